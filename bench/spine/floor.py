"""The honest floor: the same rows by bare psycopg, prepared, with the same indexes and the same commits.

One of our dossiers is watched: after each of its acts every row of it is read, and what differs becomes plain INSERTs,
UPDATEs and DELETEs with the values as they stood. Copies are written for other dossiers, under fresh numbers, into
tables made `LIKE … INCLUDING ALL` (indexes and checks, no foreign keys, no triggers). So the floor follows our tables
by itself; it reads nothing, decides nothing and proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.types.string import TextLoader

Connection = psycopg.Connection[Any]
Row = dict[str, Any]
Key = tuple[Any, ...]

SCHEMA = "floor"
TABLES = {
    "dossiers_dossier": (("id",), "id = %(dossier)s"),
    "dossiers_duty": (("dossier_id", "number"), "dossier_id = %(dossier)s"),
    "dossiers_answers": (("dossier_id",), "dossier_id = %(dossier)s"),
    "dossiers_paper": (("dossier_id", "paper"), "dossier_id = %(dossier)s"),
    "dossiers_text": (("dossier_id", "revision"), "dossier_id = %(dossier)s"),
    "dossiers_day_number": (("office_id", "day"), "true"),
    "documents_custody": (("id",), "subject = 'dossier/' || %(dossier)s"),
    "ledger_stream": (("id",), "name = 'dossier/' || %(dossier)s"),
    "ledger_event": (("stream_id", "seq"), "stream_id = (SELECT id FROM ledger_stream WHERE name = %(stream)s)"),
    "ledger_feed": (
        ("x", "event_id"),
        "event_id >> 32 = (SELECT id FROM ledger_stream WHERE name = %(stream)s)",
    ),
}
"""Table → its key, and which rows are a dossier's."""


@dataclass(frozen=True, slots=True)
class Write:
    """One statement: a new row, or the changed columns of a known one; none of them if the row goes."""

    table: str
    values: Row
    key: Row | None = None


Transaction = tuple[tuple[Write, ...], ...]
"""Statement by statement; new rows of one table are one statement."""


def watch(connection: Connection, acts: Iterable[tuple[str, Callable[[], int]]]) -> dict[str, Transaction]:
    """Let one dossier make its acts; each answers the dossier's id. What each wrote, by its name."""
    connection.adapters.register_loader("jsonb", TextLoader)
    told: dict[str, Transaction] = {}
    before: dict[str, dict[Key, Row]] = {table: _rows(connection, table, 0) for table in TABLES}
    for name, act in acts:
        dossier = act()
        after = {table: _rows(connection, table, dossier) for table in TABLES}
        writes = [write for table in TABLES for write in _difference(table, before[table], after[table])]
        told[name] = tuple(tuple(together) for _, together in groupby(writes, key=_statement_of))
        before = after
    return told


class Floor:
    """Writes the watched transactions again, for as many dossiers as wanted."""

    def __init__(self, connection: Connection, script: dict[str, Transaction]) -> None:
        self.script = script
        self._connection = connection
        self._number = 1_000_000_000
        beginning = next(iter(script.values()))
        first = next(writes[0] for writes in beginning if writes[0].table == "ledger_stream")
        self._stream = first.values["id"]
        turns = [w for act in script.values() for writes in act for w in writes if w.table == "documents_custody"]
        ids = [write.values["id"] for write in turns if write.key is None]
        self._custody = {number: place for place, number in enumerate(ids)}
        self._statements = {
            name: [(_text(writes, connection), writes) for writes in transaction]
            for name, transaction in script.items()
        }

    def open(self) -> FloorCase:
        self._number += 1
        return FloorCase(self, self._number)

    def statements(self, name: str) -> int:
        return len(self.script[name])

    def write(self, number: int, name: str) -> None:
        cursor = self._connection.cursor()
        for statement, writes in self._statements[name]:
            values = [
                self._fresh(write.table, column, value, number)
                for write in writes
                for column, value in (*write.values.items(), *(write.key or {}).items())
            ]
            cursor.execute(statement, values, prepare=True)
        self._connection.commit()

    def _fresh(self, table: str, column: str, value: Any, number: int) -> Any:
        match table, column:
            case ("dossiers_dossier" | "ledger_stream", "id") | (_, "dossier_id") | (_, "stream_id"):
                return number
            case "ledger_feed", "event_id":
                return value + ((number - self._stream) << 32)
            case "documents_custody", "id":
                return number * 16 + self._custody[value]
            case ("documents_custody", "subject") | ("ledger_stream", "name"):
                return f"dossier/{number}"
            case "dossiers_dossier", ("opened_key" | "last_key") if value is not None:
                return uuid4()
            case "dossiers_dossier", ("reference" | "code") if value is not None:
                return f"{value[: -len(str(number))]}{number}"
            case _:
                return value


