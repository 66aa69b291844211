"""A part of an interlinked submission that the police's system decides: it opens here, is moved by that system's
messages alone, and its result is a paper of the next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from motcua.integrations.demo_police.playing import dossier_record, of_chain, progress_record
from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import actions as moving
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import CodeIsAnothers, MirroredHere, NotTheOneAwaited
from motcua.registers.ledger import queries as ledger
from motcua.rules.access import SYSTEM
from motcua.rules.chains import ChainState, PartState
from motcua.rules.lifecycle import Move, State
from motcua.stages.intake import actions as intake
from motcua.stages.mirroring import actions as mirroring
from motcua.stages.mirroring.actions import Outcome
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from tests.commune import at
from tests.karaoke import FEE, MASTER, Group, group

pytestmark = pytest.mark.django_db
CODE = "G01.1-261104-0001"
RESULT = "Giấy chứng nhận đủ điều kiện về an ninh, trật tự"
CAME = at("2026-11-04 14:30")


def waiting_for_the_police() -> Group:
    """Taken in, and the first part has its result: the police's part is open."""
    found = group(elsewhere=True)
    found.submit()
    assert found.accept().owed.total == FEE, "fees of all parts are taken at submission, whoever decides"
    found.at("2026-11-04 14:00")
    found.decide("business")
    return found


def reference(found: Group) -> str:
    return dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM).reference


def tell(found: Group, state: State, now: datetime = CAME, **changes: Any) -> Outcome:
    """A record of the police about the dossier that it got with our reference."""
    values: dict[str, Any] = {
        "code": CODE,
        "office": "G01.1",
        "owner": "Trần Thị Ước",
        "number": "082190000001",
        "state": state,
        "submitted": at("2026-11-04 14:00"),
        "NgayTiepNhan": at("2026-11-04 14:20"),
        "NgayHenTra": at("2026-11-09 17:00"),
    }
    tied = {"procedure": "3.000243", "receipt": reference(found)}
    tied |= {name: changes.pop(name) for name in ("procedure", "receipt", "result") if name in changes}
    return sent("DongBoHoSoMC", of_chain(dossier_record(**(values | changes)), **tied), now)


def sent(service: str, record: dict[str, Any], now: datetime) -> Outcome:
    (outcome,) = mirroring.take_records(partner="police", service=service, records=[record], now=now)
    return outcome


def states(found: Group) -> dict[str, PartState]:
    return {part.key: part.state for part in found.chain.parts}


def is_held(found: Group) -> bool:
    return found.chain.is_held


def rebuilds(found: Group) -> None:
    chain = found.chain
    assert dossiers.rebuilt_chain(chain_id=chain.id) == dossiers.kept_chain(chain_id=chain.id)
    for part in chain.parts:
        if part.dossier_id:
            assert dossiers.rebuilt(dossier_id=part.dossier_id) == dossiers.kept(dossier_id=part.dossier_id)


def test_it_opens_without_a_duty_for_anybody_here_and_counts_on_its_term() -> None:
    found = waiting_for_the_police()
    view = dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM)
    assert (view.state, view.duties, view.has_code) == (State.SUBMITTED, (), False)
    assert {paper.paper for paper in view.papers if paper.document_id or paper.held_by_state} == {
        "business-certificate"
    }
    part = next(one for one in found.chain.parts if one.key == "security")
    assert (part.master, part.due_at) == (MASTER, at("2026-11-09 17:00"))
    assert found.chain.due_at == at("2026-11-23 17:00"), "3 + 10 working days from the first result"
    with pytest.raises(MirroredHere, match="Bộ Công an"):
        moving.move(dossier_id=view.id, move=Move.ACCEPT, by=SYSTEM, now=found.moment)
    listed = dossiers.mirrored_here(viewer=found.who("police", "leader"), limit=5)
    assert [(row.id, row.code) for row in listed] == [(view.id, view.reference)]
    rebuilds(found)


def test_the_polices_messages_alone_move_it_and_its_result_opens_the_next() -> None:
    found = waiting_for_the_police()
    told = tell(found, State.RECEIVED)
    assert (told.dossier_id, told.applied) == (found.dossier_of("security"), True)
    act = progress_record(code=CODE, state=State.PROCESSING, at=at("2026-11-05 09:00"), who="Đại úy Thử", what="Xem")
    assert sent("CapNhatTienDoHoSoMC", act, at("2026-11-05 09:01")).dossier_id == told.dossier_id
    rebuilds(found)

    late = at("2026-11-10 10:00")
    done = tell(found, State.DONE, late, NgayKetThucXuLy=late, NgayHenTra=at("2026-11-10 17:00"), result=RESULT)
    assert done.applied
    assert states(found) == {"business": PartState.GRANTED, "security": PartState.GRANTED, "karaoke": PartState.OPEN}
    karaoke = dossiers.dossier(dossier_id=found.dossier_of("karaoke"), viewer=SYSTEM)
    assert (karaoke.state, karaoke.received_at) == (State.RECEIVED, late)
    assert karaoke.due_at == found.chain.due_at == at("2026-11-25 17:00")
    assert found.chain.promised_at == at("2026-11-25 17:00")
    assert {paper.paper for paper in karaoke.papers if paper.held_by_state} == {
        "business-certificate",
        "security-certificate",
    }
    examiner = found.who("department", "examiner")
    seen = dossiers.chain_of(dossier_id=karaoke.id, viewer=examiner)
    assert seen is not None
    security = next(part for part in seen.parts if part.key == "security")
    assert (security.dossier_id, security.result) == (None, f"{RESULT}, {CODE}-KQ")
    public = dossiers.public_chain(code=found.chain.code)
    assert public is not None
    assert [part.result for part in public.parts] == ["", "", ""]
    rebuilds(found)

    found.moment = at("2026-11-24 09:00")
    found.decide("karaoke")
    assert found.chain.state is ChainState.GRANTED
    rebuilds(found)


