"""What a dossier owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.registers.dossiers import actions as dossiers
from motcua.rules.lifecycle import Money


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One line owed, in đồng."""

    kind: str
    name: str
    amount: int
    why: str
    relief: str = ""
    """The key of the group by which it is exempt or reduced."""


def charge(*, dossier_id: int, lines: Iterable[ChargeLine], by: str, now: datetime) -> int:
    """Write what the dossier owes and tell its stream; answer the sum in đồng. Lines of 0 are kept: they say why."""
    rows = [(dossier_id, line.kind, line.name, line.amount, line.why, now, line.relief or None) for line in lines]
    if not rows:
        return 0
    total = sum(row[3] for row in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO payments_charge (dossier_id, kind, name, amount, why, charged_at, relief)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
        if total:
            dossiers.record(
                dossier_id=dossier_id,
                fact=dossiers.Fact.CHARGED,
                body={"amount": total},
                by=by,
                now=now,
                money=Money.DUE,
            )
    return total
