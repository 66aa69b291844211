"""The lines of an explanation: what each day from receipt to promise is.

It goes over the days anew, beside `reckoning` and not through it, so that a wrong count cannot explain itself away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from motcua.rules.deadlines.day_marks import Kind, Mark, lines_of, outage_mark, pause_mark, rest_mark, worked_mark
from motcua.rules.deadlines.facts import ClockFacts
from motcua.rules.deadlines.reckoning import TERM_DAY, Start, is_paused, month_days, paused_days, paused_minutes
from motcua.rules.deadlines.terms import Unit
from motcua.rules.deadlines.words import Line
from motcua.rules.sentences import gettext_noop
from motcua.rules.workdays import DAY, VIETNAM, Calendar, DayKind, Span, Spans, moment_of, without

FIRST_DAY = gettext_noop("{day}: ngày nhận, không tính")
AFTER_CLOSING = gettext_noop("{day}: nhận sau giờ làm việc, chuyển sang ngày làm việc tiếp theo")
END_OF_DAY = gettext_noop("{day}: giải quyết trong ngày, đến hết giờ làm việc")
FROM_OPENING = gettext_noop("Nhận ngoài giờ làm việc: tính từ {at}")
PART_OF_DAY = gettext_noop("{day}: {length} làm việc đầu ngày, đến {time}")
MOVED_END = gettext_noop("{day}: ngày làm việc tiếp theo, hết thời hạn (Bộ luật Dân sự 2015, Điều 148 khoản 5)")
MONTH_END = gettext_noop("Đủ {term}: hết {day} (Bộ luật Dân sự 2015, Điều 148 khoản 3)")


def counted_days(start: Start, due: int, facts: ClockFacts, calendar: Calendar) -> Iterator[Line]:
    """The lines of a term counted in days."""
    paused = paused_days(facts)
    match facts.term.unit:
        case Unit.SAME_DAY:
            yield from _same_day(start, due // DAY, facts, calendar, paused)
        case Unit.WORKING_DAY:
            yield _about(FIRST_DAY, start.day)
            yield from _working_days(start.day, due, facts, calendar, paused)
        case _:
            yield _about(FIRST_DAY, start.day)
            yield from _calendar_days(start.day, due, facts, calendar, paused)


def days_before(start: Start, facts: ClockFacts, calendar: Calendar) -> Iterator[Line]:
    """Why the days between a receipt after the cut-off and the day it counts as are passed over."""
    received = facts.begins_at.astimezone(VIETNAM).toordinal()
    days = range(received + 1, start.day) if start.after_cutoff else ()
    yield from lines_of((day, _uncounted(day, facts, calendar, ())) for day in days)


def walked_days(start: Start, due: int, facts: ClockFacts, calendar: Calendar) -> Iterator[Line]:
    """The lines of a term walked through working hours, with the hours of each day."""
    taken, first = paused_minutes(facts), start.minute // DAY
    marks: list[tuple[int, Mark]] = []
    opening = due
    for day in range(first, due // DAY + 1):
        open_spans = calendar.spans_on(day)
        mine = _between(without(open_spans, day, taken), start.minute - day * DAY, due - day * DAY)
        if mine:
            opening = min(opening, day * DAY + mine[0].start)
            marks.append((day, worked_mark(day, calendar, mine)))
        elif rest := rest_mark(day, calendar):
            marks.append((day, rest))
        elif not open_spans:
            marks.append((day, outage_mark(day, calendar)))
        elif without(_between(open_spans, start.minute - day * DAY, DAY), day, taken) != _between(
            open_spans, start.minute - day * DAY, DAY
        ):
            marks.append((day, pause_mark(day, facts)))
    if opening > start.minute and not start.after_cutoff:
        yield Line(FROM_OPENING, {"at": moment_of(opening)})
    yield from lines_of(marks)


def _same_day(start: Start, last: int, facts: ClockFacts, calendar: Calendar, paused: Spans) -> Iterator[Line]:
    days = range(start.day, last)
    if days and _is_received_on(start.day, calendar) and not is_paused(start.day, paused):
        yield _about(AFTER_CLOSING, start.day)
        days = days[1:]
    yield from lines_of((day, _uncounted(day, facts, calendar, paused)) for day in days)
    yield _about(END_OF_DAY, last, Fraction(1))


def _working_days(first: int, due: int, facts: ClockFacts, calendar: Calendar, paused: Spans) -> Iterator[Line]:
    rest = facts.term.amount % 1
    last = due // DAY
    days = range(first + 1, last if rest else last + 1)
    yield from lines_of((day, _working_mark(day, facts, calendar, paused)) for day in days)
    if rest:
        yield _part_of_day(due, Fraction(rest))


def _calendar_days(first: int, due: int, facts: ClockFacts, calendar: Calendar, paused: Spans) -> Iterator[Line]:
    is_months = facts.term.unit is Unit.MONTH
    amount = Fraction(month_days(first, facts.term.amount)) if is_months else Fraction(facts.term.amount)
    marks: list[tuple[int, Mark]] = []
    whole, day = int(amount), first
    while whole:
        day += 1
        mark = _calendar_mark(day, facts, calendar, paused)
        whole -= mark.kind is Kind.CALENDAR
        marks.append((day, mark))
    yield from lines_of(marks)
    if is_months:
        yield _month_end(facts, day)
    yield from _calendar_end(day, day > first, due, amount % 1, facts, calendar, paused)


def _calendar_end(
    day: int, has_whole: bool, due: int, rest: Fraction, facts: ClockFacts, calendar: Calendar, paused: Spans
) -> Iterator[Line]:
    """From the last whole day on: a part of a further day, or the move to the next working day."""
    last, moved = due // DAY, day
    while not calendar.counts(moved) or is_paused(moved, paused):
        moved += 1
    is_part = bool(rest) and (last > moved or not has_whole)
    days = range(day + 1 if is_part else day, last)
    yield from lines_of((each, _uncounted(each, facts, calendar, paused)) for each in days)
    if is_part:
        yield _part_of_day(due, rest)
    elif days:
        yield _about(MOVED_END, last, rest)


def _working_mark(day: int, facts: ClockFacts, calendar: Calendar, paused: Spans) -> Mark:
    if is_paused(day, paused) or not calendar.counts(day):
        return _uncounted(day, facts, calendar, paused)
    special = calendar.special_on(day)
    if special and special.kind is DayKind.MADE_UP:
        return Mark(Kind.MADE_UP, special.reason, special.notice)
    return Mark(Kind.COUNTED)


def _calendar_mark(day: int, facts: ClockFacts, calendar: Calendar, paused: Spans) -> Mark:
    if is_paused(day, paused):
        return pause_mark(day, facts)
    if calendar.hours_on(day) and not calendar.counts(day):
        return outage_mark(day, calendar)
    return Mark(Kind.CALENDAR)


def _uncounted(day: int, facts: ClockFacts, calendar: Calendar, paused: Spans) -> Mark:
    """Why a day is not counted; rest first, so that a pause over a week does not hide a holiday."""
    if rest := rest_mark(day, calendar):
        return rest
    return pause_mark(day, facts) if is_paused(day, paused) else outage_mark(day, calendar)


def _is_received_on(day: int, calendar: Calendar) -> bool:
    spans = calendar.counter_on(day)
    return bool(spans) and not calendar.is_out(day * DAY + spans[-1].end - 1)


def _between(spans: Spans, low: int, high: int) -> Spans:
    cut = (Span(max(start, low), min(end, high)) for start, end in spans)
    return tuple(span for span in cut if span.start < span.end)


def _about(text: str, day: int, counted: Fraction = Fraction(0)) -> Line:
    return Line(text, {"day": date.fromordinal(day)}, counted)


def _month_end(facts: ClockFacts, day: int) -> Line:
    return Line(MONTH_END, {"term": facts.term, "day": date.fromordinal(day)})


def _part_of_day(due: int, rest: Fraction) -> Line:
    length = timedelta(minutes=ceil(rest * TERM_DAY))
    at = moment_of(due)
    return Line(PART_OF_DAY, {"day": at.date(), "length": length, "time": at.time()}, rest)
