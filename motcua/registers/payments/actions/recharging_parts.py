"""What a part of an interlinked submission owes is reckoned anew after a mistake of intake. The fees of all parts stand
with the first dossier: what one of them owes less comes off there, and is given back of its receipts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.payments.actions.charging import ChargeLine, charge
from motcua.registers.payments.actions.recharging import KIND
from motcua.rules.lifecycle import Money

_HOLD: Final = "SELECT id FROM dossiers_dossier WHERE id = ANY(%(dossiers)s) ORDER BY id DESC FOR UPDATE"
_STANDS: Final = """
SELECT coalesce(sum(c.amount) FILTER (WHERE c.receipt_id IS NOT NULL), 0)
       - (SELECT coalesce(sum(f.amount), 0) FROM payments_refund f WHERE f.dossier_id = ANY(%(dossiers)s)),
       coalesce(sum(c.amount) FILTER (WHERE c.receipt_id IS NULL), 0)
FROM payments_charge c WHERE c.dossier_id = ANY(%(dossiers)s)
"""
_TAKE_OFF: Final = """
WITH unpaid AS (
    SELECT id, amount, sum(amount) OVER (ORDER BY id DESC) - amount AS before
    FROM payments_charge WHERE dossier_id = %(dossier)s AND receipt_id IS NULL AND amount > 0
)
UPDATE payments_charge c SET amount = c.amount - least(u.amount, %(less)s - u.before), why = c.why || %(why)s
FROM unpaid u WHERE u.id = c.id AND u.before < %(less)s
"""


@dataclass(frozen=True, slots=True)
class PartRecharged:
    """In đồng: what is due with the part now, and what was paid too much; `of_first` of that is given back of receipts
    of the first dossier. `money`: where the part's money stands."""

    due: int
    too_much: int
    of_first: int
    money: Money
    changed: bool = True


def recharge_part(
    *,
    dossier_id: int,
    chain: Iterable[int],
    first_id: int,
    differs: int,
    owed_before: int,
    name: str,
    why: str,
    by: str,
    now: datetime,
) -> PartRecharged:
    """Let a part owe `differs` đồng more than it did, or less when below zero.

    `chain`: the dossiers of all parts that are open; `owed_before`: what all parts owed until now. More is charged with
    the part, except what the whole has paid too much and was not given back. Less comes off what is not paid yet, the
    part's own first; the rest is money to be given back, which is done by a refund, by a clerk, on its own ground.
    """
    line = ChargeLine(KIND, name, differs, why)
    whole = tuple(chain)
    with transaction.atomic():
        _rows(_HOLD, {"dossiers": sorted({dossier_id, first_id})})
        if differs > 0:
            _more(dossier_id, line, credit=max(0, sum(_stands(*whole)) - owed_before), by=by, now=now)
        else:
            _less(dossier_id, first_id, line, by=by, now=now)
        paid, due = _stands(dossier_id)
        too_much = max(0, _stands(*whole)[0] - owed_before - differs)
    own = too_much if first_id == dossier_id else min(too_much, max(0, paid))
    return PartRecharged(due, too_much, too_much - own, _money(paid, due))


def _more(dossier_id: int, line: ChargeLine, *, credit: int, by: str, now: datetime) -> None:
    if line.amount > credit:
        charge(dossier_id=dossier_id, lines=[replace(line, amount=line.amount - credit)], by=by, now=now)


def _less(dossier_id: int, first_id: int, line: ChargeLine, *, by: str, now: datetime) -> None:
    less, why = -line.amount, f" {line.why}"
    _, unpaid = _stands(dossier_id)
    off = min(less, unpaid)
    if off:
        _take_off(dossier_id, off, why)
    if less > off and first_id != dossier_id:
        _less_of_first(first_id, less - off, why, by, now)


def _less_of_first(first_id: int, less: int, why: str, by: str, now: datetime) -> None:
    """What of it was not paid there yet."""
    paid, unpaid = _stands(first_id)
    off = min(less, unpaid)
    if off:
        _take_off(first_id, off, why)
        dossiers.record(
            dossier_id=first_id,
            fact=dossiers.Fact.CHARGE_LOWERED,
            body={"amount": off},
            by=by,
            now=now,
            money=_money(paid, unpaid - off),
        )


def _take_off(dossier_id: int, less: int, why: str) -> None:
    """The charges written last first."""
    _rows(_TAKE_OFF, {"dossier": dossier_id, "less": less, "why": why})


def _stands(*dossier_ids: int) -> tuple[int, int]:
    """What was paid and not given back, and what is not paid yet."""
    ((paid, unpaid),) = _rows(_STANDS, {"dossiers": list(dossier_ids)})
    return int(paid), int(unpaid)


def _money(paid: int, due: int) -> Money:
    return Money.DUE if due else Money.SETTLED if paid else Money.NOTHING_DUE


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []
