"""A dossier's state told from its events alone: what a rebuilt register would hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar

from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move, State


class Told(Protocol):
    """What is read of an event."""

    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


@dataclass(slots=True)
class Standing:
    """Legal state, marking, open duties, both promises, money and custody; not answers, not persons."""

    state: str = "draft"
    marking: list[str] = field(default_factory=list)
    duties: dict[int, tuple[str, int, str, str | None]] = field(default_factory=dict)
    """Number → step, office, role, due moment (canonical text)."""
    promised: str | None = None
    due: str | None = None
    code: str | None = None
    outcome: str | None = None
    money: str = "nothing-due"
    originals: dict[str, int] = field(default_factory=dict)
    """Paper → originals that the administration holds."""


def tell(events: Iterable[Told]) -> Standing:
    """Fold a stream, oldest first, into the state it leads to."""
    standing = Standing()
    for event in events:
        _add(standing, event.body)
    return standing


def _add(standing: Standing, body: Mapping[str, Any]) -> None:
    standing.state = body.get("to", standing.state)
    standing.marking = list(body.get("marking", standing.marking))
    for number in body.get("closes", ()):
        del standing.duties[number]
    for number, step, office, role, due in body.get("opens", ()):
        standing.duties[number] = (step, office, role, due)
    for name in ("promised", "due", "code", "outcome", "money"):
        if name in body:
            setattr(standing, name, body[name])
    standing.promised = standing.promised or standing.due
    for paper, count in body.get("originals", {}).items():
        standing.originals[paper] = count
    for paper in body.get("originals_back", ()):
        standing.originals.pop(paper, None)


def held_when(events: Iterable[Told], last: Told) -> dict[str, int]:
    """Paper → originals that the administration held when `last` was done, those that went back with it among them."""
    standing = Standing()
    for event in events:
        if event is last:
            break
        _add(standing, event.body)
    return {**standing.originals, **last.body.get("originals", {})}


Event = TypeVar("Event", bound=Told)
_ACTS = frozenset(move.value for move in Move)
RESULT_FILLED: Final = "result-filled"
RESULT_FILE: Final = "result-file"
"""A file of the result that a master gave is here."""
VERSION_CHANGED: Final = "version-changed"
SUPPORT: Final = "support"
"""The leader's duty to agree to what a support officer asks."""
_OF_SUPPORT = frozenset({"support-wanted", "support-declined"})
_NOTED = _OF_SUPPORT | {
    "result-called",
    "rated",
    "second-request-wanted",
    "second-request-declined",
    "originals-given-back",
}
_REVISES = _ACTS | _NOTED | {"papers-added", VERSION_CHANGED, RESULT_FILLED}
"""Events after which whoever looks at the dossier is to look again."""


def since(events: Sequence[Event], revisions: int) -> tuple[Event, ...]:
    """The newest events that made so many revisions, with the facts told among them; oldest first."""
    left = revisions
    for place in range(len(events) - 1, -1, -1):
        if left == 0:
            return tuple(events[place + 1 :])
        left -= events[place].kind in _REVISES
    return tuple(events)


def last_hand_over(events: Iterable[Event]) -> Event | None:
    """The newest act, when it is a forwarding that nothing has followed: what may be recalled. Facts that change no
    state (a notice sent, a duty given to one of several) do not count as an act."""
    acts = [event for event in events if _is_act(event)]
    last = acts[-1] if acts else None
    is_whole = last is not None and last.kind == Move.FORWARD and last.body.get("to") == State.PROCESSING
    return last if is_whole and last is not None and last.body.get("opens") and last.body.get("closes") else None


def _is_act(event: Told) -> bool:
    said = "said" in event.body and event.kind not in _OF_SUPPORT
    return said or event.kind in _ACTS or event.kind == VERSION_CHANGED


def sent_by(event: Told, viewer: Viewer) -> bool:
    """Whether the viewer did it, by a position still held."""
    return event.body.get("by") in {f"holding/{seat.holding_id}" for seat in viewer.seats}
