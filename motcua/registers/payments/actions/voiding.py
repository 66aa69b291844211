"""A receipt written by mistake is voided: its number stays, its money goes back, what it was for is due again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext, gettext_noop

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.ledger import actions as ledger
from motcua.registers.payments import cash
from motcua.registers.payments.errors import (
    NotYoursToVoid,
    ReasonMissing,
    ReceiptUnknown,
    ReceiptVoided,
    TooLateToVoid,
)
from motcua.registers.payments.places import COLLECTORS, LONGEST_REASON, SUPERVISORS, name_of, seat_in
from motcua.rules.access import Seat, Viewer
from motcua.rules.lifecycle import ENDED, Money, State
from motcua.rules.tills import Entry

_ENDED: Final = gettext_noop("hồ sơ đã kết thúc")
_TILL_CLOSED: Final = gettext_noop("quỹ thu khoản này đã khóa")
_REFUNDED: Final = gettext_noop("đã hoàn một phần tiền của biên lai này")
_FIND: Final = """
SELECT office_id, dossier_id, amount, method, taken_by, till_id, voided_at, void_key, year, number,
    EXISTS (SELECT 1 FROM payments_refund f WHERE f.receipt_id = r.id)
FROM payments_receipt r WHERE id = %s FOR UPDATE
"""
_VOID: Final = """
UPDATE payments_receipt SET voided_at = %s, voided_by = %s, void_reason = %s, void_salt = %s, void_key = %s
WHERE id = %s
"""


def void(*, receipt_id: int, reason: str, by: Viewer, now: datetime, key: UUID) -> None:
    """Void a receipt while nobody has relied on it: before the dossier has ended and, for cash, before its till is
    closed. The same `key` voids once.

    Raises `ReasonMissing`, `ReceiptUnknown`, `NotYoursToVoid`, `ReceiptVoided`, `TooLateToVoid`.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    with transaction.atomic():
        state, receipt = _held(receipt_id)
        dossier_queries.dossier(dossier_id=receipt.dossier_id, viewer=by)
        seat = _seat(receipt.office_id, receipt.taken_by, by)
        if receipt.void_key == key:
            return
        _refuse_if_too_late(receipt, state)
        salt = secrets.token_bytes(16)
        with connection.cursor() as cursor:
            cursor.execute(_VOID, [now, name_of(seat), reason, salt, key, receipt_id])
        _release(receipt_id)
        if receipt.till_id is not None:
            cash.tell(receipt.till_id, Entry.VOIDED, receipt.amount, by=name_of(seat), now=now, paper=receipt.paper)
        dossiers.record(
            dossier_id=receipt.dossier_id,
            fact=dossiers.Fact.RECEIPT_VOIDED,
            body={
                "amount": receipt.amount,
                "receipt": receipt.paper,
                "method": receipt.method,
                "text": ledger.salted_hash(reason, salt),
            },
            by=name_of(seat),
            now=now,
            money=Money.DUE,
        )


@dataclass(frozen=True, slots=True)
class _Receipt:
    """What is asked of a receipt before it is voided."""

    office_id: int
    dossier_id: int
    amount: int
    method: str
    taken_by: str
    till_id: int | None
    voided_at: datetime | None
    void_key: UUID | None
    year: int
    number: int
    is_refunded: bool

    @property
    def paper(self) -> str:
        return f"{self.year}/{self.number}"


def _held(receipt_id: int) -> tuple[State, _Receipt]:
    """The receipt and the state of its dossier, both held until the transaction ends: the dossier first, as every act.
    Raises `ReceiptUnknown`."""
    dossier_id = _dossier_of(receipt_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])
        state = State(cursor.fetchone()[0])
        cursor.execute(_FIND, [receipt_id])
        return state, _Receipt(*cursor.fetchone())


def _refuse_if_too_late(receipt: _Receipt, state: State) -> None:
    """Raises `ReceiptVoided`, `TooLateToVoid`. The till is held, so that it is not closed meanwhile."""
    if receipt.voided_at is not None:
        raise ReceiptVoided
    if state in ENDED:
        raise TooLateToVoid(why=gettext(_ENDED))
    if receipt.is_refunded:
        raise TooLateToVoid(why=gettext(_REFUNDED))
    if receipt.till_id is not None and not cash.lock(receipt.till_id):
        raise TooLateToVoid(why=gettext(_TILL_CLOSED))


def _dossier_of(receipt_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossier_id FROM payments_receipt WHERE id = %s", [receipt_id])
        row = cursor.fetchone()
    if row is None:
        raise ReceiptUnknown
    return int(row[0])


def _seat(office_id: int, taken_by: str, by: Viewer) -> Seat | None:
    """The position that took the money, or one that answers for all money of the office."""
    seat = next(
        (each for each in by.seats if f"holding/{each.holding_id}" == taken_by and each.role in COLLECTORS), None
    )
    return seat or seat_in(office_id, SUPERVISORS, by, NotYoursToVoid)


def _release(receipt_id: int) -> None:
    """What the receipt was given for is due again; a transfer that paid it is called off, its movements looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_released (receipt_id, charge_id)"
            " SELECT receipt_id, id FROM payments_charge WHERE receipt_id = %s",
            [receipt_id],
        )
        cursor.execute("UPDATE payments_charge SET receipt_id = NULL WHERE receipt_id = %s", [receipt_id])
        cursor.execute(
            "UPDATE payments_statement_line SET fit = 'again' FROM payments_transfer t"
            " WHERE t.receipt_id = %s AND transfer_id = t.id",
            [receipt_id],
        )
        cursor.execute(
            "UPDATE payments_transfer SET cancelled_at = (SELECT voided_at FROM payments_receipt WHERE id = %s)"
            " WHERE receipt_id = %s",
            [receipt_id, receipt_id],
        )
