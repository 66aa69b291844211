"""What officials have to do: open duties by what is due, counted and searched; true for this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers.queries.steps import step_name
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer

MOST_COUNTED: Final = 1000
"""Counts stop here and are shown as "trên 1.000"."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins: after this duty."""

    due_at: datetime
    dossier_id: int
    number: int


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a work list."""

    dossier_id: int
    number: int
    step: str
    step_name: str
    office_id: int
    role: str
    due_at: datetime
    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    state: str
    revision: int
    promise_due_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A bounded list and where it goes on."""

    rows: tuple[DutyRow, ...]
    after: Cursor | None


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """True counts, each up to `MOST_COUNTED`."""

    open: int
    due_today: int
    overdue: int


# One bounded index walk for each (office, role) of the viewer, merged: the cost is that of the page, however many
# dossiers are kept.
_DUTIES = """
FROM unnest(%(offices)s::bigint[], %(roles)s::text[]) AS mine(office, role)
CROSS JOIN LATERAL (
    SELECT q.dossier_id, q.number, q.step, q.office_id, q.role, q.due_at
    FROM dossiers_duty q
    WHERE q.closed_at IS NULL AND q.office_id = mine.office AND q.role = mine.role
      AND (q.position_id IS NULL OR q.position_id = ANY(%(positions)s)){conditions}
    ORDER BY q.due_at, q.dossier_id, q.number LIMIT %(limit)s
) q
"""

_PAGE = """
SELECT q.dossier_id, q.number, q.step, q.office_id, q.role, q.due_at, coalesce(d.code, d.reference), d.procedure_code,
       d.procedure_version_id, d.owner_id, d.state, d.revision, d.due_at
{duties} JOIN dossiers_dossier d ON d.id = q.dossier_id
ORDER BY q.due_at, q.dossier_id, q.number LIMIT %(limit)s
"""


def my_duties(
    *,
    viewer: Viewer,
    now: datetime,
    after: Cursor | None = None,
    limit: int = 20,
    overdue_only: bool = False,
    steps: tuple[str, ...] = (),
    search: str = "",
) -> Page:
    """The viewer's open duties, the earliest due first. `steps` keeps only these; `search` only those whose owner's
    name, without marks, or code holds the text. At most 100 a page."""
    limit = min(limit, 100)
    conditions, values = _conditions(now, after, overdue_only, steps)
    if search:
        conditions += _SEARCH
        values |= {"folded": f"%{_escaped(fold(search))}%", "code": f"%{_escaped(search.strip().upper())}%"}
    values |= _mine(viewer) | {"limit": limit + 1}
    sql = _PAGE.format(duties=_DUTIES.format(conditions=conditions))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    rows = _rows(found[:limit], viewer, now)
    last = rows[-1] if len(found) > limit else None
    return Page(rows, Cursor(last.due_at, last.dossier_id, last.number) if last else None)


def duty_counts(*, viewer: Viewer, now: datetime, steps: tuple[str, ...] = ()) -> DutyCounts:
    """How many duties are open, due by the end of today, and overdue at this moment."""
    today_ends = datetime.combine(now.astimezone(VIETNAM).date() + timedelta(days=1), time(), VIETNAM)
    conditions, values = _conditions(now, None, False, steps)
    values |= _mine(viewer) | {"limit": MOST_COUNTED + 1, "today_ends": today_ends, "now": now}
    sql = f"""
        SELECT count(*), count(*) FILTER (WHERE due_at < %(today_ends)s AND due_at >= %(now)s),
               count(*) FILTER (WHERE due_at < %(now)s)
        FROM (SELECT q.due_at {_DUTIES.format(conditions=conditions)} LIMIT %(limit)s) q
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return DutyCounts(*cursor.fetchone())


_SEARCH = """
      AND EXISTS (SELECT 1 FROM dossiers_dossier s JOIN people_person p ON p.id = s.owner_id
                  WHERE s.id = q.dossier_id AND (p.name_folded LIKE %(folded)s OR s.code LIKE %(code)s))"""


def _conditions(
    now: datetime, after: Cursor | None, overdue_only: bool, steps: tuple[str, ...]
) -> tuple[str, dict[str, Any]]:
    conditions, values = "", dict[str, Any]()
    if after is not None:
        conditions += " AND (q.due_at, q.dossier_id, q.number) > (%(after_due)s, %(after_dossier)s, %(after_number)s)"
        values |= {"after_due": after.due_at, "after_dossier": after.dossier_id, "after_number": after.number}
    if overdue_only:
        conditions += " AND q.due_at < %(now)s"
        values["now"] = now
    if steps:
        conditions += " AND q.step = ANY(%(steps)s)"
        values["steps"] = list(steps)
    return conditions, values


def _mine(viewer: Viewer) -> dict[str, Any]:
    duties = sorted(viewer.duties)
    return {
        "offices": [office for office, _ in duties],
        "roles": [role for _, role in duties],
        "positions": [seat.position_id for seat in viewer.seats],
    }


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _rows(found: list[tuple[Any, ...]], viewer: Viewer, now: datetime) -> tuple[DutyRow, ...]:
    owners = people.persons([row[9] for row in found], viewer=viewer)
    rows = []
    for (
        dossier,
        number,
        step,
        office,
        role,
        due_at,
        code,
        procedure_code,
        version,
        owner,
        state,
        revision,
        due,
    ) in found:
        procedure = procedures.version(version)
        rows.append(
            DutyRow(
                dossier_id=dossier,
                number=number,
                step=step,
                step_name=step_name(procedure, step),
                office_id=office,
                role=role,
                due_at=due_at,
                code=code,
                procedure_code=procedure_code,
                procedure_name=procedure.name,
                owner_name=owners[owner].name if owner in owners else "",
                state=state,
                revision=revision,
                promise_due_at=due,
                is_overdue=due_at < now,
            )
        )
    return tuple(rows)
