"""Statements that run at every act, prepared: the server parses and plans each once for a connection.

Django's own cursors write values into the text, so that nothing is ever prepared. Here values go beside it, as text
whose types the server takes from where they stand: a place that does not tell its type needs a cast in the statement
(`%(office)s::bigint`). One text is one prepared statement, whatever the values, also when they are empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, Self

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


def rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run it in the present transaction of Django's connection; its rows, none if it has none."""
    texts = {name: _text(value) for name, value in values.items()}
    with _cursor() as cursor:
        cursor.execute(statement, texts)
        return cursor.fetchall() if cursor.pgresult.nfields else []


class _Cursor(psycopg.Cursor[Any]):
    """Django's record of statements asks a cursor for the text it sent; psycopg keeps none of a prepared one."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Self:
        super().execute(query, params, **more)
        self._query = SimpleNamespace(query=str(query).encode())  # type: ignore[assignment]
        return self


def _cursor() -> CursorWrapper:
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    raw.prepare_threshold = 0  # Django sets None; its own cursors do not prepare in any case
    cursor: Any = _Cursor(raw)
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


def _text(value: Any) -> str | None:
    match value:
        case None:
            return None
        case str():
            return str(value)
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
