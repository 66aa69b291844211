"""Taking a backup while people work.

A checkpoint of the ledger first; then one transaction whose snapshot `pg_dump` shares, so that what the manifest counts
is what the dump holds; then checkpoints and files. A file is written before the row that names it and never changes, so
every file that a dumped row names is there when files are copied.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from motcua.console.keeping import counting
from motcua.console.keeping.archive import CHECKPOINTS, FILES, ROWS, Writer, fits
from motcua.console.keeping.errors import BackupBeingWritten, BackupExists, refusal_of, refusal_of_words
from motcua.console.keeping.programs import Programs, fitting
from motcua.foundation.canonical import moment_text
from motcua.foundation.postgres.dsn import url_of
from motcua.foundation.postgres.locks import FileLock
from motcua.foundation.version import version
from motcua.registers.ledger.actions import checkpoint
from motcua.registers.ledger.queries import checkpoints


@dataclass(frozen=True, slots=True)
class Taken:
    """What went into the backup. `damaged`: files that are no longer what their name, their SHA-256, says."""

    events: int
    files: int
    checkpoints: int
    bytes: int
    damaged: tuple[str, ...]
    skipped: tuple[str, ...]


def take(file: Path, *, now: datetime) -> Taken:
    """Write the backup under a passing name, force it to the disk, then give it its own.

    Raises `BackupExists`, `BackupBeingWritten`, `DiskFull`, `NotWritable`, `RowsNotTaken`, `ProgramsMissing` and
    `CheckpointNotTaken`; then there is no file of that name.
    """
    if file.exists():
        raise BackupExists(file=file)
    checkpoint(folder=settings.CHECKPOINTS_FOLDER)
    part = file.with_name(f".{file.name}.part")
    dump = file.with_name(f".{file.name}.rows.part")
    try:
        with _alone(part, file):
            try:
                with part.open("wb") as out:
                    taken = _write(out, dump, now)
                    out.flush()
                    os.fsync(out.fileno())
                    written = out.tell()
                _give_name(part, file)
            finally:
                for path in (dump, part):
                    path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal_of(error, file) from error
    return Taken(bytes=written, **taken)


def _write(out: IO[bytes], dump: Path, now: datetime) -> dict[str, Any]:
    writer = Writer(out, moment=int(now.timestamp()))
    with _snapshot() as snapshot:
        held = counting.contents()
        number = max((one.number for one in checkpoints()), default=0)
        major = connection.cursor().connection.info.server_version // 10000
        programs = fitting(major)
        _dump(programs, snapshot, dump)
    writer.add(ROWS, dump)
    dump.unlink()
    of_ledger = [
        path
        for path in sorted(Path(settings.CHECKPOINTS_FOLDER).glob("checkpoint-*.txt"))
        if int(path.stem.partition("-")[2]) <= number
    ]
    for path in of_ledger:
        writer.add(CHECKPOINTS + path.name, path)
    files, size, damaged, skipped = 0, 0, list[str](), list[str]()
    for name, path in _files(Path(settings.FILES_FOLDER)):
        if not fits(FILES + name):
            skipped.append(name)
            continue
        digest = writer.add(FILES + name, path)
        files, size = files + 1, size + path.stat().st_size
        if len(path.name) == len(digest) and path.name != digest:
            damaged.append(name)
    about = {
        "version": version(),
        "taken_at": moment_text(now),
        "postgresql": major,
        "dumped_with": programs.major,
        "files": {"count": files, "bytes": size},
        "checkpoints": len(of_ledger),
    }
    writer.close({**about, **held})
    return {
        "events": held["ledger"]["events"],
        "files": files,
        "checkpoints": len(of_ledger),
        "damaged": tuple(damaged),
        "skipped": tuple(skipped),
    }


@contextmanager
def _snapshot() -> Iterator[str]:
    """One reading transaction, and the name by which others may share its sight."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _dump(programs: Programs, snapshot: str, to: Path) -> None:
    """As the serving role, which may read every table: no backup needs the owner's password."""
    serving = settings.DATABASES["default"]
    command = [
        programs.path("pg_dump"),
        "--format=custom",
        "--no-password",
        f"--snapshot={snapshot}",
        f"--file={to}",
        f"--dbname={address(serving)}",
    ]
    to.unlink(missing_ok=True)
    to.touch(mode=0o600)
    done = subprocess.run(command, env=environment(serving), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise refusal_of_words(last_words(done.stderr), to)


def address(database: Mapping[str, Any]) -> str:
    """Without the password, which others could read in the list of processes."""
    return url_of({**database, "PASSWORD": ""})


def environment(database: Mapping[str, Any]) -> dict[str, str]:
    """Of a program of PostgreSQL that signs in so."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    password = str(database.get("PASSWORD") or "")
    return {**kept, "LC_ALL": "C.UTF-8", "PGTZ": "UTC"} | ({"PGPASSWORD": password} if password else {})


def last_words(text: str) -> str:
    """The line that says what was wrong, of all that a program said."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line.lower() or "fatal:" in line.lower()] or lines
    return telling[0][:300] if telling else "không rõ vì sao"


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the store that has its name already, by its path under `root`, in order."""
    for folder, below, names in os.walk(root):
        below.sort()
        for name in sorted(names):
            if not name.startswith("."):
                path = Path(folder) / name
                yield path.relative_to(root).as_posix(), path


@contextmanager
def _alone(part: Path, file: Path) -> Iterator[None]:
    lock = FileLock(part)
    if not lock.take(wait=False):
        raise BackupBeingWritten(file=file)
    with lock:
        yield


def _give_name(part: Path, file: Path) -> None:
    """Whole or not at all, also after a power cut."""
    part.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