@dataclass(slots=True)
class FloorCase:
    """One dossier of the floor."""

    floor: Floor
    number: int

    def act(self, name: str) -> None:
        self.floor.write(self.number, name)


def make_tables(owner: Connection, role: str) -> None:
    """Copies of our tables, empty, in a schema of their own that the serving role may write."""
    owner.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(SCHEMA)))
    for table in TABLES:
        name, ours = sql.Identifier(SCHEMA, table), sql.Identifier("public", table)
        owner.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(name, ours))
        for (options,) in owner.execute(
            "SELECT unnest(reloptions) FROM pg_class WHERE oid = %s::regclass", [f"public.{table}"]
        ).fetchall():
            owner.execute(sql.SQL("ALTER TABLE {} SET ({})").format(name, sql.SQL(options)))
    day_number = sql.Identifier(SCHEMA, "dossiers_day_number")
    owner.execute(sql.SQL("INSERT INTO {} SELECT * FROM dossiers_day_number").format(day_number))
    grants = sql.SQL("GRANT USAGE ON SCHEMA {0} TO {1}; GRANT ALL ON ALL TABLES IN SCHEMA {0} TO {1}")
    owner.execute(grants.format(sql.Identifier(SCHEMA), sql.Identifier(role)))
    owner.commit()


def _rows(connection: Connection, table: str, dossier: int) -> dict[Key, Row]:
    key, condition = TABLES[table]
    statement = sql.SQL("SELECT * FROM {} WHERE ").format(sql.Identifier(table)) + sql.SQL(condition)
    cursor = connection.execute(statement, {"dossier": dossier, "stream": f"dossier/{dossier}"})
    assert cursor.description is not None
    names = [column.name for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    connection.commit()
    return {tuple(row[name] for name in key): row for row in rows}


def _difference(table: str, before: dict[Key, Row], after: dict[Key, Row]) -> Iterable[Write]:
    names = TABLES[table][0]
    for key, row in after.items():
        known = before.get(key)
        if known is None:
            yield Write(table, row)
        elif changed := {column: value for column, value in row.items() if value != known[column]}:
            yield Write(table, changed, dict(zip(names, key, strict=True)))
    for key in before:
        if key not in after:
            yield Write(table, {}, dict(zip(names, key, strict=True)))


def _statement_of(write: Write) -> tuple[Any, ...]:
    """Writes that are one statement have the same; an UPDATE stands alone."""
    return (write.table, write.key is None, None if write.key is None else tuple(write.key.values()))


def _text(writes: tuple[Write, ...], connection: Connection) -> bytes:
    first = writes[0]
    composed = _insert(writes) if first.key is None else _update(first) if first.values else _delete(first)
    return composed.as_bytes(connection)


def _insert(writes: tuple[Write, ...]) -> sql.Composed:
    row = sql.SQL("({})").format(sql.SQL(", ").join(sql.Placeholder() for _ in writes[0].values))
    return sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
        sql.Identifier(SCHEMA, writes[0].table),
        sql.SQL(", ").join(sql.Identifier(column) for column in writes[0].values),
        sql.SQL(", ").join(row for _ in writes),
    )


def _update(write: Write) -> sql.Composed:
    return sql.SQL("UPDATE {} SET {} WHERE {}").format(
        sql.Identifier(SCHEMA, write.table),
        sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in write.values),
        _where(write),
    )


def _delete(write: Write) -> sql.Composed:
    return sql.SQL("DELETE FROM {} WHERE {}").format(sql.Identifier(SCHEMA, write.table), _where(write))


def _where(write: Write) -> sql.Composed:
    assert write.key is not None
    return sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in write.key)
