"""Reading the ledger as it grows: each follower from its own position, up to the transaction horizon.

Never by the biggest number seen: transactions commit out of order. Within one stream events come in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from motcua.registers.ledger.queries.events import COLUMNS, Event, event_of_row


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An event with its place in the feed, which `keep_position` takes."""

    x: int
    event: Event


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a follower is behind."""

    follower: str
    unread: int


def unread(follower: str, limit: int = 500) -> list[FeedEvent]:
    """The next events for `follower`, oldest first; call it inside the transaction of the follower's own effect.

    Locks the follower's position until commit; a second worker of the same follower gets an empty list meanwhile.
    Empty too for a follower that was never begun (`actions.begin_following`). Raises `RuntimeError` outside a
    transaction, where the lock would mean nothing. Nothing of the caller's own transaction is told.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a follower reads inside the transaction of its own effect")
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH p AS MATERIALIZED ("
            "  SELECT x, event_id FROM ledger_position WHERE follower = %s FOR UPDATE SKIP LOCKED"
            f") SELECT f.x, {COLUMNS} FROM p CROSS JOIN LATERAL ("
            "  SELECT x, event_id FROM ledger_feed"
            "  WHERE (x, event_id) > (p.x, p.event_id) AND x < ledger_horizon()"
            "  ORDER BY x, event_id LIMIT %s"
            ") f JOIN ledger_event e ON e.stream_id = (f.event_id >> 32)::integer"
            "  AND e.seq = (f.event_id & 4294967295)::integer"
            " JOIN ledger_stream s ON s.id = e.stream_id"
            " ORDER BY f.x, f.event_id",
            [follower, limit],
        )
        return [FeedEvent(row[0], event_of_row(row[1:])) for row in cursor.fetchall()]


def past(horizon: int, *, after_event_id: int = 0, limit: int = 2000) -> list[Event]:
    """For a rebuild: every event below `horizon` (from `actions.begin_rebuild`), in pages by `event_id`.

    What is not told here the follower gets from `unread`, each event exactly once between the two.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event e JOIN ledger_stream s ON s.id = e.stream_id"
            " WHERE (e.stream_id, e.seq) > (%s, %s) AND NOT EXISTS"
            "  (SELECT FROM ledger_feed f WHERE f.event_id = (e.stream_id::bigint << 32 | e.seq) AND f.x >= %s)"
            " ORDER BY e.stream_id, e.seq LIMIT %s",
            [after_event_id >> 32, after_event_id & 0xFFFFFFFF, horizon, limit],
        )
        return [event_of_row(row) for row in cursor.fetchall()]


def lags() -> list[Lag]:
    """How many events each follower has still to read (those of open transactions not counted)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.follower, (SELECT count(*) FROM ledger_feed f"
            " WHERE (f.x, f.event_id) > (p.x, p.event_id)) FROM ledger_position p ORDER BY p.follower"
        )
        return [Lag(*row) for row in cursor.fetchall()]


def feed_needs_restart() -> bool:
    """Whether the feed's numbers come from another cluster (a restore): then followers would stand still."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(greatest((SELECT max(x) FROM ledger_feed), (SELECT max(x) FROM ledger_position)), 0)"
            " >= (SELECT base FROM ledger_feed_base) + pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )
        return bool(cursor.fetchone()[0])
