"""Writing the whole ledger out, so that anyone can prove it without us (tools/verify_ledger.py)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.db import connection, transaction

from motcua.foundation.canonical import moment_text
from motcua.registers.ledger.checkpoint_files import files_in
from motcua.registers.ledger.queries.checkpoints import checkpoints

EVENTS = "events.txt"
ROWS = "database-checkpoints.txt"
# An event whose stream's row was deleted is told too, under a name that no hash confirms.
_LINES = """
    SELECT coalesce(s.name, '?/' || e.stream_id) || ' ' || encode(e.hash, 'hex') || ' '
        || ledger_line(e.seq, e.kind, e.happened_at, e.recorded_at, e.body)
    FROM ledger_event e LEFT JOIN ledger_stream s ON s.id = e.stream_id
    ORDER BY s.name NULLS FIRST, e.stream_id, e.seq
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    events: int
    checkpoints: int


def export(*, to: Path, checkpoint_folder: Path | None) -> Exported:
    """Write `events.txt`, `database-checkpoints.txt` and a copy of the checkpoint files into the folder `to`.

    One moment of the ledger, with bounded memory; each file appears whole. Raises `OSError`.
    """
    copies = to / "checkpoints"
    copies.mkdir(parents=True, exist_ok=True)
    # Files listed before the moment is fixed name nothing later than it; those of rows seen in it do not either.
    before = dict(files_in(checkpoint_folder)) if checkpoint_folder else {}
    events = 0
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        rows = checkpoints()
        with _whole(to / EVENTS) as file, connection.chunked_cursor() as cursor:
            cursor.execute(_LINES)
            for (line,) in cursor:
                events += 1
                file.write(f"{line}\n")
    with _whole(to / ROWS) as file:
        for row in rows:
            full = "yes" if row.full else "no"
            file.write(
                f"{row.number} {moment_text(row.taken_at)} {full} {row.streams}"
                f" {row.previous.hex()} {row.digest.hex()}\n"
            )
    known = {row.number for row in rows}
    after = dict(files_in(checkpoint_folder)) if checkpoint_folder else {}
    for number, path in after.items():
        if number in before or number in known:
            shutil.copyfile(path, copies / path.name)
    return Exported(events, len(list(copies.iterdir())))


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that gets its name only when it is complete."""
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="ascii", newline="\n") as file:
        yield file
    part.replace(path)
