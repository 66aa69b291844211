"""What must hold of every dossier and of the ledger, whatever was done or cut."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import connection

from motcua.flow import followers
from motcua.flow.handoffs import FOLLOWERS
from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.rules.lifecycle import Move, State, StoryStep, first_break


def is_told(dossier_id: int) -> None:
    """State kept equals state told by the events."""
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def is_whole(dossier_id: int) -> None:
    """State kept equals state told by the events, and the events are a story that the lifecycle allows."""
    is_told(dossier_id)
    events = ledger.events_of(f"dossier/{dossier_id}")
    moves = [event for event in events if event.kind in {move.value for move in Move}]
    story = [StoryStep(Move(event.kind), State(event.body["to"])) for event in moves]
    assert first_break(story) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT revision FROM dossiers_dossier WHERE id = %s", [dossier_id])
        assert cursor.fetchone()[0] == len(moves) + sum(event.kind == "originals-given-back" for event in events)


def ledger_is_whole(checkpoints: Path | None = None) -> None:
    """Every chain is proved, link by link; against the checkpoint files too where there are some."""
    found = ledger.verify(folder=checkpoints)
    assert found.first_break is None, found.first_break


def everything_is_whole(checkpoints: Path | None = None) -> list[int]:
    """All dossiers and the ledger; answers the dossiers."""
    found = all_dossiers()
    for dossier_id in found:
        is_whole(dossier_id)
    ledger_is_whole(checkpoints)
    return found


def all_dossiers() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM dossiers_dossier ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def followers_caught_up() -> None:
    """Let every follower read to the end. The horizon waits for every open transaction of the server, also those of
    other runs of the tests, so this may take a while beside them."""
    limit = time.monotonic() + 120
    while True:
        followers.catch_up()
        if not any(lag.unread for lag in ledger.lags() if lag.follower in FOLLOWERS):
            return
        assert time.monotonic() < limit, ledger.lags()
        time.sleep(0.1)


def numbers_given(office_id: int) -> list[int]:
    """The day's numbers as the codes show them, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM dossiers_dossier WHERE received_office_id = %s AND code IS NOT NULL", [office_id]
        )
        return sorted(int(row[0].rpartition("-")[2]) for row in cursor.fetchall())


def originals_at_office(dossier_id: int) -> int:
    """How many originals of a dossier an office holds now."""
    return sum(hold.office_id is not None for hold in documents.originals_of(f"dossier/{dossier_id}"))
