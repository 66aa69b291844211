from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import connections

from motcua.registers.ledger import actions, queries
from motcua.registers.ledger.checkpoint_files import files_in, heads_in, put_in_place
from motcua.registers.ledger.errors import (
    CheckpointFileChanged,
    CheckpointFilesMissing,
    CheckpointFolderNotWritable,
    CheckpointsAheadOfDatabase,
)
from motcua.registers.ledger.queries import BreakKind
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import settle, tamper, write, write_story


def checkpoint(folder: Path, *, full: bool = False) -> queries.Checkpoint | None:
    settle()
    return actions.checkpoint(folder=folder, full=full)


def named(folder: Path, number: int) -> list[tuple[str, int]]:
    return [(head.stream, head.seq) for head in heads_in(dict(files_in(folder))[number])]


def test_a_checkpoint_names_what_changed_since_the_last_one(own_database: TestDatabase, tmp_path: Path) -> None:
    assert checkpoint(tmp_path) is None
    write_story("dossier/2", "dossier/1", events=2)
    first = checkpoint(tmp_path)
    assert first is not None
    assert (first.number, first.streams, first.full, first.previous) == (1, 2, False, bytes(32))
    assert named(tmp_path, 1) == [("dossier/1", 2), ("dossier/2", 2)]
    assert checkpoint(tmp_path) is None
    write("dossier/2")
    second = checkpoint(tmp_path)
    assert second is not None
    assert second.previous == first.digest
    assert named(tmp_path, 2) == [("dossier/2", 3)]
    assert queries.checkpoints() == [first, second]
    found = queries.verify(folder=tmp_path)
    assert (found.events, found.outside, found.ground, found.first_break) == (5, second, None, None)


def test_the_file_is_the_text_of_the_format(own_database: TestDatabase, tmp_path: Path) -> None:
    told = write()
    checkpoint(tmp_path)
    text = (tmp_path / "checkpoint-000001.txt").read_text("ascii")
    head, _, digest = text.rpartition("digest ")
    assert digest == hashlib.sha256(head.encode()).hexdigest() + "\n"
    lines = head.splitlines()
    assert lines[0] == "motcua-checkpoint 1"
    assert lines[3:5] == ["full no", "previous " + "0" * 64]
    assert lines[5:] == [f"dossier/1 1 {told.hash.hex()}", "streams 1"]
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-000001.txt"]


def test_what_is_not_committed_yet_comes_with_the_next_checkpoint(own_database: TestDatabase, tmp_path: Path) -> None:
    with own_database.connect() as slow:
        slow.execute("SELECT ledger_append('dossier/1', 'k', now(), '{}')")
        write("dossier/2")
        assert actions.checkpoint(folder=tmp_path) is None
        slow.commit()
    checkpoint(tmp_path)
    assert named(tmp_path, 1) == [("dossier/1", 1), ("dossier/2", 1)]


def test_a_file_left_by_a_killed_program_is_adopted(
    own_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed_after(part: Path, number: int) -> Path:
        put_in_place(part, number)
        raise KeyboardInterrupt

    write_story("dossier/1", "dossier/2")
    first = checkpoint(tmp_path)
    write("dossier/1")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("motcua.registers.ledger.actions.checkpoints.put_in_place", killed_after)
        checkpoint(tmp_path)
    assert queries.checkpoints() == [first]
    found = queries.verify(folder=tmp_path).first_break
    assert found is not None
    assert (found.kind, found.checkpoint) == (BreakKind.CHECKPOINT_ROW_MISSING, 2)
    third = checkpoint(tmp_path)
    assert third is not None
    assert third.number == 3
    assert [one.number for one in queries.checkpoints()] == [1, 2, 3]
    assert named(tmp_path, 2) == named(tmp_path, 3) == [("dossier/1", 4)]
    assert queries.verify(folder=tmp_path).first_break is None


def test_a_file_half_written_is_written_anew(own_database: TestDatabase, tmp_path: Path) -> None:
    write()
    (tmp_path / ".checkpoint-000001.part").write_text("motcua-checkpoint 1\nnumber")
    taken = checkpoint(tmp_path)
    assert taken is not None
    assert queries.verify(folder=tmp_path).first_break is None


def test_a_left_file_that_the_ledger_denies_is_not_adopted(own_database: TestDatabase, tmp_path: Path) -> None:
    write_story("dossier/1", "dossier/2")
    checkpoint(tmp_path)
    tamper(own_database, "DELETE FROM ledger_checkpoint", "DELETE FROM ledger_event WHERE seq = 3")
    with pytest.raises(CheckpointsAheadOfDatabase):
        checkpoint(tmp_path)
    assert queries.checkpoints() == []


def test_a_folder_that_cannot_be_written_keeps_nothing(own_database: TestDatabase, tmp_path: Path) -> None:
    write()
    (tmp_path / "file").write_text("")
    with pytest.raises(CheckpointFolderNotWritable, match="Chưa ghi được"):
        checkpoint(tmp_path / "file" / "below")
    assert queries.checkpoints() == []
    assert checkpoint(tmp_path / "new" / "folder") is not None


def test_lost_or_damaged_files_are_said_and_a_full_checkpoint_goes_on(
    own_database: TestDatabase, tmp_path: Path
) -> None:
    write_story("dossier/1", "dossier/2")
    checkpoint(tmp_path)
    write("dossier/1")
    file = tmp_path / "checkpoint-000001.txt"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"dossier/2", b"dossier/3"))
    with pytest.raises(CheckpointFileChanged, match="số 1"):
        checkpoint(tmp_path)
    file.unlink()
    with pytest.raises(CheckpointFilesMissing, match="--full"):
        checkpoint(tmp_path)
    taken = checkpoint(tmp_path, full=True)
    assert taken is not None
    assert (taken.number, taken.streams, taken.full) == (2, 2, True)
    found = queries.verify(folder=tmp_path)
    assert (found.ground, found.first_break) == (taken, None)


def test_a_rewritten_file_with_its_digest_computed_anew_breaks_the_chain(
    own_database: TestDatabase, tmp_path: Path
) -> None:
    for _ in range(3):
        write()
        checkpoint(tmp_path)
    file = tmp_path / "checkpoint-000002.txt"
    text = file.read_text().rpartition("digest ")[0].replace("dossier/1 2", "dossier/1 1")
    file.write_text(f"{text}digest {hashlib.sha256(text.encode()).hexdigest()}\n")
    found = queries.verify(folder=tmp_path).first_break
    assert found is not None
    assert (found.kind, found.checkpoint) == (BreakKind.CHECKPOINT_CHAIN, 3)


def test_the_connection_is_free_afterwards(own_database: TestDatabase, tmp_path: Path) -> None:
    write()
    checkpoint(tmp_path)
    assert not connections["default"].in_atomic_block
