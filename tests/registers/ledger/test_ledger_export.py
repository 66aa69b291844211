from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.registers.ledger import actions, queries
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import REWRITE, settle, tamper, write, write_story

TOOL = Path(__file__).parents[3] / "tools" / "verify_ledger.py"


def proved(folder: Path, *more: str) -> tuple[int, str]:
    """The outsider's proof, in a Python that sees nothing but the standard library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", TOOL, folder, *more], capture_output=True, text=True, encoding="utf-8"
    )
    assert not done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def exported(own_database: TestDatabase, tmp_path: Path) -> Path:
    for _ in range(3):
        write_story("dossier/1", "dossier/2", "procedure/1.001193")
        settle()
        actions.checkpoint(folder=tmp_path / "outside")
    write("dossier/3")
    done = queries.export(to=tmp_path / "out", checkpoint_folder=tmp_path / "outside")
    assert (done.events, done.checkpoints) == (28, 3)
    return tmp_path / "out"


def test_the_tool_is_small_and_needs_nothing_of_ours() -> None:
    text = TOOL.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    assert "import motcua" not in text
    assert "from motcua" not in text


def test_an_outsider_proves_the_export(exported: Path) -> None:
    status, words = proved(exported)
    assert status == 0, words
    assert "28 sự kiện" in words
    assert "số 3" in words
    assert not list(exported.rglob("*.part"))


def test_an_empty_ledger_is_whole(own_database: TestDatabase, tmp_path: Path) -> None:
    queries.export(to=tmp_path, checkpoint_folder=None)
    assert proved(tmp_path)[0] == 0


def edit(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        text = (folder / name).read_text()
        changed = change(text)
        assert changed != text
        (folder / name).write_text(changed)

    return apply


def without_line(starting: str) -> Callable[[str], str]:
    return lambda text: "".join(line for line in text.splitlines(True) if not line.startswith(starting))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (edit("events.txt", lambda text: text.replace('"n":1', '"n":7', 1)), "sự kiện số 2 đã bị sửa"),
        (edit("events.txt", lambda text: text.replace(" 1 5 dossier", " 1 6 dossier", 1)), "thiếu sự kiện số 5"),
        (edit("events.txt", without_line("dossier/2 ")), "Nhật ký dossier/2: thiếu sự kiện số 3"),
        (edit("events.txt", without_line("procedure/1")), "Nhật ký procedure/1.001193: thiếu sự kiện số 3"),
        (edit("events.txt", lambda text: text[: text.index("procedure/1")]), "thiếu sự kiện số 3"),
        (edit("events.txt", lambda text: text.rpartition("procedure/1")[0]), "thiếu sự kiện số 9"),
        (edit("checkpoints/checkpoint-000002.txt", lambda text: text.replace("1 6 ", "1 5 ")), "đã bị sửa hoặc hỏng"),
        (edit("database-checkpoints.txt", without_line("2 ")), "số 2 có tệp nhưng không có"),
        (edit("database-checkpoints.txt", lambda text: text.replace(" no 3 ", " no 4 ", 1)), "số 1 trong cơ sở"),
        (lambda folder: (folder / "checkpoints" / "checkpoint-000002.txt").unlink(), "Thiếu tệp điểm chốt số 2"),
        (lambda folder: (folder / "checkpoints" / "checkpoint-000003.txt").unlink(), "Thiếu tệp điểm chốt số 3"),
        (lambda folder: (folder / "events.txt").unlink(), "không đọc được"),
    ],
)
def test_an_outsider_names_what_was_changed(exported: Path, change: Callable[[Path], None], words: str) -> None:
    change(exported)
    status, told = proved(exported)
    assert status == 1
    assert words in told


def test_ones_own_copies_of_checkpoints_show_a_rewritten_database(
    own_database: TestDatabase, exported: Path, tmp_path: Path
) -> None:
    tamper(
        own_database,
        "UPDATE ledger_event SET body = '{\"n\":9}' WHERE seq = 1"
        " AND stream_id = (SELECT id FROM ledger_stream WHERE name = 'dossier/1')",
        REWRITE.format(stream="dossier/1"),
    )
    queries.export(to=tmp_path / "again", checkpoint_folder=None)
    status, told = proved(tmp_path / "again", "--checkpoints", str(tmp_path / "outside"))
    assert status == 1
    assert "dossier/1 đã bị viết lại" in told
