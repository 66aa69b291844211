"""The process at work: each kind of step, returns out of parallel parts, consultations, refusals."""

from __future__ import annotations

import json
import time
from decimal import Decimal

import pytest

from motcua.rules.deadlines import Term, Unit
from motcua.rules.expressions import equal
from motcua.rules.process import (
    END,
    Act,
    Advance,
    Answer,
    Branch,
    Complete,
    Consult,
    Lapse,
    Marking,
    NotAllowed,
    ProcessDefinition,
    SendBack,
    Step,
    StepKind,
    advance,
    begin,
)

HOURS_4 = Term(Decimal(4), Unit.HOUR)
DAYS_3 = Term(Decimal(3), Unit.WORKING_DAY)


def task(key: str, to: str, *, returns_to: tuple[str, ...] = (), effect: str | None = None) -> Step:
    return Step(
        key, f"Việc {key}", role="examiner", share=HOURS_4, branches=(Branch(to),), returns_to=returns_to, effect=effect
    )


LINE = ProcessDefinition(
    start="examine",
    steps=(
        task("examine", "sign", effect="propose"),
        Step(
            "sign",
            "Ký",
            StepKind.DECISION,
            role="leader",
            share=HOURS_4,
            branches=(
                Branch("number", outcome="sign", name="Ký", effect="sign"),
                Branch(END, outcome="refuse", name="Từ chối", effect="refuse"),
            ),
            returns_to=("examine",),
        ),
        task("number", END, effect="number"),
    ),
)

PARALLEL = ProcessDefinition(
    start="assign",
    steps=(
        task("assign", "split"),
        Step("split", "Làm song song", StepKind.SPLIT, branches=(Branch("map-1"), Branch("tax"), Branch("inner"))),
        task("map-1", "map-2"),
        task("map-2", "join", returns_to=("map-1", "assign")),
        task("tax", "join"),
        Step("inner", "Chia tiếp", StepKind.SPLIT, branches=(Branch("left"), Branch("right"))),
        task("left", "meet"),
        task("right", "meet", returns_to=("assign",)),
        Step("meet", "Gặp", StepKind.JOIN, branches=(Branch("join"),)),
        Step("join", "Gom", StepKind.JOIN, branches=(Branch("sign"),)),
        task("sign", END),
    ),
)


def consulting(*, offices: tuple[str, ...] = (), must_ask: tuple[str, ...] = ()) -> ProcessDefinition:
    ask = Step(
        "ask",
        "Lấy ý kiến",
        StepKind.CONSULTATION,
        role="land-examiner",
        branches=(Branch("sign"),),
        returns_to=("examine",),
        offices=offices,
        answer_within=DAYS_3,
        answered_by="clerical",
        must_ask=must_ask,
    )
    return ProcessDefinition(start="examine", steps=(task("examine", "ask"), ask, task("sign", END)))


def play(definition: ProcessDefinition, *acts: Act) -> Advance:
    """Play all acts from the beginning; each must be allowed."""
    state = begin(definition)
    for act in acts:
        after = advance(definition, state.marking, act)
        assert isinstance(after, Advance), (act, after)
        state = after
    return state


def refused(definition: ProcessDefinition, marking: Marking, act: Act) -> str:
    verdict = advance(definition, marking, act)
    assert isinstance(verdict, NotAllowed)
    return verdict.sentence.words()


def test_a_process_begins_with_the_duty_of_its_first_step() -> None:
    first = begin(LINE)
    assert first.marking.active == ("examine",)
    assert [(duty.step, duty.role, duty.share) for duty in first.opens] == [("examine", "examiner", HOURS_4)]
    assert first.closes == ()
    assert not first.ended


def test_completing_a_step_closes_its_duty_and_opens_the_next() -> None:
    state = play(LINE, Complete("examine"))
    assert state.closes == ("examine",)
    assert [duty.key for duty in state.opens] == ["sign"]
    assert state.effects == ("propose",)


def test_the_chosen_outcome_leads_on_and_carries_its_meaning() -> None:
    state = play(LINE, Complete("examine"), Complete("sign", "sign"))
    assert state.effects == ("sign",)
    assert state.marking.active == ("number",)
    refusal = play(LINE, Complete("examine"), Complete("sign", "refuse"))
    assert refusal.effects == ("refuse",)
    assert refusal.ended
    assert refusal.marking == Marking()


def test_a_decision_without_its_outcome_names_the_choices() -> None:
    marking = play(LINE, Complete("examine")).marking
    assert refused(LINE, marking, Complete("sign")) == "Bước “Ký” phải chọn một trong các kết quả: Ký, Từ chối."
    assert "Ký, Từ chối" in refused(LINE, marking, Complete("sign", "maybe"))


