"""What the register tells: what a dossier owes and paid, receipts of a day, tills, transfers and statements."""

from __future__ import annotations

from motcua.registers.payments.queries.account import (
    Account,
    ChargeRow,
    ReceiptRow,
    RefundRow,
    account_of,
    paid_by,
    receipt,
    receipts_of,
    refunds_of,
)
from motcua.registers.payments.queries.days import DayLine, DayTotals, receipts_on, till_lines, totals_on
from motcua.registers.payments.queries.tills import TillMove, TillView, moves_of, my_till, till, tills_on
from motcua.registers.payments.queries.transfers import (
    AwaitedRow,
    CollectingView,
    LineRow,
    StatementRow,
    TransferView,
    awaited_transfers,
    collecting_of,
    lines_to_look_at,
    statements_of,
    transfer_of,
    vouched_not_seen,
)

__all__ = [
    "Account",
    "AwaitedRow",
    "ChargeRow",
    "CollectingView",
    "DayLine",
    "DayTotals",
    "LineRow",
    "ReceiptRow",
    "RefundRow",
    "StatementRow",
    "TillMove",
    "TillView",
    "TransferView",
    "account_of",
    "awaited_transfers",
    "collecting_of",
    "lines_to_look_at",
    "moves_of",
    "my_till",
    "paid_by",
    "receipt",
    "receipts_of",
    "receipts_on",
    "refunds_of",
    "statements_of",
    "till",
    "till_lines",
    "tills_on",
    "totals_on",
    "transfer_of",
    "vouched_not_seen",
]
