"""What goes into the process and comes out of it: where a dossier stands, what may be done, what follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from motcua.rules.deadlines import Term
from motcua.rules.sentences import Sentence

ARRIVED: Final = "<"
ASKED: Final = "@"


@dataclass(frozen=True, slots=True)
class Marking:
    """Where a dossier stands; empty when the process has ended. Each part is sorted."""

    active: tuple[str, ...] = ()
    """Steps to be done now."""
    waiting: tuple[str, ...] = ()
    """Branches that reached their join: "join<number of the branch"."""
    consultations: tuple[str, ...] = ()
    """Offices that owe an answer: "step@office"."""

    def as_list(self) -> list[str]:
        """Its form in JSON: one list of short strings."""
        return [*self.active, *self.waiting, *self.consultations]

    @classmethod
    def from_list(cls, marks: Iterable[str]) -> Marking:
        """Read back what `as_list` wrote."""
        active: list[str] = []
        waiting: list[str] = []
        asked: list[str] = []
        for mark in marks:
            (asked if ASKED in mark else waiting if ARRIVED in mark else active).append(mark)
        return cls(tuple(sorted(active)), tuple(sorted(waiting)), tuple(sorted(asked)))

    def offices_asked(self, step: str) -> tuple[str, ...]:
        """The offices that still owe `step` an answer."""
        before = step + ASKED
        return tuple(mark[len(before) :] for mark in self.consultations if mark.startswith(before))


@dataclass(frozen=True, slots=True)
class Complete:
    """The step is done; a decision names its outcome. Answers still awaited by a task are no longer awaited."""

    step: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class SendBack:
    """The dossier goes back to an earlier step, one of the step's `returns_to`."""

    step: str
    to: str


@dataclass(frozen=True, slots=True)
class Consult:
    """Other offices are asked, from a consultation step or from any step that somebody is doing."""

    step: str
    offices: tuple[str, ...]
    within: Term | None = None
    """How long they have; the step's `answer_within` when None."""
    role: str | None = None
    """Who answers there; the step's `answered_by`, else its `role`, when None."""
    kinds: frozenset[str] = frozenset()
    """Of which kinds the asked offices are: what a step `must_ask` is looked for here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An asked office has answered. When none is left to answer, a consultation step passes."""

    step: str
    office: str
    relayed: bool = False
    """It came on paper, and whoever asked writes it down."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """The time to answer is over (the caller knows the time): the step goes on without those who did not answer."""

    step: str


Act: TypeAlias = Complete | SendBack | Consult | Answer | Lapse


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """A duty that begins: who (a position's role; in the asked office if `office`), and its share of the term."""

    step: str
    role: str
    share: Term | None
    office: str | None = None

    @property
    def key(self) -> str:
        """Names the duty among the open ones of its dossier; `Advance.closes` holds these."""
        return self.step if self.office is None else f"{self.step}{ASKED}{self.office}"


@dataclass(frozen=True, slots=True)
class Advance:
    """What an act brings. First close, then open: a step returned to itself closes and opens the same key."""

    marking: Marking
    opens: tuple[DutyPlan, ...]
    closes: tuple[str, ...]
    """Keys of the duties that end."""
    ended: bool
    effects: tuple[str, ...]
    """What was done means in law, in the order it happened."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The act does not fit the marking; nothing changes."""

    sentence: Sentence
