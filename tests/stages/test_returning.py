"""Results are called for once a day, given to whoever has authority, and rated once in one touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from motcua.flow.followers import tell_applicants
from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import NotForThisState, NotYoursToDo
from motcua.registers.ledger import queries as ledger
from motcua.registers.notices import queries as notices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.returning.errors import (
    AuthorityMissing,
    AuthorityUnchecked,
    CalledToday,
    NothingHeld,
    NotReadyToCall,
    NotYoursToCall,
    NumberOfPostMissing,
    RatedAlready,
    ScoreUnknown,
    StaysWithDossier,
)
from motcua.stages.signing import actions as signing
from tests.commune import Commune, commune
from tests.proof import truth
from tests.stages.test_birth_registration import accept, hand_in, step, to_the_leader

pytestmark = pytest.mark.django_db


def finished() -> tuple[Commune, int]:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    to_the_leader(made, dossier_id)
    signing.sign_by_hand(step="sign", **step(made, dossier_id, "leader"))
    scan = signing.Scan(b"%PDF-1.7\n%%EOF", "ket-qua.pdf", "application/pdf")
    signing.number(step="number", number="1", book="01/2026", scan=scan, **step(made, dossier_id, "clerical"))
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state is State.DONE
    return made, dossier_id


OWNER = Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER)


def give(made: Commune, dossier_id: int, **more: Any) -> None:
    returning.hand_over(receiver=replace(OWNER, **more), **step(made, dossier_id, "one-stop-clerk"))


def give_also(made: Commune, dossier_id: int, *papers: str) -> None:
    returning.hand_over(receiver=OWNER, also=papers, **step(made, dossier_id, "one-stop-clerk"))


def called(made: Commune, dossier_id: int, role: str = "one-stop-clerk") -> returning.Called:
    return returning.call(dossier_id=dossier_id, by=made.who(role), now=made.moment)


def test_a_waiting_result_is_called_for_once_a_day_and_the_applicant_is_told() -> None:
    made, dossier_id = finished()
    assert called(made, dossier_id).times == 1
    with pytest.raises(CalledToday, match="Mỗi ngày"):
        called(made, dossier_id)
    made.later(days=1)
    assert called(made, dossier_id).times == 2
    with pytest.raises(NotYoursToCall):
        called(made, dossier_id, "justice-examiner")
    tell_applicants([event for event in ledger.events_of(f"dossier/{dossier_id}") if event.kind == "result-called"])
    assert "mời đến nhận" in notices.notices_of(dossier_id=dossier_id, viewer=SYSTEM)[0].text
    seen = notices.last_told(dossier_ids=[dossier_id], kinds=("result-called",), viewer=made.who("one-stop-clerk"))
    assert seen == {dossier_id: made.moment}
    other = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=made.moment)
    there = other.who("one-stop-clerk")
    assert notices.last_told(dossier_ids=[dossier_id], kinds=("result-called",), viewer=there) == {}


def test_nothing_is_called_for_before_there_is_a_result() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    with pytest.raises(NotReadyToCall):
        called(made, dossier_id)


def test_another_collects_with_a_paper_that_was_checked() -> None:
    made, dossier_id = finished()
    paper = {"authority": Authority.AUTHORISED, "name": "Lê Văn Thay"}
    with pytest.raises(AuthorityMissing):
        give(made, dossier_id, **paper)
    with pytest.raises(AuthorityUnchecked, match="đối chiếu"):
        give(made, dossier_id, paper="12/2026 UBND xã", **paper)
    give(made, dossier_id, paper="12/2026 UBND xã", checked=True, slip_lost=True, **paper)
    last = dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1]
    assert (last.body["authority"], last.body["slip_lost"]) == ("authorised", True)
    assert last.body["originals_back"] == []
    assert holders(dossier_id) == [made.office_id, made.office_id]
    truth.is_whole(dossier_id)


@pytest.fixture
def says_of_the_birth_certificate(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool | None], None]:
    """Of this test on the procedure says that its original goes back, stays, or nothing."""

    def says(given_back: bool | None) -> None:
        version = procedures.version

        def other(number: int) -> Procedure:
            found = version(number)
            papers = (replace(one, given_back=given_back) if one.key == PROOF else one for one in found.papers)
            return replace(found, papers=tuple(papers))

        monkeypatch.setattr(procedures, "version", other)

    return says


PROOF = "birth-certificate"


def test_with_a_result_goes_back_what_was_for_comparison_and_the_rest_stays(
    says_of_the_birth_certificate: Callable[[bool | None], None],
) -> None:
    made, dossier_id = finished()
    says_of_the_birth_certificate(True)
    give(made, dossier_id)
    assert dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1].body["originals_back"] == [PROOF]
    assert holders(dossier_id) == [None, made.office_id]
    with pytest.raises(NothingHeld, match="không còn bản chính nào phải trả"):
        returning.give_back_originals(receiver=OWNER, **step(made, dossier_id, "one-stop-clerk"))
    truth.is_whole(dossier_id)


def test_where_the_procedure_does_not_say_the_clerk_does_with_the_result_or_later(
    says_of_the_birth_certificate: Callable[[bool | None], None],
) -> None:
    made, dossier_id = finished()
    with pytest.raises(StaysWithDossier):
        give_also(made, dossier_id, PROOF)
    says_of_the_birth_certificate(None)
    with pytest.raises(StaysWithDossier):
        give_also(made, dossier_id, PROOF, "declaration")
    give(made, dossier_id)
    assert holders(dossier_id) == [made.office_id, made.office_id]
    asked = step(made, dossier_id, "one-stop-clerk")
    returning.give_back_originals(receiver=OWNER, also=[PROOF], **asked)
    body = dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1].body
    assert (body["originals_back"], body["originals_asked"]) == ([PROOF], [PROOF])
    assert holders(dossier_id) == [None, made.office_id]
    truth.is_whole(dossier_id)


def test_what_goes_by_post_has_a_number_and_its_originals_are_the_carriers(
    says_of_the_birth_certificate: Callable[[bool | None], None],
) -> None:
    made, dossier_id = finished()
    says_of_the_birth_certificate(True)
    post = {"authority": Authority.CARRIER, "name": "Bùi Văn Thư", "id_number": ""}
    with pytest.raises(NumberOfPostMissing, match="số bưu gửi"):
        give(made, dossier_id, **post)
    give(made, dossier_id, paper="EE123456789VN", **post)
    last = dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1]
    assert (last.text, last.body["authority"]) == ("Bùi Văn Thư; EE123456789VN", "carrier")
    held = {(hold.paper, hold.holder_kind.value) for hold in documents.originals_of(f"dossier/{dossier_id}")}
    assert held == {(PROOF, "other"), ("declaration", "office")}
    entries = dossiers.taken_in_on(office_id=made.office_id, on=made.moment.date(), viewer=made.who("leader"))
    assert dossiers.handed_over(entries=entries, viewer=made.who("leader"))[dossier_id].authority == "carrier"
    truth.is_whole(dossier_id)


def test_what_was_found_not_eligible_goes_back_whole_with_its_notice() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    processing.forward(step="examine", outcome="refuse", text="Sai", **step(made, dossier_id, "justice-examiner"))
    processing.forward(step="draft-refusal", text="Sai", **step(made, dossier_id, "justice-examiner"))
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    signing.number(step="number", number="1", book="01/2026", **step(made, dossier_id, "clerical"))
    give(made, dossier_id)
    assert dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1].body["originals_back"] == [PROOF, "declaration"]
    assert holders(dossier_id) == [None, None]


def stopped() -> tuple[Commune, int]:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    processing.stop(ground="cannot-supplement", text="Không bổ sung được", **step(made, dossier_id, "leader"))
    return made, dossier_id


def lapsed() -> tuple[Commune, int]:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    missing = (SupplementItem("Giấy chứng sinh", "bị mờ"),)
    intake.ask_supplement(items=missing, **step(made, dossier_id, "one-stop-clerk"))
    made.later(days=60)
    intake.lapse(**step(made, dossier_id, "one-stop-clerk"))
    return made, dossier_id


def holders(dossier_id: int) -> list[int | None]:
    return [hold.office_id for hold in documents.originals_of(f"dossier/{dossier_id}")]


def waits(made: Commune) -> list[tuple[int, str, bool]]:
    page = dossiers.my_duties(
        viewer=made.who("one-stop-clerk"), now=made.moment, steps=("hand-over", "give-back"), search="tran thi uoc"
    )
    return [(row.dossier_id, row.step, row.is_overdue) for row in page.rows]


@pytest.mark.parametrize("ended", [stopped, lapsed])
def test_originals_of_what_stopped_stay_with_the_office_until_somebody_comes(
    ended: Callable[[], tuple[Commune, int]],
) -> None:
    made, dossier_id = ended()
    assert holders(dossier_id) == [made.office_id, made.office_id]
    assert waits(made) == [(dossier_id, "give-back", False)]
    asked = step(made, dossier_id, "one-stop-clerk")
    first = returning.give_back_originals(receiver=OWNER, **asked)
    assert returning.give_back_originals(receiver=OWNER, **asked) == replace(first, already=True)
    assert (holders(dossier_id), waits(made)) == ([None, None], [])
    with pytest.raises(NothingHeld, match="không còn bản chính nào phải trả"):
        returning.give_back_originals(receiver=OWNER, **step(made, dossier_id, "one-stop-clerk"))
    last = dossiers.history(dossier_id=dossier_id, viewer=SYSTEM)[-1]
    assert (last.kind, last.text) == ("originals-given-back", "Trần Thị Ước; 082190000001")
    assert last.body["originals_back"] == ["birth-certificate", "declaration"]
    assert first.state is State.STOPPED
    truth.is_whole(dossier_id)


def test_originals_that_wait_are_called_for_like_results_once_a_day() -> None:
    made, dossier_id = stopped()
    assert called(made, dossier_id).times == 1
    with pytest.raises(CalledToday):
        called(made, dossier_id)
    tell_applicants([event for event in ledger.events_of(f"dossier/{dossier_id}") if event.kind == "originals-called"])
    assert "mời đến nhận lại" in notices.notices_of(dossier_id=dossier_id, viewer=SYSTEM)[0].text
    returning.give_back_originals(receiver=OWNER, **step(made, dossier_id, "one-stop-clerk"))
    made.later(days=1)
    with pytest.raises(NotReadyToCall):
        called(made, dossier_id)


def test_originals_go_only_from_the_counter_with_authority_and_after_the_end() -> None:
    made, dossier_id = stopped()
    with pytest.raises(NotYoursToDo):
        returning.give_back_originals(receiver=OWNER, **step(made, dossier_id, "leader"))
    another = replace(OWNER, authority=Authority.AUTHORISED)
    with pytest.raises(AuthorityMissing):
        returning.give_back_originals(receiver=another, **step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(AuthorityUnchecked):
        unchecked = replace(another, paper="12/2026")
        returning.give_back_originals(receiver=unchecked, **step(made, dossier_id, "one-stop-clerk"))
    assert holders(dossier_id) == [made.office_id, made.office_id]
    running = accept(made, hand_in(made)).moved.dossier_id
    with pytest.raises(NotForThisState):
        returning.give_back_originals(receiver=OWNER, **step(made, running, "one-stop-clerk"))


def test_the_rating_is_taken_once_after_the_result_was_given() -> None:
    made, dossier_id = finished()
    with pytest.raises(NotForThisState):
        returning.rate(score=5, **step(made, dossier_id, "one-stop-clerk"))
    give(made, dossier_id)
    with pytest.raises(ScoreUnknown):
        returning.rate(score=6, **step(made, dossier_id, "one-stop-clerk"))
    first = step(made, dossier_id, "one-stop-clerk")
    returning.rate(score=4, **first)
    returning.rate(score=4, **first)
    with pytest.raises(RatedAlready):
        returning.rate(score=1, **(step(made, dossier_id, "one-stop-clerk") | {"key": uuid4()}))
    rated = [line for line in dossiers.history(dossier_id=dossier_id, viewer=SYSTEM) if line.kind == "rated"]
    assert [line.body["score"] for line in rated] == [4]
    entries = dossiers.taken_in_on(office_id=made.office_id, on=made.moment.date(), viewer=made.who("leader"))
    taken = dossiers.handed_over(entries=entries, viewer=made.who("leader"))[dossier_id]
    assert (taken.to, taken.authority) == ("Trần Thị Ước; 082190000001", "owner"), "also after the rating"
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def test_an_examiner_rates_nothing() -> None:
    made, dossier_id = finished()
    give(made, dossier_id)
    examiner = made.who("justice-examiner")
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    with pytest.raises(NotYoursToDo):
        returning.rate(
            dossier_id=dossier_id,
            score=5,
            by=examiner,
            now=made.moment,
            key=uuid4(),
            revision=view.revision,
        )
