"""Whether a marking of one process has a place in another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.rules.deadlines import Term, Unit
from motcua.rules.process import Advance, Branch, Complete, Marking, ProcessDefinition, Step, StepKind, advance, begin
from motcua.rules.process_moving import NoPlace, place_in

TASK, SPLIT, JOIN, ASK = StepKind.TASK, StepKind.SPLIT, StepKind.JOIN, StepKind.CONSULTATION


def step(key: str, *to: str, kind: StepKind = TASK) -> Step:
    within = Term(Decimal(3), Unit.WORKING_DAY) if kind is ASK else None
    branches = tuple(Branch(each) for each in to)
    return Step(key, key.upper(), kind=kind, role="examiner", branches=branches, answer_within=within)


def process(*steps: Step) -> ProcessDefinition:
    return ProcessDefinition(steps[0].key, steps)


LINE = process(step("examine", "sign"), step("sign", "number"), step("number", "end"))
SIDE_BY_SIDE = process(
    step("examine", "part"),
    step("part", "map", "tax", kind=SPLIT),
    step("map", "together"),
    step("tax", "together"),
    step("together", "sign", kind=JOIN),
    step("sign", "end"),
)


@pytest.mark.parametrize("active", ["examine", "sign", "number"])
def test_the_same_process_has_every_place(active: str) -> None:
    assert place_in(LINE, Marking((active,)), {}) == Marking((active,))


def test_a_step_that_is_gone_is_named_by_its_old_key() -> None:
    assert place_in(SIDE_BY_SIDE, Marking(("number",)), {}) == NoPlace("number")


def test_a_step_with_another_key_is_found_by_the_authors_word() -> None:
    assert place_in(SIDE_BY_SIDE, Marking(("number",)), {"number": "sign"}) == Marking(("sign",))


def test_steps_that_never_stand_open_together_have_no_place() -> None:
    apart = process(step("map", "tax"), step("tax", "sign"), step("sign", "end"))
    assert place_in(apart, Marking(("map", "tax")), {}) == NoPlace("map")
    assert place_in(SIDE_BY_SIDE, Marking(("map",)), {}) == NoPlace("map")
    assert place_in(SIDE_BY_SIDE, Marking(("map",), ("together<1",)), {}) == Marking(("map",), ("together<1",))


def test_offices_that_are_asked_go_along() -> None:
    asking = process(step("ask", "sign", kind=ASK), step("sign", "end"))
    asked = Marking(("ask",), (), ("ask@12", "ask@7"))
    assert place_in(asking, asked, {}) == asked
    from_a_task = Marking(("sign",), (), ("sign@7",))
    assert place_in(LINE, from_a_task, {}) == from_a_task


def test_every_situation_a_process_comes_into_is_a_place_of_its_own() -> None:
    now = begin(SIDE_BY_SIDE)
    for key in ("examine", "tax", "map", "sign"):
        assert place_in(SIDE_BY_SIDE, now.marking, {}) == now.marking
        following = advance(SIDE_BY_SIDE, now.marking, Complete(key))
        assert isinstance(following, Advance)
        now = following
    assert now.ended
