"""When an office works: hours of the week, days off, made-up days, announced outages.

A calendar is data. Everything inside counts in whole minutes since the first day of the calendar of `datetime.date`
(`ordinal * 1440 + minute of the day`, Vietnam's time), so that a promise costs microseconds.

Sources: Labour Code 2019 art. 111–112, NQ 28/2026/QH16 art. 2, the yearly notices (each row carries its own);
NĐ 224/2026 art. 13 and NĐ 301/2026 art. 3(4) for outages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = 1440
"""Minutes of a calendar day."""


class Span(NamedTuple):
    """Minutes from `start` up to `end`: of a day, or since the first day, as the user says."""

    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Working time within one day. Raises `ValueError` when it does not end after it starts."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError(f"an interval ends after it starts: {self.start}–{self.end}")


OFFICE_HOURS = (Interval(time(7), time(11, 30)), Interval(time(13, 30), time(17)))
_OFFICE_WEEK = (*(OFFICE_HOURS for _ in range(5)), (), ())


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours of a unit, Monday first.

    `rest`: weekdays which are no working days in a term even if the counter is open then (a Saturday morning turn).
    `made_up`: hours of a made-up day; without them it has Friday's, or those of the first working weekday.
    Raises `ValueError` when intervals overlap or no weekday works.
    """

    days: tuple[tuple[Interval, ...], ...] = _OFFICE_WEEK
    rest: frozenset[int] = frozenset({5, 6})
    made_up: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("a week has seven days")
        for intervals in (*self.days, self.made_up):
            if any(later.start < earlier.end for earlier, later in pairwise(intervals)):
                raise ValueError("intervals of a day follow one another")
        if not any(hours for weekday, hours in enumerate(self.days) if weekday not in self.rest):
            raise ValueError("at least one weekday works")

    @classmethod
    def monday_to_friday(cls, intervals: Iterable[Interval]) -> WeekHours:
        """The same hours on five days, nothing on Saturday and Sunday."""
        hours = tuple(intervals)
        return cls((*(hours for _ in range(5)), (), ()))

    def on_made_up_days(self) -> tuple[Interval, ...]:
        """What a made-up day works: a whole ordinary day, not the short turn of a Saturday."""
        ordinary = (hours for weekday, hours in enumerate(self.days) if hours and weekday not in self.rest)
        friday = self.days[4] if 4 not in self.rest else ()
        return self.made_up or friday or next(ordinary)


class DayKind(StrEnum):
    """What a special day is."""

    OFF = "off"
    MADE_UP = "made_up"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day on which the week's hours do not hold, with the notice that says so."""

    on: date
    kind: DayKind
    reason: str
    notice: str


