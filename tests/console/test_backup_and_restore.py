"""`motcua backup` and `motcua restore`: what comes back is what was there, and a spoiled file changes nothing."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from motcua.console.keeping.errors import DiskFull, refusal_of, refusal_of_words
from motcua.foundation.clock import now
from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as documents_told
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger import queries as ledger_told
from tests.births import desk
from tests.commune import at
from tests.console.clusters import looking_at, new_cluster
from tests.console.programs import motcua, on_database
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import settle

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def worked_in(own_database: TestDatabase, tmp_path: Path) -> tuple[TestDatabase, Path]:
    """A commune with a dossier in processing and a document; and its folder of data."""
    with looking_at(own_database, tmp_path / "files"):
        case = desk(now=at("2026-11-16 08:00")).open()
        for act in ("submit", "accept", "take_up"):
            case.act(act)
        documents.keep(content=PDF, name="đơn.pdf", media_type="application/pdf", kind="paper", by=None, now=now())
        ledger.begin_following(follower="notices")
        settle()
    return own_database, tmp_path


def backup(database: TestDatabase, var: Path, file: Path) -> subprocess.CompletedProcess[str]:
    return motcua("backup", str(file), environ=on_database(database, var))


def test_a_restored_house_is_the_one_that_was_saved_and_works_on(
    worked_in: tuple[TestDatabase, Path], tmp_path: Path
) -> None:
    database, var = worked_in
    saved = backup(database, var, tmp_path / "a.motcua")
    assert saved.returncode == 0, saved.stderr
    assert "1 tệp, 1 điểm chốt" in saved.stdout
    assert [path.name for path in tmp_path.glob("*a.motcua*")] == ["a.motcua"]
    assert (tmp_path / "a.motcua").stat().st_mode & 0o077 == 0
    with looking_at(database, var / "files"):
        heads = ledger_told.heads()
    with new_cluster() as fresh:
        other = tmp_path / "other"
        done = motcua("restore", str(tmp_path / "a.motcua"), environ=on_database(fresh, other))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Sổ nhật ký nguyên vẹn và bằng đúng sổ lúc sao lưu." in done.stdout
        assert "giây" in done.stdout
        assert motcua("ledger", "verify", environ=on_database(fresh, other)).returncode == 0
        check = motcua("check", environ=on_database(fresh, other)).stdout
        for about in ("cấu trúc dữ liệu", "vai trò phục vụ", "vai trò sở hữu", "sổ nhật ký"):
            assert f"✓ {about}: " in check
        again = motcua("restore", str(tmp_path / "a.motcua"), environ=on_database(fresh, other))
        assert (again.returncode, "chỉ khôi phục vào cơ sở dữ liệu trống" in again.stderr) == (1, True)
        with looking_at(fresh, other / "files"):
            assert ledger_told.heads() == heads
            assert not ledger_told.feed_needs_restart()
            assert documents_told.content(1) == PDF
            ledger.append(stream="dossier/1", kind="noted", body={}, happened_at=now())
            with transaction.atomic():
                told = [(one.event.stream, one.event.seq) for one in ledger_told.unread("notices")]
            assert told[-1] == ("dossier/1", 4)


def test_the_file_proves_itself_by_the_ordinary_programs(worked_in: tuple[TestDatabase, Path], tmp_path: Path) -> None:
    database, var = worked_in
    assert backup(database, var, tmp_path / "a.motcua").returncode == 0
    subprocess.run(["tar", "-xf", "a.motcua"], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "--check", "--quiet", "parts.txt"], cwd=tmp_path, check=True)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"]["dossiers_dossier"] == 1
    assert manifest["ledger"]["events"] > 3


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda content: content[: len(content) // 2],
    "cut before the manifest": lambda content: content[:-12_000],
    "empty": lambda content: b"",
    "not a tar": lambda content: b"xin chao" * 1000,
    "one bit": flipped,
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_a_spoiled_file_is_refused_before_anything_is_touched(
    own_database: TestDatabase, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    whole = tmp_path / "a.motcua"
    assert backup(own_database, tmp_path, whole).returncode == 0
    broken = tmp_path / "b.motcua"
    broken.write_bytes(spoil(whole.read_bytes()))
    done = motcua("restore", str(broken), environ=on_database(own_database, tmp_path / "other"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"motcua: Tệp {broken} hỏng hoặc thiếu")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "other" / "files").exists()


def test_a_part_that_leads_out_of_the_folder_is_refused(own_database: TestDatabase, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.motcua", "w") as tar:
        tar.add(__file__, "files/../../outside")
    done = motcua("restore", str(tmp_path / "a.motcua"), environ=on_database(own_database, tmp_path))
    assert "hỏng hoặc thiếu (files/../../outside)" in done.stderr


def test_a_backup_is_never_written_over(own_database: TestDatabase, tmp_path: Path) -> None:
    (tmp_path / "a.motcua").write_text("cũ")
    done = backup(own_database, tmp_path, tmp_path / "a.motcua")
    assert (done.returncode, (tmp_path / "a.motcua").read_text()) == (1, "cũ")
    assert "Hãy chọn tên khác" in done.stderr


def test_a_place_that_takes_no_file_is_one_line(own_database: TestDatabase, tmp_path: Path) -> None:
    done = motcua("backup", "/dev/full/a", environ=on_database(own_database, tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught, Path("/dev/full").open("wb", buffering=0) as file:
        file.write(b"x")
    assert isinstance(refusal_of(caught.value, tmp_path / "a"), DiskFull)
    words = "pg_dump: error: could not write to output file: No space left on device"
    assert isinstance(refusal_of_words(words, tmp_path / "a"), DiskFull)


def test_what_may_not_be_read_is_named_and_not_the_backup(tmp_path: Path) -> None:
    told = str(refusal_of(PermissionError(13, "Permission denied", "/kho/tệp"), tmp_path / "a"))
    assert told == "Không đọc được /kho/tệp: không có quyền."


def test_a_checkpoint_that_says_otherwise_is_never_written_over(own_database: TestDatabase, tmp_path: Path) -> None:
    with looking_at(own_database, tmp_path / "files"):
        ledger.append(stream="dossier/1", kind="noted", body={}, happened_at=now())
        settle()
    assert backup(own_database, tmp_path, tmp_path / "a.motcua").returncode == 0
    kept = tmp_path / "other" / "checkpoints" / "checkpoint-000001.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("khác")
    with new_cluster() as fresh:
        done = motcua("restore", str(tmp_path / "a.motcua"), environ=on_database(fresh, tmp_path / "other"))
        assert "checkpoint-000001.txt khác với bản sao lưu" in done.stderr
        assert kept.read_text() == "khác"
        kept.unlink()
        done = motcua("restore", str(tmp_path / "a.motcua"), environ=on_database(fresh, tmp_path / "other"))
        assert done.returncode == 0, done.stdout + done.stderr
