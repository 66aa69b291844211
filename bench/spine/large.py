"""Whether a move costs the same beside a million dossiers: statements and buffers, not time.

The many are copies of one finished and one open dossier, written by SQL as the owner; their events are copied as they
are, so their chains do not verify. What is measured is how far a move looks.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection

from bench.server import BenchDatabase
from bench.spine import measuring
from bench.spine.sizes import KEPT
from tests.births import ACTS, Desk

Connection = psycopg.Connection[Any]
STEP = 50_000
OPEN_SHARE = 50
"""One of so many copies is an open dossier: a commune's, not a lifetime's, are being worked on."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one act, on average."""

    statements: int
    buffers: float
    wal: float


def costs(database: BenchDatabase, desk: Desk, times: int) -> dict[str, Cost]:
    """Act → what it takes. Dossiers act side by side, so that each act is measured alone; of three rounds the least
    counts, as what the server does beside (it vacuums by itself) only adds."""
    counter = measuring.Counter()
    told: dict[str, Cost] = {}
    with database.connect() as watcher, connection.execute_wrapper(counter):
        worker = connection.connection
        for turn in range(4):
            cases = [desk.open() for _ in range(times)]
            for name in ACTS:
                counter.statements = 0
                before = measuring.pages(watcher, worker)
                idle = measuring.pages(watcher, worker) - before
                for case in cases:
                    case.act(name)
                spent = measuring.pages(watcher, worker) - before - idle - idle
                cost = Cost(counter.statements // times, spent.buffers / times, spent.wal / times)
                if turn:  # the first one warms
                    told[name] = min(told.get(name, cost), cost, key=lambda one: one.buffers)
    return told


def compare(database: BenchDatabase, desk: Desk, many: int, few: int) -> None:
    """Print what acts take beside few and beside many dossiers."""
    with database.connect_as_owner() as owner:
        templates = _templates(desk)
        told = []
        for wanted in (few, many):
            _fill(owner, templates, wanted)
            connection.close()  # a new connection plans by the statistics of now
            connection.ensure_connection()
            told.append(costs(database, desk, 20))
    print(f"Beside {few:,} dossiers and beside {many:,}: statements, buffers")
    for name in ACTS:
        one, other = told[0][name], told[1][name]
        print(
            f"  {name:10} {one.statements} {one.buffers:6.0f}   {other.statements} {other.buffers:6.0f}"
            f"   buffers times {other.buffers / one.buffers:.2f}"
        )


def _templates(desk: Desk) -> tuple[int, int]:
    finished, begun = desk.open(), desk.open()
    for name in ACTS:
        finished.act(name)
    for name in ACTS[:4]:
        begun.act(name)
    return finished.dossier_id, begun.dossier_id


def _fill(owner: Connection, templates: tuple[int, int], wanted: int) -> None:
    owner.commit()
    owner.autocommit = True
    (there,) = owner.execute("SELECT count(*) FROM dossiers_dossier").fetchone() or (0,)
    owner.execute("SET session_replication_role = replica")  # no foreign keys looked up: the copies are right
    owner.execute("SET synchronous_commit = off")
    (highest,) = owner.execute("SELECT max(id) FROM dossiers_dossier").fetchone() or (0,)
    first = max(highest, 10_000_000) + 1
    for begin in range(first, first + wanted - there, STEP):
        end = min(begin + STEP, first + wanted - there)
        _copy(owner, templates[0], f"generate_series({begin}, {end - 1}) n WHERE n % {OPEN_SHARE} <> 0")
        _copy(owner, templates[1], f"generate_series({begin}, {end - 1}) n WHERE n % {OPEN_SHARE} = 0")
        print(f"\r{there + end - first:,} dossiers", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    owner.execute("SET session_replication_role = origin")
    for table in KEPT:
        owner.execute(f"VACUUM ANALYZE {table}".encode())


_FRESH = {
    "dossiers_dossier": {
        "id": "n",
        "reference": "'t' || n || left(t.reference, -8)",
        "code": "t.code || '-' || n",
        "opened_key": "gen_random_uuid()",
        "last_key": "gen_random_uuid()",
        "submitted_at": "t.submitted_at - (n % 1000) * interval '1 day'",
    },
    "ledger_stream": {"id": "n", "name": "'dossier/' || n"},
    "documents_custody": {"id": "n * 16::bigint + t.id % 16", "subject": "'dossier/' || n"},
}
_WHERE = {
    "dossiers_dossier": "t.id = {dossier}",
    "ledger_stream": "t.name = 'dossier/{dossier}'",
    "ledger_event": "t.stream_id = (SELECT id FROM ledger_stream WHERE name = 'dossier/{dossier}')",
    "documents_custody": "t.subject = 'dossier/{dossier}'",
}


def _copy(owner: Connection, dossier: int, numbers: str) -> None:
    for table in KEPT:
        columns = [
            name
            for (name,) in owner.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
                " AND attgenerated = ''",
                [table],
            )
        ]
        fresh = {"dossier_id": "n", "stream_id": "n", **_FRESH.get(table, {})}
        if "id" in columns and "id" not in fresh:
            continue  # no rows of these in the template
        values = ", ".join(fresh.get(name, f't."{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        where = _WHERE.get(table, "t.dossier_id = {dossier}").format(dossier=dossier)
        source, condition = numbers.split(" WHERE ")
        statement = (
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {source}, {table} t WHERE {condition} AND {where}"
        )
        owner.execute(statement.encode())
