"""Reading streams."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.registers.ledger.bodies import IMPORTED


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `event_id` is one number for the stream and the place in it, the same for ever.

    `happened_at` is the moment in law, `recorded_at` when the ledger came to know it.
    """

    event_id: int
    stream: str
    seq: int
    kind: str
    happened_at: datetime
    recorded_at: datetime
    body: Mapping[str, Any]
    hash: bytes

    @property
    def is_imported(self) -> bool:
        """Written by `append_history`, not as it happened."""
        return IMPORTED in self.body


COLUMNS = "e.stream_id::bigint << 32 | e.seq, s.name, e.seq, e.kind, e.happened_at, e.recorded_at, e.body, e.hash"


def event_of_row(row: tuple[Any, ...]) -> Event:
    """An event from the columns of `COLUMNS` (inside the room only)."""
    event_id, stream, seq, kind, happened_at, recorded_at, body, digest = row
    return Event(event_id, stream, seq, kind, happened_at, recorded_at, json.loads(body), bytes(digest))


def events_of(stream: str, *, known_by: datetime | None = None) -> list[Event]:
    """The events of one stream in their order; none if it never began. `known_by` cuts by `recorded_at`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_stream s JOIN ledger_event e ON e.stream_id = s.id"
            " WHERE s.name = %s AND (%s::timestamptz IS NULL OR e.recorded_at <= %s) ORDER BY e.seq",
            [stream, known_by, known_by],
        )
        return [event_of_row(row) for row in cursor.fetchall()]


def last_of_kind(streams: Iterable[str], kind: str) -> dict[str, Event]:
    """The last event of this kind on each of the streams that has one, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT ON (e.stream_id) {COLUMNS} FROM ledger_stream s JOIN ledger_event e ON e.stream_id = s.id"
            " WHERE s.name = ANY(%s) AND e.kind = %s ORDER BY e.stream_id, e.seq DESC",
            [sorted(streams), kind],
        )
        found = [event_of_row(row) for row in cursor.fetchall()]
    return {event.stream: event for event in found}
