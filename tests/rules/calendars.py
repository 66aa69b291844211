"""The calendars of the tests: the real national one, and the counting of a child who knows only one day at a time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from importlib.resources import files

from motcua.rules.calendar_rows import calendar_of_rows
from motcua.rules.workdays import VIETNAM, Calendar, Interval, Outage, WeekHours

TABLE = files("motcua.registers.offices").joinpath("calendars/vietnam.csv").read_text(encoding="utf-8")
VIETNAM_CALENDAR = calendar_of_rows(TABLE)

WEEKDAYS_OFF = {
    *(date(2025, 1, day) for day in (1, 27, 28, 29, 30, 31)),
    *(date(2025, month, day) for month, day in ((4, 7), (4, 30), (5, 1), (5, 2), (9, 1), (9, 2))),
    *(date(2026, 1, day) for day in (1, 2)),
    *(date(2026, 2, day) for day in (16, 17, 18, 19, 20)),
    *(date(2026, month, day) for month, day in ((4, 27), (4, 30), (5, 1), (8, 31), (9, 1), (9, 2), (11, 24))),
}
SATURDAYS_WORKED = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}


def at(text: str) -> datetime:
    """A moment of Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def hours(*texts: str) -> tuple[Interval, ...]:
    """`hours("07:00-11:30", "13:30-17:00")`."""
    spans = (text.split("-") for text in texts)
    return tuple(Interval(time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)


def unit_calendar(week: WeekHours | None = None, outages: tuple[Outage, ...] = ()) -> Calendar:
    """The national calendar with a unit's own hours and announced outages."""
    return calendar_of_rows(TABLE, hours=week, outages=outages)


def works(day: date) -> bool:
    """A working day of 2025 or 2026, from the list above and nothing else."""
    return day in SATURDAYS_WORKED or (day.weekday() < 5 and day not in WEEKDAYS_OFF)


def works_at(moment: datetime) -> bool:
    """Whether the minute that begins here is working time, ordinary hours."""
    of_day = moment.time()
    return works(moment.date()) and (time(7) <= of_day < time(11, 30) or time(13, 30) <= of_day < time(17))


def naive_day(received: date, count: int, pauses: list[tuple[date, date]], is_counted: object = works) -> date:
    """The day on which the last of `count` days falls, one day after another."""
    assert callable(is_counted)
    day = received
    while count:
        day += timedelta(days=1)
        if is_counted(day) and not any(start < day <= end for start, end in pauses):
            count -= 1
    return day


def naive_minute(received: datetime, minutes: int, pauses: list[tuple[datetime, datetime]]) -> datetime:
    """The moment at which so many working minutes have passed, one minute after another."""
    moment = received
    while minutes:
        if works_at(moment) and not any(start <= moment < end for start, end in pauses):
            minutes -= 1
        moment += timedelta(minutes=1)
    return moment
