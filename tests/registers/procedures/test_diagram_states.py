"""What of a process is done, now, and to come: as the acts of a dossier make it."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.registers.procedures.diagram.states import StepState, states_of
from motcua.rules.process import END, Advance, Branch, Marking, ProcessDefinition, Step, StepKind, advance, begin
from motcua.rules.process_states import acts
from tests.rules.processes import processes


def step(key: str, *to: str, kind: StepKind = StepKind.TASK, returns_to: tuple[str, ...] = ()) -> Step:
    branches = tuple(Branch(each, outcome=each if kind is StepKind.DECISION else None) for each in to)
    return Step(key, key, kind, role="examiner", branches=branches, returns_to=returns_to)


CHOOSING = ProcessDefinition(
    "examine",
    (
        step("examine", "grant", "refuse", kind=StepKind.DECISION),
        step("grant", "sign"),
        step("refuse", "sign"),
        step("sign", END, returns_to=("examine",)),
    ),
)
DONE, NOW, COMING, PASSED_BY, UNKNOWN = StepState


def test_before_the_beginning_everything_is_to_come() -> None:
    assert set(states_of(CHOOSING, Marking()).values()) == {COMING}
    assert set(states_of(CHOOSING, Marking(), []).values()) == {COMING}


def test_the_events_tell_which_way_was_taken() -> None:
    states = states_of(CHOOSING, Marking(("sign",)), ["examine", "grant", "sign"])
    assert states == {"examine": DONE, "grant": DONE, "refuse": PASSED_BY, "sign": NOW}
    ended = states_of(CHOOSING, Marking(), ["examine", "refuse", "sign"])
    assert ended == {"examine": DONE, "grant": PASSED_BY, "refuse": DONE, "sign": DONE}


def test_without_events_only_what_is_certain_is_said() -> None:
    states = states_of(CHOOSING, Marking(("sign",)))
    assert states == {"examine": DONE, "grant": UNKNOWN, "refuse": UNKNOWN, "sign": NOW}
    assert states_of(CHOOSING, Marking(("grant",))) == {
        "examine": DONE,
        "grant": NOW,
        "refuse": PASSED_BY,
        "sign": COMING,
    }


def test_what_was_done_before_a_return_is_to_come_again() -> None:
    states = states_of(CHOOSING, Marking(("examine",)), ["examine", "grant", "sign"])
    assert states == {"examine": NOW, "grant": COMING, "refuse": COMING, "sign": COMING}


@settings(max_examples=100, deadline=None)
@given(processes(), st.randoms(use_true_random=False), st.integers(0, 25))
def test_nothing_is_said_that_the_acts_deny(definition: ProcessDefinition, random: Random, turns: int) -> None:
    answers = {"x": random.randint(0, 3)}
    state = begin(definition, answers=answers)
    begun = {duty.step for duty in state.opens}
    for _ in range(turns):
        if state.ended:
            break
        after = advance(definition, state.marking, random.choice([*acts(definition, state.marking)]), answers=answers)
        assert isinstance(after, Advance)
        state = after
        begun |= {duty.step for duty in state.opens}
    told = states_of(definition, state.marking, begun)
    guessed = states_of(definition, state.marking)
    assert told.keys() == guessed.keys() == definition.by_key.keys()
    assert {key for key, what in told.items() if what is NOW} == set(state.marking.active)
    for key, what in told.items():
        if what is DONE:
            assert key in begun
        if definition.step(key).waits and not state.ended:
            assert (guessed[key] is DONE) <= (key in begun)
            assert not (what is PASSED_BY and key in begun)
