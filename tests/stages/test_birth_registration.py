"""The main job, without a browser: 1.001193 from its file, opened, moved and returned through the stages."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Opened
from motcua.registers.dossiers.errors import DossierMovedOn, MoveNotAllowed
from motcua.registers.payments import queries as payments
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.intake.errors import FeeNotTaken, PapersMissing
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission
from motcua.stages.submission.errors import AnswersFaulty, NotYoursToTakeIn
from tests.births import ANSWERS, PAPERS, lately
from tests.commune import Commune, at, commune, person, publish

pytestmark = pytest.mark.django_db


def hand_in(made: Commune, key: UUID | None = None, by: Any = None, **changes: Any) -> Opened:
    publish("1.001193", made.moment)
    who = person(now=made.moment)
    values: dict[str, Any] = {
        "procedure_code": "1.001193",
        "case_key": "standard",
        "channel": "direct",
        "received_office_id": made.office_id,
        "competent_office_id": made.office_id,
        "applicant_id": who,
        "owner_id": who,
        "answers": ANSWERS | {"child_birth_date": lately(made.moment)},
        "papers": PAPERS,
    }
    asked = Submission(**(values | changes))
    return submission.submit(submission=asked, by=by or made.who("one-stop-clerk"), now=made.moment, key=key or uuid4())


def accept(made: Commune, opened: Opened, **more: Any) -> intake.Accepted:
    return intake.accept(
        dossier_id=opened.dossier_id,
        by=made.who("one-stop-clerk"),
        now=made.moment,
        key=uuid4(),
        revision=opened.revision,
        **more,
    )


def step(made: Commune, dossier_id: int, role: str) -> dict[str, Any]:
    viewer = made.who(role)
    revision = dossiers.dossier(dossier_id=dossier_id, viewer=viewer).revision
    return {"dossier_id": dossier_id, "by": viewer, "now": made.later(minutes=10), "key": uuid4(), "revision": revision}


def to_the_leader(made: Commune, dossier_id: int) -> None:
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    processing.forward(step="examine", outcome="eligible", **step(made, dossier_id, "justice-examiner"))
    processing.forward(step="register", **step(made, dossier_id, "justice-examiner"))


def test_a_birth_is_registered_from_the_counter_to_the_result() -> None:
    made = commune()
    accepted = accept(made, hand_in(made))
    dossier_id = accepted.moved.dossier_id
    assert accepted.moved.code == "H26.1.1-261123-0001"
    assert accepted.moved.due_at == at("2026-11-23 17:00")
    to_the_leader(made, dossier_id)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    done = signing.number(step="number", number="124", book="01/2026", **step(made, dossier_id, "clerical"))
    assert done.state is State.DONE
    handed = returning.hand_over(
        receiver=Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER),
        **step(made, dossier_id, "one-stop-clerk"),
    )
    assert handed.state is State.RETURNED
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    assert dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader")).duties == ()


def test_originals_are_held_by_exactly_one_until_they_go_back() -> None:
    made = commune()
    accepted = accept(made, hand_in(made))
    held = documents.originals_of(f"dossier/{accepted.moved.dossier_id}")
    assert {(hold.paper, hold.office_id) for hold in held} == {
        ("declaration", made.office_id),
        ("birth-certificate", made.office_id),
    }
    intake.withdraw(text="", **step(made, accepted.moved.dossier_id, "one-stop-clerk"))
    held = documents.originals_of(f"dossier/{accepted.moved.dossier_id}")
    assert {hold.office_id for hold in held} == {None}
    assert dossiers.rebuilt(dossier_id=accepted.moved.dossier_id) == dossiers.kept(dossier_id=accepted.moved.dossier_id)


def test_who_withdraws_from_afar_may_collect_the_originals() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    parent = Viewer(official_id=None, person_id=view.applicant_id)
    intake.withdraw(text="", **(step(made, dossier_id, "one-stop-clerk") | {"by": parent}))
    assert {hold.office_id for hold in documents.originals_of(f"dossier/{dossier_id}")} == {made.office_id}
    duties = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk")).duties
    assert [duty.step for duty in duties] == ["give-back"]


def test_after_the_cutoff_it_is_promised_for_the_next_working_day() -> None:
    made = commune(now=at("2026-11-23 15:01"))
    assert accept(made, hand_in(made)).moved.due_at == at("2026-11-25 17:00")


def test_the_promise_explains_itself_before_it_is_made() -> None:
    made = commune(now=at("2026-11-23 15:01"))
    procedure = publish("1.001193", made.moment)
    told = intake_queries.preview(
        procedure=procedure,
        case_key="standard",
        channel="direct",
        office_id=made.office_id,
        answers=ANSWERS,
        papers=PAPERS,
        now=made.moment,
    )
    words = "\n".join(line.words() for line in told.promise.lines)
    assert told.promise.due_at == at("2026-11-25 17:00")
    assert "Thứ Ba 24/11: nghỉ Ngày Văn hóa Việt Nam" in words
    assert told.completeness.is_complete
    assert told.owed.total == 0


def test_a_missing_paper_is_named_and_nothing_is_accepted() -> None:
    made = commune()
    opened = hand_in(made, papers=PAPERS[:1])
    with pytest.raises(PapersMissing, match="Giấy chứng sinh"):
        accept(made, opened, not_found=("birth-certificate",))
    view = dossiers.dossier(dossier_id=opened.dossier_id, viewer=made.who("one-stop-clerk"))
    assert (view.state, view.has_code) == (State.SUBMITTED, False)


def test_a_late_registration_pays_before_it_is_accepted() -> None:
    made = commune()
    opened = hand_in(made, answers={**ANSWERS, "child_birth_date": "02/08/2026"})
    with pytest.raises(FeeNotTaken, match=r"8\.000"):
        accept(made, opened)
    accepted = accept(made, opened, fee_taken=True)
    account = payments.account_of(dossier_id=opened.dossier_id, viewer=made.who("one-stop-clerk"))
    assert (account.due, [line.amount for line in account.lines]) == (0, [8000])
    assert account.lines[0].receipt_number == 1
    assert dossiers.rebuilt(dossier_id=opened.dossier_id) == dossiers.kept(dossier_id=opened.dossier_id)
    assert accepted.owed.total == 8000


def test_the_exempt_pay_nothing_and_it_says_why() -> None:
    made = commune()
    opened = hand_in(made, answers={**ANSWERS, "child_birth_date": "02/08/2026"})
    accepted = accept(made, opened, groups=("poor-household",))
    assert accepted.owed.total == 0
    account = payments.account_of(dossier_id=opened.dossier_id, viewer=made.who("one-stop-clerk"))
    assert "hộ nghèo" in account.lines[0].why


def test_a_double_click_opens_and_accepts_one_dossier() -> None:
    made = commune()
    key = uuid4()
    first, second = hand_in(made, key), hand_in(made, key)
    assert (first.dossier_id, second.already) == (second.dossier_id, True)
    again: dict[str, Any] = {
        "dossier_id": first.dossier_id,
        "by": made.who("one-stop-clerk"),
        "now": made.moment,
        "key": uuid4(),
    }
    codes = [intake.accept(revision=1, **again).moved for _ in range(2)]
    assert codes[0].code == codes[1].code == "H26.1.1-261123-0001"
    assert codes[1].already


def test_impossible_answers_are_refused_in_the_readers_words() -> None:
    made = commune()
    with pytest.raises(AnswersFaulty) as refused:
        hand_in(made, answers={**ANSWERS, "child_birth_date": "31/02/2026", "child_name": "A" * 5000, "x": "?"})
    told = dict(refused.value.words())
    assert "31/02" in told["child_birth_date"]
    assert "200" in told["child_name"]
    assert "x" in told


def test_a_supplement_is_asked_once_and_supplied() -> None:
    made = commune()
    opened = hand_in(made)
    items = (SupplementItem("Giấy chứng sinh", "bản nộp bị mờ", "xin bản khác ở bệnh viện"),)
    intake.ask_supplement(items=items, **step(made, opened.dossier_id, "one-stop-clerk"))
    intake.supply(**step(made, opened.dossier_id, "one-stop-clerk"))
    view = dossiers.dossier(dossier_id=opened.dossier_id, viewer=made.who("one-stop-clerk"))
    assert view.state is State.SUBMITTED
    with pytest.raises(MoveNotAllowed, match="một lần"):
        intake.ask_supplement(items=items, **step(made, opened.dossier_id, "one-stop-clerk"))


def test_a_refusal_names_its_ground() -> None:
    made = commune()
    opened = hand_in(made)
    with pytest.raises(MoveNotAllowed, match="căn cứ"):
        intake.refuse(ground="nothing", text="Không rõ", **step(made, opened.dossier_id, "one-stop-clerk"))
    refused = intake.refuse(
        ground="not-competent", text="Nộp ở xã nơi cư trú", **step(made, opened.dossier_id, "one-stop-clerk")
    )
    assert refused.state is State.REFUSED


def test_a_clerk_of_another_commune_takes_nothing_in_here() -> None:
    here, there = commune(), commune("H26.1.2", "Xã Khác")
    with pytest.raises(NotYoursToTakeIn):
        hand_in(here, by=there.who("one-stop-clerk"))


def test_two_browsers_deciding_one_dossier_decide_it_once() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    to_the_leader(made, dossier_id)
    first, second = step(made, dossier_id, "leader"), step(made, dossier_id, "leader")
    signing.sign(step="sign", **first)
    with pytest.raises(DossierMovedOn, match="chưa được ghi"):
        signing.send_back(step="sign", to="examine", text="Sai", **second)


def test_the_leader_apologises_and_promises_a_later_day_once() -> None:
    made = commune(now=at("2026-11-23 15:01"))
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    later: dict[str, Any] = {"until": at("2026-11-27 17:00"), "text": "Chờ xác minh"}
    processing.reschedule(**later, **step(made, dossier_id, "leader"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    assert (view.promised_at, view.due_at) == (at("2026-11-25 17:00"), at("2026-11-27 17:00"))
    with pytest.raises(Exception, match="một lần"):
        processing.reschedule(**later, **step(made, dossier_id, "leader"))
