"""Who looked at whose data, for those who may read it: administrators and inspectors, of the people of their offices.

A sight is told to who administers or oversees an office where its official held a position that day; where somebody
works now does not open what was done elsewhere before. Bounded: by days, by page, and each question is one walk through
an index for each official asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.registers.offices.statements import rows
from motcua.rules.access import Viewer

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Sight:
    """One look: by whom, at whom (None: into this log), where, with which dossier open, when; why if asked."""

    id: int
    seen_at: datetime
    official_id: int
    official_name: str
    person_id: int | None
    purpose: str
    dossier_id: int | None
    about_official_name: str
    why: str


@dataclass(frozen=True, slots=True)
class SightedOfficial:
    """An official whose sights may be read."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SightPage:
    """A bounded list, the newest first, and where it goes on."""

    sights: tuple[Sight, ...]
    after: tuple[datetime, int] | None


_HELD = """EXISTS (
    SELECT 1 FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
    WHERE h.official_id = s.official_id AND p.office_id = ANY(%(offices)s)
      AND h.from_date <= (s.seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
      AND (h.to_date IS NULL OR h.to_date >= (s.seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))"""
_WITHIN = f"""s.seen_at >= %(first)s AND s.seen_at < %(last)s
    AND (s.seen_at, s.id) < (%(after_at)s, %(after_id)s) AND {_HELD}"""
# Persons named on a page of this log are told when one asks about the person; else reading it would bury it.
_NAMED_BY_THE_LOG = "(s.purpose = 'sights' AND s.person_id IS NOT NULL AND s.why IS NULL)"
_OF_OFFICIALS = f"""
SELECT s.* FROM (
    SELECT DISTINCT h.official_id FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
    WHERE p.office_id = ANY(%(offices)s) AND (%(official)s::bigint IS NULL OR h.official_id = %(official)s)
) mine
CROSS JOIN LATERAL (
    SELECT s.* FROM people_sight s WHERE s.official_id = mine.official_id AND {_WITHIN} AND NOT {_NAMED_BY_THE_LOG}
    ORDER BY s.seen_at DESC, s.id DESC LIMIT %(limit)s
) s
"""
_OF_PERSON = f"""
SELECT s.* FROM people_sight s
WHERE s.person_id = %(person)s AND (%(official)s::bigint IS NULL OR s.official_id = %(official)s) AND {_WITHIN}
"""
_TOLD = """
SELECT s.id, s.seen_at, s.official_id, o.name, s.person_id, s.purpose, s.dossier_id, coalesce(about.name, ''),
    coalesce(s.why, '')
FROM ({sights} ORDER BY seen_at DESC, id DESC LIMIT %(limit)s) s
JOIN people_official o ON o.id = s.official_id LEFT JOIN people_official about ON about.id = s.about_official_id
ORDER BY s.seen_at DESC, s.id DESC
"""


def sights(
    *,
    viewer: Viewer,
    first: datetime,
    last: datetime,
    office_id: int | None = None,
    official_id: int | None = None,
    person_id: int | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> SightPage:
    """Sights from `first` up to `last` (not included): of everybody in the viewer's offices, of one official, of those
    who looked at one person, or of both. At most 100 a page."""
    mine = viewer.administers | viewer.oversees
    limit = min(limit, MOST)
    at, number = after or (last, 0)
    values: dict[str, Any] = {
        "offices": sorted(mine if office_id is None else mine & {office_id}),
        "official": official_id,
        "person": person_id,
        "first": first,
        "last": last,
        "after_at": at,
        "after_id": number,
        "limit": limit + 1,
    }
    if not values["offices"]:
        return SightPage((), None)
    found = rows(_TOLD.format(sights=_OF_OFFICIALS if person_id is None else _OF_PERSON), values)
    shown = tuple(Sight(*one) for one in found[:limit])
    goes_on = (shown[-1].seen_at, shown[-1].id) if len(found) > limit else None
    return SightPage(shown, goes_on)


def official_of_mine(sign_in_name: str, *, viewer: Viewer) -> SightedOfficial | None:
    """The official with this sign-in name, who holds or held a position in an office that the viewer administers or
    oversees."""
    sql = """SELECT o.id, o.name FROM people_official o WHERE o.sign_in_name = %(name)s AND EXISTS (
        SELECT 1 FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
        WHERE h.official_id = o.id AND p.office_id = ANY(%(offices)s))"""
    found = rows(sql, {"name": sign_in_name, "offices": sorted(viewer.administers | viewer.oversees)})
    return SightedOfficial(*found[0]) if found else None
