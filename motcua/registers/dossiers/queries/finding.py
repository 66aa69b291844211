"""Where is mine? Dossiers found by code, owner or day, always within what the viewer may see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import State

MOST: Final = 100
MOST_PERSONS: Final = 2000
"""Of a name that half a province bears, the dossiers of so many are looked at; more words find the one meant."""
LEAST_DIGITS: Final = 6
LEAST_LETTERS: Final = 2


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
    """By code or temporary reference in full, by what the QR of a slip or of a card says, or by owner or applicant:
    number, phone, or starts of the words of the name without marks. An empty text finds nothing."""
    text = _meant(text)
    if not text:
        return ()
    persons, values = _persons(text)
    found = "SELECT id FROM dossiers_dossier WHERE code = %(code)s OR reference = %(code)s"
    if persons:
        found = f"""WITH whose AS MATERIALIZED (SELECT p.id FROM people_person p WHERE {persons} LIMIT {MOST_PERSONS})
            {found}
            UNION SELECT o.id FROM whose JOIN dossiers_dossier o ON o.owner_id = whose.id
            UNION SELECT a.id FROM whose JOIN dossiers_dossier a ON a.applicant_id = whose.id"""
    where = f"WHERE d.id IN ({found})"
    return _listed(where, "ORDER BY d.id DESC", values | {"code": text.upper()}, viewer, limit)


def dossiers_of_person(*, person_id: int, viewer: Viewer, limit: int = 20) -> tuple[DossierRow, ...]:
    """Dossiers that this person owns or handed in, newest first."""
    where = "WHERE (d.owner_id = %(person)s OR d.applicant_id = %(person)s)"
    return _listed(where, "ORDER BY d.id DESC", {"person": person_id}, viewer, limit)


def _meant(text: str) -> str:
    """What is looked for: of an address (the QR of a slip) its last part, of a card's QR the number."""
    text = " ".join(text.split())[:300]
    if "://" in text:
        return text.split("?")[0].rstrip("/").rpartition("/")[2]
    return text.partition("|")[0].strip()


def _persons(text: str) -> tuple[str, dict[str, Any]]:
    """A condition on the person `p` and its values; no condition for what is too short to look for."""
    digits = re.sub(r"[\s.()+-]", "", text)
    if digits.isdecimal():
        if len(digits) < LEAST_DIGITS:
            return "", {}
        national = re.sub(r"^(0084|84)(?=\d{9}$)", "0", digits)
        where = "p.id_number LIKE %(starts)s OR p.previous_id_number = %(digits)s OR p.phone = %(phone)s"
        return where, {"starts": f"{digits}%", "digits": digits, "phone": national}
    words = re.findall(r"\w+", fold(text))[:8]
    if len("".join(words)) < LEAST_LETTERS:
        return "", {}
    where = "to_tsvector('simple', p.name_folded) @@ to_tsquery('simple', %(words)s)"
    return where, {"words": " & ".join(f"{word}:*" for word in words)}


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
