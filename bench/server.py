"""A throw-away PostgreSQL with ordinary settings (fsync on) and a migrated database, for benches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_for_tests")

import django
import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from motcua.foundation.postgres import dsn, first_data, launcher, roles
from motcua.foundation.postgres.places import place_of

django.setup()
FOLDER = Path(__file__).parents[1] / "var" / "bench"


@dataclass(frozen=True, slots=True)
class BenchDatabase:
    """One database, as the serving role and as the owner sign in to it (Django's parameters)."""

    serving: dict[str, Any]
    owner: dict[str, Any]

    def connect(self, **more: Any) -> psycopg.Connection[Any]:
        """A bare connection of the serving role."""
        return psycopg.connect(**dsn.connect_arguments(self.serving), **more)

    def connect_as_owner(self, **more: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(**dsn.connect_arguments(self.owner), **more)

    def grant(self) -> None:
        """Give the serving role its rights again, after the bench made tables of its own."""
        roles.grant(self.owner, role=roles.SERVING)


@contextmanager
def bench_database(name: str) -> Iterator[BenchDatabase]:
    """A server, started if it is down, with a fresh migrated database of this name; dropped afterwards.

    Django's default connection serves from it, in every thread.
    """
    place = place_of(var=FOLDER)
    with launcher.hold(place):
        owner = dsn.socket_database(socket=place.socket, name=name, user=first_data.OWNER)
        serving = dsn.socket_database(socket=place.socket, name=name, user=roles.SERVING)
        _drop(owner, name)
        roles.ensure(owner, name=name)
        try:
            point_at(owner)
            call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
            point_at(serving)
            roles.grant(owner, role=roles.SERVING)
            yield BenchDatabase(serving, owner)
        finally:
            connections.close_all()
            _drop(owner, name)


def server_data() -> Path:
    """Where the server of the benches keeps its data."""
    return place_of(var=FOLDER).data


def point_at(database: dict[str, Any]) -> None:
    """From now on this process speaks to the database so."""
    connections.close_all()
    settings: dict[str, Any] = connections.settings["default"]
    settings.update(database)
    connections["default"].settings_dict.update(database)


def _drop(owner: dict[str, Any], name: str) -> None:
    with psycopg.connect(**dsn.connect_arguments({**owner, "NAME": "postgres"}), autocommit=True) as manager:
        manager.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
