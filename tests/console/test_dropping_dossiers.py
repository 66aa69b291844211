"""`motcua dossiers drop`: each file one dossier; what was refused lies aside with its reason; again changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.console.bringing_in.dropped import take_drop
from motcua.console.bringing_in.errors import FolderMissing
from motcua.registers.dossiers import queries as dossiers
from tests.commune import commune, publish
from tests.stages.test_other_channels import FILES, MESSAGE

pytestmark = pytest.mark.django_db


def test_a_folder_is_taken_in_file_by_file(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FILES_FOLDER = tmp_path / "kho"
    made, folder = commune(), tmp_path / "den"
    publish("1.001193", made.moment)
    folder.mkdir()
    (folder / "mot.json").write_text(json.dumps(MESSAGE), encoding="utf-8")
    (folder / "giay-chung-sinh.pdf").write_bytes(FILES["giay-chung-sinh.pdf"])
    (folder / "hai.json").write_text(json.dumps(MESSAGE | {"number": "2"}), encoding="utf-8")
    (folder / "ba.json").write_text("{không phải JSON", encoding="utf-8")
    assert take_drop(folder, now=made.moment) == 1
    said = capsys.readouterr().out
    assert "Đã nhận 1 hồ sơ, đã có từ trước 0, từ chối 2." in said
    assert (folder / "da-nhan" / "hai.json").is_file() is not (folder / "da-nhan" / "mot.json").is_file()
    why = "".join(path.read_text() for path in (folder / "tu-choi").glob("*.ly-do.txt"))
    assert "Không thấy tệp “giay-chung-sinh.pdf”" in why
    assert "JSON, UTF-8" in why
    assert not list(folder.glob("*.json"))
    assert len(dossiers.my_duties(viewer=made.who("one-stop-clerk"), now=made.moment).rows) == 1
    taken = next((folder / "da-nhan").glob("*.json"))
    again = tmp_path / "lan-hai"
    again.mkdir()
    (again / taken.name).write_bytes(taken.read_bytes())
    (again / "giay-chung-sinh.pdf").write_bytes(FILES["giay-chung-sinh.pdf"])
    assert take_drop(again, now=made.moment) == 0
    assert "đã có từ trước 1" in capsys.readouterr().out
    assert len(dossiers.my_duties(viewer=made.who("one-stop-clerk"), now=made.moment).rows) == 1


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        take_drop(tmp_path / "khong-co", now=commune().moment)
