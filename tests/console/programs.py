"""Starting the program `motcua` as an operator would, and looking at what it leaves behind."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from motcua.config.root import ROOT
from motcua.foundation.postgres.places import OPEN_FOLDER
from tests.databases import TestDatabase

PATIENCE = 60.0
"""Seconds to wait for something that happens in other processes."""


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of a program of its own folder, and of nothing that stands around."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_"))}
    kept.pop("PORT", None)
    return {**kept, "DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_VAR": str(var), **more}


def on_database(database: TestDatabase, var: Path, **more: str) -> dict[str, str]:
    """The environment of a program that serves this database."""
    return environment(var, DATABASE_URL=database.url, DATABASE_OWNER_URL=database.owner_url, **more)


def motcua(*words: str, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        command(*words), env=dict(environ), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE * 2
    )


def command(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "motcua.console", *words]


@contextmanager
def running(*words: str, environ: Mapping[str, str], cwd: Path = ROOT) -> Iterator[subprocess.Popen[str]]:
    """A command in a session of its own, of the clone `cwd`; killed with all of its session if the test forgets it."""
    process = subprocess.Popen(
        command(*words),
        env=dict(environ),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Fail, naming `what`, unless it becomes true in time."""
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit, f"not in {PATIENCE:.0f} s: {what}"
        time.sleep(0.05)


def wait_for_web(process: subprocess.Popen[str], port: int) -> None:
    """Until the web answers; fail with what the program said if it ends before."""

    def true() -> bool:
        assert process.poll() is None, process.communicate()[0]
        return answers(port)

    wait_until(true, "the web answers")


def wait_until_told(process: subprocess.Popen[str], sentence: str) -> None:
    """Until the program has said this; fail with what it said instead if it ends before.

    A web that answers has not yet been seen to answer by the program that started it.
    """
    assert process.stdout is not None
    told = ""
    while sentence not in told:
        line = process.stdout.readline()
        assert line, told
        told += line


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/alive")
        return connection.getresponse().status == 204
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def processes_with(var: Path) -> dict[int, str]:
    """Living processes whose command line or environment names this data folder, or where its database lies."""
    marks = [os.fsencode(folder) for folder in (var, *_elsewhere(var))]
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            line = (folder / "cmdline").read_bytes()
            around = (folder / "environ").read_bytes()
        except OSError:
            continue
        if line and any(mark in line + b"\0" + around for mark in marks):
            found[int(folder.name)] = line.replace(b"\0", b" ").decode(errors="replace").strip()
    return found


def children_named(var: Path, word: str) -> list[int]:
    return [number for number, line in processes_with(var).items() if word in line]


def passable(folder: Path) -> None:
    """Let other users walk through the folders of the test, as a clone usually lets them."""
    for path in [folder, *folder.parents]:
        if path.stat().st_uid == os.geteuid() and path.is_relative_to(tempfile.gettempdir()):
            path.chmod(path.stat().st_mode | 0o011)


def forget(var: Path) -> None:
    """As root the database of a closed folder lies elsewhere; nothing of a test stays there."""
    for folder in _elsewhere(var):
        shutil.rmtree(folder)


def _elsewhere(var: Path) -> list[Path]:
    return [
        mark.parent
        for mark in OPEN_FOLDER.glob("*/clone")
        if Path(mark.read_text(encoding="utf-8").strip()).parent == var
    ]
