"""The rows in force today, kept in the process and asked for anew when a minute old; a list is read by everybody and
written some times a year."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.substitutes.matching import Row, with_substitutes

FRESH_SECONDS: Final = 60.0
_TODAY: Final = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_MARK: Final = f"SELECT (SELECT max(id) FROM procedures_substitute), {_TODAY}"
_IN_FORCE: Final = f"""
SELECT procedure_code, folded, database FROM procedures_substitute
WHERE valid_from <= {_TODAY} AND (valid_to IS NULL OR valid_to >= {_TODAY}) ORDER BY id
"""
Mark = tuple[int | None, date | None]


@dataclass(slots=True)
class _Shelf:
    mark: Mark = (None, None)
    learnt: float = 0.0
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    built: dict[int, tuple[Procedure, Procedure]] = field(default_factory=dict)


_shelves: dict[str, _Shelf] = {}
_lock = threading.Lock()


def substituted(procedure: Procedure) -> Procedure:
    """The version with the databases that stand for its papers today; the very same object when none does."""
    if any(hook[1] is forget for hook in connection.run_on_commit):
        return with_substitutes(procedure, _rows_in_force().get(procedure.code, ()))
    shelf = _shelf()
    rows = shelf.rows.get(procedure.code)
    if not rows:
        return procedure
    plain, made = shelf.built.get(procedure.version_id, (None, None))
    if plain is not procedure or made is None:
        made = with_substitutes(procedure, rows)
        shelf.built[procedure.version_id] = (procedure, made)
    return made


def change() -> None:
    """Say, inside the transaction that imports, that what is kept is old."""
    transaction.on_commit(forget)


def forget() -> None:
    """Read the rows again when they are next asked for."""
    with _lock:
        _shelves.pop(_database(), None)


def _shelf() -> _Shelf:
    shelf = _shelves.get(_database())
    if shelf is not None and time.monotonic() - shelf.learnt < FRESH_SECONDS:
        return shelf
    mark: Mark = _all(_MARK)[0]
    if shelf is None or shelf.mark != mark:
        shelf = _Shelf(mark=mark, rows=_rows_in_force() if mark[0] else {})
    shelf.learnt = time.monotonic()
    with _lock:
        _shelves[_database()] = shelf
    return shelf


def _rows_in_force() -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for code, folded, database in _all(_IN_FORCE):
        found[code] = (*found.get(code, ()), Row(folded, database))
    return found


def _all(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[Any] = cursor.fetchall()
        return found


def _database() -> str:
    return str(connection.settings_dict["NAME"])
