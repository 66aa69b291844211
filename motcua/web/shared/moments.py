"""Moments and days in Vietnamese words, as a person says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, gettext_noop, ngettext

from motcua.foundation.clock import VIETNAM

WEEKDAYS = (
    gettext_noop("thứ Hai"),
    gettext_noop("thứ Ba"),
    gettext_noop("thứ Tư"),
    gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"),
    gettext_noop("thứ Bảy"),
    gettext_noop("Chủ Nhật"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment in words: `left` is what is left of it, `on` the day and hour behind it."""

    left: str
    on: str
    is_late: bool


def day_words(day: date, *, today: date) -> str:
    """`thứ Năm 26/11`; the year is said when it is not this one."""
    text = f"{gettext(WEEKDAYS[day.weekday()])} {day.day}/{day.month}"
    return text if day.year == today.year else f"{text}/{day.year}"


def moment_words(moment: datetime, *, now: datetime) -> str:
    """`thứ Năm 26/11, 17:00`; today is `hôm nay, 17:00`."""
    local, here = moment.astimezone(VIETNAM), now.astimezone(VIETNAM)
    if local.date() == here.date():
        day = gettext("hôm nay")
    else:
        day = day_words(local.date(), today=here.date())
    return f"{day}, {local:%H:%M}"


def due_words(due_at: datetime, *, now: datetime) -> Due:
    """How long is left until the moment, or how long ago it passed: by the days of the wall calendar, below a day by
    the hour."""
    local, here = due_at.astimezone(VIETNAM), now.astimezone(VIETNAM)
    is_late = local < here
    days = abs((local.date() - here.date()).days)
    if days:
        left = ngettext("{n} ngày", "{n} ngày", days).format(n=days)
    else:
        minutes = int(abs((local - here).total_seconds()) // 60)
        hours = minutes // 60
        left = (
            ngettext("{n} giờ", "{n} giờ", hours).format(n=hours)
            if hours
            else ngettext("{n} phút", "{n} phút", minutes).format(n=minutes)
        )
    said = gettext("quá hạn {left}") if is_late else gettext("còn {left}")
    return Due(left=said.format(left=left), on=moment_words(due_at, now=now), is_late=is_late)
