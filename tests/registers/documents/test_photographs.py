"""A telephone's photograph is kept as JPEG, upright, without where it was taken; a damaged one is refused in words."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import actions, errors, photographs, queries

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path


@pytest.fixture(scope="module")
def photograph() -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif")
    picture = Image.new("RGB", (900, 1200), "white")
    picture.paste("navy", (0, 0, 450, 1200))
    heif = pillow_heif.from_pillow(picture)
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    written = BytesIO()
    heif.save(written, quality=60, exif=exif.tobytes())
    return written.getvalue()


def keep(content: bytes, name: str = "IMG_0042.HEIC", media_type: str = "image/heic") -> int:
    return actions.keep(content=content, name=name, media_type=media_type, kind="paper", by=None, now=NOW)


def test_it_is_kept_as_a_jpeg_with_the_hash_of_what_came(db: None, photograph: bytes) -> None:
    facts = queries.document(keep(photograph))
    assert (facts.name, facts.media_type, facts.came_as) == (
        "IMG_0042.jpg",
        "image/jpeg",
        sha256(photograph).hexdigest(),
    )
    with Image.open(BytesIO(queries.content(facts.id))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (900, 1200))
        assert not picture.getexif(), "neither place nor machine goes on"
        left = picture.convert("RGB").getpixel((100, 600))
    assert isinstance(left, tuple)
    assert left[2] > 100 > left[0]


def test_one_that_browsers_announce_as_jpeg_is_told_to_be_none(photograph: bytes) -> None:
    assert photographs.is_photograph(photograph, "image/jpeg")
    assert not photographs.is_photograph(photograph, "application/pdf")


def test_what_is_kept_as_it_came_says_so(db: None) -> None:
    assert queries.document(keep(b"%PDF-1.7\n%%EOF", "a.pdf", "application/pdf")).came_as is None


@pytest.mark.parametrize("cut", [12, 40, 300])
def test_a_damaged_one_is_refused_with_what_to_do(db: None, photograph: bytes, cut: int) -> None:
    with pytest.raises(errors.PhotographUnreadable, match=r"Hãy chụp lại.*JPEG"):
        keep(photograph[:cut])


def test_one_that_takes_too_long_is_refused(
    db: None, photograph: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("while True: pass")
    monkeypatch.setattr(photographs, "DEVELOPING", slow)
    monkeypatch.setattr(photographs, "SECONDS", 0.3)
    with pytest.raises(errors.PhotographUnreadable):
        keep(photograph)
