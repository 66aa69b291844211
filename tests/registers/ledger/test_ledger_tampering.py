"""Every way of changing the past, done with the owner's rights and the triggers off, is named."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.registers.ledger import actions, queries
from motcua.registers.ledger.queries import BreakKind
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import REWRITE, settle, tamper, write, write_story

STREAM_2 = "stream_id = (SELECT id FROM ledger_stream WHERE name = 'dossier/2')"
CUT_TAIL = f"DELETE FROM ledger_event WHERE {STREAM_2} AND seq = 4"
HEAD_TO_3 = """
    UPDATE ledger_stream s SET seq = e.seq, hash = e.hash, recorded_at = e.recorded_at
    FROM ledger_event e WHERE e.stream_id = s.id AND e.seq = 3 AND s.name = 'dossier/2'
"""
WHOLE_STREAM = (f"DELETE FROM ledger_event WHERE {STREAM_2}", "DELETE FROM ledger_stream WHERE name = 'dossier/2'")

CASES: list[tuple[str, tuple[str, ...], BreakKind, str, int]] = [
    (
        "a body",
        (f"UPDATE ledger_event SET body = '{{\"n\":9}}' WHERE {STREAM_2} AND seq = 2",),
        BreakKind.EVENT_CHANGED,
        "dossier/2",
        2,
    ),
    (
        "a kind",
        (f"UPDATE ledger_event SET kind = 'x' WHERE {STREAM_2} AND seq = 1",),
        BreakKind.EVENT_CHANGED,
        "dossier/2",
        1,
    ),
    (
        "a moment by a microsecond",
        (f"UPDATE ledger_event SET happened_at = happened_at + interval '1 microsecond' WHERE {STREAM_2} AND seq = 3",),
        BreakKind.EVENT_CHANGED,
        "dossier/2",
        3,
    ),
    (
        "when it was recorded",
        (f"UPDATE ledger_event SET recorded_at = recorded_at - interval '1 day' WHERE {STREAM_2} AND seq = 3",),
        BreakKind.EVENT_CHANGED,
        "dossier/2",
        3,
    ),
    (
        "a hash",
        (f"UPDATE ledger_event SET hash = sha256('x') WHERE {STREAM_2} AND seq = 4",),
        BreakKind.EVENT_CHANGED,
        "dossier/2",
        4,
    ),
    (
        "a middle event gone",
        (f"DELETE FROM ledger_event WHERE {STREAM_2} AND seq = 2",),
        BreakKind.EVENT_MISSING,
        "dossier/2",
        2,
    ),
    (
        "the first event gone",
        (f"DELETE FROM ledger_event WHERE {STREAM_2} AND seq = 1",),
        BreakKind.EVENT_MISSING,
        "dossier/2",
        1,
    ),
    ("the last event gone", (CUT_TAIL,), BreakKind.LAST_EVENT_MISSING, "dossier/2", 4),
    (
        "the last event gone and the head moved back",
        (CUT_TAIL, HEAD_TO_3),
        BreakKind.CUT_SINCE_CHECKPOINT,
        "dossier/2",
        4,
    ),
    (
        "all events of a stream gone",
        (f"DELETE FROM ledger_event WHERE {STREAM_2}",),
        BreakKind.LAST_EVENT_MISSING,
        "dossier/2",
        4,
    ),
    ("a whole stream gone", WHOLE_STREAM, BreakKind.STREAM_MISSING, "dossier/2", 4),
    (
        "the row of a stream gone",
        ("DELETE FROM ledger_stream WHERE name = 'dossier/2'",),
        BreakKind.STREAM_ROW_MISSING,
        "",
        1,
    ),
    (
        "a stream under another name",
        ("UPDATE ledger_stream SET name = 'dossier/9' WHERE name = 'dossier/2'",),
        BreakKind.EVENT_CHANGED,
        "dossier/9",
        1,
    ),
    (
        "a head",
        ("UPDATE ledger_stream SET hash = sha256('x') WHERE name = 'dossier/2'",),
        BreakKind.HEAD_CHANGED,
        "dossier/2",
        4,
    ),
    (
        "a chain rewritten wholesale",
        (
            f"UPDATE ledger_event SET body = '{{\"n\":9}}' WHERE {STREAM_2} AND seq = 2",
            REWRITE.format(stream="dossier/2"),
        ),
        BreakKind.REWRITTEN,
        "dossier/2",
        4,
    ),
    (
        "time turned back in a chain rewritten wholesale",
        (
            f"UPDATE ledger_event SET recorded_at = recorded_at - interval '1 day' WHERE {STREAM_2} AND seq = 3",
            REWRITE.format(stream="dossier/2"),
        ),
        BreakKind.TIME_WENT_BACK,
        "dossier/2",
        3,
    ),
]


@pytest.mark.parametrize(("change", "kind", "stream", "seq"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_every_change_of_the_past_is_named(
    own_database: TestDatabase, tmp_path: Path, change: tuple[str, ...], kind: BreakKind, stream: str, seq: int
) -> None:
    write_story("dossier/1", "dossier/2", "dossier/3", events=4)
    settle()
    actions.checkpoint(folder=tmp_path)
    write("dossier/1")
    assert queries.verify(folder=tmp_path).first_break is None
    tamper(own_database, *change)
    found = queries.verify(folder=tmp_path, chunk=3).first_break
    assert found is not None
    assert (found.kind, found.stream, found.seq) == (kind, stream, seq)
    assert not {"{", "}"} & set(found.words())


def edit(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / "checkpoint-000001.txt"
        file.write_text(file.read_text().replace(old, new, 1))

    return change


@pytest.mark.parametrize(
    ("statement", "change", "kind", "number"),
    [
        (
            "UPDATE ledger_checkpoint SET digest = sha256('x') WHERE number = 1",
            None,
            BreakKind.CHECKPOINT_ROW_CHANGED,
            1,
        ),
        (
            "UPDATE ledger_checkpoint SET taken_at = taken_at - interval '1s' WHERE number = 2",
            None,
            BreakKind.CHECKPOINT_ROW_CHANGED,
            2,
        ),
        ("DELETE FROM ledger_checkpoint WHERE number = 1", None, BreakKind.CHECKPOINT_ROW_MISSING, 1),
        ("SELECT 1", edit("dossier/2 4", "dossier/2 3"), BreakKind.CHECKPOINT_CHANGED, 1),
        ("SELECT 1", edit("taken_at 2", "taken_at 3"), BreakKind.CHECKPOINT_CHANGED, 1),
        ("SELECT 1", edit("digest", "\ndigest"), BreakKind.CHECKPOINT_CHANGED, 1),
        (
            "SELECT 1",
            lambda folder: (folder / "checkpoint-000001.txt").unlink(),
            BreakKind.CHECKPOINT_FILE_MISSING,
            1,
        ),
        (
            "SELECT 1",
            lambda folder: (folder / "checkpoint-000002.txt").unlink(),
            BreakKind.CHECKPOINT_FILE_MISSING,
            2,
        ),
    ],
)
def test_every_change_of_a_checkpoint_is_named(
    own_database: TestDatabase,
    tmp_path: Path,
    statement: str,
    change: Callable[[Path], None] | None,
    kind: BreakKind,
    number: int,
) -> None:
    for _ in range(2):
        write_story("dossier/1", "dossier/2", events=4)
        settle()
        actions.checkpoint(folder=tmp_path)
    tamper(own_database, statement)
    if change:
        change(tmp_path)
    found = queries.verify(folder=tmp_path).first_break
    assert found is not None
    assert (found.kind, found.checkpoint) == (kind, number)


def flip(database: TestDatabase, chance: random.Random) -> str:
    """One random bit of one random column of one random event."""
    column = chance.choice(["body", "kind", "hash", "happened_at", "recorded_at", "seq"])
    target = f"(SELECT ctid FROM ledger_event ORDER BY stream_id, seq OFFSET {chance.randrange(60)} LIMIT 1)"
    change = {
        "body": f"body = overlay(body PLACING '{chance.choice('!#$%&')}' FROM {chance.randrange(2, 5)} FOR 1)",
        "kind": f"kind = overlay(kind PLACING '{chance.choice('wxyz')}' FROM {chance.randrange(1, 8)} FOR 1)",
        "hash": f"hash = set_bit(hash, {(bit := chance.randrange(256))}, 1 - get_bit(hash, {bit}))",
        "happened_at": f"happened_at = happened_at + interval '{chance.randrange(1, 10**6)} microseconds'",
        "recorded_at": f"recorded_at = recorded_at + interval '{chance.randrange(1, 10**6)} microseconds'",
        "seq": f"seq = seq + {chance.randrange(1000, 2000)}",
    }[column]
    return f"UPDATE ledger_event SET {change} WHERE ctid = {target}"


def alter(database: TestDatabase, folder: Path, times: int) -> None:
    """Random alterations, each undone afterwards."""
    chance = random.Random(20261122)
    write_story(*[f"dossier/{n}" for n in range(10)], events=6)
    settle()
    actions.checkpoint(folder=folder)
    tamper(database, "CREATE TABLE kept AS SELECT * FROM ledger_event", "GRANT SELECT ON kept TO PUBLIC")
    for _ in range(times):
        statement = flip(database, chance)
        tamper(database, statement)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM (TABLE ledger_event EXCEPT TABLE kept) changed")
            (changed,) = cursor.fetchone()
        assert changed == 1
        assert queries.verify(folder=folder).first_break is not None, statement
        tamper(database, "DELETE FROM ledger_event", "INSERT INTO ledger_event SELECT * FROM kept")
    assert queries.verify(folder=folder).first_break is None


def test_random_alterations_are_all_found(own_database: TestDatabase, tmp_path: Path) -> None:
    alter(own_database, tmp_path, times=25)


@pytest.mark.ordeal
def test_a_thousand_random_alterations_are_all_found(own_database: TestDatabase, tmp_path: Path) -> None:
    alter(own_database, tmp_path, times=1000)
