"""Calendars of offices and units, and that what is kept of them is never old."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.foundation.clock import VIETNAM
from motcua.registers.offices import actions, errors, queries
from motcua.rules.access import SYSTEM
from motcua.rules.workdays import Interval
from tests.databases import TestDatabase
from tests.registers.offices.places import NOW, Place, a_place

CULTURE_DAY = date(2026, 11, 24)


def day(on: date = date(2026, 12, 7), kind: str = "off", notice: str = "TB 1/TB-UBND") -> actions.NewCalendarDay:
    return actions.NewCalendarDay(on=on, kind=kind, reason="Lý do", notice=notice)


def announce(new: actions.NewCalendarDay, office_id: int | None = None) -> None:
    actions.announce_calendar_day(day=new, office_id=office_id, now=NOW, by=SYSTEM)


@pytest.fixture
def place(db: None) -> Place:
    actions.load_national_calendar(now=NOW, by=SYSTEM)
    return a_place()


def test_the_national_calendar_is_complete_for_2025_and_2026_and_loads_once(place: Place) -> None:
    calendar = queries.calendar_of(place.commune)
    assert calendar.confirmed_through == date(2026, 12, 31)
    off = {date(2025, 5, 2), date(2026, 1, 2), date(2026, 2, 16), date(2026, 8, 31), CULTURE_DAY}
    made_up = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
    assert not any(calendar.works_on(each) for each in off)
    assert all(calendar.works_on(each) for each in made_up)
    assert actions.load_national_calendar(now=NOW, by=SYSTEM) == 0
    assert CULTURE_DAY in {each.on for each in queries.national_days(2026)}


def test_a_day_of_one_office_is_not_the_others_and_reaches_those_below(place: Place) -> None:
    announce(day(), place.province)
    assert not queries.calendar_of(place.commune).works_on(date(2026, 12, 7))
    announce(day(date(2026, 12, 8)), place.commune)
    assert queries.calendar_of(place.province).works_on(date(2026, 12, 8))


def test_the_nearest_announcement_holds(place: Place) -> None:
    announce(day(CULTURE_DAY, "made_up"), place.commune)
    assert queries.calendar_of(place.commune).works_on(CULTURE_DAY)
    assert not queries.calendar_of(place.province).works_on(CULTURE_DAY)


def test_a_unit_has_its_own_hours_and_its_office_works_by_them(place: Place) -> None:
    hours = {**actions.hours_from_text("07:30-11:30,13:00-17:00"), **actions.hours_from_text("07:30-11:00", days="6")}
    actions.change_hours(unit_id=place.unit, hours=hours, now=NOW, by=SYSTEM)
    for calendar in (queries.calendar_of(unit_id=place.unit), queries.calendar_of(place.commune)):
        assert calendar.hours.days[0][0] == Interval(time(7, 30), time(11, 30))
        assert calendar.hours.days[5] == (Interval(time(7, 30), time(11)),)
        assert not calendar.works_on(date(2026, 11, 28))


@pytest.mark.parametrize("text", ["07:00", "7h-11h", "11:00-07:00", "07:00-11:00,10:00-12:00", ""])
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(errors.HoursUnreadable):
        actions.hours_from_text(text)


def test_a_day_is_announced_once_and_never_without_its_notice(place: Place) -> None:
    announce(day())
    with pytest.raises(errors.DayAnnouncedAlready):
        announce(day())
    with pytest.raises(errors.NoticeMissing):
        announce(day(date(2026, 12, 9), notice=" "))


def test_an_announced_outage_is_in_the_calendar(place: Place) -> None:
    start = datetime(2026, 12, 1, 22, tzinfo=VIETNAM)
    actions.announce_outage(
        starts_at=start, ends_at=start + timedelta(hours=6), notice="TB 5/TB-SKHCN", now=NOW, by=SYSTEM
    )
    assert [outage.start for outage in queries.calendar_of(place.commune).outages] == [start]


def test_unknown_offices_and_units_are_refused(place: Place) -> None:
    with pytest.raises(errors.OfficeUnknown):
        queries.calendar_of(999_999)
    with pytest.raises(errors.UnitUnknown):
        queries.calendar_of(unit_id=999_999)


def test_a_kept_calendar_costs_no_statement_and_an_announcement_is_seen_at_once(own_database: TestDatabase) -> None:
    place = a_place()
    queries.viewer_of(place.official, NOW)
    before = queries.calendar_of(place.commune)
    with CaptureQueriesContext(connection) as asked:
        assert queries.calendar_of(place.commune) is before
    assert len(asked) == 0
    announce(day())
    assert not queries.calendar_of(place.commune).works_on(date(2026, 12, 7))


def test_an_announcement_that_is_rolled_back_leaves_nothing_behind(own_database: TestDatabase) -> None:
    place = a_place()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(day())
        assert not queries.calendar_of(place.commune).works_on(date(2026, 12, 7))
        raise ZeroDivisionError
    assert queries.calendar_of(place.commune).works_on(date(2026, 12, 7))


def test_an_announcement_of_another_process_is_learnt_with_the_next_viewer(own_database: TestDatabase) -> None:
    place = a_place()
    assert queries.calendar_of(place.commune).works_on(date(2026, 12, 7))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO offices_calendar_day (on_date, kind, reason, notice, confidence)"
            " VALUES ('2026-12-07', 'off', 'x', 'y', 'A')"
        )
        cursor.execute("UPDATE offices_calendar_state SET mark = gen_random_uuid()")
    queries.viewer_of(place.official, NOW)
    assert not queries.calendar_of(place.commune).works_on(date(2026, 12, 7))
