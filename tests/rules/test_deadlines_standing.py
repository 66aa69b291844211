"""Early, on time, overdue, at risk; hẹn lại; pauses by ground (domain: QĐ 766, NĐ 61/2018 art. 19)."""

from __future__ import annotations

import pytest

from motcua.rules.deadlines import (
    STANDING_WORDS,
    GroundNotListed,
    RescheduleRefused,
    Rescheduling,
    Standing,
    is_last_chance,
    may_pause,
    may_reschedule,
    risk_horizon,
    standing,
)
from tests.rules.calendars import VIETNAM_CALENDAR, at

PROMISED = at("2026-11-27T17:00")


@pytest.mark.parametrize(
    ("finished", "promised", "stands"),
    [
        ("2026-11-26T23:59", "2026-11-27T17:00", Standing.EARLY),
        ("2026-11-27T00:00", "2026-11-27T17:00", Standing.ON_TIME),
        ("2026-11-27T20:00", "2026-11-27T17:00", Standing.ON_TIME),  # dates are compared, not hours
        ("2026-11-27T16:00", "2026-11-27T09:00", Standing.ON_TIME),
        ("2026-11-28T00:00", "2026-11-27T17:00", Standing.OVERDUE),
        ("2026-11-28T00:00", None, Standing.ON_TIME),  # no promise
    ],
)
def test_a_finished_dossier_is_judged_by_dates(finished: str, promised: str | None, stands: Standing) -> None:
    due = at(promised) if promised else None
    told = standing(promised_at=due, now=at("2027-01-05T09:00"), calendar=VIETNAM_CALENDAR, finished_at=at(finished))
    assert told is stands


@pytest.mark.parametrize(
    ("now", "hours", "stands"),
    [
        ("2026-11-25T09:00", 8, Standing.RUNNING),
        ("2026-11-26T16:59", 8, Standing.RUNNING),
        ("2026-11-26T17:00", 8, Standing.AT_RISK),
        ("2026-11-27T09:00", 8, Standing.AT_RISK),
        ("2026-11-25T09:00", 24, Standing.AT_RISK),
        ("2026-11-27T18:00", 8, Standing.AT_RISK),
        ("2026-11-27T16:59", 0, Standing.RUNNING),
        ("2026-11-27T17:00", 0, Standing.AT_RISK),
        ("2026-11-28T00:00", 8, Standing.OVERDUE),
    ],
)
def test_an_open_dossier_is_at_risk_within_so_many_working_hours(now: str, hours: int, stands: Standing) -> None:
    told = standing(promised_at=PROMISED, now=at(now), calendar=VIETNAM_CALENDAR, risk_hours=hours)
    assert told is stands


def test_a_paused_dossier_is_paused_even_past_its_promise_and_a_finished_one_is_not() -> None:
    late = at("2026-12-05T09:00")
    paused = standing(promised_at=PROMISED, now=late, calendar=VIETNAM_CALENDAR, is_paused=True)
    finished = standing(promised_at=PROMISED, now=late, calendar=VIETNAM_CALENDAR, finished_at=PROMISED, is_paused=True)
    assert (paused, finished) == (Standing.PAUSED, Standing.ON_TIME)


def test_an_open_dossier_without_a_promise_runs() -> None:
    assert standing(promised_at=None, now=PROMISED, calendar=VIETNAM_CALENDAR) is Standing.RUNNING


def test_each_standing_has_its_words() -> None:
    assert set(STANDING_WORDS) == set(Standing)


def test_the_horizon_of_risk_passes_over_the_days_off() -> None:
    assert risk_horizon(at("2026-11-23T16:00"), 8, VIETNAM_CALENDAR) == at("2026-11-25T16:00")


def reschedule(now: str, new: str, times: int = 0) -> Rescheduling | RescheduleRefused:
    return may_reschedule(
        promised_at=PROMISED, new_promised_at=at(new), now=at(now), reschedulings=times, calendar=VIETNAM_CALENDAR
    )


def test_a_promise_may_be_moved_once_a_day_before_and_both_dates_are_kept() -> None:
    told = reschedule("2026-11-26T16:59", "2026-12-01T17:00")
    assert told == Rescheduling(PROMISED, at("2026-12-01T17:00"))


@pytest.mark.parametrize(
    ("now", "new", "times", "says"),
    [
        ("2026-11-26T09:00", "2026-12-01T17:00", 1, "đã hẹn lại một lần"),
        ("2026-11-27T00:00", "2026-12-01T17:00", 0, "chậm nhất một ngày"),
        ("2026-12-02T09:00", "2026-12-04T17:00", 0, "chậm nhất một ngày trước ngày hẹn Thứ Sáu 27/11"),
        ("2026-11-25T09:00", "2026-11-27T18:00", 0, "phải sau ngày hẹn cũ"),
        ("2026-11-25T09:00", "2026-11-26T17:00", 0, "phải sau ngày hẹn cũ"),
        ("2026-11-25T09:00", "2026-11-28T17:00", 0, "Thứ Bảy 28/11 là ngày nghỉ"),
    ],
)
def test_other_reschedulings_are_refused_with_the_reason(now: str, new: str, times: int, says: str) -> None:
    told = reschedule(now, new, times)
    assert isinstance(told, RescheduleRefused)
    assert says in told.reason.words()


@pytest.mark.parametrize(
    ("now", "promised", "is_last"),
    [
        ("2026-11-26T16:00", "2026-11-27T17:00", True),
        ("2026-11-25T16:00", "2026-11-27T17:00", False),
        ("2026-11-27T08:00", "2026-11-27T17:00", False),
        ("2026-11-30T08:00", "2026-11-27T17:00", False),
        ("2026-11-27T08:00", "2026-11-30T17:00", True),
        ("2026-11-28T08:00", "2026-11-30T17:00", True),
        ("2026-11-26T08:00", "2026-11-30T17:00", False),
        ("2026-02-13T08:00", "2026-02-23T17:00", True),
    ],
)
def test_the_last_working_day_on_which_a_later_promise_may_be_told_is_known(
    now: str, promised: str, is_last: bool
) -> None:
    assert is_last_chance(promised_at=at(promised), now=at(now), calendar=VIETNAM_CALENDAR) is is_last


def test_the_clock_pauses_only_on_a_ground_the_procedure_lists() -> None:
    listed = ["land-money", "public-posting"]
    assert may_pause(ground="land-money", listed=listed) is None
    for ground in ("busy", "", " "):
        verdict = may_pause(ground=ground, listed=[*listed, ""])
        assert isinstance(verdict, GroundNotListed)
        assert verdict.reason.words()
