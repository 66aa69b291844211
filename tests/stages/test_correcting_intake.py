"""A mistake of intake is put right before a decision: promise, fee and custody follow, and what stood before stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.flow.followers import tell_applicants
from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.errors import MoveNotAllowed, NothingToCorrect
from motcua.registers.ledger import queries as ledger
from motcua.registers.notices import queries as notices
from motcua.registers.payments import queries as payments
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import Move
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import TakenInRight
from motcua.stages.intake.errors import CorrectionUnfit, MistakeUnnamed, PapersMissing, ReceiptImpossible
from motcua.stages.signing import actions as signing
from tests.births import ANSWERS, PAPERS
from tests.commune import Commune, at, commune, person, publish
from tests.stages.test_birth_registration import accept, hand_in, step, to_the_leader

pytestmark = pytest.mark.django_db


EXTRACT: dict[str, Any] = {
    "procedure_code": "2.000635",
    "case_key": "standard",
    "answers": {
        "requester_name": "Trần Thị Ước",
        "requester_birth_date": "09/05/1990",
        "requester_residence": "Ấp 3",
        "requester_kind": "person",
        "extract_kind": "birth",
        "subject_name": "TRẦN THỊ ƯỚC",
        "subject_birth_date": "09/05/1990",
        "registered_at": "UBND xã Thử Nghiệm",
        "copies_wanted": "2",
    },
    "papers": (PaperGiven("declaration", originals=1),),
}


def taken_in() -> tuple[Commune, int]:
    made = commune()
    return made, accept(made, hand_in(made)).moved.dossier_id


def as_it_is(dossier_id: int, **changes: Any) -> TakenInRight:
    """The dossier as it stands, with what should have been otherwise."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert view.received_at is not None
    values: dict[str, Any] = {
        "procedure_code": view.procedure_code,
        "case_key": view.case_key,
        "applicant_id": view.applicant_id,
        "owner_id": view.owner_id,
        "received_at": view.received_at,
        "answers": ANSWERS,
        "papers": PAPERS,
    }
    return TakenInRight(**(values | changes))


def correct(made: Commune, dossier_id: int, mistake: str, **changes: Any) -> intake.Corrected:
    right = as_it_is(dossier_id, **changes)
    return intake.correct(
        right=right, mistake=mistake, text="Ghi nhầm khi đông người", **step(made, dossier_id, "one-stop-clerk")
    )


def event_of(dossier_id: int) -> Any:
    return dossiers.last_act(dossiers.history(dossier_id=dossier_id, viewer=SYSTEM), Move.CORRECT)


def kept_before(dossier_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT revision, was, answers FROM dossiers_correction WHERE dossier_id = %s ORDER BY revision",
            [dossier_id],
        )
        return list(cursor.fetchall())


def is_proved(dossier_id: int) -> bool:
    return dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def test_the_wrong_owner_is_put_right_and_the_old_one_stays_in_what_was() -> None:
    made, dossier_id = taken_in()
    before = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    other = person("Nguyễn Văn Đúng", "082188000009", now=made.moment)
    correct(made, dossier_id, "wrong-person", owner_id=other)
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert (view.owner_id, view.applicant_id, view.code, view.due_at) == (
        other,
        before.applicant_id,
        before.code,
        before.due_at,
    )
    assert [duty.step for duty in view.duties] == ["examine"]
    event = event_of(dossier_id)
    assert (event.body["changed"], event.body["reason"], event.body["was"]["owner"]) == (
        ["owner"],
        "wrong-person",
        before.owner_id,
    )
    assert event.text == "Ghi nhầm khi đông người"
    assert len(kept_before(dossier_id)) == 1
    assert is_proved(dossier_id)


