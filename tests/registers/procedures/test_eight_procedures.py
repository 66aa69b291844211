"""Each of the eight files loads, is sound, adds up, and can be walked from the first step to the end."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.checking import check
from motcua.registers.procedures.definition import GroundFor, MasterSystem, Procedure
from motcua.rules import completeness, fees, forms
from motcua.rules.deadlines import SAME_DAY, Policy, Resumption, Term, Unit
from motcua.rules.fees import FeeFacts
from motcua.rules.process import (
    Act,
    Advance,
    Answer,
    Complete,
    Consult,
    Marking,
    ProcessDefinition,
    StepKind,
    advance,
    begin,
)
from motcua.rules.soundness import prove
from tests.registers.procedures.procedure_files import CODES, text_of

BIRTH_ANSWERS: dict[str, Any] = {
    "requester_name": "Lê Thị Mẫu",
    "requester_birth_date": "01/02/1998",
    "requester_residence": "Ấp 1, xã Mẫu, tỉnh Đồng Tháp",
    "requester_relation": "mother",
    "child_name": "Trần Văn Thử",
    "child_birth_date": "2026-11-01",
    "child_sex": "male",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_birth_place": "Trạm y tế xã Mẫu",
    "child_home_place": "Xã Mẫu",
    "birth_proof": "certificate",
    "mother_known": True,
    "mother_name": "Lê Thị Mẫu",
    "mother_birth_year": 1998,
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": "Xã Mẫu",
    "father_known": False,
    "pledge": True,
}


@cache
def loaded(code: str) -> Procedure:
    return procedure_of(check(text=text_of(code), file=code), version_id=1)


@pytest.fixture
def birth_procedure() -> Procedure:
    return loaded("1.001193")


@pytest.mark.parametrize("code", CODES)
def test_each_file_is_in_order_and_says_what_it_is(code: str) -> None:
    procedure = loaded(code)
    assert procedure.code == code
    assert procedure.cases
    assert procedure.papers
    assert procedure.legal_basis
    assert procedure.result.main.name


@pytest.mark.parametrize("code", CODES)
def test_the_process_is_sound_and_adds_up_to_every_term(code: str) -> None:
    procedure = loaded(code)
    for row in procedure.clock.terms:
        assert prove(procedure.processes[row.key], row.term) == ()


@pytest.mark.parametrize("code", CODES)
def test_every_case_has_one_term_by_every_channel_in_every_kind_of_commune(code: str) -> None:
    procedure = loaded(code)
    for case in procedure.cases:
        for channel in procedure.service.channels:
            for communes in ("ordinary", "remote"):
                row = procedure.clock.row_for(case=case.key, channel=channel, communes=communes)
                process = procedure.process_for(case=case.key, channel=channel, communes=communes)
                assert process is procedure.processes[row.key]


@pytest.mark.parametrize("code", CODES)
def test_every_choice_leads_to_the_end_signed_and_decided_once(code: str) -> None:
    definition = loaded(code).process
    for outcomes in _choices(definition):
        effects = _walk(definition, outcomes)
        assert effects.count("sign") == 1
        assert len({"propose", "refuse"} & set(effects)) == 1


@pytest.mark.parametrize("code", CODES)
def test_every_share_stands_under_somebody(code: str) -> None:
    definition = loaded(code).process
    assert all(step.role for step in definition.steps if step.share is not None)


def test_birth_registration_is_promised_the_same_day_with_a_cut_off(birth_procedure: Procedure) -> None:
    clock = birth_procedure.clock
    assert clock.term_for(case="standard", channel="direct") == SAME_DAY
    assert (clock.cutoff, clock.policy, clock.resumption) == (time(15), Policy.BY_DAYS, Resumption.RESTART)
    assert clock.supplement_answer == Term(Decimal(15), Unit.WORKING_DAY)


def test_birth_registration_asks_only_for_the_papers_of_the_case(birth_procedure: Procedure) -> None:
    checked = completeness.check(
        birth_procedure.papers, case="standard", channel="direct", answers={"birth_proof": "witness"}, given=()
    )
    missing = {line.paper.key for line in checked.missing}
    assert missing == {"declaration", "witness-statement"}


def test_a_paper_that_the_state_holds_is_not_asked_for(birth_procedure: Procedure) -> None:
    checked = completeness.check(
        birth_procedure.papers, case="standard", channel="online", answers={"birth_proof": "certificate"}, given=()
    )
    assert checked.is_complete


def test_birth_registration_on_time_is_free_and_late_is_not(birth_procedure: Procedure) -> None:
    def total(groups: frozenset[str] = frozenset(), **answers: object) -> int:
        facts = FeeFacts(case="standard", channel="direct", answers=answers, groups=groups)
        return fees.owed(birth_procedure.fees, facts).total

    assert total(timing="on-time") == 0
    assert total(timing="late") == 8000
    assert total(timing="late", groups=frozenset({"poor-household"})) == 0
    assert total(timing="on-time", copies_wanted=3) == 24000


def test_the_birth_form_asks_for_the_father_only_when_he_is_known(birth_procedure: Procedure) -> None:
    today = date(2026, 11, 22)
    checked = forms.check(birth_procedure.form, BIRTH_ANSWERS, today=today)
    assert isinstance(checked, forms.Answers)
    known = forms.check(birth_procedure.form, {**BIRTH_ANSWERS, "father_known": True}, today=today)
    assert isinstance(known, tuple)
    assert {fault.field for fault in known} >= {"father_name", "father_birth_year"}


def test_a_birth_on_a_day_that_is_not_in_the_calendar_is_refused(birth_procedure: Procedure) -> None:
    answers = {**BIRTH_ANSWERS, "child_birth_date": "31/02/2026"}
    checked = forms.check(birth_procedure.form, answers, today=date(2026, 11, 22))
    assert isinstance(checked, tuple)
    assert [fault.field for fault in checked] == ["child_birth_date"]
    assert "31/02/2026" in checked[0].sentence.words()


def test_temporary_residence_belongs_to_the_police(birth_procedure: Procedure) -> None:
    procedure = loaded("1.004194")
    assert procedure.master.system is MasterSystem.MINISTRY
    assert "Bộ Công an" in procedure.master.name
    assert birth_procedure.master.is_ours


def test_certified_copies_cost_by_the_page_with_a_cap_for_each_copy() -> None:
    procedure = loaded("2.000815")

    def total(pages: int, copies: int) -> int:
        facts = FeeFacts(case="standard", channel="direct", answers={"pages": pages, "copies": copies})
        return fees.owed(procedure.fees, facts).total

    assert total(2, 1) == 4_000
    assert total(5, 2) == 14_000
    assert total(1000, 1) == 200_000


def test_land_transfer_takes_longer_in_remote_communes() -> None:
    clock = loaded("1.115778").clock
    term = {
        communes: clock.term_for(case="transfer", channel="direct", communes=communes).amount
        for communes in ("ordinary", "remote")
    }
    assert term == {"ordinary": Decimal(13), "remote": Decimal(17)}


def test_land_transfer_does_the_map_and_the_tax_together_and_may_wait_for_money() -> None:
    procedure = loaded("1.115778")
    opened = _after(procedure.process, begin(procedure.process), Complete("examine", "taxable"))
    assert opened.marking.active == ("map", "tax")
    assert [ground.key for ground in procedure.grounds_for(GroundFor.FINANCE)] == ["land-money"]


def _choices(definition: ProcessDefinition) -> list[dict[str, str]]:
    """For each outcome of each decision, one way to choose; the other decisions take their first."""
    decisions = [step for step in definition.steps if step.kind is StepKind.DECISION]
    first = {step.key: step.branches[0].outcome or "" for step in decisions}
    return [{**first, step.key: branch.outcome or ""} for step in decisions for branch in step.branches]


def _walk(definition: ProcessDefinition, outcomes: dict[str, str]) -> list[str]:
    now = begin(definition)
    effects = [*now.effects]
    for _ in range(50):
        if now.ended:
            return effects
        now = _after(definition, now, _next_act(definition, now.marking, outcomes))
        effects += now.effects
    raise AssertionError(f"no end: {now.marking}")


def _next_act(definition: ProcessDefinition, marking: Marking, outcomes: dict[str, str]) -> Act:
    step = definition.step(marking.active[0])
    if step.kind is not StepKind.CONSULTATION:
        return Complete(step.key, outcomes.get(step.key))
    if asked := marking.offices_asked(step.key):
        return Answer(step.key, asked[0])
    return Consult(step.key, ("7",), kinds=frozenset(step.must_ask))


def _after(definition: ProcessDefinition, now: Advance, act: Act) -> Advance:
    following = advance(definition, now.marking, act)
    assert isinstance(following, Advance), following
    return following


@pytest.mark.parametrize("code", ["1.001193", "1.000656", "1.000894", "1.004873", "2.000635"])
def test_what_is_signed_and_not_numbered_yet_goes_back_to_be_signed_again(code: str) -> None:
    for process in loaded(code).processes.values():
        assert process.step("number").returns_to == ("examine",)
