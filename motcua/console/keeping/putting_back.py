"""Putting a backup back: everything is looked at before anything is touched.

Files and checkpoints go first (each named by what it holds, so a second try finds them there), rows last and in one
transaction, together with the feed's new base: a database is empty or whole, never half.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from motcua.console.keeping.archive import CHECKPOINTS, FILES, ROWS, Proved
from motcua.console.keeping.errors import (
    BackupTooNew,
    CheckpointsDiffer,
    DatabaseNotEmpty,
    NoRoom,
    OwnerUnknown,
    RowsNotRestored,
    ServerTooOld,
    refusal_of,
)
from motcua.console.keeping.programs import Programs, fitting
from motcua.console.keeping.taking import address, environment, last_words
from motcua.foundation.postgres.dsn import connect_arguments
from motcua.foundation.postgres.errors import NoRightToMigrate
from motcua.foundation.version import version

SPARE = 200_000_000
"""Bytes that must stay free beside the files."""
TIMEOUT_LINE = b"SET transaction_timeout = 0;\n"
"""Written by programs of 17 and later, unknown to older servers."""
_CHUNK = 1 << 20

_THERE = """
    SELECT count(*) FILTER (WHERE relkind IN ('r', 'p')), count(relname),
        current_setting('server_version_num')::int / 10000, has_schema_privilege('public', 'CREATE')
    FROM pg_class RIGHT JOIN (SELECT) one ON relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p', 'v', 'm', 'S')
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Where it goes: the owner's sign-in, and the programs that fit the server."""

    owner: Mapping[str, Any]
    programs: Programs


def target_for(backup: Proved) -> Target:
    """Look at everything that could stand in the way. Raises the refusals of `errors`."""
    owner = settings.DATABASE_OWNER
    if owner is None:
        raise OwnerUnknown()
    _refuse_newer(backup.manifest)
    with psycopg.connect(**connect_arguments(owner)) as connection:
        row = connection.execute(_THERE).fetchone()
        assert row is not None
        tables, things, major, able = row
    if things:
        raise DatabaseNotEmpty(name=owner["NAME"], count=tables)
    if not able:
        raise NoRightToMigrate(role=owner["USER"])
    if major < backup.manifest["postgresql"]:
        raise ServerTooOld(theirs=backup.manifest["postgresql"], ours=major)
    _refuse_full_disk(int(backup.manifest["files"]["bytes"]))
    _refuse_other_checkpoints(backup)
    return Target(owner, fitting(major, reads=backup.manifest["dumped_with"]))


def put_back_files(backup: Proved) -> None:
    """Files of the store and checkpoints, those that are not there yet. Raises `DiskFull`, `NotWritable`."""
    for beginning, folder in ((CHECKPOINTS, settings.CHECKPOINTS_FOLDER), (FILES, settings.FILES_FOLDER)):
        for name, content in backup.parts(beginning):
            place = Path(folder) / name.removeprefix(beginning)
            try:
                _put(place, content, mode=0o400 if beginning == FILES else 0o600)
            except OSError as error:
                raise refusal_of(error, place) from error


def put_back_rows(backup: Proved, target: Target) -> None:
    """All rows in one transaction. Raises `RowsNotRestored`."""
    with tempfile.TemporaryFile() as said_by_restore, tempfile.TemporaryFile() as said_by_psql:
        psql = subprocess.Popen(
            [
                target.programs.path("psql"),
                "--no-psqlrc",
                "--quiet",
                "--no-password",
                "--output=/dev/null",
                "--set=ON_ERROR_STOP=1",
                f"--dbname={address(target.owner)}",
            ],
            env=environment(target.owner),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said_by_psql,
        )
        restore = subprocess.Popen(
            [target.programs.path("pg_restore"), "--no-owner", "--no-privileges", "--file=-"],
            env=environment(target.owner),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said_by_restore,
        )
        try:
            read_well, is_whole = _pour(backup, restore, psql)
        finally:
            for program in (restore, psql):  # a `psql` that was told no COMMIT keeps nothing
                with contextlib.suppress(BrokenPipeError), program:
                    pass
        if not (is_whole and read_well and psql.wait() == 0):
            said_by_psql.seek(0)
            said_by_restore.seek(0)
            text = said_by_psql.read().decode(errors="replace") or said_by_restore.read().decode(errors="replace")
            raise RowsNotRestored(words=last_words(text))


def _pour(backup: Proved, restore: subprocess.Popen[bytes], psql: subprocess.Popen[bytes]) -> tuple[bool, bool]:
    """Dump → `pg_restore` → `psql`. Whether `pg_restore` went well, and whether `psql` took all of it."""
    assert restore.stdin is not None and restore.stdout is not None and psql.stdin is not None
    feeder = threading.Thread(target=_feed, args=(backup, restore.stdin), daemon=True)
    feeder.start()
    try:
        psql.stdin.write(b"BEGIN;\n")
        head = restore.stdout.read(_CHUNK)
        psql.stdin.write(head.replace(TIMEOUT_LINE, b"", 1))
        shutil.copyfileobj(restore.stdout, psql.stdin, _CHUNK)
        feeder.join()
        if restore.wait() != 0:
            return False, True
        # Before anything else is written here: transaction numbers of this cluster start lower than those restored.
        psql.stdin.write(b"SET LOCAL search_path = public;\nSELECT ledger_restart_feed();\nCOMMIT;\n")
        psql.stdin.flush()
    except BrokenPipeError:
        return True, False
    finally:
        restore.kill()
        feeder.join()
    return True, True


def _feed(backup: Proved, to: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError), to, contextlib.closing(backup.parts(ROWS)) as parts:
        shutil.copyfileobj(next(parts)[1], to, _CHUNK)


def _put(place: Path, content: IO[bytes], *, mode: int) -> None:
    if place.exists():
        with place.open("rb") as there:
            if hashlib.file_digest(there, "sha256").digest() == _digest(content):
                return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".restoring-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(content, file, _CHUNK)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), mode)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _digest(content: IO[bytes]) -> bytes:
    found = hashlib.file_digest(content, "sha256").digest()  # type: ignore[arg-type]
    content.seek(0)
    return found


def _refuse_newer(manifest: Mapping[str, Any]) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for app, names in manifest["migrations"].items():
        for name in names:
            if app in loader.migrated_apps and (app, name) not in loader.disk_migrations:
                raise BackupTooNew(theirs=manifest["version"], ours=version(), migration=f"{app}.{name}")


def _refuse_full_disk(needed: int) -> None:
    folder = Path(settings.FILES_FOLDER)
    standing = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(standing).free
    if free < needed + SPARE:
        raise NoRoom(folder=folder, free=free // 1_000_000, needed=(needed + SPARE) // 1_000_000)


def _refuse_other_checkpoints(backup: Proved) -> None:
    """A checkpoint that stands there proves what it names: it is never written over."""
    for name, content in backup.parts(CHECKPOINTS):
        place = Path(settings.CHECKPOINTS_FOLDER) / name.removeprefix(CHECKPOINTS)
        if place.exists() and place.read_bytes() != content.read():
            raise CheckpointsDiffer(folder=place.parent, name=place.name)
