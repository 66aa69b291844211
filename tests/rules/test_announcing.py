"""A planned stop is announced seven working days before (NĐ 224/2026/NĐ-CP art. 13); hours change from a day on."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from motcua.rules.announcing import announcement
from motcua.rules.workdays import VIETNAM, Calendar, DayKind, Interval, SpecialDay, WeekHours

HOLIDAY = SpecialDay(date(2026, 11, 24), DayKind.OFF, "Ngày Văn hóa Việt Nam", "NQ 28/2026")
CALENDAR = Calendar(special_days=(HOLIDAY,), hours=WeekHours(), confirmed_through=date(2026, 12, 31))


def at(day: int, month: int = 11, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("announced", "starts", "days", "in_time"),
    [
        (at(9), at(19), 7, True),
        (at(9), at(18, hour=23), 6, False),
        (at(19), at(1, 12), 6, False),  # the weekend twice and 24 November between them
        (at(19), at(2, 12), 7, True),
        (at(19), at(19), 0, False),
        (at(19), at(12), 0, False),  # told afterwards
    ],
)
def test_whole_working_days_between_are_counted(
    announced: datetime, starts: datetime, days: int, in_time: bool
) -> None:
    told = announcement(announced_at=announced, starts_at=starts, calendar=CALENDAR)
    assert (told.working_days, told.is_in_time) == (days, in_time)


def test_hours_hold_from_their_day_until_the_next() -> None:
    morning = WeekHours.monday_to_friday([Interval(time(7), time(11))])
    evening = WeekHours.monday_to_friday([Interval(time(13), time(19))])
    later = ((date(2026, 12, 7), evening), (date(2026, 11, 30), morning))
    calendar = Calendar(special_days=(HOLIDAY,), hours=WeekHours(), confirmed_through=date.max, later_hours=later)
    starts = [[span.start // 60 for span in calendar.hours_on(date(2026, m, d).toordinal())] for m, d in DAYS]
    assert starts == [[7, 13], [], [7], [7], [], [13]]


DAYS = ((11, 27), (11, 24), (11, 30), (12, 4), (12, 5), (12, 7))
