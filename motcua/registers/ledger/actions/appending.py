"""Writing what happens now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.foundation.postgres import prepared
from motcua.registers.ledger.bodies import body_text

APPEND: Final = "ledger_append(%(event_stream)s, %(event_kind)s, %(event_happened_at)s, %(event_body)s)"
"""For a room that writes its rows and the event that tells of them in one statement; values from `event_values`."""


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
    values = event_values(stream=stream, kind=kind, body=body, happened_at=happened_at)
    ((event_id, seq, digest, recorded_at),) = prepared.rows(
        f"SELECT event_id, seq, hash, recorded_at FROM {APPEND}", values
    )
    return Appended(event_id, seq, bytes(digest), recorded_at)


def event_values(*, stream: str, kind: str, body: Mapping[str, Any], happened_at: datetime) -> dict[str, Any]:
    """The values of `APPEND`. Raises as `append`."""
    _must_be_aware(happened_at)
    return {
        "event_stream": stream,
        "event_kind": kind,
        "event_happened_at": happened_at,
        "event_body": body_text(body),
    }


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
