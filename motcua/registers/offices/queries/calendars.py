"""The working calendar of an office or a unit, and the days that make it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from motcua.registers.offices import kept_calendars
from motcua.registers.offices.errors import OfficeUnknown, UnitUnknown
from motcua.registers.offices.hours import week_hours
from motcua.registers.offices.statements import row, rows
from motcua.rules.calendar_rows import calendar_of_rows
from motcua.rules.workdays import VIETNAM, Calendar, DayKind, Outage, SpecialDay, WeekHours

NATIONAL = Path(__file__).parents[1] / "calendars" / "vietnam.csv"
NOTHING_CONFIRMED = date(1, 1, 1)

LATER = """(SELECT json_agg(json_build_array(l.from_date, l.hours) ORDER BY l.from_date) FROM offices_unit_hours l
    WHERE l.unit_id = u.id)"""
OF_OFFICE = f"""SELECT o.id, u.hours::json, {LATER} FROM offices_office o
    LEFT JOIN LATERAL (SELECT * FROM offices_unit u WHERE u.office_id = o.id AND u.kind = 'one-stop'
        AND (u.valid_to IS NULL OR u.valid_to >= current_date) ORDER BY u.id LIMIT 1) u ON true
    WHERE o.id = %s"""
OF_UNIT = f"SELECT u.office_id, u.hours::json, {LATER} FROM offices_unit u WHERE u.id = %s"

ABOVE = """
WITH RECURSIVE above AS (
    SELECT id, parent_id, 0 AS far FROM offices_office WHERE id = %s
    UNION ALL SELECT o.id, o.parent_id, far + 1 FROM offices_office o JOIN above ON o.id = above.parent_id
)"""
DAYS = f"""{ABOVE} SELECT d.on_date, d.kind, d.reason, d.notice FROM offices_calendar_day d
    LEFT JOIN above ON above.id = d.office_id WHERE d.office_id IS NULL OR above.id IS NOT NULL
    ORDER BY far DESC NULLS FIRST, d.on_date"""
NATIONAL_DAYS = """SELECT on_date, kind, reason, notice FROM offices_calendar_day WHERE office_id IS NULL
    ORDER BY on_date"""
OUTAGES = f"""{ABOVE} SELECT coalesce(g.began_at, g.starts_at), coalesce(g.ended_at, g.ends_at), g.notice
    FROM offices_outage g
    WHERE (g.office_id IS NULL OR g.office_id IN (SELECT id FROM above)) AND g.called_off_at IS NULL
    ORDER BY g.starts_at"""
CONFIRMED = "SELECT min(from_date), max(through_date) FROM offices_confirmed_calendar"


def calendar_of(office_id: int | None = None, *, unit_id: int | None = None) -> Calendar:
    """The working calendar of a unit, or of an office (then with the hours of its one-stop unit).

    The country's days, then those of the offices above, then its own: the nearest holds. Kept in the process, so that
    a move costs no statement (`kept_calendars` says how it stays true). Raises `OfficeUnknown`, `UnitUnknown`.
    """
    if unit_id is not None:
        return kept_calendars.calendar(("unit", unit_id), lambda: _read_of_unit(unit_id))
    if office_id is None:
        raise OfficeUnknown()
    return kept_calendars.calendar(("office", office_id), lambda: _read_of_office(office_id))


def shipped_calendar() -> Calendar:
    """The country's calendar as it comes with the program, with ordinary hours; asks no database."""
    return calendar_of_rows(NATIONAL.read_text(encoding="utf-8"))


def national_calendar() -> Calendar:
    """The country's calendar as announced here, with ordinary hours."""
    confirmed_from, confirmed_through = row(CONFIRMED) or (None, None)
    return Calendar(
        special_days=tuple(_day(one) for one in rows(NATIONAL_DAYS)),
        hours=WeekHours(),
        confirmed_through=confirmed_through or NOTHING_CONFIRMED,
        confirmed_from=confirmed_from,
    )


def national_days(year: int) -> tuple[SpecialDay, ...]:
    """The days off and made-up days of the country in a year."""
    sql = """SELECT on_date, kind, reason, notice FROM offices_calendar_day
        WHERE office_id IS NULL AND on_date BETWEEN %s AND %s ORDER BY on_date"""
    return tuple(_day(one) for one in rows(sql, [date(year, 1, 1), date(year, 12, 31)]))


def _read_of_unit(unit_id: int) -> Calendar:
    found = row(OF_UNIT, [unit_id])
    if found is None:
        raise UnitUnknown()
    return _read(found[0], found[1], found[2])


def _read_of_office(office_id: int) -> Calendar:
    found = row(OF_OFFICE, [office_id])
    if found is None:
        raise OfficeUnknown()
    return _read(found[0], found[1] or {}, found[2])


def _read(office_id: int, hours: Any, later: Any) -> Calendar:
    confirmed_from, confirmed_through = row(CONFIRMED) or (None, None)
    return Calendar(
        special_days=tuple(_day(one) for one in rows(DAYS, [office_id])),
        hours=week_hours(hours),
        confirmed_through=confirmed_through or NOTHING_CONFIRMED,
        outages=tuple(Outage(_local(one[0]), _local(one[1]), one[2]) for one in rows(OUTAGES, [office_id])),
        confirmed_from=confirmed_from,
        later_hours=tuple((date.fromisoformat(day), week_hours(given)) for day, given in later or ()),
    )


def _day(one: tuple[Any, ...]) -> SpecialDay:
    return SpecialDay(one[0], DayKind(one[1]), one[2], one[3])


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)
