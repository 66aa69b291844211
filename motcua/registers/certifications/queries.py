"""What the register tells: a dossier's line, those that wait at the counter, a day of a book."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.rules.access import Viewer

MOST_WAITING: Final = 100
MOST_LINES: Final = 1000


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of a book. `number` counts within office, book and year."""

    dossier_id: int
    book: str
    year: int
    number: int
    entered_at: datetime
    struck_at: datetime | None
    reason: str

    @property
    def volume(self) -> str:
        """The book's volume of that year as papers write it: one volume a year."""
        return f"01/{self.year}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A certification that is not given yet. `step` is what must be done next, by `role`."""

    dossier_id: int
    code: str
    procedure_code: str
    version_id: int
    revision: int
    step: str
    role: str
    owner_id: int
    received_at: datetime
    signed_at: datetime | None
    money: str
    answers: dict[str, Any]
    number: int | None
    year: int | None


def entry_of(*, dossier_id: int, viewer: Viewer) -> EntryLine | None:
    """The line of a dossier that stands, or the last one struck; None for none, and for who may not see the dossier."""
    found = _rows(
        f"SELECT e.dossier_id, e.book, e.year, e.number, e.entered_at, e.struck_at, coalesce(e.reason, '')"
        f" FROM certifications_entry e JOIN dossiers_dossier d ON d.id = e.dossier_id"
        f" WHERE e.dossier_id = %(dossier)s AND {SEEN} ORDER BY e.struck_at IS NOT NULL, e.id DESC LIMIT 1",
        {"dossier": dossier_id, **seen_by(viewer)},
    )
    return EntryLine(*found[0]) if found else None


_WAITING: Final = f"""
SELECT d.id, coalesce(d.code, d.reference), d.procedure_code, d.procedure_version_id, d.revision, q.step, q.role,
    d.owner_id, coalesce(d.received_at, d.submitted_at), d.signed_at, d.money, coalesce(a.answers, '{{}}'), e.number,
    e.year
FROM dossiers_duty q
JOIN dossiers_dossier d ON d.id = q.dossier_id
LEFT JOIN dossiers_answers a ON a.dossier_id = d.id
LEFT JOIN certifications_entry e ON e.dossier_id = d.id AND e.struck_at IS NULL
WHERE q.closed_at IS NULL AND q.office_id = %(office)s AND q.role = ANY(%(roles)s::text[]) AND q.step <> 'give-back'
    AND d.received_at IS NOT NULL AND d.procedure_code = ANY(%(codes)s::text[]) AND {SEEN}
ORDER BY d.received_at, d.id LIMIT %(limit)s
"""


def waiting(
    *, office_id: int, codes: Iterable[str], roles: Iterable[str], viewer: Viewer, limit: int = MOST_WAITING
) -> tuple[Waiting, ...]:
    """Dossiers of these procedures with an open duty of these roles at the office, who came first first."""
    values = {"office": office_id, "codes": sorted(codes), "roles": [str(role) for role in roles]}
    found = _rows(_WAITING, {**values, "limit": min(limit, MOST_WAITING), **seen_by(viewer)})
    return tuple(Waiting(*_decoded(row)) for row in found)


_DAY: Final = f"""
SELECT e.dossier_id, e.book, e.year, e.number, e.entered_at, e.struck_at, coalesce(e.reason, ''), d.owner_id,
    d.procedure_version_id, coalesce(a.answers, '{{}}'), d.signed_at
FROM certifications_entry e
JOIN dossiers_dossier d ON d.id = e.dossier_id
LEFT JOIN dossiers_answers a ON a.dossier_id = d.id
WHERE e.office_id = %(office)s AND e.book = %(book)s AND e.entered_at >= %(begins)s AND e.entered_at < %(ends)s
    AND {SEEN}
ORDER BY e.number LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A line of a day with what it says."""

    line: EntryLine
    owner_id: int
    version_id: int
    answers: dict[str, Any]
    signed_at: datetime | None


def entered_on(*, office_id: int, book: str, on: date, viewer: Viewer) -> tuple[DayEntry, ...]:
    """The lines of a book entered on a day, in the order of their numbers."""
    begins = datetime.combine(on, time(0), VIETNAM)
    values = {"office": office_id, "book": book, "begins": begins, "ends": begins + timedelta(days=1)}
    found = _rows(_DAY, {**values, "limit": MOST_LINES, **seen_by(viewer)})
    return tuple(DayEntry(EntryLine(*row[:7]), row[7], row[8], dict(_json(row[9])), row[10]) for row in found)


def _decoded(row: tuple[Any, ...]) -> list[Any]:
    values = list(row)
    values[11] = dict(_json(values[11]))
    return values


def _json(kept: Any) -> Any:
    return json.loads(kept) if isinstance(kept, str) else kept


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