@dataclass(frozen=True, slots=True)
class Outage:
    """An announced time in which the system does not work: it is not counted. Moments are aware."""

    start: datetime
    end: datetime
    notice: str


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The hours of a week as minutes: what counts in terms, when somebody receives, and what a made-up day works."""

    week: tuple[Spans, ...]
    counter: tuple[Spans, ...]
    made_up: Spans


def _weeks_of(hours: WeekHours) -> _Weeks:
    counter = tuple(_spans_of(intervals) for intervals in hours.days)
    week = tuple(() if weekday in hours.rest else spans for weekday, spans in enumerate(counter))
    return _Weeks(week, counter, _spans_of(hours.on_made_up_days()))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar of one unit. Of two special days on one date the later in the list holds.

    `later_hours`: from each of these days on, until the next, the week has those hours instead of `hours`.
    `confirmed_from`, `confirmed_through`: between them every day off and made-up day is known.
    """

    special_days: tuple[SpecialDay, ...]
    hours: WeekHours
    confirmed_through: date
    outages: tuple[Outage, ...] = ()
    confirmed_from: date | None = None
    later_hours: tuple[tuple[date, WeekHours], ...] = ()
    _special: dict[int, SpecialDay] = field(init=False, repr=False, compare=False)
    _first: _Weeks = field(init=False, repr=False, compare=False)
    _later: tuple[_Weeks, ...] = field(init=False, repr=False, compare=False)
    _later_from: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _outages: Spans = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        later = sorted(self.later_hours, key=lambda each: each[0])
        outages = merged(Span(minute_of(each.start), minute_of(each.end)) for each in self.outages)
        object.__setattr__(self, "_special", {each.on.toordinal(): each for each in self.special_days})
        object.__setattr__(self, "_first", _weeks_of(self.hours))
        object.__setattr__(self, "_later", tuple(_weeks_of(hours) for _, hours in later))
        object.__setattr__(self, "_later_from", tuple(day.toordinal() for day, _ in later))
        object.__setattr__(self, "_outages", outages)

    def special_on(self, ordinal: int) -> SpecialDay | None:
        """The special day of this date, if it is one."""
        return self._special.get(ordinal)

    def hours_on(self, ordinal: int) -> Spans:
        """Working time of the day, as minutes of the day, outages not taken off."""
        special = self._special.get(ordinal)
        weeks = self._first if not self._later else self._weeks_on(ordinal)
        if special is None:
            return weeks.week[(ordinal + 6) % 7]
        return () if special.kind is DayKind.OFF else weeks.made_up

    def counter_on(self, ordinal: int) -> Spans:
        """When somebody receives that day: working time, or the turn of a rest day."""
        special = self._special.get(ordinal)
        weeks = self._first if not self._later else self._weeks_on(ordinal)
        if special is None:
            return weeks.counter[(ordinal + 6) % 7]
        return () if special.kind is DayKind.OFF else weeks.made_up

    def spans_on(self, ordinal: int) -> Spans:
        """Working time of the day without the announced outages, as minutes of the day."""
        spans = self.hours_on(ordinal)
        return without(spans, ordinal, self._outages) if spans and self._outages else spans

    def counts(self, ordinal: int) -> bool:
        """Whether the day is a working day of a term: the unit works, and no outage takes the end of the day.

        So a term counted in days never ends while the system is down, and an outage over a night costs one day.
        """
        spans = self.hours_on(ordinal)
        if not spans or not self._outages:
            return bool(spans)
        return not self.is_out(ordinal * DAY + spans[-1].end - 1)

    def is_out(self, minute: int) -> bool:
        """Whether an announced outage covers this minute."""
        place = bisect_right(self._outages, (minute, 1 << 60)) - 1
        return place >= 0 and minute < self._outages[place].end

    def works_on(self, day: date) -> bool:
        """Whether the unit works that day (a made-up Saturday does, 24 November does not)."""
        return bool(self.hours_on(day.toordinal()))

    def _weeks_on(self, ordinal: int) -> _Weeks:
        place = bisect_right(self._later_from, ordinal)
        return self._later[place - 1] if place else self._first

    def next_working(self, ordinal: int) -> int:
        """The first working day after this one."""
        ordinal += 1
        while not self.hours_on(ordinal):
            ordinal += 1
        return ordinal


def minute_of(moment: datetime) -> int:
    """The moment in minutes, up to the next whole one. Raises `ValueError` for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    local = moment.astimezone(VIETNAM)
    begun = 1 if local.second or local.microsecond else 0
    return local.toordinal() * DAY + local.hour * 60 + local.minute + begun


def moment_of(minute: int) -> datetime:
    """The other way: an aware moment of Vietnam."""
    ordinal, rest = divmod(minute, DAY)
    return datetime.combine(date.fromordinal(ordinal), time(rest // 60, rest % 60), VIETNAM)


FARTHEST: Final = 400
"""Days over which working time is counted down; nobody counts from further."""


def working_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Minutes of work from `start` to `end`, outages taken off; negative when `end` lies before. At most `FARTHEST`
    days are counted. Raises `ValueError` for a naive moment."""
    if end < start:
        return -working_minutes(calendar, end, start)
    first, last = minute_of(start), minute_of(end)
    days = range(first // DAY, min(last // DAY, first // DAY + FARTHEST) + 1)
    return sum(
        max(0, min(day * DAY + span.end, last) - max(day * DAY + span.start, first))
        for day in days
        for span in calendar.spans_on(day)
    )


def minutes_as_time(minute: int) -> time:
    """A minute of the day as a time of day."""
    return time(minute // 60, minute % 60)


def merged(spans: Iterable[Span]) -> Spans:
    """The same minutes, sorted, without overlaps and without empty spans."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def without(spans: Spans, ordinal: int, taken: Spans) -> Spans:
    """Spans of a day less the merged spans `taken` (minutes since the first day)."""
    midnight = ordinal * DAY
    place = max(bisect_right(taken, (midnight, 1 << 60)) - 1, 0)
    for start, end in taken[place:]:
        if start >= midnight + DAY:
            break
        low, high = start - midnight, end - midnight
        pieces = (
            piece for span in spans for piece in (Span(span[0], min(span[1], low)), Span(max(span[0], high), span[1]))
        )
        spans = tuple(piece for piece in pieces if piece.start < piece.end)
    return spans


def _spans_of(intervals: Iterable[Interval]) -> Spans:
    return tuple(
        Span(each.start.hour * 60 + each.start.minute, each.end.hour * 60 + each.end.minute) for each in intervals
    )
