"""Tables: foreign keys run down the storeys, models and migrations agree, each table belongs to a room."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

STOREYS = {
    "ledger": 0,
    "people": 1,
    "offices": 2,
    "documents": 3,
    "procedures": 4,
    "dossiers": 5,
    "payments": 6,
    "notices": 6,
    "certifications": 6,
    "feedback": 6,
    "submission": 7,
    "signing": 7,
}
NOT_OURS = ("django", "auth", "axes", "procrastinate")

_KEYS = """
    SELECT conrelid::regclass::text, confrelid::regclass::text, conname FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""


def rows(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found: list[tuple[str, ...]] = cursor.fetchall()
    return found


@pytest.mark.usefixtures("db")
def test_foreign_keys_run_down_the_storeys() -> None:
    wrong = [
        f"{source} -> {target}"
        for source, target, _ in rows(_KEYS)
        if _room(source) in STOREYS and not _may_point(_room(source), _room(target))
    ]
    assert wrong == []


@pytest.mark.usefixtures("db")
def test_every_table_is_named_by_its_room() -> None:
    tables = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert [name for (name,) in tables if _room(name) not in (*STOREYS, *NOT_OURS)] == []


@pytest.mark.usefixtures("db")
def test_no_text_is_sorted_by_an_order_that_some_server_lacks() -> None:
    """No ICU collation: the embedded server is built without it."""
    found = rows(
        "SELECT attrelid::regclass::text, attname::text FROM pg_attribute a JOIN pg_collation c ON c.oid = attcollation"
        " JOIN pg_class r ON r.oid = attrelid WHERE r.relnamespace = 'public'::regnamespace AND collprovider = 'i'"
    )
    assert found == []


@pytest.mark.usefixtures("db")
def test_models_and_migrations_agree(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def _room(table: str) -> str:
    return table.strip('"').split("_")[0]


def _may_point(source: str, target: str) -> bool:
    if source == target:
        return True
    return target in STOREYS and STOREYS[target] < STOREYS[source]
