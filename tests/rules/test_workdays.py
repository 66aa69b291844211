"""Working calendars: Labour Code 2019 art. 111–112, NQ 28/2026/QH16 art. 2 and the yearly notices."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.rules.calendar_rows import calendar_of_rows
from motcua.rules.workdays import (
    Calendar,
    DayKind,
    Interval,
    Outage,
    Span,
    SpecialDay,
    WeekHours,
    merged,
    minute_of,
    moment_of,
    without,
)
from tests.rules.calendars import TABLE, VIETNAM_CALENDAR, at, hours, unit_calendar, works

HEAD = "date,kind,reason,notice,confidence\n"
CONFIRMED = "2026-12-31,confirmed_through,đủ,Thông báo,A\n"


def test_every_day_of_2025_and_2026_works_or_rests_as_the_notices_say() -> None:
    days = [date(2025, 1, 1) + timedelta(days=each) for each in range(730)]
    assert [day for day in days if VIETNAM_CALENDAR.works_on(day) != works(day)] == []
    assert sum(map(works, days[:365])) == 261 - 12 + 1
    assert sum(map(works, days[365:])) == 261 - 14 + 2


@pytest.mark.parametrize(
    ("day", "kind", "notice"),
    [
        (date(2025, 4, 26), DayKind.MADE_UP, "6150/TB-BLĐTBXH"),
        (date(2025, 5, 2), DayKind.OFF, "6150/TB-BLĐTBXH"),
        (date(2026, 1, 2), DayKind.OFF, "12729/VPCP-KGVX"),
        (date(2026, 1, 10), DayKind.MADE_UP, "12729/VPCP-KGVX"),
        (date(2026, 4, 27), DayKind.OFF, "Điều 111 khoản 3"),
        (date(2026, 8, 31), DayKind.OFF, "9441/TB-BNV"),
        (date(2026, 8, 22), DayKind.MADE_UP, "9441/TB-BNV"),
        (date(2026, 11, 24), DayKind.OFF, "28/2026/QH16"),
    ],
)
def test_each_day_off_and_each_made_up_day_carries_its_notice(day: date, kind: DayKind, notice: str) -> None:
    special = VIETNAM_CALENDAR.special_on(day.toordinal())
    assert special is not None
    assert special.kind is kind
    assert notice in special.notice


def test_the_national_table_says_between_which_days_it_is_complete() -> None:
    assert VIETNAM_CALENDAR.confirmed_from == date(2025, 1, 1)
    assert VIETNAM_CALENDAR.confirmed_through == date(2026, 12, 31)
    assert all(each.reason and each.notice for each in VIETNAM_CALENDAR.special_days)
    assert not VIETNAM_CALENDAR.works_on(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("2026-02-31,off,Lễ,Thông báo,A\n", "line 2"),
        ("2026-02-03,holiday,Lễ,Thông báo,A\n", "line 2"),
        ("2026-02-03,off,Lễ,,A\n", "line 2"),
        ("2026-02-03,off,Lễ,Thông báo,?\n", "line 2"),
        ("2026-02-03,off\n", "line 2"),
        ("2026-02-03,off,Lễ,Thông báo,A\n2026-02-03,made_up,Bù,Thông báo,A\n", "line 3: this date stands twice"),
        ("2026-02-03,off,Lễ,Thông báo,A\n", "through which day"),
    ],
)
def test_a_table_with_a_fault_is_refused_and_the_line_named(rows: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        calendar_of_rows(HEAD + rows)


def test_a_table_needs_its_head() -> None:
    with pytest.raises(ValueError, match="columns"):
        calendar_of_rows("ngày,loại\n")


def test_a_units_own_day_holds_over_the_nations() -> None:
    own = SpecialDay(date(2026, 11, 24), DayKind.MADE_UP, "trực ngày lễ", "Quyết định 1/QĐ-UBND")
    assert calendar_of_rows(TABLE, own_days=(own,)).works_on(date(2026, 11, 24))


def test_a_made_up_saturday_has_fridays_hours_not_the_short_turn_of_a_saturday() -> None:
    morning = hours("07:30-11:00")
    friday = hours("07:00-11:00", "13:00-16:00")
    ordinary = hours("07:00-11:30", "13:30-17:00")
    week = WeekHours((ordinary, ordinary, ordinary, ordinary, friday, morning, ()))
    spans = unit_calendar(week).hours_on(date(2026, 1, 10).toordinal())
    assert spans == (Span(420, 660), Span(780, 960))


def test_a_units_own_hours_of_a_made_up_day_hold() -> None:
    week = WeekHours(made_up=hours("08:00-12:00"))
    assert unit_calendar(week).hours_on(date(2026, 1, 10).toordinal()) == (Span(480, 720),)


def test_an_ordinary_saturday_turn_is_open_at_the_counter_but_no_working_day() -> None:
    ordinary, morning = hours("07:00-11:30", "13:30-17:00"), hours("07:30-11:00")
    calendar = unit_calendar(WeekHours((*(ordinary for _ in range(5)), morning, ())))
    saturday = date(2026, 11, 28).toordinal()
    assert calendar.counter_on(saturday) == (Span(450, 660),)
    assert calendar.hours_on(saturday) == ()
    assert not calendar.works_on(date(2026, 11, 28))


def test_a_unit_may_work_on_saturdays_in_full() -> None:
    ordinary = hours("07:00-11:30", "13:30-17:00")
    calendar = unit_calendar(WeekHours((*(ordinary for _ in range(6)), ()), rest=frozenset({6})))
    assert calendar.works_on(date(2026, 11, 28))


@pytest.mark.parametrize(
    "week",
    [
        lambda: WeekHours(()),
        lambda: WeekHours.monday_to_friday(()),
        lambda: WeekHours.monday_to_friday(hours("07:00-11:30", "11:00-17:00")),
        lambda: WeekHours.monday_to_friday(hours("13:30-17:00", "07:00-11:30")),
        lambda: WeekHours(((), (), (), (), (), hours("07:00-11:30"), ())),
    ],
)
def test_hours_that_cannot_be_worked_are_refused(week: object) -> None:
    assert callable(week)
    with pytest.raises(ValueError):
        week()


def test_an_interval_ends_after_it_starts() -> None:
    with pytest.raises(ValueError):
        Interval(time(9), time(9))


def test_working_time_inside_an_announced_outage_is_not_there() -> None:
    outage = Outage(at("2026-11-25T09:00"), at("2026-11-25T14:00"), "Thông báo 12/TB-SKHCN")
    calendar = unit_calendar(outages=(outage,))
    wednesday = date(2026, 11, 25).toordinal()
    assert calendar.spans_on(wednesday) == (Span(420, 540), Span(840, 1020))
    assert calendar.counts(wednesday)


def test_a_day_whose_end_is_lost_to_an_outage_is_no_counted_day() -> None:
    outage = Outage(at("2026-11-25T15:00"), at("2026-11-26T10:00"), "Thông báo 12/TB-SKHCN")
    calendar = unit_calendar(outages=(outage,))
    wednesday = date(2026, 11, 25).toordinal()
    assert not calendar.counts(wednesday)
    assert calendar.counts(wednesday + 1)


def test_overlapping_outages_are_one() -> None:
    spans = merged([Span(5, 9), Span(1, 3), Span(3, 4), Span(8, 12), Span(20, 20)])
    assert spans == (Span(1, 4), Span(5, 12))
    assert without((Span(0, 30),), 0, spans) == (Span(0, 1), Span(4, 5), Span(12, 30))


def test_calendars_of_the_same_facts_are_equal_and_hash_alike() -> None:
    assert unit_calendar() == unit_calendar()
    assert hash(unit_calendar()) == hash(unit_calendar())
    assert isinstance(unit_calendar(), Calendar)


def test_minutes_and_moments_agree_in_any_zone() -> None:
    assert moment_of(minute_of(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))) == at("2026-11-23T09:00")
    assert moment_of(minute_of(at("2026-11-23T23:59:30"))) == at("2026-11-24T00:00")
    with pytest.raises(ValueError):
        minute_of(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001
