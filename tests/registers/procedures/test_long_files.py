"""Of a file that is far too long no more is read than tells so, whatever it is."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.foundation.errors import Refusal
from motcua.registers.procedures import queries
from motcua.registers.procedures.errors import BpmnFaulty
from tests.registers.procedures.procedure_files import FOLDER

HUGE = 300_000_000


def _huge(path: Path) -> Path:
    with path.open("wb") as stream:
        stream.truncate(HUGE)
    return path


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["procedure.yaml", "examples.yaml", "print/certificate.typ", "chain.yaml"])
def test_a_file_of_three_hundred_megabytes_is_refused_unread(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193"))
    huge = _huge(folder / name)
    told: list[str] = []

    asked = folder if huge.suffix == ".typ" else huge

    def work() -> None:
        for each in queries.proved_folder(asked):
            told.extend(each.faults)

    assert _peak(work) < 50_000_000
    beside = "" if name in ("procedure.yaml", "chain.yaml") else f"{name}, dòng 1: "
    assert any(words.startswith(beside) and f"dài {HUGE} byte" in words for words in told), told


def test_a_drawing_of_three_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    huge = _huge(tmp_path / "p.bpmn")

    def work() -> None:
        with pytest.raises(BpmnFaulty, match=f"dài {HUGE} byte"):
            queries.read_bpmn_file(huge, roles={})

    assert _peak(work) < 20_000_000


def test_what_never_ends_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "procedure.yaml").symlink_to("/dev/zero")
    with pytest.raises(Refusal):
        queries.facts_of(tmp_path)
