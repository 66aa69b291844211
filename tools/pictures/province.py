"""A demonstration of its own, started for the pictures and stopped after them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

LONGEST = 3600.0
"""Seconds that the first building of the province may take."""


@contextmanager
def province(var: Path) -> Iterator[str]:
    """The address of a demonstration that keeps its data in this folder. Raises `RuntimeError` when it ends early."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {**os.environ, "MOTCUA_VAR": str(var), "PORT": str(port)}
    command = [str(Path(sys.executable).with_name("motcua")), "demo"]
    running = subprocess.Popen(command, env=environ, start_new_session=True)
    try:
        _wait(running, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=120)


def _wait(running: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if running.poll() is not None:
            raise RuntimeError("the demonstration ended before it served: see above. Older data? Delete var/pictures.")
        try:
            with urlopen(f"{address}/ready", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(1)
    raise RuntimeError("the demonstration did not serve in an hour")
