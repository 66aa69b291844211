"""Bytes kept for a dossier, with indexes: many dossiers moved side by side as in life, vacuumed as the server would."""

from __future__ import annotations

from typing import Any

import psycopg

from tests.births import ACTS, Desk

Connection = psycopg.Connection[Any]
KEPT = (
    "dossiers_dossier",
    "dossiers_duty",
    "dossiers_answers",
    "dossiers_paper",
    "dossiers_text",
    "documents_custody",
    "ledger_stream",
    "ledger_event",
    "notices_notice",
    "payments_charge",
    "payments_receipt",
)
"""Every table in which a dossier leaves rows for good; the feed is emptied every night."""


def sizes(connection: Connection) -> dict[str, tuple[int, int]]:
    """Table → bytes of its rows, bytes of its indexes."""
    found = connection.execute(
        "SELECT c, pg_table_size(c::regclass), pg_indexes_size(c::regclass) FROM unnest(%s::text[]) c", [list(KEPT)]
    ).fetchall()
    connection.commit()
    return {table: (rows, indexes) for table, rows, indexes in found}


def vacuum(owner: Connection) -> None:
    """Of the tables that a dossier's acts write."""
    owner.autocommit = True
    for table in KEPT:
        owner.execute(f"VACUUM ANALYZE {table}".encode())


def grow(desk: Desk, owner: Connection, dossiers: int, batch: int = 250) -> None:
    """All of a batch are opened, then all are accepted, and so on."""
    for _ in range(dossiers // batch):
        cases = [desk.open() for _ in range(batch)]
        for act in ACTS:
            for case in cases:
                case.act(act)
            vacuum(owner)


def report(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]], dossiers: int) -> float:
    """Print each table; answers the bytes of one dossier."""
    total = 0.0
    for table in KEPT:
        rows, indexes = ((now - then) / dossiers for now, then in zip(after[table], before[table], strict=True))
        total += rows + indexes
        if rows + indexes >= 1:
            print(f"  {table:20} {rows:6.0f} rows {indexes:6.0f} indexes")
    return total
