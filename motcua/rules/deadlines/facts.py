"""What a promise is computed from, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from fractions import Fraction

from motcua.rules.deadlines.terms import Term
from motcua.rules.deadlines.words import Line
from motcua.rules.sentences import gettext_noop

WAITED = gettext_noop("chờ bổ sung hồ sơ")


class Policy(StrEnum):
    """The two families in use: counting whole days, or walking through working hours (a working day is 8)."""

    BY_DAYS = "ngay"
    BY_HOURS = "gio"


class Resumption(StrEnum):
    """What a completed supplement does: the term anew (NĐ 61/2018 art. 19(4), NĐ 297/2025) or on (NĐ 301/2026)."""

    RESTART = "restart"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that is not counted, on a listed legal ground; the term always goes on after it, never anew.

    `ground` is the code in the procedure's list, `reason` how a reader is told of it. Raises `ValueError` for naive
    moments or an end before its start.
    """

    start: datetime
    end: datetime
    ground: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None or self.end < self.start:
            raise ValueError("a pause has two moments with their zone, the later one last")


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement that was asked for and has come complete."""

    asked_at: datetime
    completed_at: datetime

    def __post_init__(self) -> None:
        if self.asked_at.tzinfo is None or self.completed_at.tzinfo is None or self.completed_at < self.asked_at:
            raise ValueError("a supplement has two moments with their zone, the later one last")


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """All that moves the promise. Moments are aware; raises `ValueError` for a naive one.

    `competent_at`: when the competent agency received it, where another took it in (NĐ 309/2026 art. 8(3)).
    `cutoff`: strictly after this time of day counts as received on the next working day.
    The term is that of the case, the channel and the kind of commune: the caller chooses it.
    """

    received_at: datetime
    term: Term
    policy: Policy = Policy.BY_DAYS
    cutoff: time | None = None
    pauses: tuple[Pause, ...] = ()
    competent_at: datetime | None = None
    supplements: tuple[Supplement, ...] = ()
    resumption: Resumption = Resumption.RESTART

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None or (self.competent_at and self.competent_at.tzinfo is None):
            raise ValueError("a moment without its zone")

    @property
    def begins_at(self) -> datetime:
        """The moment the clock starts from: receipt, the competent agency's receipt, or the last restart."""
        begun = self.competent_at or self.received_at
        if self.resumption is Resumption.RESTART and self.supplements:
            return max(begun, *(each.completed_at for each in self.supplements))
        return begun

    @property
    def all_pauses(self) -> tuple[Pause, ...]:
        """The pauses, and the supplements where these only continue."""
        if self.resumption is Resumption.RESTART or not self.supplements:
            return self.pauses
        waited = (Pause(each.asked_at, each.completed_at, "supplement", WAITED) for each in self.supplements)
        return (*self.pauses, *waited)


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised moment and its reasons: `lines` explain it to the applicant, `warnings` say what is unsure."""

    due_at: datetime
    lines: tuple[Line, ...]
    warnings: tuple[Line, ...] = ()

    @property
    def counted(self) -> Fraction:
        """What the lines add up to, in days (by days) or hours (walked in hours)."""
        return sum((line.counted for line in self.lines), Fraction(0))
