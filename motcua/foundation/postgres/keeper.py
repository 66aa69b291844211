"""The server's keeper: a small process that runs PostgreSQL for as long as some program uses it.

Every program that uses the server holds `in_use` shared; the keeper waits to have it alone, and then stops the
server. A user that dies in any way loses its lock with its life, so nothing can be left running or counted wrongly.
A server that dies is started again. Started by `launcher`, as `python -m motcua.foundation.postgres.keeper …`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.foundation.postgres.locks import FileLock

PATIENCE = 60.0
"""Seconds of failing starts in a row after which the keeper gives up."""
STEADY = 10.0
"""Seconds a server must have run for its end to count as a crash and not as a failed start."""
STOPPING = 120.0
"""Seconds given to a stop before it is forced."""

_PR_SET_PDEATHSIG = 1


def dies_with_parent(number: int) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends `number` to the child when the thread that started it ends."""
    library = ctypes.CDLL(None)

    def ask() -> None:
        library.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return ask


def as_account(account: str | None) -> dict[str, Any]:
    """Arguments of `Popen` that run the child as that system user, in a folder anyone may be in."""
    if account is None:
        return {"cwd": "/"}
    entry = pwd.getpwnam(account)
    return {"cwd": "/", "user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def main(arguments: list[str]) -> int:
    data, socket, programs = (Path(text) for text in arguments[:3])
    account = arguments[3] or None
    running, in_use = FileLock(Path(arguments[4])), FileLock(Path(arguments[5]))
    if os.fork():
        return 0
    if not running.take(wait=False):
        return 0
    awake, wake = os.pipe()
    os.set_blocking(wake, False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(wake)
    threading.Thread(target=_wait_until_unused, args=(in_use, wake), daemon=True).start()
    status = _keep(lambda: _start(data, socket, programs, account), awake)
    with contextlib.suppress(OSError):
        socket.rmdir()
    running.release()
    os._exit(status)


def _wait_until_unused(in_use: FileLock, wake: int) -> None:
    in_use.take()
    os.write(wake, b"\0")


def _keep(start: Callable[[], subprocess.Popen[bytes]], awake: int) -> int:
    failing_since: float | None = None
    while True:
        started = time.monotonic()
        server = start()
        while server.poll() is None:
            if os.read(awake, 1) != bytes([signal.SIGCHLD]):
                _stop(server)
                return 0
        now = time.monotonic()
        if now - started >= STEADY or failing_since is None:
            failing_since = now
        if now - failing_since > PATIENCE:
            return 1
        time.sleep(0.2)


def _start(data: Path, socket: Path, programs: Path, account: str | None) -> subprocess.Popen[bytes]:
    clear_stale_marks(data, socket)
    return subprocess.Popen(
        [str(programs / "bin" / "postgres"), "-D", str(data), "-k", str(socket), "-c", "listen_addresses="],
        stdin=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "PATH": os.defpath, "TZ": "UTC"},
        start_new_session=True,
        preexec_fn=dies_with_parent(signal.SIGINT),
        **as_account(account),
    )


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=STOPPING)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def clear_stale_marks(data: Path, socket: Path) -> None:
    """Remove `postmaster.pid` and the socket's lock when the process they name is gone, dead or another program.

    PostgreSQL itself believes any living process of that number, which after a restart of the machine is a stranger.
    """
    mark = data / "postmaster.pid"
    try:
        number = int(mark.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    if _is_server_of(data, number):
        return
    for path in (mark, socket / ".s.PGSQL.5432", socket / ".s.PGSQL.5432.lock"):
        path.unlink(missing_ok=True)


def _is_server_of(data: Path, number: int) -> bool:
    """A server's working folder is its data folder; a zombie has none."""
    try:
        return Path(f"/proc/{number}/cwd").readlink() == data
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
