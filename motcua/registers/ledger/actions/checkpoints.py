"""Taking checkpoints: a row in the database and a text file in a folder outside it.

The file is put in place before the row is committed. If the program is killed between the two, the file is one ahead:
the next checkpoint adopts it (a row is written from the file, after its heads were found in the ledger) and goes on;
since the position was not kept, the same streams are named once more, which harms nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from motcua.foundation.system_words import why
from motcua.registers.ledger.checkpoint_files import (
    NOTHING_BEFORE,
    Checkpoint,
    Head,
    Unreadable,
    files_in,
    heads_in,
    put_in_place,
    read,
    write_part,
)
from motcua.registers.ledger.errors import (
    CheckpointFileChanged,
    CheckpointFilesMissing,
    CheckpointFolderNotWritable,
    CheckpointsAheadOfDatabase,
)
from motcua.registers.ledger.queries import checkpoints, departures

_CHANGED = """
    SELECT s.name, c.seq, e.hash
    FROM (
        SELECT (event_id >> 32)::integer AS stream_id, max(event_id & 4294967295)::integer AS seq FROM ledger_feed
        WHERE (x, event_id) > (%s, %s) AND x < %s GROUP BY event_id >> 32
    ) c
    JOIN ledger_stream s ON s.id = c.stream_id
    JOIN ledger_event e ON e.stream_id = c.stream_id AND e.seq = c.seq
    ORDER BY s.name
"""
_ALL = "SELECT name, seq, hash FROM ledger_stream ORDER BY name"


def checkpoint(*, folder: Path, full: bool = False) -> Checkpoint | None:
    """Name the head of each stream changed since the last checkpoint, up to the transaction horizon.

    `folder` lies outside the database, better on another machine. None if nothing is new. `full=True` names every
    stream and is the new ground to stand on: after a restore, or when the folder of earlier files is lost.
    Raises `CheckpointNotTaken` of some kind; then nothing is kept.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT x, event_id FROM ledger_position WHERE follower = 'checkpoint' FOR UPDATE")
        x, event_id = cursor.fetchone()
        number, previous = _after(folder, full)
        cursor.execute("SELECT ledger_horizon(), clock_timestamp()")
        horizon, taken_at = cursor.fetchone()
        if not full:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM ledger_feed WHERE (x, event_id) > (%s, %s) AND x < %s)",
                [x, event_id, horizon],
            )
            if not cursor.fetchone()[0]:
                return None
        heads = _heads(_ALL, []) if full else _heads(_CHANGED, [x, event_id, horizon])
        try:
            taken, part = write_part(
                folder, number=number, taken_at=taken_at, full=full, previous=previous, heads=heads
            )
            _keep(taken)
            cursor.execute("UPDATE ledger_position SET x = %s, event_id = 0 WHERE follower = 'checkpoint'", [horizon])
            put_in_place(part, number)
        except OSError as error:
            raise CheckpointFolderNotWritable(folder=folder, why=why(error)) from error
    return taken


def _after(folder: Path, full: bool) -> tuple[int, bytes]:
    """The number and the `previous` of the next checkpoint, after adopting a file that a killed program left."""
    rows, files = checkpoints(), files_in(folder)
    number, digest = (rows[-1].number, rows[-1].digest) if rows else (0, NOTHING_BEFORE)
    if not files:
        if number and not full:
            raise CheckpointFilesMissing(folder=folder, number=number)
        return number + 1, digest
    there, path = files[-1]
    try:
        last = read(path)
    except Unreadable as error:
        raise CheckpointFileChanged(folder=folder, number=there) from error
    if there == number + 1 and last.previous == digest and not any(departures(heads_in(path))):
        _keep(last)
        return there + 1, last.digest
    if full:
        return max(number, there) + 1, last.digest if there >= number else digest
    if there > number:
        raise CheckpointsAheadOfDatabase(folder=folder, there=there, number=number)
    if there < number:
        raise CheckpointFilesMissing(folder=folder, number=number)
    if last.digest != digest:
        raise CheckpointFileChanged(folder=folder, number=number)
    return number + 1, digest


def _heads(query: str, params: list[Any]) -> Iterator[Head]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, params)
        for name, seq, digest in cursor:
            yield Head(name, seq, bytes(digest))


def _keep(taken: Checkpoint) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO ledger_checkpoint (number, taken_at, "full", streams, previous, digest)'
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [taken.number, taken.taken_at, taken.full, taken.streams, taken.previous, taken.digest],
        )
