"""What an operator of a real place does once: calendar, territory, procedures."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from motcua.console import calendar
from motcua.console.procedure_works import publishing
from motcua.registers.procedures import queries
from tests.commune import PROCEDURES, at

pytestmark = pytest.mark.django_db


def test_the_calendar_and_the_procedures_are_brought_in_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert calendar.run(Namespace()) == 0
    assert calendar.run(Namespace()) == 0
    assert "0 ngày mới" in capsys.readouterr().out
    assert publishing.run(Namespace(folder=None, decision=None)) == 0
    assert "1.001193  2026-07-18: mới công bố" in capsys.readouterr().out
    assert publishing.run(Namespace(folder=None, decision=None)) == 0
    assert "không đổi" in capsys.readouterr().out
    assert len(queries.all_in_force(at("2026-11-23 08:00").date())) == len([*PROCEDURES.glob("*/procedure.yaml")])


def test_a_faulty_file_is_named_and_the_rest_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = PROCEDURES / "1.001193" / "procedure.yaml"
    for code, text in (("1.001193", good.read_text(encoding="utf8")), ("1.000001", "format: 9")):
        (tmp_path / code).mkdir()
        (tmp_path / code / "procedure.yaml").write_text(text, encoding="utf8")
    assert publishing.run(Namespace(folder=tmp_path, decision=None)) == 1
    told = capsys.readouterr().out
    assert "1.000001: " in told
    assert "1.001193  2026-07-18: mới công bố" in told
