"""The shares of the term that the steps of the internal process have. Cheap: `due_within` runs inside each move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.rules.deadlines.facts import ClockFacts, Policy
from motcua.rules.deadlines.reckoning import (
    TERM_DAY,
    Start,
    days_end,
    due_minute,
    is_walked,
    minutes_of,
    month_days,
    paused_days,
    paused_minutes,
    same_day_end,
    start_of,
    walk,
    working_days_end,
)
from motcua.rules.deadlines.terms import Term, Unit
from motcua.rules.workdays import VIETNAM, Calendar, minute_of, moment_of


def due_within(
    start: datetime, share: Term, policy: Policy, calendar: Calendar, *, not_after: datetime | None = None
) -> datetime:
    """When a duty opened at `start` is due by its own share, at most `not_after` (the dossier's promise).

    By days, whole working days end at closing as the promise's do. Hours, and parts of a day, are always walked from
    the moment the duty opens: half a day is four working hours, else many small shares would outgrow their sum.
    A promise already past does not pull the share back before `start`: then the duty is due at once.
    """
    minute = minute_of(start)
    day = start.astimezone(VIETNAM).toordinal()
    match share.unit:
        case Unit.WORKING_DAY if policy is Policy.BY_DAYS and share.amount == int(share.amount):
            due = working_days_end(day, int(share.amount), 0, calendar)
        case Unit.WORKING_DAY | Unit.HOUR:
            due = walk(minute, minutes_of(share), calendar)
        case Unit.SAME_DAY:
            due = same_day_end(Start(day, minute, False), calendar)
        case Unit.MONTH:
            due = days_end(day, month_days(day, share.amount), 0, calendar)
        case _:
            whole, rest = divmod(int(share.amount * TERM_DAY), TERM_DAY)
            due = days_end(day, whole, rest, calendar)
    moment = moment_of(due)
    if not_after is None or moment <= not_after:
        return moment
    return max(not_after, start)


def split_shares(shares: Sequence[Term], facts: ClockFacts, calendar: Calendar) -> tuple[datetime, ...]:
    """The plan at intake: by when each step in turn should be done, the last by the promise itself.

    Shares in working days or hours add up along the way as the term itself is counted; before the last they never
    pass the promise. Raises `ValueError` for a share in months or calendar days of a term that is not.
    """
    start = start_of(facts, calendar)
    promised = due_minute(start, facts, calendar)
    if facts.term.unit in (Unit.DAY, Unit.MONTH) and all(each.unit is Unit.DAY for each in shares):
        ends = _calendar_ends(shares, start, facts, calendar)
    else:
        ends = _working_ends(shares, start, facts, calendar)
    inner = [min(end, promised) for end in ends[:-1]]
    return tuple(moment_of(each) for each in (*inner, promised)) if shares else ()


def _working_ends(shares: Sequence[Term], start: Start, facts: ClockFacts, calendar: Calendar) -> list[int]:
    by_days = facts.term.unit is Unit.WORKING_DAY and not is_walked(facts.term, facts.policy)
    paused, taken = paused_days(facts), paused_minutes(facts)
    ends, total = [], 0
    for share in shares:
        if share.unit not in (Unit.WORKING_DAY, Unit.HOUR):
            raise ValueError(f"a share in working days or hours, not {share.unit}")
        total += minutes_of(share)
        if by_days:
            ends.append(working_days_end(start.day, *divmod(total, TERM_DAY), calendar, paused))
        else:
            ends.append(walk(start.minute, total, calendar, taken))
    return ends


def _calendar_ends(shares: Sequence[Term], start: Start, facts: ClockFacts, calendar: Calendar) -> list[int]:
    paused, ends, total = paused_days(facts), [], 0
    for share in shares:
        total += int(share.amount * TERM_DAY)
        ends.append(days_end(start.day, *divmod(total, TERM_DAY), calendar, paused))
    return ends


def risk_horizon(now: datetime, hours: int, calendar: Calendar) -> datetime:
    """The moment `hours` working hours from now: an open dossier promised by then is at risk."""
    return moment_of(walk(minute_of(now), hours * 60, calendar)) if hours else now
