"""What one day is to a term, and the sentence for a run of equal days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from itertools import groupby

from motcua.rules.deadlines.facts import ClockFacts
from motcua.rules.deadlines.words import Datum, Days, Line
from motcua.rules.sentences import gettext_noop
from motcua.rules.workdays import DAY, VIETNAM, Calendar, DayKind, Span, Spans, minute_of, minutes_as_time


class Kind(Enum):
    """What a day is, with its sentence; `{days}` is one day or a run of them."""

    COUNTED = gettext_noop("{days}: {count} ngày làm việc")
    CALENDAR = gettext_noop("{days}: {count} ngày")
    MADE_UP = gettext_noop("{days}: {reason}, {count} ngày làm việc")
    WALKED = gettext_noop("{days}: {length} ({spans})")
    WALKED_MADE_UP = gettext_noop("{days}: {reason}, {length} ({spans})")
    WEEKLY = gettext_noop("{days}: nghỉ hằng tuần")
    OFF = gettext_noop("{days}: nghỉ {reason}")
    OUT = gettext_noop("{days}: hệ thống ngừng theo thông báo {reason}, không tính")
    PAUSED = gettext_noop("{days}: tạm dừng, không tính")
    PAUSED_FOR = gettext_noop("{days}: tạm dừng ({reason}), không tính")


WALKED_RUN = gettext_noop("{days}: {count} ngày, mỗi ngày {length}")
WHOLE_DAYS = frozenset({Kind.COUNTED, Kind.CALENDAR, Kind.MADE_UP})
WALKED_DAYS = frozenset({Kind.WALKED, Kind.WALKED_MADE_UP})


@dataclass(frozen=True, slots=True)
class Mark:
    """What one day is. `spans`: the minutes of it that count; `alone`: a number that keeps it a line of its own."""

    kind: Kind
    reason: str = ""
    notice: str = ""
    spans: Spans = ()
    alone: int = 0


def rest_mark(day: int, calendar: Calendar) -> Mark | None:
    """The mark of a day on which nobody works, if it is one."""
    special = calendar.special_on(day)
    if special and special.kind is DayKind.OFF:
        return Mark(Kind.OFF, special.reason, special.notice)
    return None if calendar.hours_on(day) else Mark(Kind.WEEKLY)


def pause_mark(day: int, facts: ClockFacts) -> Mark:
    """The mark of a day that a pause takes."""
    for pause in facts.all_pauses:
        if (
            pause.start.astimezone(VIETNAM).toordinal() <= day <= pause.end.astimezone(VIETNAM).toordinal()
            and pause.reason
        ):
            return Mark(Kind.PAUSED_FOR, pause.reason)
    return Mark(Kind.PAUSED)


def outage_mark(day: int, calendar: Calendar) -> Mark:
    """The mark of a day that an announced outage takes."""
    touching = (
        each.notice
        for each in calendar.outages
        if minute_of(each.start) < (day + 1) * DAY and day * DAY < minute_of(each.end)
    )
    return Mark(Kind.OUT, next(touching, ""))


def worked_mark(day: int, calendar: Calendar, spans: Spans) -> Mark:
    """The mark of a day walked through; a day worked in full may stand in a run with its like."""
    special = calendar.special_on(day)
    if special and special.kind is DayKind.MADE_UP:
        return Mark(Kind.WALKED_MADE_UP, special.reason, special.notice, spans, day)
    return Mark(Kind.WALKED, spans=spans, alone=0 if spans == calendar.hours_on(day) else day)


def lines_of(days: Iterable[tuple[int, Mark]]) -> Iterator[Line]:
    """One line for each run of equal days, with what the run adds to the term."""
    for mark, run in groupby(days, key=lambda each: each[1]):
        ordinals = [day for day, _ in run]
        count = len(ordinals)
        ends = Days(date.fromordinal(ordinals[0]), date.fromordinal(ordinals[-1]))
        params: dict[str, Datum] = {"days": ends, "count": count}
        if mark.reason:
            params["reason"] = mark.reason
        if mark.spans:
            params |= {"length": timedelta(minutes=_length(mark.spans)), "spans": _clock_times(mark.spans)}
        text = WALKED_RUN if mark.kind is Kind.WALKED and count > 1 else mark.kind.value
        yield Line(text, params, _counted(mark, count), mark.notice)


def _counted(mark: Mark, days: int) -> Fraction:
    if mark.kind in WALKED_DAYS:
        return Fraction(_length(mark.spans) * days, 60)
    return Fraction(days if mark.kind in WHOLE_DAYS else 0)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _clock_times(spans: Iterable[Span]) -> str:
    return ", ".join(f"{minutes_as_time(start):%H:%M}–{minutes_as_time(end):%H:%M}" for start, end in spans)
