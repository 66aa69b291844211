"""The drafts that are kept: one of them, all of today, and what they say in the portal's shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.registers.procedures.errors import NoSuchDraft
from motcua.registers.procedures.portal.drafting import published
from motcua.registers.procedures.rereading import reread

_AT_ONCE = 100
_COLUMNS = "code, number, name, text, jsonb_array_length(doubts), source, line, imported_at"
_TODAY = f"""
SELECT DISTINCT ON (code) {_COLUMNS} FROM procedures_draft
WHERE code > %s ORDER BY code, number DESC LIMIT {_AT_ONCE}
"""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was imported. `number` counts the records of this code; `doubts` those that stood then."""

    code: str
    number: int
    name: str
    text: str
    doubts: int
    source: str
    line: int
    imported_at: datetime


def draft_of(code: str, number: int | None = None) -> KeptDraft:
    """That draft of a code, or its latest. Raises `NoSuchDraft`."""
    which = "" if number is None else "AND number = %s"
    values = [code] if number is None else [code, number]
    sql = f"SELECT {_COLUMNS} FROM procedures_draft WHERE code = %s {which} ORDER BY number DESC LIMIT 1"
    found = _rows(sql, values)
    if not found:
        raise NoSuchDraft(code=code if number is None else f"{code}@{number}")
    return found[0]


def drafts() -> Iterator[KeptDraft]:
    """The latest draft of every code, by code; some at a time, so that memory stays small."""
    after = ""
    while found := _rows(_TODAY, [after]):
        yield from found
        after = found[-1].code


def portal_record(draft: KeptDraft) -> dict[str, Any]:
    """The record in the portal's own shape, written from the text of the draft and nothing else."""
    data = reread(draft.text)
    assert isinstance(data, dict)
    return published(data)


def _rows(sql: str, values: list[Any]) -> list[KeptDraft]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [KeptDraft(*row) for row in cursor.fetchall()]
