"""Money given back of a receipt, wholly or in part (hoàn trả phí, lệ phí)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.ledger import actions as ledger
from motcua.registers.payments import cash, numbers
from motcua.registers.payments.errors import (
    AmountImpossible,
    GroundUnknown,
    NotYoursToCollect,
    ReasonMissing,
    ReceiptUnknown,
    ReceiptVoided,
    ReceiverUnknown,
    RefundAbovePaid,
    TillTooSmall,
)
from motcua.registers.payments.places import COLLECTORS, LONGEST_REASON, MOST_DONG, figure, name_of, seat_in
from motcua.rules.access import Seat, Viewer
from motcua.rules.tills import Entry

LONGEST_RECEIVER = 200


class Ground(StrEnum):
    """Why money is given back. The ministry's texts on fees leave it to the agency that collects; each is named so that
    they can be counted."""

    TOO_MUCH = "too-much"
    EXEMPT = "exempt"
    TWICE = "twice"
    WITHDRAWN = "withdrawn"
    NOT_SERVED = "not-served"


@dataclass(frozen=True, slots=True)
class Refunded:
    """Money given back, in đồng, under a number of the office's year."""

    refund_id: int
    number: int
    year: int
    amount: int
    already: bool = False


def refund(
    *,
    receipt_id: int,
    amount: int,
    ground: str,
    reason: str,
    receiver: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    method: str = "cash",
) -> Refunded:
    """Give back `amount` đồng of a receipt: in cash out of the giver's till, or by `transfer`.

    The dossier's money stays as it stands: it was paid, and given back on a ground. The same `key` gives once. Raises
    `AmountImpossible`, `GroundUnknown`, `ReasonMissing`, `ReceiverUnknown`, `ReceiptUnknown`, `NotYoursToCollect`,
    `ReceiptVoided`, `RefundAbovePaid`, `TillTooSmall`.
    """
    _refuse_unsaid(amount, ground, reason, receiver)
    with transaction.atomic():
        dossier_id, office, paid = _receipt(receipt_id, by)
        seat = seat_in(office, COLLECTORS, by, NotYoursToCollect)
        if (before := _by_key(key)) is not None:
            return before
        _refuse_above(paid, receipt_id, amount)
        till = _till(seat, office, amount, now) if method == "cash" else None
        salt, year = secrets.token_bytes(16), now.astimezone(VIETNAM).year
        values = {
            "receipt": receipt_id, "dossier": dossier_id, "office": office, "year": year, "amount": amount,
            "method": method, "ground": ground, "reason": reason.strip(), "salt": salt, "receiver": receiver.strip(),
            "by": name_of(seat), "now": now, "till": till, "key": key,
            "number": numbers.take(office_id=office, series=numbers.REFUNDS, year=year),
        }  # fmt: skip
        refunded = _write(values)
        _tell(values)
    return refunded


_INSERT: Final = """
INSERT INTO payments_refund (receipt_id, dossier_id, office_id, year, number, amount, method, ground, reason, salt,
    receiver, given_by, given_at, till_id, key)
VALUES (%(receipt)s, %(dossier)s, %(office)s, %(year)s, %(number)s, %(amount)s, %(method)s, %(ground)s, %(reason)s,
    %(salt)s, %(receiver)s, %(by)s, %(now)s, %(till)s, %(key)s) RETURNING id
"""


def _write(values: Mapping[str, Any]) -> Refunded:
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        (refund_id,) = cursor.fetchone()
    return Refunded(refund_id, values["number"], values["year"], values["amount"])


def _tell(values: Mapping[str, Any]) -> None:
    """Till and dossier have their events; what was said is kept beside them."""
    paper, by, now, amount = f"{values['year']}/{values['number']}", values["by"], values["now"], values["amount"]
    body: dict[str, Any] = {
        "amount": amount, "refund": paper, "receipt_id": values["receipt"], "method": values["method"],
        "ground": values["ground"], "text": ledger.salted_hash(values["reason"], values["salt"]),
    }  # fmt: skip
    if (till := values["till"]) is not None:
        body["till"] = till
        cash.tell(till, Entry.REFUNDED, amount, by=by, now=now, paper=paper)
    dossiers.record(dossier_id=values["dossier"], fact=dossiers.Fact.REFUNDED, body=body, by=by, now=now)


def _refuse_above(paid: int, receipt_id: int, amount: int) -> None:
    """No more goes back than was paid and has not gone back before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(amount), 0) FROM payments_refund WHERE receipt_id = %s", [receipt_id])
        left = paid - int(cursor.fetchone()[0])
    if amount > left:
        raise RefundAbovePaid(left=figure(left))


def _till(seat: Seat | None, office: int, amount: int, now: datetime) -> int | None:
    """The giver's till, which holds enough; the house itself has none."""
    if seat is None:
        return None
    till = cash.open_till_of(holding_id=seat.holding_id, office_id=office, now=now)
    if (holds := cash.must_hold(till)) < amount:
        raise TillTooSmall(holds=figure(holds))
    return till


def _refuse_unsaid(amount: int, ground: str, reason: str, receiver: str) -> None:
    if not 0 < amount <= MOST_DONG:
        raise AmountImpossible(most=figure(MOST_DONG))
    if ground not in set(Ground):
        raise GroundUnknown
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    if not receiver.strip() or len(receiver.strip()) > LONGEST_RECEIVER:
        raise ReceiverUnknown


def _receipt(receipt_id: int, by: Viewer) -> tuple[int, int, int]:
    """Dossier, office and sum of a receipt in force, which is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, r.office_id, r.amount FROM payments_receipt r JOIN dossiers_dossier d ON d.id = r.dossier_id"
            " WHERE r.id = %s FOR UPDATE OF d",
            [receipt_id],
        )
        row = cursor.fetchone()
        if row is None:
            raise ReceiptUnknown
        dossier_queries.dossier(dossier_id=row[0], viewer=by)
        cursor.execute("SELECT voided_at FROM payments_receipt WHERE id = %s FOR UPDATE", [receipt_id])
        if cursor.fetchone()[0] is not None:
            raise ReceiptVoided
    dossier_id, office, paid = row
    return dossier_id, office, paid


def _by_key(key: UUID) -> Refunded | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number, year, amount FROM payments_refund WHERE key = %s", [key])
        row = cursor.fetchone()
    if row is None:
        return None
    refund_id, number, year, amount = row
    return Refunded(refund_id, number, year, amount, already=True)
