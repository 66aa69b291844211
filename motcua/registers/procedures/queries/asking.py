"""How the catalogue's tables are asked: a statement with named values, and what “in force that day” is in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

ON = "daterange(valid_from, valid_to, '[]') @> %(on)s::date"


def rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What the statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
