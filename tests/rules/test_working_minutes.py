"""Working time counted down: over noon, a night, a weekend and a holiday; late time counts the other way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.workdays import working_minutes
from tests.commune import at
from tests.rules.calendars import VIETNAM_CALENDAR as CALENDAR


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23 08:00", "2026-11-23 10:00", 2),
        ("2026-11-23 11:00", "2026-11-23 14:00", 1),
        ("2026-11-23 14:00", "2026-11-25 14:00", 8),
        ("2026-11-20 16:00", "2026-11-23 08:00", 2),
        ("2026-11-21 09:00", "2026-11-22 09:00", 0),
        ("2026-11-23 10:00", "2026-11-23 08:00", -2),
    ],
)
def test_only_time_at_work_counts(start: str, end: str, hours: int) -> None:
    assert working_minutes(CALENDAR, at(start), at(end)) == hours * 60


@given(first=st.integers(0, 60_000), middle=st.integers(0, 20_000), last=st.integers(0, 20_000))
def test_parts_of_a_time_add_up(first: int, middle: int, last: int) -> None:
    begin = at("2026-10-01 00:00") + timedelta(minutes=first)
    between = begin + timedelta(minutes=middle)
    end = between + timedelta(minutes=last)
    whole = working_minutes(CALENDAR, begin, end)
    assert whole == working_minutes(CALENDAR, begin, between) + working_minutes(CALENDAR, between, end)
    assert 0 <= whole <= middle + last
    assert working_minutes(CALENDAR, end, begin) == -whole
