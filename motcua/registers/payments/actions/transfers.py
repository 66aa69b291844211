"""A transfer is asked for with a reference of its own, and vouched for by a named person or found in a statement."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection, transaction

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.payments.actions.taking import (
    Receipted,
    lock_due,
    receipt_by_key,
    still_due,
    write_receipt,
)
from motcua.registers.payments.errors import (
    AmountChanged,
    NoAccount,
    NothingDue,
    NotYoursToCollect,
    NotYoursToReconcile,
    ReasonMissing,
    TransferNotOpen,
    TransferPartlyCome,
    TransferTooLarge,
    TransferUnknown,
)
from motcua.registers.payments.places import COLLECTORS, LONGEST_REASON, RECONCILERS, figure, name_of, seat_in
from motcua.rules.access import Viewer
from motcua.rules.numbering import transfer_reference
from motcua.rules.vietqr import MOST


@dataclass(frozen=True, slots=True)
class Awaited:
    """A transfer that is waited for: what the payer writes, and how much, in đồng."""

    transfer_id: int
    reference: str
    amount: int


def ask_transfer(*, dossier_id: int, by: Viewer, now: datetime) -> Awaited:
    """Ask for all that is due by transfer; asked again, the same one is answered while the sum is the same.

    Raises `NotYoursToCollect`, `NoAccount`, `NothingDue`, `TransferTooLarge`, `TransferPartlyCome`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        office = view.received_office_id
        seat = seat_in(office, COLLECTORS, by, NotYoursToCollect)
        cursor.execute("SELECT 1 FROM payments_collecting WHERE office_id = %s AND account_number <> ''", [office])
        if cursor.fetchone() is None:
            raise NoAccount
        due = lock_due(dossier_id)
        if due == 0:
            raise NothingDue
        if due > MOST:
            raise TransferTooLarge(most=figure(MOST))
        if (open_one := _open(dossier_id)) is not None:
            if open_one.amount == due:
                return open_one
            _refuse_partly_come(open_one.transfer_id)
            cursor.execute("UPDATE payments_transfer SET cancelled_at = %s WHERE id = %s", [now, open_one.transfer_id])
        reference = transfer_reference(secrets.token_bytes(16))
        cursor.execute(
            "INSERT INTO payments_transfer (dossier_id, office_id, reference, amount, asked_by, asked_at, last_charge)"
            " SELECT %s, %s, %s, %s, %s, %s, max(id) FROM payments_charge WHERE dossier_id = %s RETURNING id",
            [dossier_id, office, reference, due, name_of(seat), now, dossier_id],
        )
        (transfer_id,) = cursor.fetchone()
        dossiers.record(
            dossier_id=dossier_id,
            fact=dossiers.Fact.TRANSFER_ASKED,
            body={"amount": due, "transfer": transfer_id},
            by=name_of(seat),
            now=now,
        )
    return Awaited(transfer_id, reference, due)


def confirm_transfer(*, transfer_id: int, note: str, by: Viewer, now: datetime, key: UUID) -> Receipted:
    """A named person says that the money is on the account, and by what (`note`: the bank's message, its number).

    The same `key` confirms once. Raises `ReasonMissing`, `TransferUnknown`, `NotYoursToReconcile`, `TransferNotOpen`,
    `TransferPartlyCome`, `AmountChanged`.
    """
    note = note.strip()
    if not note or len(note) > LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    with transaction.atomic():
        dossier_id, office = place_of(transfer_id)
        dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        seat = seat_in(office, RECONCILERS, by, NotYoursToReconcile)
        lock_due(dossier_id)
        if (before := receipt_by_key(key)) is not None:
            return before
        _refuse_partly_come(transfer_id)
        return settle(transfer_id, by=name_of(seat), receipt_by=name_of(seat), note=note, now=now, key=key)


def call_off_transfer(*, transfer_id: int, by: Viewer, now: datetime) -> None:
    """The payer will not transfer after all. Raises `TransferUnknown`, `NotYoursToCollect`, `TransferNotOpen`,
    `TransferPartlyCome`."""
    with transaction.atomic(), connection.cursor() as cursor:
        dossier_id, office = place_of(transfer_id)
        dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        seat_in(office, RECONCILERS, by, NotYoursToCollect)
        lock_due(dossier_id)
        _refuse_partly_come(transfer_id)
        cursor.execute(
            "UPDATE payments_transfer SET cancelled_at = %s"
            " WHERE id = %s AND settled_at IS NULL AND cancelled_at IS NULL",
            [now, transfer_id],
        )
        if cursor.rowcount == 0:
            raise TransferNotOpen


def settle(
    transfer_id: int, *, by: str, receipt_by: str, note: str | None, now: datetime, key: UUID | None = None
) -> Receipted:
    """The money has come: receipt, the charges that were asked for, event. The caller holds the dossier.

    Raises `TransferNotOpen`, `AmountChanged`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_transfer SET settled_at = %s, settled_by = %s, note = %s"
            " WHERE id = %s AND settled_at IS NULL AND cancelled_at IS NULL"
            " RETURNING dossier_id, office_id, amount, reference, last_charge",
            [now, by, note, transfer_id],
        )
        row = cursor.fetchone()
        if row is None:
            raise TransferNotOpen
        dossier_id, office, amount, reference, upto = row
        due = still_due(dossier_id, upto=upto)
        if amount != due:
            raise AmountChanged(amount=figure(due))
        receipt = write_receipt(
            dossier_id=dossier_id, office_id=office, amount=amount, method="transfer", by=receipt_by, now=now,
            key=key or uuid5(_SPACE, reference),
            upto=upto,
        )  # fmt: skip
        cursor.execute("UPDATE payments_transfer SET receipt_id = %s WHERE id = %s", [receipt.receipt_id, transfer_id])
    return receipt


_SPACE = UUID("6d6f7463-7561-4000-8000-7472616e7366")


def place_of(transfer_id: int) -> tuple[int, int]:
    """Dossier and office of a transfer. Raises `TransferUnknown`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossier_id, office_id FROM payments_transfer WHERE id = %s", [transfer_id])
        row = cursor.fetchone()
    if row is None:
        raise TransferUnknown
    dossier_id, office = row
    return dossier_id, office


def _open(dossier_id: int) -> Awaited | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, reference, amount FROM payments_transfer"
            " WHERE dossier_id = %s AND settled_at IS NULL AND cancelled_at IS NULL",
            [dossier_id],
        )
        row = cursor.fetchone()
    return Awaited(*row) if row else None


def _refuse_partly_come(transfer_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(amount), 0) FROM payments_statement_line WHERE transfer_id = %s", [transfer_id]
        )
        received = int(cursor.fetchone()[0])
    if received:
        raise TransferPartlyCome(received=figure(received))
