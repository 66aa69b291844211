from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from motcua.console import ledger
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import settle, tamper, write


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    ledger.arguments(parser)
    settle()
    return ledger.run(parser.parse_args(words))


def test_verify_says_the_checkpoint_and_its_speed(
    own_database: TestDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--checkpoints", str(tmp_path)]
    write()
    assert run("verify", *folder) == 0
    assert "Chưa có điểm chốt nào" in capsys.readouterr().out
    assert run("checkpoint", *folder) == 0
    assert "Đã lập điểm chốt số 1" in capsys.readouterr().out
    assert run("checkpoint", *folder) == 0
    assert "Không có gì mới" in capsys.readouterr().out
    assert run("verify", *folder) == 0
    told = capsys.readouterr().out
    assert "Điểm chốt bên ngoài gần nhất: số 1, lúc " in told
    assert "Đã kiểm 1 sự kiện" in told
    assert "sự kiện mỗi giây" in told
    assert "nguyên vẹn" in told
    assert run("checkpoint", "--full", *folder) == 0
    assert run("verify", *folder) == 0
    assert "Điểm chốt số 2 là gốc mới" in capsys.readouterr().out


def test_verify_names_the_break_and_fails(
    own_database: TestDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("dossier/17")
    run("checkpoint", "--checkpoints", str(tmp_path))
    tamper(own_database, "DELETE FROM ledger_event", "DELETE FROM ledger_stream")
    assert run("verify", "--checkpoints", str(tmp_path)) == 1
    told = capsys.readouterr().out
    assert "ĐỨT: Thiếu cả nhật ký dossier/17" in told
    assert "nguyên vẹn" not in told


def test_export_tells_how_to_prove_it(
    own_database: TestDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write()
    assert run("export", "--to", str(tmp_path / "out"), "--checkpoints", str(tmp_path)) == 0
    assert "Đã xuất 1 sự kiện và 0 điểm chốt" in capsys.readouterr().out
    (tmp_path / "file").write_text("")
    assert run("export", "--to", str(tmp_path / "file")) == 1
    assert "Không ghi được" in capsys.readouterr().out
