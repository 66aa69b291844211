"""Where is mine? Dossiers found by code, owner or day, always within what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.people import queries as people
from motcua.registers.people.errors import SearchTooShort
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import State

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of a list of dossiers."""

    id: int
    code: str
    procedure_name: str
    owner_name: str
    state: State
    submitted_at: datetime
    due_at: datetime | None
    revision: int


_ROWS: Final = """
SELECT d.id, coalesce(d.code, d.reference), d.procedure_version_id, d.owner_id, d.state, d.submitted_at, d.due_at,
       d.revision
FROM dossiers_dossier d
"""


def received_since(
    *, office_id: int, since: datetime, viewer: Viewer, limit: int = 50, before_id: int | None = None
) -> tuple[DossierRow, ...]:
    """Dossiers that came in at this office since a moment, newest first; `before_id` goes on after a page."""
    where = "WHERE d.received_office_id = %(office)s AND d.submitted_at >= %(since)s"
    values: dict[str, Any] = {"office": office_id, "since": since}
    if before_id is not None:
        where += " AND d.id < %(before)s"
        values["before"] = before_id
    return _listed(where, "ORDER BY d.submitted_at DESC, d.id DESC", values, viewer, limit)


def received_today(*, office_id: int, now: datetime, viewer: Viewer, limit: int = 50) -> tuple[DossierRow, ...]:
    """Dossiers that came in at this office today, newest first."""
    begins = datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM)
    return received_since(office_id=office_id, since=begins, viewer=viewer, limit=limit)


def find(*, text: str, viewer: Viewer, limit: int = 20) -> tuple[DossierRow, ...]:
    """By code or temporary reference in full, or by the owner: number, phone, or starts of the words of the name
    without marks. An empty text finds nothing."""
    text = " ".join(text.split())[:100]
    if not text:
        return ()
    values: dict[str, Any] = {"code": text.upper()}
    where = "WHERE (d.code = %(code)s OR d.reference = %(code)s OR d.owner_id = ANY(%(owners)s))"
    values["owners"] = [person.id for person in _persons(text, viewer)]
    return _listed(where, "ORDER BY d.id DESC", values, viewer, limit)


def dossiers_of_person(*, person_id: int, viewer: Viewer, limit: int = 20) -> tuple[DossierRow, ...]:
    """Dossiers that this person owns or handed in, newest first."""
    where = "WHERE (d.owner_id = %(person)s OR d.applicant_id = %(person)s)"
    return _listed(where, "ORDER BY d.id DESC", {"person": person_id}, viewer, limit)


def _persons(text: str, viewer: Viewer) -> tuple[people.Person, ...]:
    try:
        return people.find_persons(text, viewer=viewer, limit=50)
    except SearchTooShort:
        return ()


def _listed(where: str, order: str, values: dict[str, Any], viewer: Viewer, limit: int) -> tuple[DossierRow, ...]:
    sql = f"{_ROWS} {where} AND {SEEN} {order} LIMIT %(limit)s"
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, **seen_by(viewer), "limit": min(limit, MOST)})
        rows = cursor.fetchall()
    owners = people.persons([row[3] for row in rows], viewer=viewer)
    return tuple(
        DossierRow(
            id=number,
            code=code,
            procedure_name=procedures.version(version).name,
            owner_name=owners[owner].name if owner in owners else "",
            state=State(state),
            submitted_at=submitted_at,
            due_at=due_at,
            revision=revision,
        )
        for number, code, version, owner, state, submitted_at, due_at, revision in rows
    )
