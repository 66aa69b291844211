"""What of a process is done, is being done, and is still to come, for one dossier."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeAlias

from motcua.rules.process import END, Marking, ProcessDefinition
from motcua.rules.process_acts import ARRIVED

Edges: TypeAlias = Mapping[str, tuple[str, ...]]


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    COMING = "coming"
    """It may still be done; of several outcomes, one will be."""
    PASSED_BY = "passed-by"
    """Another way was taken."""
    UNKNOWN = "unknown"
    """It may have been done: where the dossier stands does not tell."""


def states_of(
    definition: ProcessDefinition, marking: Marking, passed: Collection[str] | None = None
) -> dict[str, StepState]:
    """The state of every step. `passed`: the steps ever begun, from the dossier's events; without it only what the
    marking itself proves is said to be done. An empty marking with nothing passed has not begun."""
    onward = _forward(definition)
    coming = _reached(onward, marking.active) - set(marking.active)
    known = dict.fromkeys(coming, StepState.COMING) | dict.fromkeys(marking.active, StepState.NOW)
    if not marking.active and not passed:
        return dict.fromkeys(definition.by_key, StepState.COMING)
    if passed is not None:
        begun = set(passed)
        rest = {key: StepState.DONE if key in begun else StepState.PASSED_BY for key in definition.by_key}
        return rest | _passing(definition, begun) | known
    return {key: _proved(key, definition, onward, marking) for key in definition.by_key} | known


def _passing(definition: ProcessDefinition, begun: set[str]) -> dict[str, StepState]:
    """Steps that nobody does have no events; they are not said to be passed by."""
    return {step.key: StepState.UNKNOWN for step in definition.steps if not step.waits and step.key not in begun}


def _proved(key: str, definition: ProcessDefinition, onward: Edges, marking: Marking) -> StepState:
    for active in marking.active:
        without = {step: targets for step, targets in onward.items() if step != key}
        if key == definition.start or active not in _reached(without, [definition.start]):
            return StepState.DONE
    inside = {(definition.layout.split_of[join], int(number)) for join, number in map(_arrival, marking.waiting)}
    place = set(definition.layout.places[key])
    leads_here = bool(_reached(onward, [key]) & set(marking.active))
    return StepState.UNKNOWN if leads_here or place & inside else StepState.PASSED_BY


def _arrival(mark: str) -> tuple[str, str]:
    join, _, number = mark.partition(ARRIVED)
    return join, number


def _reached(onward: Edges, begin: Collection[str]) -> set[str]:
    met = set(begin)
    pending = list(begin)
    while pending:
        for to in onward.get(pending.pop(), ()):
            if to not in met:
                met.add(to)
                pending.append(to)
    return met


def _forward(definition: ProcessDefinition) -> Edges:
    """The ways on, without those that lead round to a step on the way."""
    onward: dict[str, list[str]] = {key: [] for key in definition.by_key}
    met = {definition.start}
    above: list[tuple[str, list[str]]] = [(definition.start, _targets(definition, definition.start))]
    on_the_way = {definition.start}
    while above:
        key, waiting = above[-1]
        if not waiting:
            above.pop()
            on_the_way.discard(key)
            continue
        to = waiting.pop(0)
        if to in on_the_way:
            continue
        onward[key].append(to)
        if to not in met:
            met.add(to)
            on_the_way.add(to)
            above.append((to, _targets(definition, to)))
    return {key: tuple(targets) for key, targets in onward.items()}


def _targets(definition: ProcessDefinition, key: str) -> list[str]:
    return [branch.to for branch in definition.by_key[key].branches if branch.to != END]
