"""Money taken against a numbered receipt (biên lai)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.payments import cash, numbers
from motcua.registers.payments.errors import AmountChanged, NothingDue, NotYoursToCollect, TransferPartlyCome
from motcua.registers.payments.places import COLLECTORS as COLLECTORS
from motcua.registers.payments.places import figure, name_of, seat_in
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Money
from motcua.rules.tills import Entry


@dataclass(frozen=True, slots=True)
class Receipted:
    """Money taken. `already`: this very receipt had been written before."""

    receipt_id: int
    number: int
    year: int
    amount: int
    already: bool = False


def take_cash(*, dossier_id: int, by: Viewer, now: datetime, key: UUID, expected: int | None = None) -> Receipted:
    """Take all that is due, in cash, into the till of whoever takes it, and write the receipt.

    `expected` is the sum the page showed. A transfer that was asked for and has not come is called off. Raises
    `NothingDue`, `NotYoursToCollect`, `AmountChanged`, `TransferPartlyCome`.
    """
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        office = view.received_office_id
        seat = seat_in(office, COLLECTORS, by, NotYoursToCollect)
        due = lock_due(dossier_id)
        if (before := receipt_by_key(key)) is not None:
            return before
        if due == 0:
            raise NothingDue
        if expected is not None and expected != due:
            raise AmountChanged(amount=figure(due))
        _call_off(dossier_id, now)
        till = cash.open_till_of(holding_id=seat.holding_id, office_id=office, now=now) if seat else None
        return write_receipt(
            dossier_id=dossier_id, office_id=office, amount=due, method="cash", by=name_of(seat), now=now, key=key,
            till_id=till,
        )  # fmt: skip


def lock_due(dossier_id: int, *, upto: int | None = None) -> int:
    """Hold the dossier until the transaction ends; what it still owes, in đồng, of its charges up to that one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])
    return still_due(dossier_id, upto=upto)


def still_due(dossier_id: int, *, upto: int | None = None) -> int:
    """What a dossier that is held owes now, in đồng, of its charges up to that one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(amount), 0) FROM payments_charge WHERE dossier_id = %s AND receipt_id IS NULL"
            " AND (%s::bigint IS NULL OR id <= %s::bigint)",
            [dossier_id, upto, upto],
        )
        return int(cursor.fetchone()[0])


def receipt_by_key(key: UUID) -> Receipted | None:
    """The receipt that this very click has written before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number, year, amount FROM payments_receipt WHERE key = %s", [key])
        row = cursor.fetchone()
    if row is None:
        return None
    receipt_id, number, year, amount = row
    return Receipted(receipt_id, number, year, amount, already=True)


def write_receipt(
    *,
    dossier_id: int,
    office_id: int,
    amount: int,
    method: str,
    by: str,
    now: datetime,
    key: UUID,
    till_id: int | None = None,
    upto: int | None = None,
) -> Receipted:
    """Number, receipt, the charges it settles (up to that one), cash in the till, and the event: within the caller's
    transaction, which holds the dossier."""
    year = now.astimezone(VIETNAM).year
    with connection.cursor() as cursor:
        cursor.execute("SELECT series FROM payments_collecting WHERE office_id = %s", [office_id])
        row = cursor.fetchone()
        series = row[0] if row else ""
        number = numbers.take(office_id=office_id, series=series, year=year)
        cursor.execute(
            "INSERT INTO payments_receipt"
            " (dossier_id, office_id, series, year, number, amount, method, taken_by, taken_at, key, till_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [dossier_id, office_id, series, year, number, amount, method, by, now, key, till_id],
        )
        (receipt_id,) = cursor.fetchone()
        cursor.execute(
            "UPDATE payments_charge SET receipt_id = %s WHERE dossier_id = %s AND receipt_id IS NULL"
            " AND (%s::bigint IS NULL OR id <= %s::bigint)",
            [receipt_id, dossier_id, upto, upto],
        )
    left = Money.DUE if still_due(dossier_id) else Money.SETTLED
    paper = f"{year}/{number}"
    body: dict[str, Any] = {"amount": amount, "receipt": paper, "method": method}
    if till_id is not None:
        body["till"] = till_id
        cash.tell(till_id, Entry.TAKEN, amount, by=by, now=now, paper=paper)
    dossiers.record(dossier_id=dossier_id, fact=dossiers.Fact.PAID, body=body, by=by, now=now, money=left)
    return Receipted(receipt_id, number, year, amount)


def _call_off(dossier_id: int, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, coalesce((SELECT sum(l.amount) FROM payments_statement_line l WHERE l.transfer_id = t.id), 0)"
            " FROM payments_transfer t"
            " WHERE t.dossier_id = %s AND t.settled_at IS NULL AND t.cancelled_at IS NULL FOR UPDATE OF t",
            [dossier_id],
        )
        row = cursor.fetchone()
        if row is None:
            return
        transfer_id, received = row
        if received:
            raise TransferPartlyCome(received=figure(int(received)))
        cursor.execute("UPDATE payments_transfer SET cancelled_at = %s WHERE id = %s", [now, transfer_id])
