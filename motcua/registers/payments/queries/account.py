"""What a dossier owes, its receipts and what was given back of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.payments.errors import ReceiptUnknown
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
    relief: str = ""
    """The key of the group by which it is exempt or reduced."""


@dataclass(frozen=True, slots=True)
class Account:
    """All lines of a dossier, and what is still due, in đồng."""

    lines: tuple[ChargeRow, ...]
    due: int

    @property
    def reliefs(self) -> frozenset[str]:
        """The keys of the groups by which something is exempt or reduced."""
        return frozenset(line.relief for line in self.lines if line.relief)


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
    series: str = ""
    voided_at: datetime | None = None
    void_reason: str = ""
    refunded: int = 0
    dossier_id: int = 0
    office_id: int = 0

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def left(self) -> int:
        """What can still be given back, in đồng."""
        return 0 if self.is_void else self.amount - self.refunded


@dataclass(frozen=True, slots=True)
class RefundRow:
    """Money given back of a receipt, in đồng. `given_by` is a code: "holding/12"."""

    id: int
    receipt_id: int
    receipt_number: int
    receipt_year: int
    number: int
    year: int
    amount: int
    method: str
    ground: str
    reason: str
    receiver: str
    given_by: str
    given_at: datetime


def account_of(*, dossier_id: int, viewer: Viewer) -> Account:
    """The dossier's charges. Raises `DossierUnknown` when the viewer may not see it."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.kind, c.name, c.amount, c.why, r.number, r.taken_at, coalesce(c.relief, '')"
            " FROM payments_charge c LEFT JOIN payments_receipt r ON r.id = c.receipt_id"
            " WHERE c.dossier_id = %s ORDER BY c.id LIMIT 200",
            [dossier_id],
        )
        lines = tuple(ChargeRow(*row) for row in cursor.fetchall())
    return Account(lines, sum(line.amount for line in lines if line.receipt_number is None))


_RECEIPTS: Final = """
SELECT r.id, r.number, r.year, r.amount, r.method, r.taken_by, r.taken_at, r.series, r.voided_at,
    coalesce(r.void_reason, ''),
    (SELECT coalesce(sum(f.amount), 0)::bigint FROM payments_refund f WHERE f.receipt_id = r.id),
    r.dossier_id, r.office_id, c.kind, c.name, c.amount, c.why
FROM payments_receipt r
JOIN payments_charge c ON c.receipt_id = r.id
    OR c.id IN (SELECT x.charge_id FROM payments_released x WHERE x.receipt_id = r.id)
WHERE r.dossier_id = %(dossier)s AND c.dossier_id = r.dossier_id ORDER BY r.id, c.id LIMIT 500
"""


def receipts_of(*, dossier_id: int, viewer: Viewer) -> tuple[ReceiptRow, ...]:
    """The dossier's receipts, the first first, voided ones too. Raises `DossierUnknown` as `account_of`."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(_RECEIPTS, {"dossier": dossier_id})
        rows = cursor.fetchall()
    charged: dict[int, list[ChargeRow]] = {}
    heads: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        heads[row[0]] = row[:13]
        kind, name, amount, why = row[13:]
        charged.setdefault(row[0], []).append(ChargeRow(kind, name, amount, why, row[1], row[6]))
    return tuple(ReceiptRow(*[*head[:7], tuple(charged[number]), *head[7:]]) for number, head in heads.items())


def receipt(*, receipt_id: int, viewer: Viewer) -> ReceiptRow:
    """One receipt. Raises `ReceiptUnknown`, and `DossierUnknown` when the viewer may not see its dossier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossier_id FROM payments_receipt WHERE id = %s", [receipt_id])
        row = cursor.fetchone()
    if row is None:
        raise ReceiptUnknown
    return next(one for one in receipts_of(dossier_id=row[0], viewer=viewer) if one.id == receipt_id)


def paid_by(*, dossier_ids: Iterable[int], viewer: Viewer) -> dict[int, int]:
    """What each of these dossiers has paid, in đồng, as far as the viewer may see them; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.dossier_id, sum(c.amount)::bigint FROM payments_charge c"
            " JOIN dossiers_dossier d ON d.id = c.dossier_id"
            f" WHERE c.dossier_id = ANY(%(dossiers)s) AND c.receipt_id IS NOT NULL AND {SEEN} GROUP BY c.dossier_id",
            {"dossiers": sorted(dossier_ids), **seen_by(viewer)},
        )
        return dict(cursor.fetchall())


def refunds_of(*, dossier_id: int, viewer: Viewer) -> tuple[RefundRow, ...]:
    """What was given back to the dossier, the first first. Raises `DossierUnknown` when the viewer may not see it."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.id, f.receipt_id, r.number, r.year, f.number, f.year, f.amount, f.method, f.ground, f.reason,"
            " f.receiver, f.given_by, f.given_at FROM payments_refund f JOIN payments_receipt r ON r.id = f.receipt_id"
            " WHERE f.dossier_id = %s ORDER BY f.id LIMIT 200",
            [dossier_id],
        )
        return tuple(RefundRow(*row) for row in cursor.fetchall())