def test_an_earlier_receipt_moves_the_promise_and_both_days_stay() -> None:
    made, dossier_id = taken_in()
    before = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert before.due_at == at("2026-11-23 17:00")
    correct(made, dossier_id, "wrong-date", received_at=at("2026-11-20 09:00"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert view.due_at == at("2026-11-20 17:00")
    assert view.promised_at == before.promised_at, "what was promised first is never lost"
    assert dossiers.promise_of(view) is not None
    assert is_proved(dossier_id)


@pytest.mark.parametrize("moment", ["2026-11-23 18:00", "2026-10-01 09:00"])
def test_a_receipt_in_the_future_or_long_before_is_refused(moment: str) -> None:
    made, dossier_id = taken_in()
    with pytest.raises(ReceiptImpossible, match="phải từ"):
        correct(made, dossier_id, "wrong-date", received_at=at(moment))
    assert kept_before(dossier_id) == []


def test_answers_put_right_keep_the_old_ones_beside_their_hash() -> None:
    made, dossier_id = taken_in()
    old = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).answers
    correct(made, dossier_id, "wrong-answers", answers={**ANSWERS, "child_name": "NGUYỄN ĐÚNG TÊN"})
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert view.answers["child_name"] == "NGUYỄN ĐÚNG TÊN"
    ((_, _, answers),) = kept_before(dossier_id)
    assert old["child_name"] in str(answers)
    assert event_of(dossier_id).body["answers"] != ledger.events_of(f"dossier/{dossier_id}")[0].body["answers"]
    assert is_proved(dossier_id)


def test_another_case_charges_the_difference_or_tells_what_was_paid_too_much() -> None:
    made, dossier_id = taken_in()
    assert payments.account_of(dossier_id=dossier_id, viewer=SYSTEM).due == 0
    late = {**ANSWERS, "child_birth_date": "02/08/2026"}
    done = correct(made, dossier_id, "wrong-answers", answers=late)
    account = payments.account_of(dossier_id=dossier_id, viewer=SYSTEM)
    assert done.due == account.due > 0
    assert is_proved(dossier_id)
    back = correct(made, dossier_id, "wrong-answers", answers=ANSWERS)
    assert (back.due, payments.account_of(dossier_id=dossier_id, viewer=SYSTEM).due) == (0, 0)
    assert [line.amount for line in payments.account_of(dossier_id=dossier_id, viewer=SYSTEM).lines].count(0) >= 1
    assert is_proved(dossier_id)


def test_what_was_in_time_stays_so_when_it_is_corrected_late_and_a_receipt_put_right_counts() -> None:
    made = commune()
    born = (made.moment - timedelta(days=61)).date().isoformat()
    opened = hand_in(
        made, answers=ANSWERS | {"child_birth_date": (made.moment - timedelta(days=60)).date().isoformat()}
    )
    in_time = accept(made, opened).moved.dossier_id
    late = accept(made, hand_in(made, answers=ANSWERS | {"child_birth_date": born}), fee_taken=True).moved.dossier_id
    view = dossiers.dossier(dossier_id=in_time, viewer=SYSTEM)
    made.later(days=1)
    correct(made, in_time, "wrong-answers", answers=dict(view.answers) | {"child_name": "NGUYỄN ĐÚNG TÊN"})
    assert dossiers.dossier(dossier_id=in_time, viewer=SYSTEM).answers["timing"] == "on-time"
    before = dossiers.dossier(dossier_id=late, viewer=SYSTEM)
    assert before.answers["timing"] == "late"
    assert before.received_at is not None
    asked = {key: value for key, value in before.answers.items() if key not in ("timing", "counted_in_time")}
    done = correct(made, late, "wrong-date", answers=asked, received_at=before.received_at - timedelta(days=2))
    assert dossiers.dossier(dossier_id=late, viewer=SYSTEM).answers["timing"] == "on-time"
    assert done.too_much == 8000


def test_by_which_group_nothing_is_owed_is_kept_with_its_article_and_follows_a_correction() -> None:
    made = commune()
    late = {**ANSWERS, "child_birth_date": "02/08/2026"}
    dossier_id = accept(made, hand_in(made, answers=late), groups=("poor-household",)).moved.dossier_id

    def account() -> Any:
        return payments.account_of(dossier_id=dossier_id, viewer=SYSTEM)

    (line,) = account().lines
    assert (line.amount, line.relief, account().reliefs) == (0, "poor-household", {"poor-household"})
    assert "Người thuộc hộ nghèo được miễn (Điều 11 Luật Hộ tịch): 0 đồng." in line.why
    correct(made, dossier_id, "wrong-answers", answers=late | {"child_name": "NGUYỄN ĐÚNG TÊN"})
    assert account().reliefs == frozenset()
    assert account().due == 8000
    assert account().lines[0].why.endswith("Tính lại vì sửa sai sót khi tiếp nhận.")
    again = {"answers": late, "groups": frozenset({"disabled"})}
    assert correct(made, dossier_id, "wrong-answers", **again).due == 0
    assert account().reliefs == {"disabled"}
    assert is_proved(dossier_id)


def test_what_was_paid_too_much_is_told_and_stays_paid() -> None:
    made = commune()
    opened = hand_in(made, answers={**ANSWERS, "child_birth_date": "02/08/2026"})
    dossier_id = accept(made, opened, fee_taken=True).moved.dossier_id
    paid = sum(line.amount for line in payments.account_of(dossier_id=dossier_id, viewer=SYSTEM).lines)
    assert paid > 0
    done = correct(made, dossier_id, "wrong-answers", answers=ANSWERS)
    assert (done.due, done.too_much) == (0, paid)
    assert event_of(dossier_id).body["fee_too_much"] == paid
    assert is_proved(dossier_id)


def test_the_wrong_procedure_begins_the_right_process_under_the_same_code() -> None:
    made, dossier_id = taken_in()
    publish("2.000635", made.moment)
    before = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    done = correct(made, dossier_id, "wrong-procedure", **EXTRACT)
    assert done.due == payments.account_of(dossier_id=dossier_id, viewer=SYSTEM).due == 16_000
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert (view.procedure_code, view.code) == ("2.000635", before.code)
    assert view.duties
    held = [hold for hold in documents.originals_of(f"dossier/{dossier_id}") if hold.office_id is not None]
    assert {hold.paper for hold in held} == {"declaration"}, "the others went back"
    ((_, was, _),) = kept_before(dossier_id)
    assert "1.001193" in str(was)
    assert is_proved(dossier_id)


def test_papers_that_the_right_form_asks_for_must_have_come() -> None:
    made, dossier_id = taken_in()
    with pytest.raises(PapersMissing):
        correct(made, dossier_id, "other", papers=())


def test_without_a_listed_mistake_and_words_or_without_a_change_nothing_is_written() -> None:
    made, dossier_id = taken_in()
    with pytest.raises(MistakeUnnamed):
        correct(made, dossier_id, "nhầm")
    with pytest.raises(NothingToCorrect):
        correct(made, dossier_id, "other")
    with pytest.raises(CorrectionUnfit):
        correct(made, dossier_id, "wrong-case", case_key="không có")
    assert kept_before(dossier_id) == []
    assert is_proved(dossier_id)


def test_after_the_decision_nothing_is_corrected() -> None:
    made, dossier_id = taken_in()
    to_the_leader(made, dossier_id)
    signing.sign_by_hand(step="sign", **step(made, dossier_id, "leader"))
    with pytest.raises(MoveNotAllowed, match="Đã có kết quả"):
        correct(made, dossier_id, "wrong-date", received_at=at("2026-11-20 09:00"))


def test_the_applicant_is_told() -> None:
    made, dossier_id = taken_in()
    correct(made, dossier_id, "wrong-date", received_at=made.moment - timedelta(days=3))
    tell_applicants([event for event in ledger.events_of(f"dossier/{dossier_id}") if event.kind == "correct"])
    told = notices.notices_of(dossier_id=dossier_id, viewer=SYSTEM)
    assert "đã được sửa" in told[0].text
