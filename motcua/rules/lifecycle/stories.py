"""Stories told afterwards (imported years, simulation): whether the table allows each step after those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.rules.lifecycle.moves import Move, Rule
from motcua.rules.lifecycle.states import State
from motcua.rules.lifecycle.table import MOVES


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One move of a story told afterwards (imported years, simulation)."""

    move: Move
    to: State


def first_break(steps: Iterable[StoryStep], begins: State = State.DRAFT) -> int | None:
    """The index of the first step that the table does not allow after the ones before it, or None.

    Guards and actors cannot be known afterwards; what is checked is that each move starts where the last one ended
    and leads where the table says.
    """
    state, before_supplement = begins, None
    for index, step in enumerate(steps):
        rule = MOVES[step.move]
        if state not in rule.sources or step.to not in _targets(rule, state, before_supplement):
            return index
        if step.to is State.SUPPLEMENT:
            before_supplement = state
        state = step.to
    return None


def _targets(rule: Rule, state: State, before_supplement: State | None) -> frozenset[State]:
    if rule.move is Move.SUPPLY:
        return frozenset({before_supplement or State.SUBMITTED})
    ends = {State.DONE} if rule.acts_on_process else set()
    return frozenset({rule.to or state} | ends)
