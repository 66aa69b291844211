"""The national portal's list of procedures comes in as index entries: one line, one entry.

An entry is what the list says of a procedure, not a procedure: it has no papers, terms or steps. After the lines the
index is made again, when anything has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext

from motcua.registers.ledger.actions import append
from motcua.registers.procedures.catalogue_indexing import build_index, lock_list
from motcua.registers.procedures.portal.importing import Outcome
from motcua.registers.procedures.portal.lines import Line, lines_of
from motcua.registers.procedures.search.grouping import named
from motcua.registers.procedures.search.services import Entry
from motcua.rules.access import Viewer

MOST_AT_ONCE = 500
"""Lines written in one transaction: a long one would hold back the ledger's followers."""
_SINGLE = {"code", "codeNotation", "name", "state", "type", "departmentPromulgate"}
_LISTS = {"categories", "departments", "formalityTargetType"}
_COLUMNS = "code, notation, name, fields, body, departments, subjects, kind, state, province, level"
_PUT = f"""
    INSERT INTO procedures_catalogue_entry ({_COLUMNS}, imported_at)
    VALUES (%(code)s, %(notation)s, %(name)s, %(fields)s, %(body)s, %(departments)s, %(subjects)s, %(kind)s, %(state)s,
        %(province)s, %(level)s, %(now)s)
    ON CONFLICT (code) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])},
        imported_at = excluded.imported_at, service_id = NULL
    WHERE ({", ".join(f"procedures_catalogue_entry.{name}" for name in _COLUMNS.split(", ")[1:])})
        IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _COLUMNS.split(", ")[1:])})
    RETURNING xmax = 0
"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """One line of the list, and what became of it."""

    line: int
    code: str
    outcome: Outcome
    why: str = ""


def is_index_line(record: Mapping[str, Any]) -> bool:
    """Whether a record is an entry of the list, not a procedure as published: it says nothing of how it is done."""
    return set(record) <= _SINGLE | _LISTS


def is_index(path: Path) -> bool:
    """Whether a file is the list: most of its first lines are, so that one poor line decides nothing.

    Raises `RecordsUnreachable`.
    """
    first = [is_index_line(line.record) for line in islice(lines_of(path), 20) if line.record is not None]
    return sum(first) * 2 > len(first)


def indexed(path: Path, *, now: datetime, by: Viewer) -> Iterator[Indexed]:
    """Put in each line, saying at once what became of it; then make the index. Raises `RecordsUnreachable`."""
    lines = lines_of(path)
    changed = 0
    while batch := list(islice(lines, MOST_AT_ONCE)):
        with transaction.atomic():
            with connection.cursor() as cursor:
                lock_list(cursor)
            outcomes = [_put(line, now) for line in batch]
            changed += sum(each.outcome in (Outcome.NEW, Outcome.CHANGED) for each in outcomes)
        yield from outcomes
    digest = build_index(now=now)
    if changed:
        body = {"changed": changed, "digest": digest, "by": by.official_id}
        append(stream="procedure/catalogue", kind="procedure.catalogued", body=body, happened_at=now)


def _put(line: Line, now: datetime) -> Indexed:
    why = line.refused if line.record is None else _unfit(line.record)
    if line.record is None or why:
        return Indexed(line.number, line.code, Outcome.REFUSED, why)
    with connection.cursor() as cursor:
        cursor.execute(_PUT, {**_row(line.record), "now": now})
        put = cursor.fetchone()
    outcome = Outcome.UNCHANGED if put is None else Outcome.NEW if put[0] else Outcome.CHANGED
    return Indexed(line.number, line.code, outcome)


def _unfit(record: Mapping[str, Any]) -> str:
    if not is_index_line(record):
        return gettext("đây là bản ghi đầy đủ của một thủ tục, không phải dòng của danh mục")
    for name in ("code", "name"):
        if not str(record.get(name) or "").strip():
            return gettext("thiếu trường “{name}”").format(name=name)
    for name in _LISTS:
        value = record.get(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            return gettext("trường “{name}” phải là danh sách chữ").format(name=name)
    return ""


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    entry = entry_of(record)
    return {
        **{field.name: getattr(entry, field.name) for field in fields(entry)},
        **{name: list(getattr(entry, name)) for name in ("fields", "departments", "subjects")},
        "notation": _text(record, "codeNotation"),
        "province": entry.province or "",
        "level": named(entry.name).level,
    }


def entry_of(record: Mapping[str, Any]) -> Entry:
    """An entry from a line of the list."""
    return Entry(
        code=_text(record, "code"),
        name=_text(record, "name"),
        fields=_texts(record, "categories"),
        body=_text(record, "departmentPromulgate"),
        departments=_texts(record, "departments"),
        subjects=_texts(record, "formalityTargetType"),
        kind=_text(record, "type"),
        state=_text(record, "state"),
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    return str(record.get(name) or "").replace("\0", "")


def _texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(each.replace("\0", "") for each in record.get(name) or ())
