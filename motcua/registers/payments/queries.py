"""What the register tells of a dossier's money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt and what it was given for; amounts in đồng. `taken_by` is a code: "holding/12"."""

    id: int
    number: int
    year: int
    amount: int
    method: str
    taken_by: str
    taken_at: datetime
    lines: tuple[ChargeRow, ...]


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


def receipts_of(*, dossier_id: int, viewer: Viewer) -> tuple[ReceiptRow, ...]:
    """The dossier's receipts, the first first. Raises `DossierUnknown` when the viewer may not see it."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id, r.number, r.year, r.amount, r.method, r.taken_by, r.taken_at,"
            " c.kind, c.name, c.amount, c.why FROM payments_receipt r"
            " JOIN payments_charge c ON c.receipt_id = r.id WHERE r.dossier_id = %s ORDER BY r.id, c.id LIMIT 500",
            [dossier_id],
        )
        rows = cursor.fetchall()
    charged: dict[int, list[ChargeRow]] = {}
    for receipt, number, _, _, _, _, taken_at, kind, name, amount, why in rows:
        charged.setdefault(receipt, []).append(ChargeRow(kind, name, amount, why, number, taken_at))
    heads: dict[int, list[Any]] = {row[0]: [*row[:7], tuple(charged[row[0]])] for row in rows}
    return tuple(ReceiptRow(*head) for head in heads.values())
