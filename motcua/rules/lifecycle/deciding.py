"""Whether a move may be made now, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.rules.lifecycle.conditions import GUARD_SENTENCES, By, Guard
from motcua.rules.lifecycle.moves import Clock, Move, Rule
from motcua.rules.lifecycle.states import State
from motcua.rules.lifecycle.table import MOVES


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What the stage knows when it asks."""

    by: frozenset[By]
    met: frozenset[Guard] = field(default_factory=frozenset)
    before_supplement: State | None = None
    process_ended: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """The move may be made, with these consequences."""

    rule: Rule
    to: State
    clock: Clock


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The move may not be made; `sentence` says why in Vietnamese (a msgid with no names)."""

    move: Move
    state: State
    sentence: str
    guard: Guard | None = None
    wrong_actor: bool = False


def decide(state: State, move: Move, facts: MoveFacts) -> Allowed | NotAllowed:
    """Whether `move` may be made from `state`, and what follows. Checks state, then actor, then guards in order."""
    rule = MOVES[move]
    if state not in rule.sources:
        return NotAllowed(move, state, "Hồ sơ không còn ở trạng thái làm được việc này.")
    if not rule.by & facts.by:
        return NotAllowed(move, state, "Việc này không thuộc phần việc của bạn.", wrong_actor=True)
    for guard in rule.guards:
        if guard not in facts.met:
            return NotAllowed(move, state, GUARD_SENTENCES[guard], guard=guard)
    if rule.acts_on_process and facts.process_ended:
        return Allowed(rule, State.DONE, Clock.STOP)
    clock = rule.clock
    if state is State.SUBMITTED and clock in (Clock.HOLD, Clock.STOP):
        clock = Clock.NONE  # no term runs before acceptance
    if move is Move.SUPPLY:
        back = facts.before_supplement or State.SUBMITTED
        return Allowed(rule, back, Clock.NONE if back is State.SUBMITTED else clock)
    return Allowed(rule, rule.to or state, clock)
