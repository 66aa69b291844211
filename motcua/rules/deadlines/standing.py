"""How a dossier stands against its promise, and what may still be done to its clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.rules.deadlines.shares import risk_horizon
from motcua.rules.deadlines.words import Line
from motcua.rules.sentences import gettext_noop
from motcua.rules.workdays import VIETNAM, Calendar


class Standing(StrEnum):
    """A finished dossier is early, on time or overdue; an open one running, at risk, overdue, or paused."""

    EARLY = "early"
    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    RUNNING = "running"
    PAUSED = "paused"


STANDING_WORDS = {
    Standing.EARLY: gettext_noop("trước hạn"),
    Standing.ON_TIME: gettext_noop("đúng hạn"),
    Standing.AT_RISK: gettext_noop("sắp đến hạn"),
    Standing.OVERDUE: gettext_noop("quá hạn"),
    Standing.RUNNING: gettext_noop("trong hạn"),
    Standing.PAUSED: gettext_noop("tạm dừng"),
}


def standing(
    *,
    promised_at: datetime | None,
    now: datetime,
    calendar: Calendar,
    finished_at: datetime | None = None,
    is_paused: bool = False,
    risk_hours: int = 8,
) -> Standing:
    """How the dossier stands, by the dates of finishing and promise (QĐ 766/QĐ-TTg compares dates, not hours).

    Collecting late does not count: `finished_at` is when the result was signed. A dossier without a promise is on
    time once finished. An open one is at risk when it is promised within the next `risk_hours` working hours.
    """
    if finished_at is not None:
        return _finished(promised_at, finished_at)
    if is_paused:
        return Standing.PAUSED
    if promised_at is None:
        return Standing.RUNNING
    if now.astimezone(VIETNAM).date() > promised_at.astimezone(VIETNAM).date():
        return Standing.OVERDUE
    return Standing.AT_RISK if promised_at <= risk_horizon(now, risk_hours, calendar) else Standing.RUNNING


def _finished(promised_at: datetime | None, finished_at: datetime) -> Standing:
    if promised_at is None:
        return Standing.ON_TIME
    finished, promised = finished_at.astimezone(VIETNAM).date(), promised_at.astimezone(VIETNAM).date()
    if finished < promised:
        return Standing.EARLY
    return Standing.ON_TIME if finished == promised else Standing.OVERDUE


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """The verdict that a dossier may be promised anew; both dates are kept for ever."""

    promised_at: datetime
    new_promised_at: datetime


@dataclass(frozen=True, slots=True)
class RescheduleRefused:
    """The verdict that it may not, with the reason for the reader."""

    reason: Line


LONGEST_REST = 14
"""Days: no run of days off is longer."""

ALREADY = gettext_noop("Hồ sơ đã hẹn lại một lần; không được hẹn lại lần nữa.")
TOO_LATE = gettext_noop("Phải hẹn lại chậm nhất một ngày trước ngày hẹn {promised}.")
NOT_LATER = gettext_noop("Ngày hẹn mới phải sau ngày hẹn cũ {promised}.")
DAY_OFF = gettext_noop("Ngày hẹn mới {day} là ngày nghỉ.")


def last_day_to_reschedule(promised_at: datetime) -> date:
    """The last day on which a later promise may still be told: the one before (NĐ 61/2018 art. 19(9))."""
    return promised_at.astimezone(VIETNAM).date() - timedelta(days=1)


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first working day after this one; after so long a rest, the day itself ends it."""
    ahead = (day + timedelta(days=number) for number in range(1, LONGEST_REST + 1))
    return next((one for one in ahead if calendar.works_on(one)), day + timedelta(days=LONGEST_REST))


def is_last_chance(*, promised_at: datetime, now: datetime, calendar: Calendar) -> bool:
    """Whether it may be told today, and on no working day after today: who will be late says so now."""
    today = now.astimezone(VIETNAM).date()
    return today <= last_day_to_reschedule(promised_at) < next_working_day(today, calendar)


def may_reschedule(
    *, promised_at: datetime, new_promised_at: datetime, now: datetime, reschedulings: int, calendar: Calendar
) -> Rescheduling | RescheduleRefused:
    """Whether the promise may be moved: once, told at least a day before, to a later working day.

    NĐ 61/2018 art. 19(9) (form 04, the apology); `reschedulings` is how often it was done before.
    """
    promised = promised_at.astimezone(VIETNAM).date()
    new = new_promised_at.astimezone(VIETNAM).date()
    if reschedulings:
        return RescheduleRefused(Line(ALREADY))
    if now.astimezone(VIETNAM).date() > last_day_to_reschedule(promised_at):
        return RescheduleRefused(Line(TOO_LATE, {"promised": promised}))
    if new <= promised:
        return RescheduleRefused(Line(NOT_LATER, {"promised": promised}))
    if not calendar.works_on(new):
        return RescheduleRefused(Line(DAY_OFF, {"day": new}))
    return Rescheduling(promised_at, new_promised_at)


@dataclass(frozen=True, slots=True)
class GroundNotListed:
    """The verdict on a pause whose ground the procedure does not list."""

    ground: str
    reason: Line


NOT_LISTED = gettext_noop("Thủ tục này không cho tạm dừng thời hạn theo căn cứ “{ground}”.")
NO_GROUND = gettext_noop("Tạm dừng thời hạn phải có căn cứ pháp luật.")


def may_pause(*, ground: str, listed: Collection[str]) -> GroundNotListed | None:
    """Whether the clock may stop on this ground: `None` when it may (NĐ 301/2026 art. 3(4) and the special laws)."""
    if not ground.strip():
        return GroundNotListed(ground, Line(NO_GROUND))
    return None if ground in listed else GroundNotListed(ground, Line(NOT_LISTED, {"ground": ground}))
