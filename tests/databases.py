"""Databases for tests: a template per state of the migrations, cheap clones of it, nothing shared between runs."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import procrastinate
import psycopg
from django.apps import apps
from psycopg import sql

from motcua.config.environment import read
from motcua.config.root import ROOT
from motcua.foundation.postgres import dsn, first_data, launcher, roles
from motcua.foundation.postgres.locks import FileLock
from motcua.foundation.postgres.places import Place, place_of

VAR = ROOT / "var" / "tests"
PREFIX = "motcua_test"
KEPT_TEMPLATES = 3
# What is written here is thrown away: no test waits for a disk. A killed process loses nothing by it.
SETTINGS = """\
fsync = off
full_page_writes = off
shared_buffers = 128MB
max_connections = 200
autovacuum_naptime = 10min
"""


@dataclass(frozen=True)
class TestDatabase:
    """One database, seen by the serving role and by the owner, as Django wants its parameters."""

    __test__ = False
    serving: Mapping[str, Any]
    owner: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.serving["NAME"])

    @property
    def url(self) -> str:
        """For `DATABASE_URL` of a program the test starts."""
        return dsn.url_of(self.serving)

    @property
    def owner_url(self) -> str:
        return dsn.url_of(self.owner)

    def connect(self, **more: Any) -> psycopg.Connection[Any]:
        """A bare connection of the serving role."""
        return psycopg.connect(**dsn.connect_arguments(self.serving), **more)

    def connect_as_owner(self, **more: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(**dsn.connect_arguments(self.owner), **more)


@dataclass(frozen=True)
class Server:
    """A server where the owner may make databases."""

    serving: Mapping[str, Any]
    owner: Mapping[str, Any]
    is_ours: bool

    @property
    def template(self) -> str:
        return f"{PREFIX}_template_{_digest_of_migrations()}"

    def ensure_template(self) -> None:
        """Migrate a new template if migrations have changed; one process builds, the others wait for it."""
        VAR.mkdir(parents=True, exist_ok=True)
        with FileLock(VAR / "template.lock"), self._manager() as manager:
            if self.is_ours:
                _sweep(manager)
            if _exists(manager, self.template):
                return
            building = f"{PREFIX}_building_{os.getpid()}"
            _drop(manager, building)
            manager.execute(_create(building, "template0"))
            try:
                self._migrate(building)
                manager.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(building), sql.Identifier(self.template)
                    )
                )
            except BaseException:
                _drop(manager, building)
                raise
            if self.is_ours:
                _drop_old_templates(manager)

    @contextmanager
    def clone(self) -> Iterator[TestDatabase]:
        """A fresh copy of the template, dropped afterwards whoever is still connected."""
        name = f"{PREFIX}_{os.getpid()}_{secrets.token_hex(4)}"
        with self._manager() as manager:
            manager.execute(_create(name, self.template))
        try:
            yield TestDatabase({**self.serving, "NAME": name}, {**self.owner, "NAME": name})
        finally:
            with self._manager() as manager:
                _drop(manager, name)

    def _manager(self) -> psycopg.Connection[Any]:
        return psycopg.connect(**dsn.connect_arguments({**self.owner, "NAME": "postgres"}), autocommit=True)

    def _migrate(self, name: str) -> None:
        """In a process of its own, as the operator does it."""
        environ = {
            **os.environ,
            "DATABASE_URL": dsn.url_of({**self.serving, "NAME": name}),
            "DATABASE_OWNER_URL": dsn.url_of({**self.owner, "NAME": name}),
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings_for_tests",
        }
        done = subprocess.run(
            [sys.executable, "-P", "-m", "motcua.console", "migrate"],
            env=environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"the template was not migrated:\n{done.stdout}\n{done.stderr}")


@contextmanager
def running_server() -> Iterator[Server]:
    """The outside server that the environment names, else an embedded one shared by all runs of this clone."""
    environment = read(os.environ)
    if environment.database_url and environment.database_owner_url:
        owner = dsn.django_database(environment.database_owner_url)
        serving = dsn.django_database(environment.database_url)
        roles.ensure_role(owner, role=str(serving["USER"]), password=str(serving["PASSWORD"]))
        yield Server(serving, owner, is_ours=False)
        return
    place = place_of(var=VAR)
    with launcher.hold(place, extra=SETTINGS):
        owner = dsn.socket_database(socket=place.socket, name="postgres", user=first_data.OWNER)
        roles.ensure_role(owner, role=roles.SERVING)
        yield Server(dsn.socket_database(socket=place.socket, name="postgres", user=roles.SERVING), owner, is_ours=True)


@contextmanager
def throwaway_place() -> Iterator[Place]:
    """The place of a server of one's own, to be restored into or killed; nothing of it is left afterwards."""
    VAR.mkdir(parents=True, exist_ok=True)
    place = place_of(var=VAR, name=f"spare{os.getpid()}_{secrets.token_hex(3)}")
    try:
        yield place
    finally:
        for path in place.data.parent.glob(f"{place.data.name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _digest_of_migrations() -> str:
    digest = hashlib.sha256(f"{django.__version__} {procrastinate.__version__}".encode())
    digest.update(Path(roles.__file__).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        digest.update(app.name.encode())
        if not app.name.startswith("motcua."):
            continue
        folder = Path(app.path) / "migrations"
        files = sorted(folder.rglob("*.py")) + sorted(folder.rglob("*.sql"))
        for file in files or [path for path in [Path(app.path) / "models.py"] if path.exists()]:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _create(name: str, template: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))


def _drop(manager: psycopg.Connection[Any], name: str) -> None:
    manager.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _exists(manager: psycopg.Connection[Any], name: str) -> bool:
    return manager.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _sweep(manager: psycopg.Connection[Any]) -> None:
    """Drop what a run left that was killed: its name carries the number of a process that is gone."""
    for (name,) in manager.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{PREFIX}_[0-9]+_"]):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            _drop(manager, name)


def _drop_old_templates(manager: psycopg.Connection[Any]) -> None:
    found = manager.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{PREFIX}_template_%"]
    ).fetchall()
    for (name,) in found[KEPT_TEMPLATES:]:
        _drop(manager, name)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_a_waiter(database: TestDatabase) -> None:
    """Until some connection of the database waits for a lock that another holds."""
    limit = time.monotonic() + 60
    with database.connect_as_owner(autocommit=True) as owner:
        asked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        while not owner.execute(asked).fetchone():
            assert time.monotonic() < limit
            time.sleep(0.01)
