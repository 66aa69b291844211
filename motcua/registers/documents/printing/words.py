"""Moments, days, amounts and counts as printed papers write them."""

from __future__ import annotations

from datetime import date, datetime

from motcua.foundation.clock import VIETNAM
from motcua.rules.money_words import money

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def moment_words(moment: datetime | None) -> str:
    """An aware moment in Vietnam: "09 giờ 05 phút, Thứ Hai ngày 23/11/2026"; nothing for none."""
    if moment is None:
        return ""
    here = in_vietnam(moment)
    return f"{here:%H} giờ {here:%M} phút, {WEEKDAYS[here.weekday()]} ngày {here:%d/%m/%Y}"


def hour_and_day(moment: datetime) -> str:
    """Without the weekday: "09 giờ 05 phút, ngày 23/11/2026"."""
    here = in_vietnam(moment)
    return f"{here:%H} giờ {here:%M} phút, ngày {here:%d/%m/%Y}"


def short_moment(moment: datetime | None) -> str:
    """For narrow columns: "09:05 23/11/2026"; nothing for none."""
    return f"{in_vietnam(moment):%H:%M %d/%m/%Y}" if moment else ""


def day_words(day: date) -> str:
    """A day as NĐ 30/2020 writes it: "ngày 05 tháng 02 năm 2026", January and February with a nought."""
    if isinstance(day, datetime):
        day = in_vietnam(day).date()
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day:%d} tháng {month} năm {day.year}"


def place_and_day(place: str, moment: datetime) -> str:
    """Beside the head: "Mỹ Thiện, ngày 23 tháng 11 năm 2026"."""
    return f"{place}, {day_words(moment)}" if place else day_words(moment).capitalize()


def dong(amount: int) -> str:
    """An amount as written in Vietnam: "8.000 đồng"."""
    return money(amount)


def count_words(number: int) -> str:
    """Two digits at least; nothing for none: "01"."""
    return f"{number:02}" if number else ""


def labelled(label: str, text: str) -> str:
    """ "Label: text"; nothing without a text."""
    return f"{label}: {text}" if text else ""


def in_vietnam(moment: datetime) -> datetime:
    """The same moment by Vietnam's clock."""
    return moment.astimezone(VIETNAM)
