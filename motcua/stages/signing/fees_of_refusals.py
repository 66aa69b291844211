"""A request that is not granted owes nothing for a result that is not given: fees due with the result fall away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from motcua.registers.dossiers.actions import Held
from motcua.registers.payments import actions as payments
from motcua.registers.procedures import queries as procedures
from motcua.rules.fees import Due
from motcua.rules.lifecycle import Money, State


def let_go(held: Held) -> Mapping[str, Any]:
    """Under the dossier's lock, once a move is decided: what the event tells of the money; nothing while something is
    granted or nothing falls away. What was paid stays paid."""
    if held.state is not State.DONE or held.outcome != "not-eligible" or held.money != Money.DUE:
        return {}
    fees = procedures.version(held.procedure_version_id).fees
    names = [fee.name for fee in fees.items if fee.due is Due.RESULT]
    why = gettext("Không cấp kết quả nên không thu khoản nộp khi nhận kết quả.")
    done = payments.let_go(dossier_id=held.id, names=names, why=why)
    if not done.changed:
        return {}
    held.money = done.money
    return {"money": done.money.value, "fee_due": done.due}
