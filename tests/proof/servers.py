"""A server of a test's own, which may be killed: ordinary settings, fsync on, and a keeper that starts it again."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

from motcua.foundation.postgres import dsn, first_data, launcher, roles
from motcua.foundation.postgres.places import Place, place_of
from tests.console import programs
from tests.databases import TestDatabase


@dataclass(frozen=True, slots=True)
class KillableServer:
    """The server and its one migrated database."""

    place: Place
    database: TestDatabase
    held: launcher.Held

    def postmaster(self) -> int:
        return int((self.place.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def kill_postmaster(self) -> None:
        """All at once, as when the power goes; then wait until the keeper has it running again."""
        number = self.postmaster()
        os.kill(number, signal.SIGKILL)
        self._wait(number)

    def kill_backend(self, number: int) -> None:
        """One of its processes, on which the server takes all others down and recovers."""
        os.kill(number, signal.SIGKILL)
        self._wait(None)

    def _wait(self, gone: int | None) -> None:
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            time.sleep(0.02)
            self.held.renew()  # as `motcua serve` does: a keeper gives up after a minute of crashes
            try:
                if self.postmaster() != gone and launcher.answers(self.place):
                    return
            except (OSError, ValueError):
                continue
        raise AssertionError("the server did not come back in a minute")


@contextmanager
def killable_server() -> Iterator[KillableServer]:
    """Django's default connection serves from it, in every thread."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-killed-"))
    folder.chmod(0o755)
    place = place_of(var=folder)
    settings: dict[str, Any] = connections.settings["default"]
    before = dict(settings)
    try:
        with launcher.hold(place) as held:
            owner = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=first_data.OWNER)
            serving = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=roles.SERVING)
            roles.ensure(owner)
            database = TestDatabase(serving, owner)
            migrated = programs.motcua("migrate", "--quiet", environ=programs.on_database(database, folder))
            assert migrated.returncode == 0, migrated.stderr
            _point_at(serving)
            yield KillableServer(place, database, held)
    finally:
        _point_at(before)
        shutil.rmtree(folder, ignore_errors=True)


def _point_at(database: dict[str, Any]) -> None:
    connections.close_all()
    connections.settings["default"].update(database)
    connections["default"].settings_dict.update(database)


def backends(server: KillableServer) -> list[int]:
    """The processes that serve the application just now."""
    with psycopg.connect(**dsn.connect_arguments(server.database.owner)) as owner:
        found = owner.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [roles.SERVING]).fetchall()
    return [number for (number,) in found]
