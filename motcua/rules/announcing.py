"""How long before a planned stop of the system people must be told (NĐ 224/2026/NĐ-CP art. 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.rules.workdays import VIETNAM, Calendar

LEAST_WORKING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Announcement:
    """How many whole working days lie between the day of the announcement and the day of the stop."""

    working_days: int

    @property
    def is_in_time(self) -> bool:
        """Whether it came at least seven working days before."""
        return self.working_days >= LEAST_WORKING_DAYS


def announcement(*, announced_at: datetime, starts_at: datetime, calendar: Calendar) -> Announcement:
    """Neither the day of the announcement nor the day of the stop is counted (Civil Code 2015 art. 147).

    A stop more than a year away is counted up to a year.
    """
    first = announced_at.astimezone(VIETNAM).toordinal() + 1
    last = min(starts_at.astimezone(VIETNAM).toordinal(), first + 366)
    return Announcement(sum(1 for ordinal in range(first, last) if calendar.hours_on(ordinal)))
