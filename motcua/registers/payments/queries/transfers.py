"""Transfers that are waited for, the account they go to, and what the bank's statements showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.payments.places import RECONCILERS
from motcua.rules.access import WHOLE_OFFICE, Viewer
from motcua.rules.vietqr import BankAccount, payload

MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class CollectingView:
    """How an office collects; an account without a number: it takes no transfers."""

    account: BankAccount
    series: str = ""
    form_symbol: str = ""
    tax_number: str = ""

    @property
    def takes_transfers(self) -> bool:
        return bool(self.account.number)


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer that is waited for; amounts in đồng. `qr` is the text of its VietQR."""

    id: int
    reference: str
    amount: int
    received: int
    asked_at: datetime
    account: BankAccount
    qr: str


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """A transfer of a list; `amount` in đồng."""

    id: int
    reference: str
    amount: int
    asked_at: datetime
    dossier_id: int
    dossier_code: str
    note: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A movement that a person must look at, in đồng; beside it the transfer it names, if any."""

    id: int
    day: date | None
    amount: int
    text: str
    number: str
    fit: str
    reference: str
    asked: int
    dossier_id: int | None
    dossier_code: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it was brought."""

    id: int
    name: str
    brought_at: datetime
    brought_by: str
    fresh: int
    repeated: int


def collecting_of(*, office_id: int, viewer: Viewer) -> CollectingView:
    """How the office collects; an empty one for who does not work there, or while nothing is set."""
    found = _rows(
        "SELECT bank_bin, account_number, account_holder, series, form_symbol, tax_number FROM payments_collecting"
        " WHERE office_id = %(office)s AND (office_id = ANY(%(offices)s::bigint[]) OR %(all)s)",
        {"office": office_id, "offices": sorted(viewer.offices()), "all": viewer.is_system},
    )
    if not found:
        return CollectingView(BankAccount("", ""))
    bin_, number, holder, series, form_symbol, tax_number = found[0]
    return CollectingView(BankAccount(bin_, number, holder), series, form_symbol, tax_number)


def transfer_of(*, dossier_id: int, viewer: Viewer) -> TransferView | None:
    """The transfer that is waited for on a dossier. Raises `DossierUnknown` when the viewer may not see it."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    found = _rows(
        "SELECT t.id, t.reference, t.amount, coalesce((SELECT sum(l.amount) FROM payments_statement_line l"
        "   WHERE l.transfer_id = t.id), 0)::bigint, t.asked_at, c.bank_bin, c.account_number, c.account_holder"
        " FROM payments_transfer t JOIN payments_collecting c ON c.office_id = t.office_id"
        " WHERE t.dossier_id = %(dossier)s AND t.settled_at IS NULL AND t.cancelled_at IS NULL"
        " AND c.account_number <> ''",
        {"dossier": dossier_id},
    )
    if not found:
        return None
    number, reference, amount, received, asked_at, *account = found[0]
    to = BankAccount(*account)
    return TransferView(
        number, reference, amount, received, asked_at, to, payload(account=to, amount=amount, memo=reference)
    )


_AWAITED: Final = """
SELECT t.id, t.reference, t.amount, t.asked_at, d.id, coalesce(d.code, d.reference), coalesce(t.note, '')
FROM payments_transfer t JOIN dossiers_dossier d ON d.id = t.dossier_id
WHERE t.office_id = %(office)s AND t.office_id = ANY(%(offices)s::bigint[]) AND
"""


def awaited_transfers(*, office_id: int, viewer: Viewer, limit: int = MOST_ROWS) -> tuple[AwaitedRow, ...]:
    """Transfers that have not come, the longest awaited first."""
    still = "t.settled_at IS NULL AND t.cancelled_at IS NULL ORDER BY t.asked_at, t.id LIMIT %(limit)s"
    return tuple(AwaitedRow(*row) for row in _rows(_AWAITED + still, _place(office_id, viewer, limit)))


def vouched_not_seen(*, office_id: int, viewer: Viewer, limit: int = MOST_ROWS) -> tuple[AwaitedRow, ...]:
    """Transfers that a person vouched for and no statement has shown yet, the newest first."""
    unseen = (
        "t.settled_by LIKE 'holding/%%' AND t.cancelled_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM payments_statement_line l WHERE l.transfer_id = t.id) ORDER BY t.id DESC LIMIT %(limit)s"
    )
    return tuple(AwaitedRow(*row) for row in _rows(_AWAITED + unseen, _place(office_id, viewer, limit)))


def lines_to_look_at(*, office_id: int, viewer: Viewer, limit: int = MOST_ROWS) -> tuple[LineRow, ...]:
    """Movements in that are nothing asked for, too little, too much, or paid already; the oldest first."""
    found = _rows(
        "SELECT l.id, l.day, l.amount, l.text, l.number, l.fit, coalesce(t.reference, ''), coalesce(t.amount, 0), d.id,"
        " coalesce(d.code, d.reference, '')"
        " FROM payments_statement_line l LEFT JOIN payments_transfer t ON t.id = l.transfer_id"
        " LEFT JOIN dossiers_dossier d ON d.id = t.dossier_id"
        " WHERE l.office_id = %(office)s AND l.office_id = ANY(%(offices)s::bigint[])"
        " AND l.fit NOT IN ('matched', 'set-aside') ORDER BY l.id LIMIT %(limit)s",
        _place(office_id, viewer, limit),
    )
    return tuple(LineRow(*row) for row in found)


def statements_of(*, office_id: int, viewer: Viewer, limit: int = 20) -> tuple[StatementRow, ...]:
    """The last statements brought, the newest first."""
    found = _rows(
        "SELECT id, name, brought_at, brought_by, fresh, repeated FROM payments_statement"
        " WHERE office_id = %(office)s AND office_id = ANY(%(offices)s::bigint[]) ORDER BY id DESC LIMIT %(limit)s",
        _place(office_id, viewer, limit),
    )
    return tuple(StatementRow(*row) for row in found)


def _place(office_id: int, viewer: Viewer, limit: int) -> dict[str, Any]:
    """Only of the office where the viewer works with money, or answers for it."""
    offices = [office_id] if viewer.is_system else sorted(viewer.offices(*RECONCILERS, *WHOLE_OFFICE[:2]))
    return {"office": office_id, "offices": offices, "limit": min(limit, MOST_ROWS)}


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
