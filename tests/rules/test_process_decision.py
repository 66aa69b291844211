"""Every way through a process proposes, then signs; what went back after the signature is signed again."""

from __future__ import annotations

import pytest

from motcua.rules.process import END, Branch, ProcessDefinition, Step, StepKind
from motcua.rules.process_decision import decision_faults
from motcua.rules.process_faults import FaultKind
from motcua.rules.soundness import prove


def step(key: str, *to: str, effect: str | None = None, back: tuple[str, ...] = ()) -> Step:
    branches = tuple(Branch(each, outcome=None if len(to) == 1 else each) for each in to)
    kind = StepKind.TASK if len(to) == 1 else StepKind.DECISION
    return Step(key, f"Việc {key}", kind, "leader", None, branches, back, effect)


def parallel(key: str, *to: str) -> Step:
    return Step(key, f"Chia {key}", StepKind.SPLIT, branches=tuple(map(Branch, to)))


def together(key: str, to: str) -> Step:
    return Step(key, f"Gom {key}", StepKind.JOIN, branches=(Branch(to),))


def process(*steps: Step) -> ProcessDefinition:
    return ProcessDefinition(steps[0].key, steps)


SIGN = step("sign", "number", effect="sign", back=("examine",))
NUMBER = step("number", END, effect="number", back=("examine",))


@pytest.mark.parametrize(
    "steps",
    [
        (step("examine", "sign", effect="propose"), SIGN, NUMBER),
        (
            step("examine", "write", "deny"),
            step("write", "sign", effect="propose"),
            step("deny", "sign", effect="refuse"),
            SIGN,
            NUMBER,
        ),
        (
            step("examine", "s"),
            parallel("s", "write", "ask"),
            step("write", "j", effect="propose"),
            step("ask", "j"),
            together("j", "sign"),
            SIGN,
            NUMBER,
        ),
        (step("examine", "sign", effect="propose"), step("sign", END, effect="sign")),
    ],
)
def test_a_process_that_decides_on_every_way_has_no_fault(steps: tuple[Step, ...]) -> None:
    assert prove(process(*steps), None) == ()
    assert decision_faults(process(*steps)) == ()


@pytest.mark.parametrize(
    ("steps", "at", "kind"),
    [
        ((step("examine", END),), "examine", FaultKind.ENDS_UNSIGNED),
        ((step("examine", "sign"), SIGN, NUMBER), "sign", FaultKind.SIGNS_NOTHING),
        ((step("examine", "number", effect="propose"), NUMBER), "number", FaultKind.NUMBERS_UNSIGNED),
        (
            (step("examine", "sign", "number", effect="propose"), SIGN, NUMBER),
            "number",
            FaultKind.NUMBERS_UNSIGNED,
        ),
        (
            (
                step("examine", "write", "wait"),
                step("write", "sign", effect="propose"),
                step("wait", END),
                step("sign", END, effect="sign"),
            ),
            "wait",
            FaultKind.ENDS_UNSIGNED,
        ),
        (
            (
                step("examine", "sign", effect="propose"),
                step("sign", "check", effect="sign"),
                step("check", "number"),
                step("number", END, effect="number", back=("check",)),
            ),
            "number",
            FaultKind.NUMBERS_UNSIGNED,
        ),
        (
            (
                step("examine", "sign", effect="propose"),
                step("sign", "again", effect="sign"),
                step("again", END, effect="propose"),
            ),
            "again",
            FaultKind.ENDS_UNSIGNED,
        ),
    ],
)
def test_a_way_without_its_signature_names_the_step(steps: tuple[Step, ...], at: str, kind: FaultKind) -> None:
    assert prove(process(*steps), None) == ()
    (only,) = decision_faults(process(*steps))
    assert (only.step, only.kind) == (at, kind)
    assert f"“Việc {at}”" in only.sentence.words()
