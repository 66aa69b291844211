"""Web and worker under one parent."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.console.running.assets import build_assets
from motcua.console.running.children import Child, StopAsked
from motcua.console.running.errors import NotMigrated
from motcua.console.running.port import refuse_taken_port, wait_for_answer
from motcua.foundation.postgres.launcher import Held
from motcua.registers.ledger.actions import checkpoint

TICK = 0.1
RENEWAL = 1.0
"""Seconds between two looks at the embedded server."""


@dataclass(frozen=True, slots=True)
class Product:
    """What to run. `server` is the embedded one, watched too; None on an outside PostgreSQL."""

    server: Held | None
    with_worker: bool = True
    command: str = "motcua serve"

    def refuse(self) -> None:
        """Raises what stands in the way of a start, before anything is started."""
        environment = settings.ENVIRONMENT
        refuse_taken_port(listen=environment.listen, port=environment.port, command=self.command)

    def run(self, announce: Callable[[], None]) -> None:
        """Run until asked to stop; `announce` is called at the first answer. Then stop web, worker, and checkpoint.

        Raises `PortTaken`, `NotMigrated`, `NotAnswering`.
        """
        self.refuse()
        _refuse_unmigrated()
        build_assets()
        connection.close()
        stop = StopAsked()
        children = [web(), worker()] if self.with_worker else [web()]
        try:
            self._watch_until_answer(children, stop, announce)
            self._watch(children, stop)
        finally:
            for child in children:
                child.stop()
            take_checkpoint()

    def _watch_until_answer(self, children: list[Child], stop: StopAsked, announce: Callable[[], None]) -> None:
        def meanwhile() -> bool:
            for child in children:
                child.watch()
            return not stop.now

        environment = settings.ENVIRONMENT
        wait_for_answer(listen=environment.listen, port=environment.port, meanwhile=meanwhile)
        if not stop.now:
            announce()

    def _watch(self, children: list[Child], stop: StopAsked) -> None:
        looked = time.monotonic()
        while not stop.now:
            for child in children:
                child.watch()
            if self.server is not None and time.monotonic() - looked > RENEWAL:
                self.server.renew()
                looked = time.monotonic()
            time.sleep(TICK)


def web() -> Child:
    """granian over our WSGI application, on the web port."""
    environment = settings.ENVIRONMENT
    logs = Path(__file__).parents[2] / "config" / "web_logs.json"
    options = {
        "--interface": "wsgi",
        "--host": environment.listen,
        "--port": environment.port,
        "--workers": environment.workers,
        "--blocking-threads": environment.threads,
        "--blocking-threads-idle-timeout": 600,
        "--respawn-interval": 0.1,
        "--workers-kill-timeout": 10,
        "--log-level": "warning",
        "--log-config": logs,
    }
    words = [str(word) for pair in options.items() for word in pair]
    return Child(
        name="web",
        command=[
            sys.executable,
            "-P",
            "-m",
            "granian",
            *words,
            "--respawn-failed-workers",
            "--no-ws",
            "motcua.config.wsgi:application",
        ],
        environ=os.environ,
    )


def worker() -> Child:
    return Child(name="worker", command=[sys.executable, "-P", "-m", "motcua.console", "worker"], environ=os.environ)


def take_checkpoint() -> None:
    """What was written since the last checkpoint is named outside the database before the database stops."""
    checkpoint(folder=settings.CHECKPOINTS_FOLDER)
    connection.close()


def _refuse_unmigrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated()
