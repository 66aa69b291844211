"""The only place that reads the machine's clock. Doors call it; everything inside takes `now` as an argument."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware, in Vietnam's time."""
    return datetime.now(UTC).astimezone(VIETNAM)  # noqa: TID251
