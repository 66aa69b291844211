"""What holds of every promise, and two slow counters of another make that must agree with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.deadlines import (
    SAME_DAY,
    ClockFacts,
    Pause,
    Policy,
    Supplement,
    Term,
    Unit,
    due_at,
    due_within,
    promise,
    split_shares,
)
from motcua.rules.deadlines.words import Days
from motcua.rules.workdays import VIETNAM, Outage
from tests.rules.calendars import VIETNAM_CALENDAR, naive_day, naive_minute, unit_calendar, works

FIRST = datetime(2025, 1, 1, tzinfo=VIETNAM)
moments = st.integers(0, 600 * 1440).map(lambda minutes: FIRST + timedelta(minutes=minutes))
policies = st.sampled_from(Policy)
cutoffs = st.none() | st.sampled_from([time(15), time(17), time(11, 30)])
quarters = st.integers(1, 60).map(lambda count: Decimal(count) / 4)
terms = st.one_of(
    st.builds(Term, quarters, st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR])),
    st.builds(Term, st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(2)]), st.just(Unit.MONTH)),
    st.just(SAME_DAY),
)


@st.composite
def pauses(draw: st.DrawFn, around: datetime) -> Pause:
    start = around + timedelta(minutes=draw(st.integers(-5 * 1440, 15 * 1440)))
    return Pause(start, start + timedelta(minutes=draw(st.integers(0, 8 * 1440))), "ground")


@st.composite
def facts(draw: st.DrawFn) -> ClockFacts:
    received = draw(moments)
    return ClockFacts(
        received, draw(terms), draw(policies), draw(cutoffs), tuple(draw(st.lists(pauses(received), max_size=3)))
    )


@given(facts())
def test_a_promise_never_lies_before_its_receipt(each: ClockFacts) -> None:
    assert due_at(each, VIETNAM_CALENDAR) >= each.received_at


@given(facts())
def test_a_promise_falls_into_working_time_of_a_working_day(each: ClockFacts) -> None:
    due = due_at(each, VIETNAM_CALENDAR)
    assert VIETNAM_CALENDAR.works_on(due.date())
    assert time(7) < due.time() <= time(17)


@given(facts(), st.integers(1, 40))
def test_a_longer_term_never_ends_earlier(each: ClockFacts, more: int) -> None:
    if each.term.unit is Unit.SAME_DAY:
        return
    step = Decimal(1) if each.term.unit is Unit.MONTH else Decimal(more) / 4
    longer = replace(each, term=Term(each.term.amount + step, each.term.unit))
    assert due_at(longer, VIETNAM_CALENDAR) >= due_at(each, VIETNAM_CALENDAR)


@given(facts(), st.integers(0, 5 * 1440))
def test_a_later_receipt_never_ends_earlier(each: ClockFacts, minutes: int) -> None:
    """Without a cut-off: after Friday's one is received on Monday, a Saturday morning's receipt is Saturday's."""
    each = replace(each, cutoff=None)
    later = replace(each, received_at=each.received_at + timedelta(minutes=minutes))
    assert due_at(later, VIETNAM_CALENDAR) >= due_at(each, VIETNAM_CALENDAR)


@given(st.data())
def test_a_pause_never_shortens_the_promise(data: st.DataObject) -> None:
    each = data.draw(facts())
    pause = data.draw(pauses(each.received_at))
    more = replace(each, pauses=(*each.pauses, pause))
    assert due_at(more, VIETNAM_CALENDAR) >= due_at(each, VIETNAM_CALENDAR)


@given(facts(), st.integers(-1440, 10 * 1440), st.integers(0, 3 * 1440))
def test_an_outage_never_shortens_the_promise(each: ClockFacts, begins: int, lasts: int) -> None:
    start = each.received_at + timedelta(minutes=begins)
    calendar = unit_calendar(outages=(Outage(start, start + timedelta(minutes=lasts), "Thông báo"),))
    assert due_at(each, calendar) >= due_at(each, VIETNAM_CALENDAR)


@given(facts(), st.integers(0, 10 * 1440), st.integers(0, 10 * 1440))
def test_a_restart_equals_a_fresh_receipt(each: ClockFacts, asked: int, answered: int) -> None:
    asked_at = each.received_at + timedelta(minutes=asked)
    completed_at = asked_at + timedelta(minutes=answered)
    restarted = replace(each, supplements=(Supplement(asked_at, completed_at),))
    fresh = replace(each, received_at=completed_at)
    assert due_at(restarted, VIETNAM_CALENDAR) == due_at(fresh, VIETNAM_CALENDAR)


@given(facts())
def test_twice_is_the_same_in_any_zone(each: ClockFacts) -> None:
    told = promise(each, VIETNAM_CALENDAR)
    assert promise(each, VIETNAM_CALENDAR) == told
    assert told.due_at == due_at(each, VIETNAM_CALENDAR)
    abroad = replace(each, received_at=each.received_at.astimezone(UTC))
    assert due_at(abroad, VIETNAM_CALENDAR) == told.due_at