def test_a_step_that_is_not_open_is_refused() -> None:
    marking = begin(LINE).marking
    assert "không ở trong lượt xử lý" in refused(LINE, marking, Complete("number"))
    assert "không ở trong lượt xử lý" in refused(LINE, marking, Complete("nowhere"))
    assert "không có kết quả nào để chọn" in refused(LINE, marking, Complete("examine", "sign"))


def test_a_dossier_goes_back_only_where_the_step_allows() -> None:
    state = play(LINE, Complete("examine"), SendBack("sign", "examine"))
    assert state.marking.active == ("examine",)
    assert state.closes == ("sign",)
    assert state.effects == ()
    assert "không được trả hồ sơ về" in refused(LINE, begin(LINE).marking, SendBack("examine", "number"))


def test_a_split_opens_all_branches_and_the_join_waits_for_all() -> None:
    state = play(PARALLEL, Complete("assign"))
    assert state.marking.active == ("left", "map-1", "right", "tax")
    assert [duty.step for duty in state.opens] == ["map-1", "tax", "left", "right"]
    state = play(PARALLEL, *map(Complete, ("assign", "tax", "left", "map-1", "map-2")))
    assert state.marking.active == ("right",)
    assert not state.ended
    state = play(PARALLEL, *map(Complete, ("assign", "tax", "left", "map-1", "map-2", "right")))
    assert state.marking == Marking(active=("sign",))
    assert play(PARALLEL, *map(Complete, ("assign", "tax", "left", "map-1", "map-2", "right", "sign"))).ended


def test_going_back_within_a_branch_leaves_the_other_branches_alone() -> None:
    before = play(PARALLEL, *map(Complete, ("assign", "tax", "map-1")))
    after = advance(PARALLEL, before.marking, SendBack("map-2", "map-1"))
    assert isinstance(after, Advance)
    assert after.marking.active == ("left", "map-1", "right")
    assert after.marking.waiting == before.marking.waiting
    assert after.closes == ("map-2",)


@pytest.mark.parametrize("sender", ["map-2", "right"])
def test_going_back_before_a_split_ends_everything_the_split_began(sender: str) -> None:
    before = play(PARALLEL, *map(Complete, ("assign", "tax", "map-1", "left")))
    after = advance(PARALLEL, before.marking, SendBack(sender, "assign"))
    assert isinstance(after, Advance)
    assert after.marking == Marking(active=("assign",))
    assert set(after.closes) == {"map-2", "right"}
    assert [duty.key for duty in after.opens] == ["assign"]


def test_an_ordered_consultation_opens_a_duty_for_each_office_and_keeps_the_askers() -> None:
    state = play(consulting(offices=("so-xd", "so-tc")), Complete("examine"))
    assert [(duty.key, duty.role, duty.share) for duty in state.opens] == [
        ("ask", "land-examiner", None),
        ("ask@so-xd", "clerical", DAYS_3),
        ("ask@so-tc", "clerical", DAYS_3),
    ]
    assert state.marking.offices_asked("ask") == ("so-tc", "so-xd")


def test_a_consultation_passes_when_the_last_office_has_answered() -> None:
    definition = consulting()
    asked = play(definition, Complete("examine"), Consult("ask", ("12", "7")))
    assert asked.closes == ()
    assert asked.marking.as_list() == ["ask", "ask@12", "ask@7"]
    half = advance(definition, asked.marking, Answer("ask", "7"))
    assert isinstance(half, Advance)
    assert half.closes == ("ask@7",)
    assert half.opens == ()
    done = advance(definition, half.marking, Answer("ask", "12"))
    assert isinstance(done, Advance)
    assert done.closes == ("ask@12", "ask")
    assert done.marking.active == ("sign",)


def test_a_consultation_waits_unless_the_answer_time_is_over() -> None:
    definition = consulting(offices=("7",))
    marking = play(definition, Complete("examine")).marking
    assert "đang chờ ý kiến" in refused(definition, marking, Complete("ask"))
    lapsed = advance(definition, marking, Lapse("ask"))
    assert isinstance(lapsed, Advance)
    assert set(lapsed.closes) == {"ask", "ask@7"}
    assert lapsed.marking == Marking(active=("sign",))


def test_a_consultation_may_be_passed_when_nobody_need_be_asked() -> None:
    assert play(consulting(), Complete("examine"), Complete("ask")).marking.active == ("sign",)


def test_going_back_from_a_consultation_ends_the_open_questions() -> None:
    state = play(consulting(), Complete("examine"), Consult("ask", ("7", "8")), SendBack("ask", "examine"))
    assert state.marking == Marking(active=("examine",))
    assert set(state.closes) == {"ask", "ask@7", "ask@8"}


