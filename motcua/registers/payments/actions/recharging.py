"""What a dossier owes is reckoned anew after a mistake of intake: the difference is charged, or said to be given
back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from motcua.registers.payments.actions.charging import ChargeLine, charge
from motcua.rules.lifecycle import Money

KIND: Final = "difference"

_STANDS: Final = """
SELECT coalesce(sum(c.amount) FILTER (WHERE c.receipt_id IS NOT NULL), 0)
       - (SELECT coalesce(sum(f.amount), 0) FROM payments_refund f WHERE f.dossier_id = %(dossier)s),
       coalesce(sum(c.amount) FILTER (WHERE c.receipt_id IS NULL), 0)
FROM payments_charge c WHERE c.dossier_id = %(dossier)s
"""
_NO_LONGER: Final = """
UPDATE payments_charge SET relief = NULL, why = why || %(why)s
WHERE dossier_id = %(dossier)s AND relief IS NOT NULL AND NOT relief = ANY(%(reliefs)s)
"""
_RELIEVED: Final = "SELECT DISTINCT relief FROM payments_charge WHERE dossier_id = %(dossier)s AND relief IS NOT NULL"
_LET_GO: Final = """
UPDATE payments_charge SET amount = 0, why = why || %(why)s
WHERE dossier_id = %(dossier)s AND receipt_id IS NULL AND amount > 0
"""
_LET_GO_OF: Final = f"{_LET_GO} AND name = ANY(%(names)s)"


@dataclass(frozen=True, slots=True)
class Recharged:
    """In đồng: what is due now, and what was paid too much. `money`: where the dossier's money stands."""

    due: int
    too_much: int
    money: Money
    changed: bool


def recharge(
    *,
    dossier_id: int,
    owed: int,
    name: str,
    why: str,
    by: str,
    now: datetime,
    reliefs: Iterable[ChargeLine] = (),
) -> Recharged:
    """Let `owed` be all that the dossier owes, in đồng. What was paid stays paid; lines not paid yet become one.
    `reliefs` say by which groups something is exempt or reduced now, each kept once with its why.

    Money paid too much is not given back here: that is a refund, by a clerk, on its own ground.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])
        cursor.execute(_STANDS, {"dossier": dossier_id})
        paid, unpaid = (int(each) for each in cursor.fetchone())
        _keep_reliefs(cursor, dossier_id, tuple(reliefs), why, by, now)
        due, too_much = max(0, owed - paid), max(0, paid - owed)
        stands = Money.DUE if due else Money.SETTLED if paid else Money.NOTHING_DUE
        if due == unpaid:
            return Recharged(due, too_much, stands, changed=bool(too_much))
        cursor.execute(_LET_GO, {"dossier": dossier_id, "why": f" {why}"})
        if due:
            charge(dossier_id=dossier_id, lines=[ChargeLine(KIND, name, due, why)], by=by, now=now)
    return Recharged(due, too_much, stands, changed=True)


def let_go(*, dossier_id: int, names: Iterable[str], why: str) -> Recharged:
    """Lines of these names that are not paid yet are owed no longer, each kept with why; the others stay as they are.
    In the caller's transaction, under the dossier's lock; what is to be told of it the caller tells."""
    with connection.cursor() as cursor:
        cursor.execute(_LET_GO_OF, {"dossier": dossier_id, "names": list(names), "why": f" {why}"})
        changed = cursor.rowcount > 0
        cursor.execute(_STANDS, {"dossier": dossier_id})
        paid, due = (int(each) for each in cursor.fetchone())
    stands = Money.DUE if due else Money.SETTLED if paid else Money.NOTHING_DUE
    return Recharged(due, 0, stands, changed=changed)


def _keep_reliefs(
    cursor: CursorWrapper, dossier_id: int, reliefs: tuple[ChargeLine, ...], why: str, by: str, now: datetime
) -> None:
    """What applies no longer says so; what applies from now on has a line of nothing that tells why."""
    values: dict[str, Any] = {"dossier": dossier_id, "why": f" {why}", "reliefs": [line.relief for line in reliefs]}
    cursor.execute(_NO_LONGER, values)
    cursor.execute(_RELIEVED, values)
    there = {row[0] for row in cursor.fetchall()}
    lines = {line.relief: replace(line, amount=0) for line in reliefs if line.relief not in there}
    charge(dossier_id=dossier_id, lines=lines.values(), by=by, now=now)
