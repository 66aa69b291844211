"""What each step of the internal process has of the term."""

from __future__ import annotations

import time as stopwatch
from decimal import Decimal

import pytest

from motcua.rules.deadlines import SAME_DAY, ClockFacts, Policy, Term, Unit, due_within, split_shares
from tests.rules.calendars import VIETNAM_CALENDAR, at


def days(amount: str) -> Term:
    return Term(Decimal(amount), Unit.WORKING_DAY)


def hours(amount: str) -> Term:
    return Term(Decimal(amount), Unit.HOUR)


@pytest.mark.parametrize(
    ("opened", "share", "policy", "due"),
    [
        ("2026-11-23T09:00", days("1"), Policy.BY_DAYS, "2026-11-25T17:00"),
        ("2026-11-23T09:00", days("1"), Policy.BY_HOURS, "2026-11-25T09:00"),
        ("2026-11-23T09:00", days("0.5"), Policy.BY_DAYS, "2026-11-23T15:00"),
        ("2026-11-23T16:00", days("0.5"), Policy.BY_HOURS, "2026-11-25T10:00"),
        ("2026-11-23T09:00", hours("2"), Policy.BY_DAYS, "2026-11-23T11:00"),
        ("2026-11-23T18:00", hours("2"), Policy.BY_DAYS, "2026-11-25T09:00"),
        ("2026-11-23T09:00", SAME_DAY, Policy.BY_DAYS, "2026-11-23T17:00"),
        ("2026-11-19T09:00", Term(Decimal(10), Unit.DAY), Policy.BY_DAYS, "2026-11-30T17:00"),
        ("2026-10-13T09:00", Term(Decimal(1), Unit.MONTH), Policy.BY_DAYS, "2026-11-13T17:00"),
    ],
)
def test_a_duty_is_due_by_its_own_share(opened: str, share: Term, policy: Policy, due: str) -> None:
    assert due_within(at(opened), share, policy, VIETNAM_CALENDAR) == at(due)


def test_a_duty_is_never_due_after_the_promise_nor_before_it_was_opened() -> None:
    opened, share = at("2026-11-23T09:00"), days("3")
    for promised, due in [
        ("2026-11-25T17:00", "2026-11-25T17:00"),
        ("2026-12-25T17:00", "2026-11-27T17:00"),
        ("2026-11-20T17:00", "2026-11-23T09:00"),
    ]:
        told = due_within(opened, share, Policy.BY_DAYS, VIETNAM_CALENDAR, not_after=at(promised))
        assert told == at(due)


def test_shares_by_days_follow_the_promise_they_make_up() -> None:
    facts = ClockFacts(at("2026-11-02T07:00"), days("7.5"))
    shares = [days("0.5"), days("5"), days("1"), days("1")]
    ends = split_shares(shares, facts, VIETNAM_CALENDAR)
    assert [f"{end:%m-%dT%H:%M}" for end in ends] == ["11-03T11:00", "11-10T11:00", "11-11T11:00", "11-12T11:00"]


def test_shares_in_hours_of_a_day_and_of_a_working_day_term() -> None:
    same_day = ClockFacts(at("2026-11-25T09:00"), SAME_DAY)
    ends = split_shares([hours("2"), hours("4"), hours("2")], same_day, VIETNAM_CALENDAR)
    assert [f"{end:%dT%H:%M}" for end in ends] == ["25T11:00", "25T17:00", "25T17:00"]
    walked = ClockFacts(at("2026-11-25T09:00"), days("1"), Policy.BY_HOURS)
    ends = split_shares([hours("2"), days("0.5"), hours("2")], walked, VIETNAM_CALENDAR)
    assert [f"{end:%dT%H:%M}" for end in ends] == ["25T11:00", "25T17:00", "26T09:00"]


def test_shares_in_calendar_days() -> None:
    facts = ClockFacts(at("2026-11-19T09:00"), Term(Decimal(10), Unit.DAY))
    shares = [Term(Decimal(4), Unit.DAY), Term(Decimal(6), Unit.DAY)]
    ends = split_shares(shares, facts, VIETNAM_CALENDAR)
    assert [f"{end:%dT%H:%M}" for end in ends] == ["23T17:00", "30T17:00"]


def test_no_shares_no_plan_and_a_share_of_another_kind_is_refused() -> None:
    facts = ClockFacts(at("2026-11-19T09:00"), days("3"))
    assert split_shares([], facts, VIETNAM_CALENDAR) == ()
    with pytest.raises(ValueError):
        split_shares([Term(Decimal(1), Unit.MONTH)], facts, VIETNAM_CALENDAR)


def test_a_duty_costs_microseconds_in_each_move() -> None:
    opened, share = at("2026-11-20T10:00"), days("3")
    rounds = []
    for _ in range(5):
        begun = stopwatch.perf_counter()
        for _ in range(200):
            due_within(opened, share, Policy.BY_HOURS, VIETNAM_CALENDAR)
        rounds.append((stopwatch.perf_counter() - begun) / 200)
    assert min(rounds) < 100e-6