def test_offices_may_be_asked_from_any_step_that_somebody_does() -> None:
    asked = play(LINE, Consult("examine", ("7",), within=DAYS_3))
    assert [(duty.key, duty.role, duty.share) for duty in asked.opens] == [("examine@7", "examiner", DAYS_3)]
    answered = advance(LINE, asked.marking, Answer("examine", "7"))
    assert isinstance(answered, Advance)
    assert answered.marking == Marking(active=("examine",))
    gone_on = advance(LINE, asked.marking, Complete("examine"))
    assert isinstance(gone_on, Advance)
    assert gone_on.closes == ("examine", "examine@7")
    assert gone_on.marking == Marking(active=("sign",))
    lapsed = advance(LINE, asked.marking, Lapse("examine"))
    assert isinstance(lapsed, Advance)
    assert lapsed.marking == Marking(active=("examine",))


def test_questions_without_office_or_time_and_twice_the_same_are_refused() -> None:
    marking = begin(LINE).marking
    assert "ít nhất một cơ quan" in refused(LINE, marking, Consult("examine", ()))
    assert "thời hạn trả lời" in refused(LINE, marking, Consult("examine", ("7",)))
    asked = play(LINE, Consult("examine", ("7",), within=DAYS_3)).marking
    assert "chưa trả lời" in refused(LINE, asked, Consult("examine", ("7",), within=DAYS_3))
    assert "không còn chờ ý kiến" in refused(LINE, asked, Answer("examine", "8"))
    assert "không còn chờ ý kiến" in refused(LINE, marking, Lapse("examine"))


def test_answers_decide_by_plain_equality_and_automatic_steps_pass() -> None:
    definition = ProcessDefinition(
        start="late",
        steps=(
            Step(
                "late",
                "Đăng ký quá hạn?",
                StepKind.DECISION,
                branches=(Branch("verify", when=equal({"late": True})), Branch("note")),
            ),
            task("verify", "note"),
            Step("note", "Ghi nhận", StepKind.AUTOMATIC, branches=(Branch("sign"),), effect="noted"),
            task("sign", END),
        ),
    )
    assert begin(definition, answers={"late": True}).marking.active == ("verify",)
    on_time = begin(definition, answers={"late": False})
    assert on_time.marking.active == ("sign",)
    assert on_time.effects == ("noted",)
    assert begin(definition, answers={"late": 1}).marking.active == ("sign",)


def test_a_marking_survives_json() -> None:
    marking = play(PARALLEL, *map(Complete, ("assign", "tax")), Consult("left", ("9",), within=DAYS_3)).marking
    assert Marking.from_list(json.loads(json.dumps(marking.as_list()))) == marking
    assert hash(marking) == hash(Marking.from_list(reversed(marking.as_list())))


def test_an_unproved_process_running_round_by_itself_is_stopped() -> None:
    steps = tuple(Step(a, a, StepKind.AUTOMATIC, branches=(Branch(b),)) for a, b in (("a", "b"), ("b", "a")))
    with pytest.raises(ValueError, match="runs round by itself"):
        begin(ProcessDefinition("a", steps))


def test_an_act_costs_microseconds() -> None:
    marking = begin(LINE).marking
    rounds = 2000
    best = 1.0
    for _ in range(5):
        before = time.perf_counter()
        for _ in range(rounds):
            advance(LINE, marking, Complete("examine"))
        best = min(best, (time.perf_counter() - before) / rounds)
    assert best < 100e-6


def test_who_must_be_asked_is_asked_before_the_step_ends() -> None:
    definition = consulting(must_ask=("tax-office", "police"))
    before = play(definition, Complete("examine")).marking
    unasked = "Bước “Lấy ý kiến” còn phải hỏi cơ quan thuế, công an: xin ý kiến, có trả lời thì hồ sơ mới đi tiếp."
    assert refused(definition, before, Complete("ask")) == unasked
    lacking = Consult("ask", ("12",), kinds=frozenset({"tax-office", "department"}))
    assert refused(definition, before, lacking) == "Bước “Lấy ý kiến” phải hỏi công an. Hãy chọn thêm rồi gửi."
    asked = play(
        definition, Complete("examine"), Consult("ask", ("12", "7"), kinds=frozenset({"tax-office", "police"}))
    )
    also = advance(definition, asked.marking, Consult("ask", ("9",), kinds=frozenset({"department"})))
    assert isinstance(also, Advance), "once they are asked, others may be too"
    assert "đang chờ ý kiến" in refused(definition, asked.marking, Complete("ask"))
    done = play(
        definition,
        Complete("examine"),
        Consult("ask", ("12", "7"), kinds=frozenset({"tax-office", "police"})),
        Answer("ask", "12"),
        Answer("ask", "7"),
    )
    assert done.marking.active == ("sign",)


def test_who_must_be_asked_is_asked_again_after_a_return() -> None:
    definition = consulting(must_ask=("tax-office",))
    asked = Consult("ask", ("12",), kinds=frozenset({"tax-office"}))
    back = play(definition, Complete("examine"), asked, SendBack("ask", "examine"), Complete("examine"))
    assert "còn phải hỏi cơ quan thuế" in refused(definition, back.marking, Complete("ask"))
