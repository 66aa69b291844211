"""Writing what happens now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.registers.ledger.bodies import body_text


@dataclass(frozen=True, slots=True)
class Appended:
    """An event as it stands in the ledger now; `recorded_at` is the database's moment."""

    event_id: int
    seq: int
    hash: bytes
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be written; `happened_at` is aware and is the moment in law."""

    stream: str
    kind: str
    body: Mapping[str, Any]
    happened_at: datetime


def append(*, stream: str, kind: str, body: Mapping[str, Any], happened_at: datetime) -> Appended:
    """Write one event at the end of `stream` (begun if new), in the caller's transaction; one statement.

    The stream stays locked until the caller commits. Raises `ValueError` if the body holds what the ledger does not
    keep, or for a naive moment.
    """
    text = body_text(body)
    _must_be_aware(happened_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id, seq, hash, recorded_at FROM ledger_append(%s, %s, %s, %s)",
            [stream, kind, happened_at, text],
        )
        event_id, seq, digest, recorded_at = cursor.fetchone()
    return Appended(event_id, seq, bytes(digest), recorded_at)


def append_many(*, events: Sequence[NewEvent]) -> list[Appended]:
    """Write several events in one statement, also of several streams; answers in the order given.

    Within a stream the order given is kept. Raises as `append`; then none is written.
    """
    return write(events, [body_text(event.body) for event in events])


def write(events: Sequence[NewEvent], bodies: Sequence[str]) -> list[Appended]:
    """Write events whose bodies were guarded already (inside the room only)."""
    if not events:
        return []
    for event in events:
        _must_be_aware(event.happened_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id, seq, hash, recorded_at"
            " FROM ledger_append_many(%s::text[], %s::text[], %s::timestamptz[], %s::text[]) ORDER BY nth",
            [
                [event.stream for event in events],
                [event.kind for event in events],
                [event.happened_at for event in events],
                list(bodies),
            ],
        )
        return [Appended(row[0], row[1], bytes(row[2]), row[3]) for row in cursor.fetchall()]


def _must_be_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a naive moment is no moment of the ledger")
