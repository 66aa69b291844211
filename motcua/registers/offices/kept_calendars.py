"""Calendars kept in the process.

A promise must be computed from the calendar in force, and asking for its hundred rows at each move would be waste. So
calendars are kept under a mark that changes with every announcement. The mark is learnt for nothing by
`viewer_of`, which runs at each request, and otherwise asked for (one tiny statement) when the last answer is older than
`FRESH_SECONDS`. A transaction that itself announced something keeps nothing and believes nothing kept.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction

from motcua.rules.workdays import Calendar

FRESH_SECONDS = 5.0
Key = tuple[str, int]


@dataclass(slots=True)
class _Shelf:
    """What is kept of one database."""

    mark: UUID | None = None
    learnt: float = 0.0
    calendars: dict[Key, Calendar] = field(default_factory=dict)


_shelves: dict[str, _Shelf] = {}
_lock = threading.Lock()


def learn(mark: UUID | None) -> None:
    """Take note of the mark just read from the database; another mark than before empties the shelf."""
    with _lock:
        shelf = _shelves.setdefault(_database(), _Shelf())
        if mark != shelf.mark:
            shelf.mark, shelf.calendars = mark, {}
        shelf.learnt = time.monotonic()


def calendar(key: Key, read: Callable[[], Calendar]) -> Calendar:
    """The kept calendar, or the one `read` brings."""
    if _announced_in_this_transaction():
        return read()
    shelf = _shelves.get(_database())
    if shelf is None or time.monotonic() - shelf.learnt > FRESH_SECONDS:
        learn(_ask())
        shelf = _shelves[_database()]
    kept = shelf.calendars
    if key not in kept:
        kept[key] = read()
    return kept[key]


def change() -> None:
    """Give all calendars a new mark, inside the transaction that changes one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO offices_calendar_state VALUES (true, gen_random_uuid())"
            " ON CONFLICT (single) DO UPDATE SET mark = excluded.mark"
        )
    transaction.on_commit(_forget)


def _forget() -> None:
    with _lock:
        _shelves.pop(_database(), None)


def _ask() -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM offices_calendar_state")
        row = cursor.fetchone()
    return row[0] if row else None


def _announced_in_this_transaction() -> bool:
    # Django empties run_on_commit at rollback as well as at commit, so the answer ends with the transaction.
    return any(hook[1] is _forget for hook in connection.run_on_commit)


def _database() -> str:
    return str(connection.settings_dict["NAME"])
