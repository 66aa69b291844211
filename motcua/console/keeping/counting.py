"""What a database holds, told in numbers that two databases can be compared by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from motcua.registers.ledger import queries as ledger

_TABLES = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""


def contents() -> Mapping[str, Any]:
    """As the caller's transaction sees it: rows of each table, the ledger in one digest, the migrations applied."""
    heads = ledger.heads()
    migrations: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        migrations.setdefault(app, []).append(name)
    return {
        "rows": rows_of_tables(),
        "ledger": {"streams": heads.streams, "events": heads.events, "heads": heads.digest},
        "migrations": migrations,
    }


def rows_of_tables() -> dict[str, int]:
    """How many rows each table of the house has."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            found[table] = cursor.fetchone()[0]
    return found
