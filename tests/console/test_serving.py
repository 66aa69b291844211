"""`motcua serve` on the embedded server: it restarts what dies, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.config.root import ROOT
from tests.console.programs import (
    answers,
    children_named,
    environment,
    forget,
    motcua,
    passable,
    processes_with,
    running,
    wait_for_web,
    wait_until,
    wait_until_told,
)
from tests.databases import free_port


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a house that was migrated once; its name has spaces and Vietnamese letters."""
    folder = tmp_path_factory.mktemp("nhà") / "Dữ liệu Một Cửa"
    folder.mkdir()
    passable(folder)
    done = motcua("migrate", "--quiet", environ=environment(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    forget(folder)


@pytest.fixture
def port() -> int:
    return free_port()


def test_ctrl_c_stops_web_worker_and_database_and_leaves_no_process_and_nothing_beside_the_sources(
    var: Path, port: int
) -> None:
    """Who serves may not be able to write the sources: installed by root, and read-only under systemd."""
    sources = _written()
    with running("serve", environ=environment(var, PORT=str(port))) as serve:
        wait_until_told(serve, f"Một Cửa đang chạy ở http://127.0.0.1:{port}")
        assert answers(port)
        assert children_named(var, "postgres -D")
        serve.send_signal(signal.SIGINT)
        told, _ = serve.communicate(timeout=60)
    assert serve.returncode == 0
    assert "Đã dừng." in told
    assert processes_with(var) == {}
    assert not answers(port)
    assert _written() == sources
    assert list(var.glob("locale/*/LC_MESSAGES/*.mo"))


def test_nothing_listens_but_the_web_port_on_loopback(var: Path, port: int) -> None:
    with running("serve", environ=environment(var, PORT=str(port))) as serve:
        wait_for_web(serve, port)
        assert _listening(processes_with(var)) == {("127.0.0.1", port)}


def test_a_killed_web_worker_or_database_is_started_again(var: Path, port: int) -> None:
    with running("serve", environ=environment(var, PORT=str(port))) as serve:
        wait_for_web(serve, port)
        for word in ("granian", "motcua.console worker", "postgres -D"):
            wait_until(lambda word=word: bool(children_named(var, word)), f"{word} runs")  # type: ignore[misc]
            before = set(children_named(var, word))
            for number in before:
                os.kill(number, signal.SIGKILL)
            wait_until(
                lambda word=word, before=before: bool(set(children_named(var, word)) - before),  # type: ignore[misc]
                f"another {word} runs",
            )
        wait_until(lambda: answers(port), "the web answers again")
        # Opens a session: a page that asks the database.
        done = motcua("check", "--quiet", environ=environment(var, PORT=str(port)))
        assert done.returncode == 0, done.stdout


def test_a_killed_parent_takes_all_with_it(var: Path, port: int) -> None:
    with running("serve", environ=environment(var, PORT=str(port))) as serve:
        wait_for_web(serve, port)
        serve.kill()
        wait_until(lambda: not processes_with(var), "no process is left")


def test_a_second_program_leaves_a_running_server_alone(var: Path, port: int) -> None:
    with running("serve", environ=environment(var, PORT=str(port))) as serve:
        wait_for_web(serve, port)
        servers = children_named(var, "postgres -D")
        assert motcua("check", environ=environment(var)).returncode == 0
        assert children_named(var, "postgres -D") == servers
        assert answers(port)


def test_a_command_stops_the_server_that_it_started(var: Path) -> None:
    assert motcua("check", environ=environment(var)).returncode == 0
    assert processes_with(var) == {}


def test_a_taken_port_is_one_line_with_its_mend(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        done = motcua("serve", environ=environment(var, PORT=str(number)))
    assert done.returncode == 1
    assert done.stderr.startswith(f"motcua: Cổng {number} đang có chương trình khác dùng. Hãy chọn cổng khác")
    assert done.stderr.count("\n") == 1


def test_web_and_worker_can_be_run_apart(var: Path, port: int) -> None:
    environ = environment(var, PORT=str(port))
    with running("serve", "--web-only", environ=environ) as web, running("worker", environ=environ) as worker:
        wait_for_web(web, port)
        wait_until(lambda: _handles_sigterm(worker), "the worker is ready")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0


def test_serving_waits_for_nobody_to_migrate(tmp_path: Path, port: int) -> None:
    done = motcua("serve", environ=environment(tmp_path / "mới", PORT=str(port)))
    assert done.returncode == 1
    assert "Hãy chạy: motcua migrate" in done.stderr
    forget(tmp_path / "mới")


def _written() -> dict[Path, int]:
    """What is in the package but for what Python leaves there, and when it was written."""
    found = (path for path in (ROOT / "motcua").rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path: path.stat().st_mtime_ns for path in found}


def _handles_sigterm(process: subprocess.Popen[str]) -> bool:
    caught = next(
        line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("SigCgt")
    )
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def _listening(processes: dict[int, str]) -> set[tuple[str, int]]:
    """Addresses and ports on which these processes listen, by version 4 and 6."""
    inodes = {
        str(link.readlink())
        for number in processes
        for link in Path(f"/proc/{number}/fd").glob("*")
        if link.is_symlink() and os.path.lexists(link)
    }
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and f"socket:[{words[9]}]" in inodes:
                address, port = words[1].split(":")
                known = socket.inet_ntoa(bytes.fromhex(address)[::-1]) if table == "tcp" else address
                found.add((known, int(port, 16)))
    return found
