"""A clerk's till is opened with its change and closed once, counted against the ledger."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.registers.ledger import actions as ledger
from motcua.registers.payments import cash
from motcua.registers.payments.errors import (
    AmountImpossible,
    DifferenceUnexplained,
    NotYoursToCollect,
    ReasonMissing,
    TillClosed,
    TillMoved,
    TillOpenAlready,
    TillUnknown,
)
from motcua.registers.payments.places import COLLECTORS, LONGEST_REASON, MOST_DONG, SUPERVISORS, figure, seat_in
from motcua.rules.access import Viewer
from motcua.rules.tills import Entry
from motcua.rules.tills import counted as sum_of


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed till, amounts in đồng. `already`: this very click closed it before."""

    till_id: int
    expected: int
    counted: int
    already: bool = False

    @property
    def difference(self) -> int:
        """What was counted above what must be there; below it, negative."""
        return self.counted - self.expected


def open_till(*, office_id: int, opening: int, by: Viewer, now: datetime) -> int:
    """Open one's own till with the change that lies in it. Without it the first taking opens one that is empty.

    Raises `NotYoursToCollect`, `AmountImpossible`, `TillOpenAlready`.
    """
    if not 0 <= opening <= MOST_DONG:
        raise AmountImpossible(most=figure(MOST_DONG))
    seat = seat_in(office_id, COLLECTORS, by, NotYoursToCollect)
    if seat is None:
        raise NotYoursToCollect
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payments_till (office_id, holding_id, opened_at, opening) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (holding_id) WHERE closed_at IS NULL DO NOTHING RETURNING id",
            [office_id, seat.holding_id, now, opening],
        )
        if (row := cursor.fetchone()) is None:
            raise TillOpenAlready
        cash.tell(row[0], Entry.OPENED, opening, by=f"holding/{seat.holding_id}", now=now)
    return int(row[0])


def close_till(
    *,
    till_id: int,
    by: Viewer,
    now: datetime,
    key: UUID,
    counted: int | None = None,
    notes: Mapping[int, int] | None = None,
    shown: int | None = None,
    reason: str = "",
) -> Closed:
    """Close a till: counted note by note, or as a sum. What must be there is told by the till's events.

    `shown` is what the page said must be there. Who keeps the till closes it; for one who is gone, the head of the
    unit or the cashier. The same `key` closes once. Raises `AmountImpossible`, `ReasonMissing`, `TillUnknown`,
    `TillClosed`, `TillMoved`, `DifferenceUnexplained`.
    """
    found, reason = _counted(counted, notes), reason.strip()
    if len(reason) > LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    with transaction.atomic():
        who, before = _lock(till_id, by)
        if before is not None:
            closed_at, close_key, must, was = before
            if close_key == key:
                return Closed(till_id, must, was, already=True)
            raise TillClosed(at=closed_at.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y"))
        must = cash.must_hold(till_id)
        if shown is not None and shown != must:
            raise TillMoved(expected=figure(must))
        if found != must and not reason:
            raise DifferenceUnexplained(difference=figure(found - must))
        closed = Closed(till_id, must, found)
        _write(closed, notes, reason if found != must else "", who, now, key)
    return closed


def _counted(counted: int | None, notes: Mapping[int, int] | None) -> int:
    try:
        found = sum_of(notes) if notes else counted
    except ValueError:
        found = None
    if found is None or not 0 <= found <= MOST_DONG:
        raise AmountImpossible(most=figure(MOST_DONG))
    return found


def _lock(till_id: int, by: Viewer) -> tuple[str, tuple[Any, ...] | None]:
    """By which position the viewer closes this till, and how it was closed before; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT office_id, holding_id, closed_at, close_key, expected, counted FROM payments_till WHERE id = %s"
            " FOR UPDATE",
            [till_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise TillUnknown
    office, holding, *before = row
    if not any(seat.holding_id == holding for seat in by.seats):
        seat = seat_in(office, SUPERVISORS, by, TillUnknown)
        holding = seat.holding_id if seat else holding
    return f"holding/{holding}", tuple(before) if before[0] is not None else None


def _write(closed: Closed, notes: Mapping[int, int] | None, reason: str, who: str, now: datetime, key: UUID) -> None:
    salt = secrets.token_bytes(16) if reason else None
    kept = json.dumps({str(note): count for note, count in notes.items() if count}) if notes else None
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_till SET closed_at = %s, closed_by = %s, expected = %s, counted = %s, notes = %s,"
            " reason = %s, salt = %s, close_key = %s WHERE id = %s",
            [now, who, closed.expected, closed.counted, kept, reason or None, salt, key, closed.till_id],
        )
    body: dict[str, Any] = {
        "expected": closed.expected, "counted": closed.counted, "difference": closed.difference, "by": who,
    }  # fmt: skip
    if salt:
        body["text"] = ledger.salted_hash(reason, salt)
    ledger.append(stream=cash.stream_of(closed.till_id), kind="closed", body=body, happened_at=now)
