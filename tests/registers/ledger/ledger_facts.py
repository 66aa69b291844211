"""Small facts that the ledger's tests share."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections

from motcua.registers.ledger import actions
from motcua.registers.ledger.actions import Appended, NewEvent
from tests.databases import TestDatabase

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def write(stream: str = "dossier/1", **body: Any) -> Appended:
    """One more event, whatever it says."""
    return actions.append(stream=stream, kind="dossier.moved", body=body, happened_at=MORNING)


def write_story(*streams: str, events: int = 3) -> None:
    """`events` events in each stream, in one statement."""
    actions.append_many(
        events=[
            NewEvent(stream, "dossier.moved", {"n": n}, MORNING + timedelta(hours=n))
            for n in range(events)
            for stream in streams
        ]
    )


def settle(seconds: float = 60) -> None:
    """Wait until the horizon has passed all that is committed now: other databases of the server hold it back too."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (reached,) = cursor.fetchone()
        until = time.monotonic() + seconds
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %s", [reached])
            if cursor.fetchone()[0]:
                return
            assert time.monotonic() < until, "some transaction of this server stays open"
            time.sleep(0.005)


def tamper(database: TestDatabase, *statements: str) -> None:
    """What an intruder with the owner's rights does: triggers off, statements, triggers on."""
    connections.close_all()
    with database.connect_as_owner() as owner:
        for table in ("ledger_event", "ledger_stream", "ledger_checkpoint"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            owner.execute(statement)
        for table in ("ledger_event", "ledger_stream", "ledger_checkpoint"):
            owner.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stays")
            owner.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stays_whole")


REWRITE = """
    DO $$
    DECLARE e record; before bytea;
    BEGIN
        SELECT ledger_genesis(name) INTO before FROM ledger_stream WHERE name = '{stream}';
        FOR e IN SELECT ledger_event.* FROM ledger_event JOIN ledger_stream s ON s.id = stream_id
            WHERE s.name = '{stream}' ORDER BY ledger_event.seq
        LOOP
            before := ledger_next_hash(before, e.seq, e.kind, e.happened_at, e.recorded_at, e.body);
            UPDATE ledger_event SET hash = before WHERE (stream_id, seq) = (e.stream_id, e.seq);
        END LOOP;
        UPDATE ledger_stream SET hash = before WHERE name = '{stream}';
    END $$
"""
"""Compute a stream's chain anew, after which it is whole in itself again."""