@given(facts(), st.integers(-1440, 10 * 1440), st.integers(0, 3 * 1440))
@settings(max_examples=300)
def test_the_explanation_adds_up_to_the_term(each: ClockFacts, begins: int, lasts: int) -> None:
    start = each.received_at + timedelta(minutes=begins)
    outage = Outage(start, start + timedelta(minutes=lasts), "Thông báo")
    for calendar in (VIETNAM_CALENDAR, unit_calendar(outages=(outage,))):
        told = promise(each, calendar)
        assert all(line.words() for line in (*told.lines, *told.warnings))
        amount = Fraction(each.term.amount)
        match each.term.unit:
            case Unit.MONTH:
                assert told.counted > 0
            case Unit.WORKING_DAY if each.policy is Policy.BY_HOURS:
                assert told.counted == amount * 8
            case _:
                assert told.counted == amount


@given(facts())
def test_every_day_between_receipt_and_promise_is_told_once(each: ClockFacts) -> None:
    """The runs of days follow one another without a hole, so a reader can count along."""
    told = promise(each, VIETNAM_CALENDAR)
    runs = [datum for line in told.lines for datum in line.params.values() if isinstance(datum, Days)]
    alone = {line.params["day"] for line in told.lines if "day" in line.params}
    for earlier, later in pairwise(runs):
        gap = (later.first - earlier.last).days
        is_told_alone = gap == 2 and earlier.last + timedelta(days=1) in alone
        assert gap == 1 or is_told_alone or (gap in (0, -1, -2, -3) and each.term.unit in (Unit.DAY, Unit.MONTH))


@given(moments, st.integers(1, 40), st.lists(st.tuples(st.integers(-5, 30), st.integers(0, 12)), max_size=3))
def test_days_agree_with_one_day_counted_after_another(
    received: datetime, count: int, spells: list[tuple[int, int]]
) -> None:
    day = received.date()
    skipped = [(day + timedelta(days=begins), day + timedelta(days=begins + lasts)) for begins, lasts in spells]
    given_pauses = tuple(Pause(_noon(start), _noon(end)) for start, end in skipped)
    working = ClockFacts(received, Term(Decimal(count), Unit.WORKING_DAY), pauses=given_pauses)
    assert due_at(working, VIETNAM_CALENDAR) == _closing(naive_day(day, count, skipped))
    end = naive_day(day, count, skipped, lambda _: True)
    moved = end if works(end) else naive_day(end, 1, skipped)
    calendar_days = replace(working, term=Term(Decimal(count), Unit.DAY))
    assert due_at(calendar_days, VIETNAM_CALENDAR) == _closing(moved)


@given(moments, st.integers(1, 3000), st.lists(st.tuples(st.integers(-2000, 9000), st.integers(0, 4000)), max_size=3))
@settings(max_examples=40, deadline=None)
def test_hours_agree_with_one_minute_counted_after_another(
    received: datetime, minutes: int, spells: list[tuple[int, int]]
) -> None:
    skipped = [
        (received + timedelta(minutes=begins), received + timedelta(minutes=begins + lasts)) for begins, lasts in spells
    ]
    term = Term(Decimal(minutes * 5) / 60 / 5, Unit.HOUR)
    walked = ClockFacts(received, term, pauses=tuple(Pause(*each) for each in skipped))
    exact = naive_minute(received, minutes, skipped)
    assert exact <= due_at(walked, VIETNAM_CALENDAR) <= naive_minute(received, minutes + 1, skipped)


@given(facts(), st.lists(quarters, min_size=1, max_size=6))
def test_the_shares_of_steps_end_in_order_and_with_the_promise(each: ClockFacts, amounts: list[Decimal]) -> None:
    shares = [Term(amount, Unit.WORKING_DAY) for amount in amounts]
    whole = replace(each, term=Term(sum(amounts, Decimal(0)), Unit.WORKING_DAY))
    ends = split_shares(shares, whole, VIETNAM_CALENDAR)
    assert list(ends) == sorted(ends)
    assert ends[-1] == due_at(whole, VIETNAM_CALENDAR)
    assert all(end >= each.received_at for end in ends)


@given(moments, st.lists(quarters, min_size=1, max_size=6))
def test_duties_walked_one_after_another_end_where_the_whole_term_ends(start: datetime, amounts: list[Decimal]) -> None:
    at = start
    for amount in amounts:
        at = due_within(at, Term(amount, Unit.WORKING_DAY), Policy.BY_HOURS, VIETNAM_CALENDAR)
    whole = Term(sum(amounts, Decimal(0)), Unit.WORKING_DAY)
    assert at == due_within(start, whole, Policy.BY_HOURS, VIETNAM_CALENDAR)
    assert at == due_at(ClockFacts(start, whole, Policy.BY_HOURS), VIETNAM_CALENDAR)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), VIETNAM)


def _closing(day: date) -> datetime:
    return datetime.combine(day, time(17), VIETNAM)
