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
from django.utils.translation import gettext

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
from motcua.registers.ledger.errors import CheckpointNotWritten
from motcua.registers.ledger.queries import checkpoints, departures

_CHANGED = """
    SELECT s.name, c.seq, e.hash
    FROM (
        SELECT e.stream_id, max(e.seq) AS seq FROM ledger_feed f JOIN ledger_event e ON e.id = f.event_id
        WHERE (f.x, f.event_id) > (%s, %s) AND f.x < %s GROUP BY e.stream_id
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
    Raises `CheckpointNotWritten`; then nothing is kept.
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
            raise CheckpointNotWritten(folder=folder, why=error.strerror or str(error)) from error
    return taken


def _after(folder: Path, full: bool) -> tuple[int, bytes]:
    """The number and the `previous` of the next checkpoint, after adopting a file that a killed program left."""
    rows = checkpoints()
    files = files_in(folder)
    known = rows[-1] if rows else None
    number, digest = (known.number, known.digest) if known else (0, NOTHING_BEFORE)
    try:
        last = read(files[-1][1]) if files else None
    except Unreadable as error:
        raise CheckpointNotWritten(
            folder=folder, why=gettext("tệp {name} đã bị sửa hoặc hỏng").format(name=files[-1][1].name)
        ) from error
    there = last.number if last else 0
    if last and there == number + 1 and last.previous == digest and not any(departures(heads_in(files[-1][1]))):
        _keep(last)
        return there + 1, last.digest
    if full:
        return max(number, there) + 1, last.digest if last and there >= number else digest
    if there > number:
        raise CheckpointNotWritten(
            folder=folder,
            why=gettext(
                "thư mục có mốc số {there}, cơ sở dữ liệu chỉ biết đến mốc số {number}. Nếu vừa khôi phục từ bản "
                "sao lưu, hãy chạy: motcua ledger checkpoint --full"
            ).format(there=there, number=number),
        )
    if there < number:
        raise CheckpointNotWritten(
            folder=folder,
            why=gettext(
                "thiếu tệp của mốc số {number}. Hãy chép lại các tệp mốc cũ vào thư mục; nếu đã mất hẳn, hãy chạy: "
                "motcua ledger checkpoint --full"
            ).format(number=number),
        )
    if last and last.digest != digest:
        raise CheckpointNotWritten(
            folder=folder,
            why=gettext("mốc số {number} trong thư mục khác với trong cơ sở dữ liệu").format(number=number),
        )
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
