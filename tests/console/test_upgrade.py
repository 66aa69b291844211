"""Today's version takes over the data of the last release, whose web serves on meanwhile."""

from __future__ import annotations

import http.client
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from motcua.config.root import ROOT
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from tests.console.clusters import looking_at, new_cluster
from tests.console.programs import motcua, on_database, running, wait_for_web
from tests.databases import TestDatabase, free_port

RELEASE = "first-light"
ITS_COMMIT = "289004f288d1ee12c7d6caa8e58fc3759e2d9b90"
"""Where the tag stands, for clones that came without tags."""

LOAD = """
import django
django.setup()
from datetime import datetime
from pathlib import Path
from motcua.foundation.clock import now
from motcua.registers.ledger.actions import checkpoint
from django.conf import settings
from motcua.practice import province
province.load(now=now(), procedures_folder=settings.PROCEDURES_FOLDER, tell=lambda line: None, count=12)
checkpoint(folder=settings.CHECKPOINTS_FOLDER)
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clone as it was at the release."""
    commit = next((found for name in (RELEASE, ITS_COMMIT) if (found := _commit_of(name))), None)
    if commit is None:
        pytest.skip(f"neither the tag {RELEASE} nor its commit is in this clone: no release to upgrade from")
    folder = tmp_path_factory.mktemp("released")
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


@pytest.fixture(scope="module")
def served_by_it(
    released: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[TestDatabase, dict[str, str]]]:
    """A database that the release made and filled, and the environment in which the release runs."""
    with new_cluster() as database, django_db_blocker.unblock():
        environ = on_database(database, tmp_path_factory.mktemp("var"), PYTHONPATH=str(released))
        assert motcua("migrate", "--quiet", environ=environ).returncode == 0
        program = [str(ROOT / ".venv" / "bin" / "python"), "-P", "-c", LOAD]
        subprocess.run(program, env=environ, cwd=released, check=True, timeout=280)
        yield database, environ


def test_the_release_is_what_ran(released: Path, served_by_it: tuple[TestDatabase, dict[str, str]]) -> None:
    told = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "python"), "-P", "-c", "import motcua; print(motcua.__file__)"],
        env=served_by_it[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith(str(released))


def test_data_are_kept_and_the_old_web_serves_on(
    released: Path, served_by_it: tuple[TestDatabase, dict[str, str]], tmp_path: Path
) -> None:
    database, environ = served_by_it
    today = {name: value for name, value in environ.items() if name != "PYTHONPATH"}
    with looking_at(database, tmp_path):
        before, code = ledger.heads(), _some_code()
    port = free_port()
    with running("serve", "--web-only", environ={**environ, "PORT": str(port)}, cwd=released) as old:
        wait_for_web(old, port)
        assert _tracks(port, code)
        migrated = motcua("migrate", "--quiet", environ=today)
        assert migrated.returncode == 0, migrated.stdout + migrated.stderr
        assert _tracks(port, code), "the web of the release no longer serves after the migration"
    proved = motcua("ledger", "verify", environ=today)
    assert proved.returncode == 0, proved.stdout
    assert motcua("migrate", "--quiet", environ=today).returncode == 0
    with looking_at(database, tmp_path):
        assert ledger.heads() == before
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM dossiers_dossier ORDER BY id")
            numbers = [number for (number,) in cursor.fetchall()]
        assert numbers
        for dossier_id in numbers:
            assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def _commit_of(name: str) -> str | None:
    words = ["git", "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"]
    return subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True).stdout.strip() or None


def _some_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM dossiers_dossier WHERE code IS NOT NULL ORDER BY id LIMIT 1")
        return str(cursor.fetchone()[0])


def _tracks(port: int, code: str) -> bool:
    """A page that asks the database for a dossier by its code."""
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        page.request("GET", f"/tra-cuu/{code}/", headers={"Host": "127.0.0.1"})
        answer = page.getresponse()
        return answer.status == 200 and code in answer.read().decode()
    finally:
        page.close()
