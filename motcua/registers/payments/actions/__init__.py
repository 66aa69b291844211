"""What the register does: charge, take money against receipts, void, give back, keep tills, match transfers."""

from __future__ import annotations

from motcua.registers.payments.actions.charging import ChargeLine, charge
from motcua.registers.payments.actions.collecting import set_collecting
from motcua.registers.payments.actions.recharging import Recharged, let_go, recharge
from motcua.registers.payments.actions.recharging_parts import PartRecharged, recharge_part
from motcua.registers.payments.actions.refunding import Ground, Refunded, refund
from motcua.registers.payments.actions.statements import Brought, bring_statement, set_aside, settle_line
from motcua.registers.payments.actions.taking import COLLECTORS, Receipted, take_cash
from motcua.registers.payments.actions.tills import Closed, close_till, open_till
from motcua.registers.payments.actions.transfers import Awaited, ask_transfer, call_off_transfer, confirm_transfer
from motcua.registers.payments.actions.voiding import void

__all__ = [
    "COLLECTORS",
    "Awaited",
    "Brought",
    "ChargeLine",
    "Closed",
    "Ground",
    "PartRecharged",
    "Receipted",
    "Recharged",
    "Refunded",
    "ask_transfer",
    "bring_statement",
    "call_off_transfer",
    "charge",
    "close_till",
    "confirm_transfer",
    "let_go",
    "open_till",
    "recharge",
    "recharge_part",
    "refund",
    "set_aside",
    "set_collecting",
    "settle_line",
    "take_cash",
    "void",
]
