"""When messages go: never in quiet hours, again after growing pauses, and no more than so often."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from motcua.foundation.clock import VIETNAM

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60))
"""After the first try, the second, …; after the last of them it is given up."""
LEASE: Final = timedelta(minutes=5)
"""So long a message that is being sent is left alone; a sender that was killed is taken for dead after it. Longer than
any try may take (docs/decisions/0103)."""
WITHIN: Final = 10.0
"""Seconds that a partner has for one answer."""

Quiet = tuple[time, time]
"""From, until; in Vietnam's time. May go over midnight."""


def is_quiet(moment: datetime, quiet: Quiet | None) -> bool:
    """Whether nobody is to be woken by a message now."""
    if quiet is None:
        return False
    begin, end = quiet
    clock = moment.astimezone(VIETNAM).time()
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries, at least one; None: no more."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
