"""Calendars as their administrators see them: announced days with their notices, stops of the system, hours by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.registers.offices.facts import Hours
from motcua.registers.offices.statements import rows

MOST = 200

_ABOVE = """
WITH RECURSIVE above AS (
    SELECT id, parent_id FROM offices_office WHERE id = %(office)s
    UNION SELECT o.id, o.parent_id FROM offices_office o JOIN above ON o.id = above.parent_id
)"""
_DAYS = f"""{_ABOVE}
SELECT d.id, d.office_id, coalesce(o.name, ''), d.on_date, d.kind, d.reason, d.notice, d.notice_date, d.notice_document
FROM offices_calendar_day d LEFT JOIN offices_office o ON o.id = d.office_id
WHERE (d.office_id IS NULL OR d.office_id IN (SELECT id FROM above)) AND d.on_date BETWEEN %(first)s AND %(last)s
ORDER BY d.on_date, d.office_id NULLS FIRST LIMIT %(most)s
"""
_STOPS = f"""{_ABOVE}
SELECT g.id, g.office_id, coalesce(o.name, ''), g.starts_at, g.ends_at, g.notice, g.announced_at, g.was_planned,
    g.began_at, g.ended_at, g.called_off_at, g.notice_date, g.notice_document
FROM offices_outage g LEFT JOIN offices_office o ON o.id = g.office_id
WHERE g.office_id IS NULL OR g.office_id IN (SELECT id FROM above)
ORDER BY g.starts_at DESC, g.id DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class AnnouncedDay:
    """A day off or made-up day; of the country when `office_id` is None."""

    id: int
    office_id: int | None
    office_name: str
    on: date
    kind: str
    reason: str
    notice: str
    notice_date: date | None
    notice_document: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the system as announced, and as it really was once told; of every office when `office_id` is None."""

    id: int
    office_id: int | None
    office_name: str
    starts_at: datetime
    ends_at: datetime
    notice: str
    announced_at: datetime | None
    was_planned: bool
    began_at: datetime | None
    ended_at: datetime | None
    called_off_at: datetime | None
    notice_date: date | None
    notice_document: int | None


@dataclass(frozen=True, slots=True)
class HoursFrom:
    """Hours of a unit from a day on; `from_date` None: from its beginning."""

    from_date: date | None
    hours: Hours
    notice: str


def announced_days(office_id: int, *, year: int) -> tuple[AnnouncedDay, ...]:
    """The special days that an office lives by in a year: the country's, those of the offices above, its own."""
    values = {"office": office_id, "first": date(year, 1, 1), "last": date(year, 12, 31), "most": MOST}
    return tuple(AnnouncedDay(*one) for one in rows(_DAYS, values))


def stops(office_id: int) -> tuple[Stop, ...]:
    """The stops of the system that concern an office, the newest first. At most 200."""
    return tuple(Stop(*one) for one in rows(_STOPS, {"office": office_id, "most": MOST}))


def hours_by_date(unit_id: int) -> tuple[HoursFrom, ...]:
    """The hours of a unit, the oldest first."""
    sql = """SELECT NULL::date, hours::json, '' FROM offices_unit WHERE id = %(unit)s
        UNION ALL (SELECT from_date, hours::json, notice FROM offices_unit_hours WHERE unit_id = %(unit)s
            ORDER BY from_date)"""
    return tuple(HoursFrom(*one) for one in rows(sql, {"unit": unit_id}))


def is_notice_of(office_id: int, document_id: int) -> bool:
    """Whether this document is the notice of a day or a stop that concerns the office."""
    sql = f"""{_ABOVE} SELECT 1 WHERE EXISTS (
            SELECT 1 FROM offices_calendar_day d WHERE d.notice_document = %(document)s
            AND (d.office_id IS NULL OR d.office_id IN (SELECT id FROM above)))
        OR EXISTS (SELECT 1 FROM offices_outage g WHERE g.notice_document = %(document)s
            AND (g.office_id IS NULL OR g.office_id IN (SELECT id FROM above)))"""
    return bool(rows(sql, {"office": office_id, "document": document_id}))
