"""New servers to restore into, and looking at a database from within the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from motcua.foundation.postgres import dsn, first_data, launcher, roles
from tests.databases import TestDatabase, throwaway_place


@contextmanager
def new_cluster() -> Iterator[TestDatabase]:
    """An empty database on a server that has run next to no transactions."""
    with throwaway_place() as place, launcher.hold(place, extra="fsync = off\n"):
        owner = dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=first_data.OWNER)
        roles.ensure(owner)
        yield TestDatabase(dsn.socket_database(socket=place.socket, name=roles.DATABASE, user=roles.SERVING), owner)


@contextmanager
def looking_at(database: TestDatabase, files: Path) -> Iterator[None]:
    """This process works on that database and store."""
    before, store = dict(connections["default"].settings_dict), settings.FILES_FOLDER
    connections.close_all()
    connections["default"].settings_dict.update(database.serving)
    settings.FILES_FOLDER = files
    try:
        yield
    finally:
        connections.close_all()
        connections["default"].settings_dict.update(before)
        settings.FILES_FOLDER = store
