"""Child processes under one parent: started again whatever their status, stopped in order, never left behind."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from motcua.foundation.postgres.keeper import dies_with_parent

LONGEST_PAUSE = 10.0
STEADY = 30.0
"""Seconds after which a child that ends is started again without delay."""

logger = logging.getLogger("motcua.console")


class Child:
    """One process in a session of its own (Ctrl-C does not reach it); it dies if we die."""

    def __init__(self, *, name: str, command: Sequence[str], environ: Mapping[str, str], patience: float = 30) -> None:
        self.name = name
        self._command = list(command)
        self._environ = dict(environ)
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = 0.1
        self._not_before = 0.0

    @property
    def number(self) -> int | None:
        """The number of the living process."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def watch(self) -> None:
        """Start it if it does not run. Its status does not matter: a worker that lost its database ends with 0."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            self._note_end(now)
        if self._process is None and now >= self._not_before:
            self._start(now)

    def stop(self) -> None:
        """Ask it to end its work, wait, then leave nothing of it."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=self._patience)
            except subprocess.TimeoutExpired:
                logger.warning("%s did not stop in %s s and is killed", self.name, self._patience)
        self._kill_group()

    def _start(self, now: float) -> None:
        self._process = subprocess.Popen(
            self._command,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        self._started = now

    def _note_end(self, now: float) -> None:
        assert self._process is not None
        status = self._process.returncode
        self._pause = 0.1 if now - self._started >= STEADY else min(self._pause * 2, LONGEST_PAUSE)
        logger.warning("%s ended with status %s and is started again in %.1f s", self.name, status, self._pause)
        self._kill_group()
        self._not_before = now + self._pause

    def _kill_group(self) -> None:
        """Also what the child started itself and did not take along."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None


class StopAsked:
    """Whether someone asked us to stop: Ctrl-C, SIGTERM, or the terminal was closed. Asking twice changes nothing."""

    def __init__(self) -> None:
        self.now = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.now = True
