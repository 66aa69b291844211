from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.lifecycle import (
    BY_NAMES,
    CLOCK_NAMES,
    ENDED,
    GUARD_SENTENCES,
    MOVES,
    PORTAL_CODE,
    STATE_NAMES,
    Allowed,
    By,
    Clock,
    Guard,
    Move,
    MoveFacts,
    NotAllowed,
    State,
    StoryStep,
    decide,
    first_break,
)

EVERY_GUARD = frozenset(Guard)
EVERYONE = frozenset(By)

# Domain §2.2–2.3: from, move, to, what it does to the clock.
TABLE = [
    (State.DRAFT, Move.SUBMIT, State.SUBMITTED, Clock.NONE),
    (State.SUBMITTED, Move.ACCEPT, State.RECEIVED, Clock.START),
    (State.SUBMITTED, Move.REFUSE, State.REFUSED, Clock.NONE),
    (State.SUBMITTED, Move.ASK_SUPPLEMENT, State.SUPPLEMENT, Clock.NONE),
    (State.RECEIVED, Move.TAKE_UP, State.PROCESSING, Clock.NONE),
    (State.RECEIVED, Move.FORWARD, State.PROCESSING, Clock.NONE),
    (State.PROCESSING, Move.ASK_SUPPLEMENT, State.SUPPLEMENT, Clock.HOLD),
    (State.SUPPLEMENT, Move.LAPSE, State.STOPPED, Clock.STOP),
    (State.PROCESSING, Move.DEMAND_PAYMENT, State.FINANCE, Clock.PAUSE),
    (State.FINANCE, Move.SETTLE_PAYMENT, State.PROCESSING, Clock.RESUME),
    (State.PROCESSING, Move.SIGN, State.PROCESSING, Clock.NONE),
    (State.PROCESSING, Move.SEND_BACK, State.PROCESSING, Clock.NONE),
    (State.PROCESSING, Move.RESCHEDULE, State.PROCESSING, Clock.RESCHEDULE),
    (State.SUBMITTED, Move.WITHDRAW, State.WITHDRAWN, Clock.NONE),
    (State.PROCESSING, Move.WITHDRAW, State.WITHDRAWN, Clock.STOP),
    (State.PROCESSING, Move.STOP, State.STOPPED, Clock.STOP),
    (State.DONE, Move.HAND_OVER, State.RETURNED, Clock.NONE),
]


@pytest.mark.parametrize(("state", "move", "to", "clock"), TABLE)
def test_a_move_leads_where_the_law_says(state: State, move: Move, to: State, clock: Clock) -> None:
    verdict = decide(state, move, MoveFacts(EVERYONE, EVERY_GUARD))
    assert isinstance(verdict, Allowed)
    assert (verdict.to, verdict.clock) == (to, clock)


def test_a_supplement_returns_to_where_it_was_asked() -> None:
    for before, clock in (
        (State.SUBMITTED, Clock.NONE),
        (State.RECEIVED, Clock.RELEASE),
        (State.PROCESSING, Clock.RELEASE),
    ):
        verdict = decide(State.SUPPLEMENT, Move.SUPPLY, MoveFacts(EVERYONE, EVERY_GUARD, before))
        assert isinstance(verdict, Allowed)
        assert (verdict.to, verdict.clock) == (before, clock)


def test_the_end_of_the_process_is_the_end_of_processing() -> None:
    verdict = decide(State.PROCESSING, Move.FORWARD, MoveFacts(EVERYONE, EVERY_GUARD, process_ended=True))
    assert isinstance(verdict, Allowed)
    assert (verdict.to, verdict.clock) == (State.DONE, Clock.STOP)


@pytest.mark.parametrize("state", sorted(ENDED))
@pytest.mark.parametrize("move", list(Move))
def test_nothing_follows_an_end(state: State, move: Move) -> None:
    assert isinstance(decide(state, move, MoveFacts(EVERYONE, EVERY_GUARD)), NotAllowed)


@pytest.mark.parametrize("move", list(Move))
def test_every_guard_is_needed_and_says_why(move: Move) -> None:
    rule = MOVES[move]
    state = sorted(rule.sources)[0]
    for guard in rule.guards:
        verdict = decide(state, move, MoveFacts(EVERYONE, EVERY_GUARD - {guard}))
        assert isinstance(verdict, NotAllowed)
        assert verdict.guard is guard
        assert verdict.sentence.endswith(".")


@pytest.mark.parametrize("move", list(Move))
def test_only_who_may_makes_the_move(move: Move) -> None:
    rule = MOVES[move]
    verdict = decide(sorted(rule.sources)[0], move, MoveFacts(EVERYONE - rule.by, EVERY_GUARD))
    assert isinstance(verdict, NotAllowed)
    assert verdict.wrong_actor


def test_every_word_has_its_name() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(BY_NAMES) == set(By)
    assert set(GUARD_SENTENCES) == set(Guard)
    assert set(CLOCK_NAMES) == set(Clock)
    assert set(MOVES) == set(Move)
    assert sorted(PORTAL_CODE.values()) == list(range(1, 11))


def test_every_state_is_reached_and_every_open_state_can_end() -> None:
    leads = {state: set[State]() for state in State}
    for state in State:
        for move in Move:
            for ended in (False, True):
                verdict = decide(state, move, MoveFacts(EVERYONE, EVERY_GUARD, State.PROCESSING, ended))
                if isinstance(verdict, Allowed):
                    leads[state].add(verdict.to)
    reached, found = {State.DRAFT}, {State.DRAFT}
    while found:
        found = set().union(*(leads[state] for state in found)) - reached
        reached |= found
    assert reached == set(State)
    for state in set(State) - ENDED:
        seen, todo = {state}, {state}
        while todo:
            todo = set().union(*(leads[each] for each in todo)) - seen
            seen |= todo
        assert seen & ENDED


@given(st.lists(st.tuples(st.sampled_from(list(Move)), st.booleans()), max_size=30))
def test_a_story_made_by_the_table_is_told_without_a_break(wishes: list[tuple[Move, bool]]) -> None:
    state, before, steps = State.DRAFT, None, []
    for move, ended in wishes:
        verdict = decide(state, move, MoveFacts(EVERYONE, EVERY_GUARD, before, ended))
        if isinstance(verdict, NotAllowed):
            continue
        before = state if verdict.to is State.SUPPLEMENT else before
        state = verdict.to
        steps.append(StoryStep(move, verdict.to))
    assert first_break(steps) is None


def test_a_story_that_leaves_something_out_breaks_there() -> None:
    steps = [StoryStep(Move.SUBMIT, State.SUBMITTED), StoryStep(Move.HAND_OVER, State.RETURNED)]
    assert first_break(steps) == 1
    assert first_break([StoryStep(Move.SUBMIT, State.DONE)]) == 0
