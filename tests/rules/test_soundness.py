"""The proof of processes: every kind of unsoundness is found and its step named; sound ones pass."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from motcua.rules.deadlines import Term, Unit
from motcua.rules.expressions import equal
from motcua.rules.process import END, Branch, Marking, ProcessDefinition, Step, StepKind
from motcua.rules.process_faults import SENTENCES, Fault, FaultKind
from motcua.rules.process_states import explore
from motcua.rules.soundness import prove

HOURS_8 = Term(Decimal(8), Unit.HOUR)
DAY_1 = Term(Decimal(1), Unit.WORKING_DAY)


def hours(amount: int | str) -> Term:
    return Term(Decimal(amount), Unit.HOUR)


def task(key: str, to: str, share: int | str = 0, *, returns_to: tuple[str, ...] = ()) -> Step:
    taken = hours(share) if share else None
    return Step(key, f"Việc {key}", role="examiner", share=taken, branches=(Branch(to),), returns_to=returns_to)


def choice(key: str, *to: str, share: int | str = 0, returns_to: tuple[str, ...] = ()) -> Step:
    branches = tuple(Branch(target, outcome=f"o{number}", name=target) for number, target in enumerate(to))
    taken = hours(share) if share else None
    return Step(key, f"Chọn {key}", StepKind.DECISION, "leader", taken, branches, returns_to)


def split(key: str, *to: str) -> Step:
    return Step(key, f"Chia {key}", StepKind.SPLIT, branches=tuple(map(Branch, to)))


def join(key: str, to: str) -> Step:
    return Step(key, f"Gom {key}", StepKind.JOIN, branches=(Branch(to),))


def automatic(key: str, to: str) -> Step:
    return Step(key, f"Tự {key}", StepKind.AUTOMATIC, branches=(Branch(to),))


def consultation(key: str, to: str, *, within: Term | None, share: Term | None = None) -> Step:
    branches = (Branch(to),)
    return Step(key, f"Hỏi {key}", StepKind.CONSULTATION, "examiner", share, branches, answer_within=within)


def process(*steps: Step) -> ProcessDefinition:
    return ProcessDefinition(steps[0].key, steps)


def found(definition: ProcessDefinition, term: Term | None = None) -> set[tuple[str, FaultKind]]:
    return {(each.step, each.kind) for each in prove(definition, term)}


PARALLEL = process(
    task("assign", "s", 1),
    split("s", "map", "tax"),
    task("map", "map-2", 2, returns_to=("assign",)),
    task("map-2", "j", 2, returns_to=("map",)),
    choice("tax", "j", "tax-2", share=1),
    task("tax-2", "j", 3),
    join("j", "sign"),
    choice("sign", "number", "refuse", share=2, returns_to=("assign", "s")),
    task("number", END, 1),
    task("refuse", END, 1),
)


def test_a_sound_process_has_no_faults() -> None:
    assert prove(PARALLEL, HOURS_8) == ()
    assert prove(PARALLEL, DAY_1) == ()
    assert prove(PARALLEL, Term(Decimal(1), Unit.SAME_DAY)) == ()


def test_parallel_branches_count_as_long_as_the_longest() -> None:
    assert prove(PARALLEL, hours(12)) != ()
    longest_is_short_sometimes = process(
        split("s", "a", "b"),
        choice("a", "j", "a-2", share=2),
        task("a-2", "j", 4),
        task("b", "j", 2),
        join("j", END),
    )
    assert found(longest_is_short_sometimes, hours(6)) == {("s", FaultKind.SHARES)}
    assert prove(longest_is_short_sometimes, hours(6))[0].sentence.params["total"] == "2"


UNSOUND: list[tuple[str, ProcessDefinition, str, FaultKind]] = [
    ("a step leads nowhere known", process(task("a", "ghost")), "a", FaultKind.NOWHERE),
    ("a step leads on to nothing", process(Step("a", "A", role="examiner")), "a", FaultKind.DEAD_END),
    (
        "a task forks without a choice",
        process(Step("a", "A", StepKind.TASK, "x", None, (Branch(END), Branch(END)))),
        "a",
        FaultKind.ONE_WAY,
    ),
    ("the start is unknown", ProcessDefinition("ghost", (task("a", END),)), "ghost", FaultKind.NO_START),
    ("two steps have one key", process(task("a", "b"), task("b", END), task("b", END)), "b", FaultKind.KEY_TWICE),
    ("a key holds a mark", process(task("a", "b@c"), task("b@c", END)), "b@c", FaultKind.BAD_KEY),
    ("a step cannot be reached", process(task("a", END), task("b", END)), "b", FaultKind.UNREACHABLE),
    ("a decision has one outcome", process(choice("a", END)), "a", FaultKind.FEW_BRANCHES),
    (
        "two outcomes have one key",
        process(Step("a", "A", StepKind.DECISION, "x", None, (Branch(END, "o"), Branch(END, "o")))),
        "a",
        FaultKind.OUTCOMES,
    ),
    (
        "answers may fit no branch",
        process(
            Step(
                "a",
                "A",
                StepKind.DECISION,
                branches=(Branch("b", when=equal({"x": 1})), Branch(END, when=equal({"x": 2}))),
            ),
            task("b", END),
        ),
        "a",
        FaultKind.NO_OTHERWISE,
    ),
    ("a doer is missing", process(Step("a", "A", branches=(Branch(END),))), "a", FaultKind.NO_ROLE),
    ("a consultation has no answer time", process(consultation("a", END, within=None)), "a", FaultKind.NO_ANSWER_TIME),
    (
        "answers take longer than their step",
        process(consultation("a", END, within=DAY_1, share=hours(4))),
        "a",
        FaultKind.ANSWER_TOO_LONG,
    ),
    (
        "a task must ask another office",
        process(replace(task("a", END), must_ask=("tax-office",))),
        "a",
        FaultKind.ASKS_NOBODY,
    ),
    (
        "whom to ask is said twice",
        process(replace(consultation("a", END, within=DAY_1), must_ask=("tax-office",), offices=("7",))),
        "a",
        FaultKind.ASKS_TWICE,
    ),
    (
        "nobody is of the kind that must be asked",
        process(replace(consultation("a", END, within=DAY_1), must_ask=("bank",))),
        "a",
        FaultKind.ASKS_WHOM,
    ),
    ("two tasks hand over to each other for ever", process(task("a", "b"), task("b", "a")), "a", FaultKind.CANNOT_END),
    (
        "a choice leads into a ring",
        process(choice("a", "b", END), task("b", "c"), task("c", "b")),
        "b",
        FaultKind.CANNOT_END,
    ),
    (
        "automatic steps run round",
        process(
            choice("a", "b", END),
            automatic("b", "c"),
            Step("c", "C", StepKind.DECISION, branches=(Branch("b", when=equal({"x": 1})), Branch(END))),
        ),
        "b",
        FaultKind.RUNS_ROUND,
    ),
    ("a join has no split", process(task("a", "j"), join("j", END)), "j", FaultKind.JOIN_OUTSIDE),
    (
        "a choice goes into a join",
        process(choice("a", "b", "c"), task("b", "j"), task("c", "j"), join("j", END)),
        "j",
        FaultKind.JOIN_OUTSIDE,
    ),
    (
        "a join can never fire",
        process(split("s", "a", "b"), task("a", "j"), task("b", "b-2"), task("b-2", "b"), join("j", END)),
        "j",
        FaultKind.JOIN_STARVES,
    ),
    (
        "a branch ends the process",
        process(split("s", "a", "b"), task("a", "j"), choice("b", "j", END), join("j", END)),
        "b",
        FaultKind.LEFT_RUNNING,
    ),
    (
        "branches meet without a join",
        process(split("s", "a", "b"), task("a", "c"), task("b", "c"), task("c", END)),
        "c",
        FaultKind.TWO_PLACES,
    ),
    (
        "a branch goes back before its split",
        process(task("z", "s"), split("s", "a", "b"), task("a", "j"), choice("b", "j", "z"), join("j", END)),
        "z",
        FaultKind.TWO_PLACES,
    ),
    (
        "nested splits swap their joins",
        process(
            split("s", "a", "t"),
            task("a", "k"),
            split("t", "b", "c"),
            task("b", "j"),
            task("c", "j"),
            join("k", "j"),
            join("j", END),
        ),
        "k",
        FaultKind.JOIN_STARVES,
    ),
    (
        "a join takes from two splits",
        process(
            choice("z", "s", "t"),
            split("s", "a", "b"),
            task("a", "j"),
            task("b", "j"),
            split("t", "c", "d"),
            task("c", "j"),
            task("d", "j"),
            join("j", END),
        ),
        "j",
        FaultKind.JOIN_OF_TWO,
    ),
    (
        "a return goes nowhere",
        process(task("a", "b"), task("b", END, returns_to=("ghost",))),
        "b",
        FaultKind.RETURN_NOWHERE,
    ),
    (
        "a return leaps forward",
        process(task("a", "b", returns_to=("b",)), task("b", END)),
        "a",
        FaultKind.RETURN_FORWARD,
    ),
    (
        "an automatic step sends back",
        process(task("a", "b"), Step("b", "B", StepKind.AUTOMATIC, branches=(Branch(END),), returns_to=("a",))),
        "b",
        FaultKind.RETURN_NOBODY,
    ),
    (
        "a return enters a parallel part",
        process(
            split("s", "a", "b"), task("a", "j"), task("b", "j"), join("j", "c"), task("c", END, returns_to=("a",))
        ),
        "c",
        FaultKind.RETURN_ACROSS,
    ),
]


@pytest.mark.parametrize(("definition", "step", "kind"), [each[1:] for each in UNSOUND], ids=[e[0] for e in UNSOUND])
def test_an_unsound_process_is_found_and_its_step_named(
    definition: ProcessDefinition, step: str, kind: FaultKind
) -> None:
    assert (step, kind) in found(definition)


def test_every_fault_speaks_to_the_official_who_wrote_the_process() -> None:
    spoken = [fault.sentence.words() for _, definition, _, _ in UNSOUND for fault in prove(definition, None)]
    assert all("{" not in words and words.endswith(".") for words in spoken)
    assert set(SENTENCES) == set(FaultKind)


def test_shares_wrong_on_one_path_only_name_its_first_step() -> None:
    definition = process(
        choice("a", "b", "c", share=4), task("b", END, 4), task("c", "d", 4), automatic("d", "e"), task("e", END, "0.5")
    )
    faults = prove(definition, DAY_1)
    assert [(fault.step, fault.kind) for fault in faults] == [("c", FaultKind.SHARES)]
    assert faults[0].sentence.words() == (
        "Thời gian các bước trên đường đi Chọn a → Việc c → Tự d → Việc e cộng lại là 8,5 giờ làm việc, "
        "không bằng thời hạn 8 giờ."
    )


@pytest.mark.parametrize("first", ["a", "b"])
def test_shares_wrong_only_on_the_way_round_a_ring_are_found_whichever_way_is_tried_first(first: str) -> None:
    """a and b lead to one another: what b has left to do depends on whether one came there by a."""
    ring = process(
        choice("start", first, "b" if first == "a" else "a"),
        choice("a", "x", "y"),
        choice("b", "z", "w"),
        task("x", END, 8),
        task("y", "b"),
        task("z", END, 8),
        task("w", "a", 4),
    )
    (only,) = prove(ring, HOURS_8)
    assert only.kind is FaultKind.SHARES
    assert "Chọn start → Chọn b → Việc w → Chọn a → Việc x" in only.sentence.words()


def test_a_process_with_too_many_totals_is_refused_at_once() -> None:
    steps: list[Step] = []
    for number in range(30):
        onward = f"c{number + 1}" if number < 29 else END
        steps += [
            choice(f"c{number}", f"t{number}", onward),
            task(f"t{number}", onward, str(Decimal(2) ** (number - 20))),
        ]
    assert ("c0", FaultKind.TOO_LARGE) in found(process(*steps), HOURS_8)


def test_what_is_done_again_takes_no_second_share() -> None:
    definition = process(task("a", "b", 4), choice("b", "a", "c", share=2), task("c", END, 2, returns_to=("a", "b")))
    assert prove(definition, DAY_1) == ()


def test_a_consultation_takes_its_answer_time_of_the_term() -> None:
    definition = process(consultation("a", "b", within=DAY_1), task("b", END, 4))
    assert prove(definition, Term(Decimal("1.5"), Unit.WORKING_DAY)) == ()
    assert found(definition, DAY_1) == {("a", FaultKind.SHARES)}


def test_working_days_and_calendar_days_do_not_add_up() -> None:
    calendar = Term(Decimal(3), Unit.DAY)
    definition = process(Step("a", "A", role="x", share=calendar, branches=(Branch("b"),)), task("b", END, 4))
    assert found(definition, calendar) == {("b", FaultKind.SHARE_UNIT)}
    assert found(definition, DAY_1) == {("a", FaultKind.SHARE_UNIT)}
    assert prove(process(Step("a", "A", role="x", share=calendar, branches=(Branch(END),))), calendar) == ()


def test_a_working_day_may_be_of_another_length() -> None:
    definition = process(task("a", END, 7))
    assert prove(definition, DAY_1, hours_per_day=7) == ()
    assert prove(definition, DAY_1) != ()


def test_playing_through_finds_a_ring_without_knowing_the_structure() -> None:
    definition = process(choice("a", "b", END), task("b", "c"), task("c", "b"))
    assert {fault.step for fault in explore(definition)} == {"b", "c"}


def test_playing_through_finds_a_step_that_runs_twice() -> None:
    definition = process(split("s", "a", "b"), task("a", "c"), task("b", "c"), task("c", END))
    assert [(fault.step, fault.kind) for fault in explore(definition)] == [("c", FaultKind.TOKEN_TWICE)]


def test_a_process_of_too_many_situations_is_not_waved_through() -> None:
    firsts = [f"b{number}" for number in range(14)]
    definition = process(split("s", *firsts), *(task(key, "j") for key in firsts), join("j", END))
    assert found(definition) == {("s", FaultKind.TOO_LARGE)}


def test_faults_of_the_writing_come_with_missing_doers() -> None:
    definition = process(Step("a", "A", branches=(Branch("ghost"),)))
    assert found(definition) == {("a", FaultKind.NOWHERE), ("a", FaultKind.NO_ROLE)}
    assert isinstance(prove(definition, None)[0], Fault)


def test_a_proved_process_ends_with_an_empty_marking() -> None:
    assert explore(PARALLEL, limit=1000) == ()
    assert Marking() == Marking.from_list([])
