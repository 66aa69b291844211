"""The command `motcua` of a machine: the settings of the service, the password of the owner only where it belongs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from motcua.config.root import ROOT

CLOSED = "postgresql://a:b@127.0.0.1:1/motcua"


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    (tmp_path / "motcua.env").write_text(f"DATABASE_URL={CLOSED}\nMOTCUA_VAR={tmp_path}\n", encoding="utf-8")
    (tmp_path / "owner.env").write_text("DATABASE_OWNER_URL=mysql://không/đúng\n", encoding="utf-8")
    return tmp_path


def called(conf: Path, *words: str) -> str:
    """What the command says, called from elsewhere, as whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_"))}
    environ = {**kept, "CONF": str(conf), "AT": str(ROOT), "WHO": str(os.getuid())}
    done = subprocess.run(
        [ROOT / "deploy" / "motcua", *words], env=environ, cwd="/", capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr


def test_it_stands_on_the_settings_of_the_service(conf: Path) -> None:
    assert "cơ sở dữ liệu không trả lời" in called(conf, "ledger", "verify")


def test_only_what_changes_the_database_is_told_who_owns_it(conf: Path) -> None:
    assert "DATABASE_OWNER_URL" in called(conf, "migrate")
    assert "DATABASE_OWNER_URL" not in called(conf, "backup", str(conf / "a.motcua"))
