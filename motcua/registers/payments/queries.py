"""What the register tells of a dossier's money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import Viewer


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One line owed or paid; amounts in đồng."""

    kind: str
    name: str
    amount: int
    why: str
    receipt_number: int | None
    paid_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """All lines of a dossier, and what is still due, in đồng."""

    lines: tuple[ChargeRow, ...]
    due: int


def account_of(*, dossier_id: int, viewer: Viewer) -> Account:
    """The dossier's charges. Raises `DossierUnknown` when the viewer may not see it."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.kind, c.name, c.amount, c.why, r.number, r.taken_at FROM payments_charge c"
            " LEFT JOIN payments_receipt r ON r.id = c.receipt_id WHERE c.dossier_id = %s ORDER BY c.id LIMIT 200",
            [dossier_id],
        )
        lines = tuple(ChargeRow(*row) for row in cursor.fetchall())
    return Account(lines, sum(line.amount for line in lines if line.receipt_number is None))
