"""What stands in the way of a restore is said before anything is touched; what breaks midway leaves nothing."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings

from motcua.console.keeping import archive
from motcua.console.keeping.archive import ROWS, Proved, prove
from motcua.console.keeping.errors import (
    BackupBeingWritten,
    BackupTooNew,
    DatabaseNotEmpty,
    NoRoom,
    OwnerUnknown,
    ProgramsMissing,
    RowsNotRestored,
    ServerTooOld,
)
from motcua.console.keeping.programs import fitting
from motcua.console.keeping.putting_back import put_back_files, put_back_rows, target_for
from motcua.console.keeping.taking import take
from motcua.foundation.clock import now
from motcua.foundation.postgres.errors import NoRightToMigrate
from motcua.foundation.postgres.locks import FileLock
from motcua.registers.ledger import actions as ledger
from tests.commune import at
from tests.console.clusters import new_cluster
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import settle


@pytest.fixture
def empty() -> Iterator[TestDatabase]:
    with new_cluster() as found:
        yield found


@pytest.fixture
def saved(own_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Proved:
    for name in ("files", "checkpoints"):
        monkeypatch.setattr(settings, f"{name.upper()}_FOLDER", tmp_path / name)
    ledger.append(stream="dossier/1", kind="noted", body={}, happened_at=at("2026-11-16 08:00"))
    settle()
    take(tmp_path / "a.motcua", now=now())
    return prove(tmp_path / "a.motcua")


def changed(saved: Proved, **more: Any) -> Proved:
    return Proved(saved.file, {**saved.manifest, **more})


def owned_by(monkeypatch: pytest.MonkeyPatch, owner: Mapping[str, Any] | None) -> None:
    monkeypatch.setattr(settings, "DATABASE_OWNER", owner)


def is_empty(database: TestDatabase) -> bool:
    with database.connect_as_owner() as connection:
        found = connection.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        return found.fetchone() == (0,)


def test_what_stands_in_the_way_is_told(
    saved: Proved, own_database: TestDatabase, empty: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned_by(monkeypatch, None)
    with pytest.raises(OwnerUnknown):
        target_for(saved)
    owned_by(monkeypatch, own_database.owner)
    with pytest.raises(DatabaseNotEmpty, match="chỉ khôi phục vào cơ sở dữ liệu trống"):
        target_for(saved)
    owned_by(monkeypatch, empty.serving)
    with pytest.raises(NoRightToMigrate):
        target_for(saved)
    owned_by(monkeypatch, empty.owner)
    with pytest.raises(ServerTooOld):
        target_for(changed(saved, postgresql=99))
    with pytest.raises(BackupTooNew, match=r"ledger\.0099_tomorrow"):
        target_for(changed(saved, version="9.0", migrations={"ledger": ["0099_tomorrow"]}))
    with pytest.raises(NoRoom):
        target_for(changed(saved, files={"count": 1, "bytes": 10**18}))
    assert target_for(saved).programs.major >= 15
    assert is_empty(empty)


def test_rows_that_break_off_leave_an_empty_database(
    saved: Proved, empty: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned_by(monkeypatch, empty.owner)
    target = target_for(saved)
    whole = Proved.parts

    def cut(self: Proved, beginning: str) -> Generator[tuple[str, IO[bytes]], None, None]:
        for name, content in whole(self, beginning):
            yield name, BytesIO(content.read()[:-2_000]) if name == ROWS else content

    with monkeypatch.context() as cutting, pytest.raises(RowsNotRestored, match="vẫn trống"):
        cutting.setattr(archive.Proved, "parts", cut)
        put_back_rows(saved, target)
    assert is_empty(empty)
    put_back_rows(saved, target)
    assert not is_empty(empty)


def test_rows_that_the_server_refuses_leave_nothing(
    saved: Proved, empty: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned_by(monkeypatch, empty.owner)
    target = target_for(saved)
    with empty.connect_as_owner() as connection:
        connection.execute("CREATE FUNCTION ledger_refuse() RETURNS int LANGUAGE sql RETURN 1")
    with pytest.raises(RowsNotRestored, match="ledger_refuse"):
        put_back_rows(saved, target)
    assert is_empty(empty)


def test_a_file_that_went_bad_is_put_back_and_a_good_one_left(
    saved: Proved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    monkeypatch.setattr(settings, "CHECKPOINTS_FOLDER", other)
    put_back_files(saved)
    shutil.copytree(tmp_path / "checkpoints", tmp_path / "expected", dirs_exist_ok=True)
    for path in other.iterdir():
        path.write_text("hỏng")
    put_back_files(saved)
    assert {path.name: path.read_bytes() for path in other.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "expected").iterdir()
    }


def test_two_backups_into_one_file_are_refused(own_database: TestDatabase, tmp_path: Path) -> None:
    settings.CHECKPOINTS_FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(tmp_path / ".a.motcua.part"), pytest.raises(BackupBeingWritten):
        take(tmp_path / "a.motcua", now=now())


def test_a_server_newer_than_all_programs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProgramsMissing, match="postgresql-client-99"):
        fitting(99)


def test_a_folder_that_may_not_be_looked_into_has_no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """As root's are for whom root starts a command, with root's own list of folders."""
    monkeypatch.setenv("PATH", f"/{'x' * 300}:/usr/bin")
    assert fitting(15).major >= 15
