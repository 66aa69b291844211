"""Working hours between text, JSON and the rules."""

from __future__ import annotations

from datetime import time

from motcua.registers.offices.errors import HoursUnreadable
from motcua.registers.offices.facts import Hours
from motcua.rules.workdays import Interval, WeekHours

ORDINARY_DAYS = "12345"


def hours_from_text(text: str, *, days: str = ORDINARY_DAYS) -> dict[str, list[list[str]]]:
    """`07:00-11:30,13:30-17:00` on these ISO weekdays, as it is kept. Raises `HoursUnreadable`."""
    parts = [part.split("-") for part in text.replace(" ", "").split(",")]
    try:
        spans = [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in parts]
    except ValueError:
        raise HoursUnreadable(text=text[:60]) from None
    edges = [edge for span in spans for edge in span]
    if edges != sorted(set(edges)):
        raise HoursUnreadable(text=text[:60])
    return {day: [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in spans] for day in days}


def week_hours(hours: Hours) -> WeekHours:
    """The rules' hours; the country's ordinary ones when none are kept."""
    if not hours:
        return WeekHours()
    days = [
        tuple(Interval(time.fromisoformat(start), time.fromisoformat(end)) for start, end in hours.get(str(day), ()))
        for day in range(1, 8)
    ]
    return WeekHours(tuple(days))
