"""Any sound process ends under any order of acts; what breaks one is found, or it is truly sound still."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.process import (
    END,
    Act,
    Advance,
    Answer,
    Complete,
    Consult,
    Marking,
    NotAllowed,
    ProcessDefinition,
    StepKind,
    advance,
    begin,
)
from motcua.rules.process_faults import FaultKind
from motcua.rules.process_states import acts, explore
from motcua.rules.soundness import prove
from tests.rules.processes import HOURS_40, mutated, processes

RANDOMS = st.randoms(use_true_random=False)
Token = tuple[str, tuple[tuple[str, int], ...]]


@settings(max_examples=150, deadline=None)
@given(processes())
def test_a_block_structured_process_is_proved_sound(definition: ProcessDefinition) -> None:
    assert {fault.kind for fault in prove(definition, HOURS_40)} <= {FaultKind.TOO_LARGE}


@settings(max_examples=150, deadline=None)
@given(processes(), RANDOMS, st.integers(0, 40))
def test_any_order_of_acts_leads_to_an_end_and_duties_follow_the_marking(
    definition: ProcessDefinition, random: Random, wild: int
) -> None:
    answers = {"x": random.randint(0, 3)}
    state = begin(definition, answers=answers)
    duties = Counter(duty.key for duty in state.opens)
    for turn in range(wild + 40 * len(definition.steps)):
        if state.ended:
            break
        choices = list(acts(definition, state.marking))
        act = random.choice(choices) if turn < wild else straight_on(definition, state.marking)
        after = advance(definition, state.marking, act, answers=answers)
        assert isinstance(after, Advance)
        assert after == advance(definition, state.marking, act, answers=answers)
        duties.subtract(after.closes)
        duties.update(duty.key for duty in after.opens)
        assert +duties == Counter((*after.marking.active, *after.marking.consultations))
        assert min(duties.values(), default=0) >= 0
        assert Marking.from_list(after.marking.as_list()) == after.marking
        state = after
    assert state.ended
    assert state.marking == Marking()


def straight_on(definition: ProcessDefinition, marking: Marking) -> Act:
    """The act of somebody who wants to be done: answer what is asked, leave every loop."""
    if marking.consultations:
        step, _, office = marking.consultations[0].partition("@")
        return Answer(step, office)
    step = marking.active[0]
    if definition.by_key[step].kind is StepKind.DECISION:
        return Complete(step, definition.by_key[step].branches[-1].outcome)
    kinds = frozenset(definition.by_key[step].must_ask)
    return Consult(step, ("9",), kinds=kinds) if kinds else Complete(step)


@settings(max_examples=60, deadline=None)
@given(processes(), RANDOMS)
def test_a_refused_act_says_why(definition: ProcessDefinition, random: Random) -> None:
    marking = begin(definition).marking
    closed = random.choice(definition.steps).key
    verdict = advance(definition, marking, Consult(closed, ("9",)))
    if closed not in marking.active:
        assert isinstance(verdict, NotAllowed)
    if isinstance(verdict, NotAllowed):
        assert "{" not in verdict.sentence.words()


@settings(max_examples=400, deadline=None)
@given(processes(), RANDOMS, st.integers(1, 2))
def test_a_broken_process_is_found_or_truly_sound_still(
    definition: ProcessDefinition, random: Random, times: int
) -> None:
    for _ in range(times):
        if all(step.branches for step in definition.steps):
            definition = mutated(definition, random)
    if not prove(definition, None):
        assert truly_sound(definition)
        assert explore(definition) == ()


def truly_sound(definition: ProcessDefinition) -> bool:
    """By brute force, with rules of its own: each token carries the splits it came through."""
    first: tuple[Token, ...] = ((definition.start, ()),)
    met: set[tuple[Token, ...]] = {first}
    comes_from: dict[tuple[Token, ...], set[tuple[Token, ...]]] = {}
    visited: set[str] = set()
    pending = [first]
    while pending and len(met) < 20_000:
        tokens = pending.pop()
        visited.update(key for key, _ in tokens)
        if (
            max(
                Counter(key for key, _ in tokens if definition.by_key[key].kind is not StepKind.JOIN).values(),
                default=0,
            )
            > 1
        ):
            return False
        for after in token_moves(definition, tokens):
            if after is None:
                return False
            comes_from.setdefault(after, set()).add(tokens)
            if after not in met:
                met.add(after)
                pending.append(after)
    ending: set[tuple[Token, ...]] = {()}
    pending = list(ending)
    while pending:
        fresh = comes_from.get(pending.pop(), set()) - ending
        ending |= fresh
        pending.extend(fresh)
    return met <= ending and visited == set(definition.by_key)


def token_moves(definition: ProcessDefinition, tokens: tuple[Token, ...]) -> list[tuple[Token, ...] | None]:
    """Every marking one move on; None where the process ends with something left running."""
    moves: list[tuple[Token, ...] | None] = []
    for token in set(tokens):
        key, came = token
        step = definition.by_key[key]
        rest = list(tokens)
        rest.remove(token)
        if step.kind is StepKind.SPLIT:
            born = [(branch.to, (*came, (key, number))) for number, branch in enumerate(step.branches)]
            moves.append(None if any(to == END for to, _ in born) else tuple(sorted([*rest, *born])))
            continue
        if step.kind is StepKind.JOIN:
            if not came:
                continue
            width = len(definition.by_key[came[-1][0]].branches)
            crowd = [(key, (*came[:-1], (came[-1][0], number))) for number in range(width)]
            if any(each not in tokens for each in crowd):
                continue
            rest = [each for each in tokens if each not in crowd]
            came = came[:-1]
        for branch in step.branches:
            if branch.to == END:
                moves.append(None if rest else ())
            else:
                moves.append(tuple(sorted([*rest, (branch.to, came)])))
    return moves
