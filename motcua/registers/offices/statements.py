"""Running statements and telling the ledger, for the actions and queries of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.registers.ledger import actions as ledger
from motcua.registers.offices.errors import NotYoursToAdminister
from motcua.rules.access import Role, Viewer

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]

ABOVE = """
WITH RECURSIVE above AS (
    SELECT id, parent_id FROM offices_office WHERE id = ANY(%s)
    UNION SELECT o.id, o.parent_id FROM offices_office o JOIN above ON o.id = above.parent_id
) SELECT id FROM above WHERE id = ANY(%s) LIMIT 1
"""

AT_THE_TOP = "SELECT id FROM offices_office WHERE id = ANY(%s) AND parent_id IS NULL AND kind = 'province-committee'"


def rows(sql: str, values: Values = ()) -> list[Row]:
    """All rows a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Row] = cursor.fetchall()
    return found


def row(sql: str, values: Values = ()) -> Row | None:
    """The first row a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: Row | None = cursor.fetchone()
    return found


def insert(table: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> list[int]:
    """Insert rows given as columns (name → type of PostgreSQL and values) in one statement; their ids in order."""
    names = ", ".join(columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind, _ in columns.values())
    sql = f"INSERT INTO {table} ({names}) SELECT {names} FROM unnest({arrays}) WITH ORDINALITY"
    given = f"{sql} AS given ({names}, nth) ORDER BY nth RETURNING id"
    return [one[0] for one in rows(given, [list(values) for _, values in columns.values()])]


def tell(events: Iterable[tuple[str, str, Mapping[str, Any]]], *, now: datetime, by: Viewer) -> None:
    """Append events (stream, kind, body) to the ledger, in the transaction of the caller."""
    told = [
        ledger.NewEvent(stream=stream, kind=kind, body={**body, "by": by.official_id}, happened_at=now)
        for stream, kind, body in events
    ]
    ledger.append_many(events=told)


def must_administer(by: Viewer, office_ids: Iterable[int]) -> None:
    """Raises `NotYoursToAdminister` unless the viewer is an administrator of these offices or of one above them.

    What lies under no office (a new one without a parent, the country's calendar, outages of all) is the business of
    the province committee's administrators.
    """
    if by.is_system:
        return
    own = list(by.offices(Role.ADMINISTRATOR))
    wanted = set(office_ids)
    if not own or any(row(ABOVE, [[office_id], own]) is None for office_id in wanted):
        raise NotYoursToAdminister()
    if not wanted and row(AT_THE_TOP, [own]) is None:
        raise NotYoursToAdminister()
