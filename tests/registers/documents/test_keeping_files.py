"""Files are kept once, whole, and come back as they were; what is no paper is refused in the reader's words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.documents import actions, errors, queries, store

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=VIETNAM)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_FOLDER = tmp_path / "Hồ sơ Một Cửa"
    return tmp_path / "Hồ sơ Một Cửa"


def keep(content: bytes = PDF, name: str = "giấy chứng sinh.pdf", media_type: str = "application/pdf") -> int:
    return actions.keep(content=content, name=name, media_type=media_type, kind="paper", by=None, now=NOW)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_kept_comes_back_as_it_was(db: None, folder: Path) -> None:
    kept = keep()
    assert queries.content(kept) == PDF
    facts = queries.document(kept)
    assert (facts.name, facts.size, facts.kept_at, facts.by) == ("giấy chứng sinh.pdf", len(PDF), NOW, None)
    assert store.place_of(root=folder, digest=facts.sha256).stat().st_mode & 0o777 == 0o400


def test_the_same_bytes_lie_in_the_store_once(db: None, folder: Path) -> None:
    assert keep(name="a.pdf") != keep(name="b.pdf")
    assert len(files_in(folder)) == 1


def test_a_file_that_went_bad_is_noticed_and_healed_by_keeping_it_again(db: None, folder: Path) -> None:
    kept = keep()
    place = files_in(folder)[0]
    place.chmod(0o600)
    place.write_bytes(PDF[:-3] + b"xxx")
    with pytest.raises(errors.DocumentDamaged, match="sao lưu"):
        queries.content(kept)
    keep()
    assert queries.content(kept) == PDF


def test_a_file_that_is_gone_is_said_in_words(db: None, folder: Path) -> None:
    kept = keep()
    files_in(folder)[0].unlink()
    with pytest.raises(errors.DocumentDamaged, match="giấy chứng sinh"):
        queries.content(kept)


def test_a_write_that_is_cut_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("motcua.registers.documents.store.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(root=folder, content=PDF)
    assert files_in(folder) == []


def test_an_unknown_document_is_refused(db: None) -> None:
    with pytest.raises(errors.DocumentUnknown):
        queries.content(987_654_321)


@pytest.mark.parametrize(
    ("content", "name", "media_type", "refusal", "words"),
    [
        (b"", "a.pdf", "application/pdf", errors.FileIsEmpty, "rỗng"),
        (PDF + bytes(2_000_000), "a.pdf", "application/pdf", errors.FileTooLarge, "1,9 MB, vượt mức cho phép 1,0 MB"),
        (b"MZ\x90\x00" + PDF, "đơn xin.pdf", "application/pdf", errors.FileIsAProgram, "chương trình"),
        (b"\x7fELF" + bytes(60), "a.pdf", "application/pdf", errors.FileIsAProgram, "chương trình"),
        (b"#!/bin/sh\nrm -rf /\n", "a.pdf", "application/pdf", errors.FileIsAProgram, "chương trình"),
        (PNG, "a.pdf", "application/pdf", errors.FileIsNotWhatItSays, "không đúng định dạng PDF"),
        (PDF, "a.png", "image/png", errors.FileIsNotWhatItSays, "PNG"),
        (b"<html><script>", "a.html", "text/html", errors.FileTypeNotTaken, "Hãy dùng PDF"),
        (PDF, "", "application/pdf", errors.FileNameUnfit, "từ 1 đến 200"),
        (PDF, "ộ" * 5000 + ".pdf", "application/pdf", errors.FileNameUnfit, "từ 1 đến 200"),
    ],
    ids=range(10),
)
def test_what_is_no_paper_is_refused_and_nothing_is_written(
    db: None,
    folder: Path,
    settings: Settings,
    content: bytes,
    name: str,
    media_type: str,
    refusal: type[Refusal],
    words: str,
) -> None:
    settings.MAX_DOCUMENT_BYTES = 1024 * 1024
    with pytest.raises(refusal) as caught, transaction.atomic():
        keep(content, name, media_type)
    assert words in str(caught.value)
    assert not folder.exists()


CLASSIC = (
    b"%%PDF-1.4\n1 0 obj\n<< >>\nendobj\nxref\n0 1\n0000000000 65535 f \n"
    b"trailer\n<< /Size 2 %b >>\nstartxref\n%d\n%%%%EOF"
)
STREAM = b"%%PDF-1.7\n5 0 obj\n<< /Type /XRef /Size 2 %b >>\nstream\nxyz\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"


def pdf_with(pattern: bytes, section: bytes, extra: bytes) -> bytes:
    return pattern % (extra, (pattern % (extra, 0)).index(section))


@pytest.mark.parametrize(
    "locked",
    [
        pdf_with(CLASSIC, b"xref\n0", b"/Encrypt 9 0 R"),
        pdf_with(STREAM, b"5 0 obj", b"/Encrypt 9 0 R"),
        pdf_with(CLASSIC, b"xref\n0", b"/Encrypt << /Filter /Standard >>"),
        b"%PDF-1.4\ntrailer << /Encrypt 9 0 R >>",
        CLASSIC % (b"/Encrypt 9 0 R", 3),
    ],
    ids=["table", "stream", "direct", "no-start", "start-astray"],
)
def test_a_locked_pdf_is_refused(db: None, folder: Path, locked: bytes) -> None:
    with pytest.raises(errors.PdfIsLocked, match="gỡ mật khẩu"):
        keep(locked)


def test_a_pdf_that_was_locked_before_its_last_change_is_still_locked(db: None, folder: Path) -> None:
    first = pdf_with(CLASSIC, b"xref\n0", b"/Encrypt 9 0 R")
    at = len(first) + 1
    later = first + b"\nxref\n0 0\ntrailer\n<< /Prev %d >>\nstartxref\n%d\n%%%%EOF" % (first.index(b"xref\n0"), at)
    with pytest.raises(errors.PdfIsLocked):
        keep(later)


def test_a_pdf_that_only_speaks_of_locks_is_taken(db: None, folder: Path) -> None:
    spoken = pdf_with(CLASSIC.replace(b"<< >>", b"(/Encrypt 9 0 R)", 1), b"xref\n0", b"")
    assert queries.content(keep(spoken)) == spoken


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Giấy tờ\\khai sinh.pdf", "khai sinh.pdf"),
        ("../../etc/passwd", "passwd"),
        ("đơn\u202efdp.exe.pdf", "đơnfdp.exe.pdf"),
        ("Giấy tờ.pdf", "Giấy tờ.pdf"),
    ],
)
def test_a_name_is_kept_without_folders_and_without_signs_that_deceive(
    db: None, folder: Path, given: str, kept: str
) -> None:
    assert queries.document(keep(name=given)).name == kept
