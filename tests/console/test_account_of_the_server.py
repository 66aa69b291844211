"""As root the server runs by an account of its own; where it cannot be made, the operator is told how to."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.foundation.postgres import first_data
from motcua.foundation.postgres.errors import AccountMissing


def useradd(folder: Path, text: str) -> None:
    program = folder / "useradd"
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)


def test_an_account_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    useradd(tmp_path, "echo 'cannot lock the list of accounts' >&2; exit 1")
    with pytest.raises(AccountMissing, match=r"“motcua-lạ”.*: cannot lock the list of accounts\. Hãy tạo bằng lệnh"):
        first_data._ensure_account("motcua-lạ")


def test_without_the_program_it_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AccountMissing):
        first_data._ensure_account("motcua-lạ")
