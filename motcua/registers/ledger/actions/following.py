"""Followers: beginning, keeping their position, clearing what all have read."""

from __future__ import annotations

from django.db import connection

from motcua.registers.ledger.queries import FeedEvent


def begin_following(*, follower: str) -> None:
    """Make the follower known; it starts at the oldest event still in the feed. Does nothing if it is known."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_position VALUES (%s, 0, 0) ON CONFLICT (follower) DO NOTHING", [follower])


def keep_position(*, follower: str, after: FeedEvent) -> None:
    """Say that everything up to `after` is done, in the transaction that read it and had the effect."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_position SET x = %s, event_id = %s WHERE follower = %s",
            [after.x, after.event.event_id, follower],
        )


def begin_rebuild(*, follower: str) -> int:
    """Set a known follower at the present horizon and answer it, for `queries.past`.

    Call it in the transaction that empties and fills again what the follower keeps: until it commits, the position
    committed before holds the feed back from pruning. Raises `LookupError` for a follower never begun.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_position SET x = ledger_horizon(), event_id = 0 WHERE follower = %s RETURNING x", [follower]
        )
        row = cursor.fetchone()
    if row is None:
        raise LookupError(follower)
    return int(row[0])


def stop_following(*, follower: str) -> None:
    """Forget a follower that is no more; it no longer holds back `prune_feed`."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_position WHERE follower = %s", [follower])


def prune_feed() -> int:
    """Remove from the feed what every follower and the checkpoint have passed; answers how many rows went.

    The events themselves stay. For the nightly duties.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_prune_feed()")
        return int(cursor.fetchone()[0])


def restart_feed() -> int:
    """After a restore, as the owner and before anything is written: lift this cluster's transaction numbers above
    all that the restored feed holds. Followers then go on exactly where they stood. Answers the new base.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_restart_feed()")
        return int(cursor.fetchone()[0])
