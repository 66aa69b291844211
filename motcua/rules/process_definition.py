"""The internal process of a procedure as written down: its steps, where each leads, who does it, its share of the term.

Parallel parts are nested blocks: every branch of a split ends in the one join of that split. Inside a branch the
order is free (decisions, loops, further splits). So each step has one *place*: the branches of splits it lies in,
from the outermost in. The place is what makes a return out of a parallel part exact: it ends everything begun by
the splits that are left, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from motcua.rules.deadlines import Term
from motcua.rules.expressions import Condition

END: Final = "end"
"""Where the last step leads: the process is over."""

Place: TypeAlias = tuple[tuple[str, int], ...]
"""The branches a step lies in: (split, number of its branch), outermost first; empty outside every split."""


class StepKind(StrEnum):
    TASK = "task"
    """Somebody does it; it leads to one step."""
    DECISION = "decision"
    """Somebody chooses an outcome; or, when its branches carry `when`, the answers choose."""
    SPLIT = "split"
    """All its branches begin together."""
    JOIN = "join"
    """Waits for every branch of its split."""
    CONSULTATION = "consultation"
    """Other offices are asked and answer in a given time; the clock of the dossier runs on."""
    AUTOMATIC = "automatic"
    """Passes by itself."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A way on from a step, to another step or to END."""

    to: str
    outcome: str | None = None
    """The key of the choice, in a decision made by a person."""
    name: str = ""
    """The choice in the reader's words."""
    when: Condition | None = field(default=None, hash=False)
    """In a decision made by the answers: what they must equal. The branch without it, the last, takes all the rest."""
    effect: str | None = None
    """What this choice means in law ("sign", "refuse"…), besides the effect of the step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `share` is its part of the term, None when it takes none of it (intake, handing over)."""

    key: str
    name: str
    kind: StepKind = StepKind.TASK
    role: str | None = None
    """Code of the position that does it; None only for steps that pass by themselves."""
    share: Term | None = None
    branches: tuple[Branch, ...] = ()
    returns_to: tuple[str, ...] = ()
    """Earlier steps that its doer may send the dossier back to."""
    effect: str | None = None
    """What completing it means in law ("propose", "sign", "number"…); the stage reads it."""
    offices: tuple[str, ...] = ()
    """Consultation: the offices always asked; when empty, the doer names them with `Consult`."""
    answer_within: Term | None = None
    """Consultation: how long each asked office has."""
    answered_by: str | None = None
    """Code of the position that answers in the asked office; the step's own `role` when None."""
    must_ask: tuple[str, ...] = ()
    """Consultation: kinds of offices (`office_kinds`), one of each of which must be asked before the step can end."""

    @property
    def decided_by_answers(self) -> bool:
        return self.kind is StepKind.DECISION and any(branch.when is not None for branch in self.branches)

    @property
    def waits(self) -> bool:
        """Somebody has to act here; otherwise the step passes by itself (a join: once all branches have come)."""
        if self.kind is StepKind.DECISION:
            return not self.decided_by_answers
        return self.kind is StepKind.TASK or self.kind is StepKind.CONSULTATION


class ClashKind(StrEnum):
    TWO_PLACES = "two-places"
    JOIN_OUTSIDE = "join-outside"
    JOIN_OF_TWO = "join-of-two"
    ENDS_INSIDE = "ends-inside"


@dataclass(frozen=True, slots=True)
class Clash:
    """Where nesting breaks: the edge `source` → `target`."""

    kind: ClashKind
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What follows from the edges alone; complete only if there is no clash."""

    places: dict[str, Place]
    split_of: dict[str, str]
    """Join → the split it closes."""
    arrivals: dict[str, set[int]]
    """Join → numbers of the branches that can come to it."""
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class ProcessDefinition:
    """A whole process, frozen with its procedure version. Use it only if `soundness.prove` finds nothing."""

    start: str
    steps: tuple[Step, ...]
    by_key: dict[str, Step] = field(init=False, repr=False, compare=False)
    layout: Layout = field(init=False, repr=False, compare=False)
    waiting_keys: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {step.key: step for step in self.steps})
        object.__setattr__(self, "layout", _lay_out(self))
        object.__setattr__(self, "waiting_keys", frozenset(step.key for step in self.steps if step.waits))

    def step(self, key: str) -> Step:
        """The step of that key; KeyError if there is none."""
        return self.by_key[key]


def edges(step: Step, place: Place) -> Iterator[tuple[str, Place]]:
    """Where `step` at `place` leads, each with the place on arrival (before a join takes its own branch off)."""
    for number, branch in enumerate(step.branches):
        yield branch.to, (*place, (step.key, number)) if step.kind is StepKind.SPLIT else place


def _lay_out(definition: ProcessDefinition) -> Layout:
    layout = Layout(places={}, split_of={}, arrivals={}, clashes=())
    clashes: list[Clash] = []
    found = _settle(definition, layout, "", definition.start, (), clashes)
    pending = [found] if found else []
    while pending:
        step = pending.pop()
        for target, place in edges(step, layout.places[step.key]):
            if target == END:
                if place:
                    clashes.append(Clash(ClashKind.ENDS_INSIDE, step.key, END))
            elif found := _settle(definition, layout, step.key, target, place, clashes):
                pending.append(found)
    return Layout(layout.places, layout.split_of, layout.arrivals, tuple(clashes))


def _settle(
    definition: ProcessDefinition, layout: Layout, source: str, target: str, place: Place, clashes: list[Clash]
) -> Step | None:
    """Give `target` its place; return it if it was not met before, note a clash if it was met elsewhere."""
    step = definition.by_key.get(target)
    if step is None:
        return None
    if step.kind is StepKind.JOIN:
        if not place:
            clashes.append(Clash(ClashKind.JOIN_OUTSIDE, source, target))
            return None
        *outer, (split, number) = place
        if layout.split_of.setdefault(target, split) != split:
            clashes.append(Clash(ClashKind.JOIN_OF_TWO, source, target))
            return None
        layout.arrivals.setdefault(target, set()).add(number)
        place = tuple(outer)
    if target not in layout.places:
        layout.places[target] = place
        return step
    if layout.places[target] != place:
        clashes.append(Clash(ClashKind.TWO_PLACES, source, target))
    return None


def reachable(begin: Iterable[str], onward: Mapping[str, set[str]]) -> set[str]:
    """Everything that can be reached from `begin`, itself included."""
    met = set(begin)
    pending = list(met)
    while pending:
        for key in onward.get(pending.pop(), ()):
            if key not in met:
                met.add(key)
                pending.append(key)
    return met
