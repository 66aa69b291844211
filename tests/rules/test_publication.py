"""QĐ 766/QĐ-TTg 1.1–1.3: decided 20 or 5 working days ahead, public within 10 or 5 working days, all parts told."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.publication import DecidedBy, Publication, clocks
from tests.rules.calendars import unit_calendar

MINISTRY, PROVINCE = DecidedBy.MINISTRY, DecidedBy.PROVINCE


@pytest.mark.parametrize(
    ("by", "valid_from", "decide_by"),
    [
        # 24/11/2026 is a day off: five working days before 01/12 lead over it.
        (PROVINCE, date(2026, 12, 1), date(2026, 11, 23)),
        (MINISTRY, date(2026, 12, 1), date(2026, 11, 2)),
    ],
)
def test_the_decision_stands_some_working_days_before_the_first_day(
    by: DecidedBy, valid_from: date, decide_by: date
) -> None:
    for decided, in_time in ((decide_by, True), (date.fromordinal(decide_by.toordinal() + 1), False)):
        told = clocks(Publication(decided, by, valid_from, decided), unit_calendar())
        assert (told.decide_by, told.is_announced_in_time) == (decide_by, in_time)


@pytest.mark.parametrize(
    ("by", "decided", "public_by"),
    [
        (PROVINCE, date(2026, 11, 20), date(2026, 11, 30)),
        (MINISTRY, date(2026, 11, 20), date(2026, 12, 7)),
    ],
)
def test_it_is_made_public_within_some_working_days_of_the_decision(
    by: DecidedBy, decided: date, public_by: date
) -> None:
    for public, in_time in ((public_by, True), (date.fromordinal(public_by.toordinal() + 1), False)):
        told = clocks(Publication(decided, by, date(2027, 3, 1), public), unit_calendar())
        assert (told.public_by, told.is_public_in_time) == (public_by, in_time)


def test_a_part_that_is_not_told_is_not_complete() -> None:
    day = date(2026, 11, 20)
    assert clocks(Publication(day, PROVINCE, day, day), unit_calendar()).is_complete
    assert not clocks(Publication(day, PROVINCE, day, day, ("requirements",)), unit_calendar()).is_complete
