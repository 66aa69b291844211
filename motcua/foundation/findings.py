"""What a self-check found: of a setting, a store, a partner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at, in the reader's words. `mend` says what to do unless all is well."""

    about: str
    words: str
    health: Health = Health.GOOD
    mend: str = ""
