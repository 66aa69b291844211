"""Announcing days off, made-up days and outages; confirming the calendar through a day."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from motcua.registers.offices import kept_calendars
from motcua.registers.offices.errors import DayAnnouncedAlready, DayUnknown, NoticeMissing
from motcua.registers.offices.facts import NewCalendarDay
from motcua.registers.offices.statements import must_administer, row, rows, tell
from motcua.rules.access import Viewer
from motcua.rules.calendar_rows import calendar_of_rows

NATIONAL = Path(__file__).parents[1] / "calendars" / "vietnam.csv"


def announce_calendar_day(*, day: NewCalendarDay, office_id: int | None = None, now: datetime, by: Viewer) -> None:
    """Announce a day off or a made-up day, of one office or (none named) of the whole country.

    Promises already made stay until a stage reckons them anew. Raises `NoticeMissing`, `DayAnnouncedAlready`,
    `NotYoursToAdminister`.
    """
    if announce_calendar_days(days=[day], office_id=office_id, now=now, by=by) == 0:
        raise DayAnnouncedAlready(on=f"{day.on:%d/%m/%Y}")


@transaction.atomic
def announce_calendar_days(
    *, days: Sequence[NewCalendarDay], office_id: int | None = None, now: datetime, by: Viewer
) -> int:
    """Announce several days; those announced already are left as they are. How many are new."""
    must_administer(by, [] if office_id is None else [office_id])
    if any(not (day.notice.strip() and day.reason.strip()) for day in days):
        raise NoticeMissing()
    sql = """INSERT INTO offices_calendar_day (office_id, on_date, kind, reason, notice, confidence, notice_date,
            notice_document)
        SELECT %s, * FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[], %s::bigint[])
        ON CONFLICT (office_id, on_date) DO NOTHING RETURNING id, on_date, kind"""
    columns = [
        [day.on for day in days],
        [day.kind for day in days],
        [day.reason.strip() for day in days],
        [day.notice.strip() for day in days],
        [day.confidence for day in days],
        [day.notice_date for day in days],
        [day.notice_document for day in days],
    ]
    new = rows(sql, [office_id, *columns])
    events = [({"day": id_, "date": on, "kind": kind}) for id_, on, kind in new]
    tell(((_stream(office_id), "day-announced", body) for body in events), now=now, by=by)
    if new:
        kept_calendars.change()
    return len(new)


@transaction.atomic
def take_back_day(*, day_id: int, now: datetime, by: Viewer) -> None:
    """Take a day out that was announced by mistake; the ledger keeps both. Raises `DayUnknown`, `NotYoursToAdminister`.

    Promises already made stay until they are reckoned anew, and are never made earlier by it.
    """
    found = row("SELECT office_id, on_date FROM offices_calendar_day WHERE id = %s FOR UPDATE", [day_id])
    if found is None:
        raise DayUnknown()
    must_administer(by, [] if found[0] is None else [found[0]])
    rows("DELETE FROM offices_calendar_day WHERE id = %s RETURNING id", [day_id])
    tell([(_stream(found[0]), "day-taken-back", {"day": day_id, "date": found[1]})], now=now, by=by)
    kept_calendars.change()


@transaction.atomic
def confirm_calendar(*, from_date: date | None, through_date: date, notice: str, now: datetime, by: Viewer) -> None:
    """Say that every day off and made-up day of the country is known through this day. Raises `NoticeMissing`."""
    must_administer(by, [])
    if not notice.strip():
        raise NoticeMissing()
    sql = """INSERT INTO offices_confirmed_calendar (through_date, from_date, notice) VALUES (%s, %s, %s)
        ON CONFLICT DO NOTHING RETURNING through_date"""
    if rows(sql, [through_date, from_date, notice.strip()]):
        tell([(_stream(None), "calendar-confirmed", {"through": through_date})], now=now, by=by)
        kept_calendars.change()


@transaction.atomic
def load_national_calendar(*, now: datetime, by: Viewer, text: str | None = None) -> int:
    """Announce the days of the national table that comes with the product (or of `text`); how many are new.

    Raises `ValueError`, naming the line, when the table is not well-formed.
    """
    table = NATIONAL.read_text(encoding="utf-8") if text is None else text
    read = calendar_of_rows(table)
    confidences = {line["date"]: line["confidence"] for line in _days(table)}
    days = [
        NewCalendarDay(
            on=each.on,
            kind=each.kind,
            reason=each.reason,
            notice=each.notice,
            confidence=confidences[each.on.isoformat()],
        )
        for each in read.special_days
    ]
    new = announce_calendar_days(days=days, now=now, by=by)
    notice = next(line["notice"] for line in csv.DictReader(table.splitlines()) if line["kind"] == "confirmed_through")
    confirm_calendar(from_date=read.confirmed_from, through_date=read.confirmed_through, notice=notice, now=now, by=by)
    return new


def _days(table: str) -> Iterable[dict[str, str]]:
    return (line for line in csv.DictReader(table.splitlines()) if not line["kind"].startswith("confirmed"))


def _stream(office_id: int | None) -> str:
    return f"calendar/{office_id or 0}"
