"""Whether every way through a process comes to a decision: proposed, then signed, and numbered only when signed.

A step sent back after the signature takes the signature away (as `SendBack` does), so what follows must sign again. Of
parallel branches the one that got furthest counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from motcua.rules.process_definition import END, Branch, ProcessDefinition, Step, edges
from motcua.rules.process_faults import Fault, FaultKind, fault


class Reached(IntEnum):
    """How far the decision is."""

    NOTHING = 0
    PROPOSED = 1
    SIGNED = 2
    NUMBERED = 3


_REACHES: Final = {
    "propose": Reached.PROPOSED,
    "refuse": Reached.PROPOSED,
    "sign": Reached.SIGNED,
    "number": Reached.NUMBERED,
}
_WANTS: Final = {
    "sign": (Reached.PROPOSED, FaultKind.SIGNS_NOTHING),
    "number": (Reached.SIGNED, FaultKind.NUMBERS_UNSIGNED),
}


def decision_faults(definition: ProcessDefinition) -> tuple[Fault, ...]:
    """The steps that sign or number what is not there, or end without a signature. Only of a sound process."""
    before = _before(definition)
    found = (each for step in definition.steps for each in _faults(step, before[step.key]))
    return tuple(dict.fromkeys(found))


def _before(definition: ProcessDefinition) -> dict[str, Reached]:
    """How far the decision is at least when each step begins, on whatever way: the greatest answer that holds."""
    before = {step.key: Reached.NUMBERED for step in definition.steps}
    while True:
        after = {key: _on_arrival(arrivals) for key, arrivals in _arrivals(definition, before).items()}
        after[definition.start] = Reached.NOTHING
        if after == before:
            return before
        before = after


def _arrivals(definition: ProcessDefinition, before: dict[str, Reached]) -> dict[str, list[tuple[int, Reached]]]:
    """What comes to each step: the number of the parallel branch it closes (0 elsewhere), and how far that is."""
    found: dict[str, list[tuple[int, Reached]]] = defaultdict(list)
    for step in definition.steps:
        ways = zip(step.branches, edges(step, definition.layout.places[step.key]), strict=True)
        for branch, (target, place) in ways:
            number = place[-1][1] if target in definition.layout.split_of else 0
            found[target].append((number, _after(step, branch, before[step.key])))
        for target in step.returns_to:
            found[target].append((0, min(before[step.key], Reached.PROPOSED)))
    found.pop(END, None)
    return found


def _on_arrival(arrivals: list[tuple[int, Reached]]) -> Reached:
    branches: dict[int, Reached] = {}
    for number, reached in arrivals:
        branches[number] = min(reached, branches.get(number, reached))
    return max(branches.values())


def _effects(step: Step, branch: Branch) -> Iterator[str]:
    yield from (effect for effect in (step.effect, branch.effect) if effect in _REACHES)


def _after(step: Step, branch: Branch, reached: Reached) -> Reached:
    for effect in _effects(step, branch):
        reached = _REACHES[effect]
    return reached


def _faults(step: Step, reached: Reached) -> Iterator[Fault]:
    for branch in step.branches:
        now = reached
        for effect in _effects(step, branch):
            if effect in _WANTS and now < _WANTS[effect][0]:
                yield fault(_WANTS[effect][1], step.key, name=step.name)
            now = _REACHES[effect]
        if branch.to == END and now < Reached.SIGNED:
            yield fault(FaultKind.ENDS_UNSIGNED, step.key, name=step.name)
