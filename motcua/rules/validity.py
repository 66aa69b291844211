"""Until when a result is good (thời hạn giá trị của kết quả)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from motcua.rules.deadlines import Term, Unit

CALENDAR_UNITS = frozenset({Unit.DAY, Unit.MONTH})
"""Validity runs on days off as well, so it is counted in days or months only."""


def last_day(issued: date, term: Term) -> date:
    """The last day on which a result issued on that day is good (Civil Code 2015 art. 147, 148).

    The day of issue is not counted; a term of months ends on the same day of its last month, or on that month's last
    day where it has no such day. Raises `ValueError` for a unit or a fraction that no calendar has.
    """
    if term.unit not in CALENDAR_UNITS or term.amount != int(term.amount):
        raise ValueError(f"no validity: {term.amount} {term.unit}")
    if term.unit is Unit.DAY:
        return issued + timedelta(days=int(term.amount))
    months = issued.year * 12 + issued.month - 1 + int(term.amount)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(issued.day, monthrange(year, month + 1)[1]))
