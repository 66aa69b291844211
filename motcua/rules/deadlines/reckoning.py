"""The counting itself, in whole minutes and without words: cheap enough for every move and every keystroke.

Two ways. *By days* (`Policy.BY_DAYS`): the day of receipt is not counted, the n-th working day ends at the unit's
closing, a fraction is its share of 8 hours into the next working day. *By hours* (`Policy.BY_HOURS`): a working day is
8 hours, walked through the unit's working time from the receipt on. A term given in hours is walked under both: hours
of work, since Civil Code art. 147(1) starts them at the moment itself and both systems observed walk them through
working intervals. Calendar days, months and “trong ngày” end at the unit's closing under both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from motcua.rules.deadlines.facts import ClockFacts, Policy
from motcua.rules.deadlines.terms import Term, Unit
from motcua.rules.workdays import DAY, VIETNAM, Calendar, Span, Spans, merged, minute_of, without

TERM_DAY = 480
"""Minutes of a working day as a term counts it: 8 hours, whatever the unit's own hours are."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where counting begins: `day` is the day counted as that of receipt, `minute` the earliest minute walked."""

    day: int
    minute: int
    after_cutoff: bool


def start_of(facts: ClockFacts, calendar: Calendar) -> Start:
    """Receipt, moved to the next working day when it came strictly after the cut-off."""
    local = facts.begins_at.astimezone(VIETNAM)
    day = local.toordinal()
    if facts.cutoff is not None and local.time() > facts.cutoff:
        day = calendar.next_working(day)
        return Start(day, day * DAY, True)
    return Start(day, minute_of(local), False)


def is_walked(term: Term, policy: Policy) -> bool:
    """Whether the term is walked in working hours (else its days are counted)."""
    return term.unit is Unit.HOUR or (term.unit is Unit.WORKING_DAY and policy is Policy.BY_HOURS)


def due_minute(start: Start, facts: ClockFacts, calendar: Calendar) -> int:
    """The promised minute."""
    term = facts.term
    if is_walked(term, facts.policy):
        return walk(start.minute, minutes_of(term), calendar, paused_minutes(facts))
    paused = paused_days(facts)
    if term.unit is Unit.SAME_DAY:
        return same_day_end(start, calendar, paused)
    if term.unit is Unit.WORKING_DAY:
        return working_days_end(start.day, *divmod(minutes_of(term), TERM_DAY), calendar, paused)
    if term.unit is Unit.MONTH:
        return days_end(start.day, month_days(start.day, term.amount), 0, calendar, paused)
    whole, rest = divmod(_up(term.amount * TERM_DAY), TERM_DAY)
    return days_end(start.day, whole, rest, calendar, paused)


def minutes_of(term: Term) -> int:
    """The working minutes of a term of hours or working days, up to a whole minute."""
    return _up(term.amount * (60 if term.unit is Unit.HOUR else TERM_DAY))


def paused_minutes(facts: ClockFacts) -> Spans:
    """The pauses in minutes since the first day, merged: they may touch and overlap."""
    return merged(Span(minute_of(each.start), minute_of(each.end)) for each in facts.all_pauses)


def paused_days(facts: ClockFacts) -> Spans:
    """Days not counted: those after the date a pause begins, up to the date it ends (as ordinals, end excluded)."""
    return merged(
        Span(each.start.astimezone(VIETNAM).toordinal() + 1, each.end.astimezone(VIETNAM).toordinal() + 1)
        for each in facts.all_pauses
    )


def is_paused(day: int, paused: Spans) -> bool:
    """Whether a pause takes this day."""
    return any(start <= day < end for start, end in paused)


def walk(minute: int, length: int, calendar: Calendar, taken: Spans = ()) -> int:
    """The minute at which `length` working minutes are over, counted from `minute` on."""
    day, begun = divmod(minute, DAY)
    while True:
        spans = calendar.spans_on(day)
        for start, end in without(spans, day, taken) if taken and spans else spans:
            low = max(start, begun)
            if low >= end:
                continue
            if length <= end - low:
                return day * DAY + low + length
            length -= end - low
        day, begun = day + 1, 0


def working_days_end(day: int, whole: int, rest: int, calendar: Calendar, paused: Spans = ()) -> int:
    """The closing of the `whole`-th working day after `day`; with `rest` minutes, so far into the next one."""
    for _ in range(whole):
        day = _next_counted(day, calendar, paused)
    return _into(_next_counted(day, calendar, paused), rest, calendar) if rest else closing(day, calendar)


def days_end(day: int, whole: int, rest: int, calendar: Calendar, paused: Spans = ()) -> int:
    """The same in calendar days: an end on a day off moves to the next working day (Civil Code art. 148(5))."""
    for _ in range(whole):
        day = _next_day(day, calendar, paused)
    end = closing(_settled(day, calendar, paused), calendar) if whole else 0
    if not rest:
        return end
    further = _settled(_next_day(day, calendar, paused), calendar, paused)
    return max(end, _into(further, rest, calendar))


def same_day_end(start: Start, calendar: Calendar, paused: Spans = ()) -> int:
    """Closing on the day of receipt; received after closing or on a day off: on the next working day."""
    spans = calendar.counter_on(start.day)
    if spans and start.minute <= start.day * DAY + spans[-1].end and not is_paused(start.day, paused):
        end = start.day * DAY + spans[-1].end
        if not calendar.is_out(end - 1):
            return end
    return closing(_next_counted(start.day, calendar, paused), calendar)


def closing(day: int, calendar: Calendar) -> int:
    """The minute at which the unit closes that working day."""
    return day * DAY + calendar.hours_on(day)[-1].end


def month_days(day: int, amount: Decimal) -> int:
    """The calendar days of so many months after `day`.

    Months end on the corresponding day, or on the last day of a shorter month (Civil Code art. 148(3)); a part of a
    month is that part of 30 days (art. 146(1)), never longer than the next whole month.
    """
    whole = int(amount)
    end = _months_later(day, whole)
    if amount > whole:
        end = min(end + _up((amount - whole) * 30), _months_later(day, whole + 1))
    return end - day


def _months_later(day: int, months: int) -> int:
    begun = date.fromordinal(day)
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return first.toordinal() + min(begun.day, following.toordinal() - first.toordinal()) - 1


def _next_counted(day: int, calendar: Calendar, paused: Spans) -> int:
    day += 1
    while not calendar.counts(day) or (paused and is_paused(day, paused)):
        day += 1
    return day


def _next_day(day: int, calendar: Calendar, paused: Spans) -> int:
    """The next calendar day that counts: neither paused nor lost to an outage."""
    day += 1
    while (paused and is_paused(day, paused)) or (
        calendar.outages and calendar.hours_on(day) and not calendar.counts(day)
    ):
        day += 1
    return day


def _settled(day: int, calendar: Calendar, paused: Spans) -> int:
    return day if calendar.counts(day) else _next_counted(day, calendar, paused)


def _into(day: int, rest: int, calendar: Calendar) -> int:
    """So many working minutes into a day, at most to its closing."""
    for start, end in calendar.spans_on(day):
        if rest <= end - start:
            return day * DAY + start + rest
        rest -= end - start
    return closing(day, calendar)


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(rounding=ROUND_CEILING))
