"""The database of the tests: a real PostgreSQL, a template migrated once, a clone of it for each run.

The tests sign in as the serving role, which owns nothing. With `DATABASE_URL` and `DATABASE_OWNER_URL` in the
environment the same suite runs on that server; otherwise on an embedded one of its own under `var/tests`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from motcua.config.root import ROOT
from tests.databases import Server, TestDatabase, running_server


def pytest_configure() -> None:
    """Each clone has temporary folders of its own: pytest closes the common one to other users whenever a run begins,
    and the database's user of a run beside it would stand before a closed door."""
    digest = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"motcua-{os.geteuid()}-{digest}"
    folder.mkdir(exist_ok=True)
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


@pytest.fixture(scope="session")
def database_server() -> Iterator[Server]:
    """The server of this run, with the template of today's migrations."""
    with running_server() as server:
        server.ensure_template()
        yield server


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, database_server: Server
) -> Iterator[None]:
    """Instead of pytest-django's own: one clone for all tests that roll back."""
    with database_server.clone() as database, django_db_blocker.unblock():
        _point_default_at(database)
        yield
        connections.close_all()


@pytest.fixture
def own_database(django_db_blocker: DjangoDbBlocker, database_server: Server) -> Iterator[TestDatabase]:
    """A database for one test that commits, uses several connections, or kills something; dropped afterwards.

    The default connection points to it. Not together with `db`.
    """
    with _on_a_clone(database_server, django_db_blocker) as database:
        yield database


@pytest.fixture(scope="module")
def module_database(django_db_blocker: DjangoDbBlocker, database_server: Server) -> Iterator[TestDatabase]:
    """The same for all tests of a file that look at what one of its fixtures made. Not together with `db`."""
    with _on_a_clone(database_server, django_db_blocker) as database:
        yield database


@contextmanager
def _on_a_clone(server: Server, blocker: DjangoDbBlocker) -> Iterator[TestDatabase]:
    default = _default()
    before = dict(default)
    with server.clone() as database, blocker.unblock():
        connections.close_all()
        _point_default_at(database)
        try:
            yield database
        finally:
            connections.close_all()
            default.update(before)


def _default() -> dict[str, Any]:
    found: dict[str, Any] = connections.settings["default"]
    return found


def _point_default_at(database: TestDatabase) -> None:
    _default().update(database.serving)
    connections["default"].settings_dict.update(database.serving)
