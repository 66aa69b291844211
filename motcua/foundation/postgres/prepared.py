"""Statements that run at every act, prepared: the server parses and plans each once for a connection.

Django's own cursors write values into the text, so that nothing is ever prepared. Here values go beside it, as text
whose types the server takes from where they stand: a place that does not tell its type needs a cast in the statement
(`%(office)s::bigint`). One text is one prepared statement, whatever the values, also when they are empty.

They go straight to libpq under Django's connection: a cursor made, waited for and closed for each took five times the
processor's time that sending and reading takes (docs/decisions/0019). What watches Django's statements sees them.
"""

from __future__ import annotations

import json
import re
import select
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import pq
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result

MOST_KEPT: Final = 300
"""Statements of one connection; of the many texts of lists the oldest is given up for a new one."""
_PLACE = re.compile(r"%%|%\((\w+)\)s")


def rows(statement: str, values: Mapping[str, Any], *, ends: bool = False) -> list[tuple[Any, ...]]:
    """Run it in the present transaction of Django's connection; its rows, none if it has none.

    `ends`: nothing comes after it in a transaction that is the caller's own (`one_transaction` tells), so that it is
    committed with it, in the same exchange of messages. A fault of the statement leaves nothing written, as always.
    """
    django = connections[DEFAULT_DB_ALIAS]
    django.close_if_health_check_failed()
    django.ensure_connection()
    if django.execute_wrappers or django.queries_logged:
        return _watched(django, statement, values, ends)
    django.validate_no_broken_transaction()
    with django.wrap_database_errors:
        return _kept_of(django, django.connection).run(statement, values, ends)


class _Kept:
    """The prepared statements of one connection."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw
        self._pgconn = raw.pgconn
        self._reading = Transformer(raw)
        self._arrived = select.poll()
        self._arrived.register(self._pgconn.socket, select.POLLIN)
        self._statements: dict[str, tuple[bytes, tuple[str, ...]]] = {}
        self._count = 0

    def run(self, statement: str, values: Mapping[str, Any], ends: bool) -> list[tuple[Any, ...]]:
        name, places = self._named(statement)
        given: Any = [None if (text := _text(values[place])) is None else text.encode() for place in places]
        if any(b"\0" in one for one in given if one):
            raise psycopg.DataError("PostgreSQL keeps no text with NUL (0x00) bytes")  # libpq would end the text there
        begins = self._pgconn.transaction_status == pq.TransactionStatus.IDLE and not self.raw.autocommit
        if begins or ends:
            result = self._travelling(name, given, begins, ends)
        else:
            result = self._well(self._pgconn.exec_prepared(name, given))
        if not result.nfields:
            return []
        self._reading.set_pgresult(result)
        found: list[tuple[Any, ...]] = self._reading.load_rows(0, result.ntuples, tuple)
        return found

    def _travelling(self, name: bytes, given: Any, begins: bool, ends: bool) -> pq.abc.PGresult:
        """`BEGIN` travels with the first statement of a transaction, `COMMIT` with the last: an exchange of messages
        fewer for each. After a fault the server passes over what follows in the same exchange."""
        sent = [(name, given)]
        if begins:
            sent.insert(0, (self._named("BEGIN")[0], None))
        if ends:
            sent.append((self._named("COMMIT")[0], None))
        self._pgconn.enter_pipeline_mode()
        try:
            for each, values in sent:
                self._pgconn.send_query_prepared(each, values)
            self._pgconn.pipeline_sync()
            answers = [self._answer() for _ in range(2 * len(sent) + 1)]  # none ends each, and the sync is the last
        except BaseException:  # a signal came: whoever reads next would read what was meant for this statement
            self._pgconn.finish()
            raise
        self._pgconn.exit_pipeline_mode()
        return [self._well(answer) for answer in answers[:-1:2]][begins]

    def _answer(self) -> pq.abc.PGresult | None:
        """The next result. psycopg would read it without letting other threads go on: it is awaited here."""
        while self._pgconn.is_busy():
            self._arrived.poll()
            self._pgconn.consume_input()
        return self._pgconn.get_result()

    def _named(self, statement: str) -> tuple[bytes, tuple[str, ...]]:
        return self._statements.get(statement) or self._prepare(statement)

    def _prepare(self, statement: str) -> tuple[bytes, tuple[str, ...]]:
        if len(self._statements) >= MOST_KEPT:
            oldest = next(iter(self._statements))
            name, _ = self._statements.pop(oldest)
            self._well(self._pgconn.exec_(b"DEALLOCATE " + name))
        numbers: dict[str, int] = {}

        def numbered(place: re.Match[str]) -> str:
            return f"${numbers.setdefault(place[1], len(numbers) + 1)}" if place[1] else "%"

        text = _PLACE.sub(numbered, statement)
        self._count += 1
        name = f"motcua_{self._count}".encode()
        self._well(self._pgconn.prepare(name, text.encode()))
        self._statements[statement] = name, tuple(numbers)
        return self._statements[statement]

    def _well(self, result: pq.abc.PGresult | None) -> pq.abc.PGresult:
        """Raises what psycopg raises for a result that is none."""
        if result is not None and result.status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
            return result
        if result is None or self._pgconn.status == pq.ConnStatus.BAD:
            raise psycopg.OperationalError(self._pgconn.get_error_message())
        raise error_from_result(result)


def _kept_of(django: BaseDatabaseWrapper, raw: psycopg.Connection[Any]) -> _Kept:
    """Kept beside the connection that Django holds, and anew for another one."""
    kept = django.__dict__.get("motcua_kept")
    if not isinstance(kept, _Kept) or kept.raw is not raw:
        kept = django.__dict__["motcua_kept"] = _Kept(raw)
    return kept


class _Watched:
    """What Django's wrappers and its record of statements ask of a cursor; it runs the same way as the rest. Were it
    psycopg's, a rollback would have psycopg give up every prepared statement of the connection, ours too."""

    def __init__(self, kept: _Kept, ends: bool) -> None:
        self._kept, self._ends = kept, ends
        self._query = SimpleNamespace(query=b"")
        self.found: list[tuple[Any, ...]] = []

    def execute(self, statement: str, values: Mapping[str, Any]) -> None:
        self._query.query = statement.encode()
        self.found = self._kept.run(statement, values, self._ends)

    def close(self) -> None:
        """Nothing is open."""


def _watched(
    django: BaseDatabaseWrapper, statement: str, values: Mapping[str, Any], ends: bool
) -> list[tuple[Any, ...]]:
    cursor: Any = _Watched(_kept_of(django, django.connection), ends)
    wrapped = django.make_debug_cursor(cursor) if django.queries_logged else django.make_cursor(cursor)
    wrapped.execute(statement, values)
    found: list[tuple[Any, ...]] = cursor.found
    return found


def _text(value: Any) -> str | None:
    if value is None or type(value) is str:
        return value
    if type(value) is int:
        return str(value)
    match value:
        case str():
            return str(value)  # of an enumeration's member, its value
        case bool():
            return "true" if value else "false"
        case bytes():
            return f"\\x{value.hex()}"
        case date():
            return value.isoformat()
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            return "{" + ",".join(_element(each) for each in value) + "}"
        case _:
            return str(value)


def _element(value: Any) -> str:
    text = _text(value)
    if text is None:
        return "NULL"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
