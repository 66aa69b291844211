"""Who must act next: the one question every chip, timeline and list answers, in the same five ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop

from motcua.rules.access import Viewer
from motcua.rules.lifecycle import ENDED, State


class Turn(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    HERE = "here"
    OTHER = "other"
    DONE = "done"
    LATE = "late"


TURN_WORDS = {
    Turn.APPLICANT: gettext_noop("Chờ người nộp"),
    Turn.HERE: gettext_noop("Việc của cơ quan này"),
    Turn.OTHER: gettext_noop("Chờ cơ quan khác"),
    Turn.DONE: gettext_noop("Đã xong"),
    Turn.LATE: gettext_noop("Quá hạn"),
}
TURN_ICONS = {
    Turn.APPLICANT: "person",
    Turn.HERE: "desk",
    Turn.OTHER: "building",
    Turn.DONE: "check",
    Turn.LATE: "alarm",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip ready to be shown: never colour alone."""

    turn: Turn
    words: str

    @property
    def icon(self) -> str:
        return TURN_ICONS[self.turn]


def turn_of(state: str, *, offices: Iterable[int], viewer: Viewer, is_late: bool) -> Turn:
    """Whose turn it is on a dossier in `state` whose open duties lie at `offices`, as this viewer sees it."""
    if state in ENDED:
        return Turn.DONE
    if state in (State.SUPPLEMENT, State.FINANCE, State.DRAFT, State.DONE):
        return Turn.APPLICANT
    if is_late:
        return Turn.LATE
    mine = viewer.offices()
    wanted = frozenset(offices)
    return Turn.HERE if not wanted or wanted & mine else Turn.OTHER


def chip(turn: Turn, words: str | None = None) -> Chip:
    """The chip of a turn, in its own words or in those given."""
    return Chip(turn, words or gettext(TURN_WORDS[turn]))
