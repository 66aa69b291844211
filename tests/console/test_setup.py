"""`tools/setup` on a machine that lacks something: stand-ins for the system's programs, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from motcua.config.root import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder like a clone, its name with spaces and Vietnamese letters, and programs of its own on the path."""
    folder = tmp_path / "Một Cửa thử"
    (folder / "tools").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "tools" / "setup", folder / "tools" / "setup")
    (folder / "programs").mkdir()
    # A bare Debian: Python is there, `ensurepip` is not.
    program(folder, "python3.11", 'case "$*" in *ensurepip*) exit 1;; *version_info*) exit 0;; *) exit 1;; esac')
    program(folder, "dpkg-query", "exit 1")
    program(folder, "apt-get", 'echo "$*" >>"$(dirname "$0")/asked"')
    return folder


def program(folder: Path, name: str, body: str) -> None:
    path = folder / "programs" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def setup(folder: Path, step: str, user: int) -> subprocess.CompletedProcess[str]:
    program(folder, "id", f"echo {user}")
    environ = {**os.environ, "PATH": f"{folder / 'programs'}:/usr/bin:/bin"}
    return subprocess.run([folder / "tools" / "setup", step], env=environ, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("step", "packages"), [("environment", "python3-venv"), ("browser", "chromium poppler-utils")])
def test_who_is_not_root_is_told_in_one_line_what_to_install(clone: Path, step: str, packages: str) -> None:
    done = setup(clone, step, user=1000)
    assert done.returncode == 1
    assert f"sudo apt install --no-install-recommends {packages}" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("step", "packages"), [("environment", "python3-venv"), ("browser", "chromium poppler-utils")])
def test_root_installs_by_itself_what_is_lacking(clone: Path, step: str, packages: str) -> None:
    setup(clone, step, user=0)
    asked = (clone / "programs" / "asked").read_text()
    assert f"install -y -qq --no-install-recommends {packages}" in asked
    assert "upgrade" not in asked


def test_make_alone_lists_every_command() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for command in ("demo", "test", "check", "ordeal", "bench", "setup"):
        assert f"make {command} " in listed


def test_ci_calls_make_test_and_nothing_else() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert lines == ["set -eu", 'cd "$(dirname -- "$0")/.."', "exec make test"]