def test_a_later_part_that_asked_for_more_is_supplied_though_no_file_of_that_result_is_kept_here() -> None:
    found = waiting_for_the_police()
    tell(found, State.DONE, NgayKetThucXuLy=CAME, result=RESULT)
    found.moment = at("2026-11-05 09:00")
    found.take_up("karaoke")
    processing.ask_supplement(text="Sơ đồ phòng hát chưa rõ.", **found.acting("karaoke", "examiner"))
    assert found.chain.is_held
    assert intake.supply(**found.acting("karaoke", "one-stop-clerk")).state is State.PROCESSING


def test_done_without_a_result_told_waits_and_the_result_may_come_in_an_older_record() -> None:
    found = waiting_for_the_police()
    tell(found, State.RECEIVED)
    act = progress_record(code=CODE, state=State.DONE, at=at("2026-11-06 09:30"), who="Đại úy Thử", what="Ký, đóng dấu")
    sent("CapNhatTienDoHoSoMC", act, at("2026-11-06 09:31"))
    assert states(found)["security"] is PartState.OPEN, "nobody has said with what result"
    told = tell(found, State.DONE, at("2026-11-06 10:00"), NgayKetThucXuLy=at("2026-11-06 09:00"), result=RESULT)
    assert not told.applied
    assert states(found)["karaoke"] is PartState.OPEN
    rebuilds(found)


@pytest.mark.parametrize("state", [State.DONE, State.REFUSED, State.STOPPED])
def test_what_the_police_do_not_grant_ends_what_waited_for_it(state: State) -> None:
    found = waiting_for_the_police()
    tell(found, state, NgayTuChoi=CAME)
    assert states(found) == {"business": PartState.GRANTED, "security": PartState.ENDED, "karaoke": PartState.DROPPED}
    assert found.chain.state is ChainState.ENDED
    assert not [one for one in documents.originals_of(f"chain/{found.chain.id}") if one.office_id is not None]
    here = documents.originals_of(f"dossier/{found.dossier_of('security')}")
    assert "karaoke--declaration" in {one.paper for one in here if one.office_id is not None}
    waiting = dossiers.my_duties(viewer=found.clerk, now=found.moment, steps=("give-back",))
    assert len(waiting.rows) == (state is not State.DONE), "they stay until somebody comes"
    if waiting.rows:
        receiver = Receiver(name="Trần Thị Ước", id_number="082190000001", authority=Authority.OWNER)
        returning.give_back_originals(receiver=receiver, **found.acting("security", "one-stop-clerk"))
        here = documents.originals_of(f"dossier/{found.dossier_of('security')}")
        assert not [one for one in here if one.office_id is not None], "what lies here is not the police's to give"
    rebuilds(found)


def test_a_supplement_there_moves_the_whole_here() -> None:
    found = waiting_for_the_police()
    tell(found, State.RECEIVED)
    tell(found, State.SUPPLEMENT, at("2026-11-05 08:01"), ThoiDiemXuLy=at("2026-11-05 08:00"))
    assert is_held(found)
    came = at("2026-11-12 08:00")
    tell(found, State.PROCESSING, came, ThoiDiemXuLy=came, NgayHenTra=at("2026-11-16 17:00"))
    assert not is_held(found)
    assert found.chain.due_at == at("2026-12-01 17:00")
    rebuilds(found)


def test_a_message_twice_is_once_also_for_the_whole() -> None:
    found = waiting_for_the_police()
    tell(found, State.DONE, NgayKetThucXuLy=CAME, result=RESULT)
    before = len(ledger.events_of(f"chain/{found.chain.id}"))
    assert tell(found, State.DONE, NgayKetThucXuLy=CAME, result=RESULT).already
    assert len(ledger.events_of(f"chain/{found.chain.id}")) == before


def test_a_number_that_waits_for_another_procedure_or_has_another_code_is_refused() -> None:
    found = waiting_for_the_police()
    other = tell(found, State.RECEIVED, procedure="1.004194")
    assert isinstance(other.refusal, NotTheOneAwaited)
    assert "3.000243" in str(other.refusal)
    tell(found, State.RECEIVED)
    assert isinstance(tell(found, State.DONE, code="G01.1-261104-0002").refusal, NotTheOneAwaited)
    assert states(found)["security"] is PartState.OPEN


def test_a_record_that_forgot_the_number_stands_apart_and_the_right_one_then_says_so() -> None:
    found = waiting_for_the_police()
    apart = tell(found, State.RECEIVED, receipt="")
    assert apart.dossier_id != found.dossier_of("security")
    assert isinstance(tell(found, State.RECEIVED).refusal, CodeIsAnothers)
    assert states(found)["security"] is PartState.OPEN


def test_no_event_tells_of_the_person_or_of_what_was_given() -> None:
    found = waiting_for_the_police()
    tell(found, State.DONE, NgayKetThucXuLy=CAME, result="Giấy của bà Ước")
    streams = (f"chain/{found.chain.id}", f"dossier/{found.dossier_of('security')}")
    told = " ".join(str(event.body) for stream in streams for event in ledger.events_of(stream))
    assert "Ước" not in told
