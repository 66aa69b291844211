"""A dossier's state told from its events alone: what a rebuilt register would hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


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
    for paper, count in body.get("originals", {}).items():
        standing.originals[paper] = count
    for paper in body.get("originals_back", ()):
        standing.originals.pop(paper, None)
