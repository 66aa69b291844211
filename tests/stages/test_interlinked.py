"""NĐ 297/2025 through the stages: household business, security and order, karaoke; one submission, three offices."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from jsonschema import Draft202012Validator

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import actions as dossiers_actions
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewCalendarDay
from motcua.registers.payments import queries as payments
from motcua.registers.procedures.queries import chain_form_schema, chain_in_force
from motcua.rules.access import SYSTEM
from motcua.rules.chains import ChainState, PartState
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.intake.errors import FeeNotTaken, PapersMissing
from motcua.stages.processing import actions as processing
from motcua.stages.submission.errors import AnswersFaulty, PaperUnknown
from tests.commune import at, person
from tests.karaoke import ANSWERS, CODE, FEE, PAPERS, Group, group

pytestmark = pytest.mark.django_db


def rebuilds(found: Group) -> None:
    """Events and registers say the same, of the whole and of each dossier."""
    chain = found.chain
    assert dossiers.rebuilt_chain(chain_id=chain.id) == dossiers.kept_chain(chain_id=chain.id)
    for part in chain.parts:
        if part.dossier_id:
            assert dossiers.rebuilt(dossier_id=part.dossier_id) == dossiers.kept(dossier_id=part.dossier_id)


def states(found: Group) -> dict[str, PartState]:
    return {part.key: part.state for part in found.chain.parts}


def is_held(found: Group) -> bool:
    return found.chain.is_held


def taken_in() -> Group:
    found = group()
    found.submit()
    found.accept()
    return found


SPOILT: tuple[Any, ...] = (None, "", "x" * 600, -1, 10**18, 2.5, True, [], {"a": 1}, "2026-13-01", "0123", "nobody")


def test_what_the_schema_of_a_group_refuses_the_server_refuses() -> None:
    found = group()
    schema = json.loads(chain_form_schema(chain_in_force(CODE, found.moment.date())))
    validator = Draft202012Validator(schema)
    canonical = ANSWERS | {"owner_birth_date": "1990-05-09"}
    assert schema["$id"] == "urn:motcua:form:LT.297-2025"
    assert validator.is_valid(canonical)
    changes = [(key, value) for key in (*schema["properties"], "stranger") for value in SPOILT]
    dropped = [{key: value for key, value in canonical.items() if key != gone} for gone in canonical]
    refused = [one for one in [canonical | dict([each]) for each in changes] + dropped if not validator.is_valid(one)]
    assert len(refused) > 100
    for answers in refused:
        with pytest.raises(AnswersFaulty):
            found.submit(answers=answers, is_exact=True)
    assert found.submit(answers=canonical, is_exact=True).dossiers


def test_one_submission_goes_through_three_offices_to_three_results() -> None:
    found = group()
    found.makes_results = True
    opened = found.submit()
    assert opened.code.startswith("LT-")
    assert len(opened.dossiers) == 1
    accepted = found.accept()
    assert accepted.owed.total == FEE
    account = payments.account_of(dossier_id=opened.dossiers[0].dossier_id, viewer=SYSTEM)
    assert sum(line.amount for line in account.lines if line.receipt_number) == FEE
    assert found.chain.promised_at == at("2026-11-25 17:00")
    assert [str(line.words()) for line in found.chain.lines][-2] == "Cộng lại: 3 + 3 + 10 = 16 ngày làm việc"
    assert [[term.amount for term in terms] for _, terms in found.chain.by_office] == [[3], [3], [10]]
    rebuilds(found)

    found.at("2026-11-04 14:00")
    found.decide("business")
    assert states(found) == {"business": PartState.GRANTED, "security": PartState.OPEN, "karaoke": PartState.WAITING}
    security = dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM)
    assert security.state is State.RECEIVED
    assert security.has_code
    assert security.received_at == found.moment
    assert security.due_at == at("2026-11-09 17:00")
    fed = next(paper for paper in security.papers if paper.paper == "business-certificate")
    assert fed.held_by_state
    assert fed.document_id is not None
    assert documents.document(fed.document_id).media_type == "application/pdf"
    assert security.duties[0].office_id == found.deciding["security"]
    assert found.chain.due_at == at("2026-11-23 17:00")
    rebuilds(found)

    found.at("2026-11-09 15:00")
    found.decide("security")
    karaoke = dossiers.dossier(dossier_id=found.dossier_of("karaoke"), viewer=SYSTEM)
    assert {paper.paper for paper in karaoke.papers if paper.document_id} == {
        "business-certificate",
        "security-certificate",
    }
    found.at("2026-11-20 10:00")
    found.decide("karaoke")
    assert found.chain.state is ChainState.GRANTED
    assert found.chain.finished_at == found.moment
    assert found.chain.promised_at == at("2026-11-25 17:00")
    rebuilds(found)


def test_one_submission_is_counted_once() -> None:
    found = taken_in()
    found.decide("business")
    found.decide("security")
    begun = [
        next(event for event in ledger.events_of(f"dossier/{part.dossier_id}") if event.kind == "submit")
        for part in found.chain.parts
    ]
    assert [(event.body["part"], event.body["counts"]) for event in begun] == [
        ("business", True),
        ("security", False),
        ("karaoke", False),
    ]


def test_no_event_of_the_chain_tells_of_a_person() -> None:
    found = taken_in()
    found.decide("business")
    told = " ".join(str(event.body) for event in ledger.events_of(f"chain/{found.chain.id}"))
    assert not any(word in told for word in ("Ước", "082190000001", "Sao Mai", "0901234567"))


def test_the_same_click_submits_once() -> None:
    found = group()
    key = uuid4()
    first, again = found.submit(key), found.submit(key)
    assert again.already
    assert (again.chain_id, [one.dossier_id for one in again.dossiers]) == (
        first.chain_id,
        [one.dossier_id for one in first.dossiers],
    )


def test_every_fault_of_every_part_is_told_at_once_and_nothing_is_written() -> None:
    found = group()
    answers = ANSWERS | {"owner_id_number": "12", "rooms": 0, "responsible_title": "", "nonsense": "x"}
    with pytest.raises(AnswersFaulty) as caught:
        found.submit(answers=answers)
    assert {fault.field for fault in caught.value.faults} == {
        "owner_id_number",
        "rooms",
        "responsible_title",
        "nonsense",
    }
    with pytest.raises(PaperUnknown, match="business-certificate"):
        found.submit(papers=PAPERS | {"security": (*PAPERS["security"], PaperGiven("business-certificate", copies=1))})


def test_papers_and_fees_of_later_parts_are_asked_for_at_the_counter() -> None:
    found = group()
    found.submit(papers=PAPERS | {"security": PAPERS["security"][:1]})
    with pytest.raises(PapersMissing, match=r"An ninh, trật tự: Văn bản về điều kiện phòng cháy"):
        found.accept()
    found.submit()
    with pytest.raises(FeeNotTaken, match=r"2\.400\.000"):
        found.accept(fee_taken=False)
    assert states(found)["business"] is PartState.OPEN


def test_a_supplement_of_one_part_holds_its_own_clock_and_moves_the_whole() -> None:
    found = taken_in()
    found.makes_results = True
    found.at("2026-11-04 14:00")
    found.decide("business")
    found.at("2026-11-05 09:00")
    found.take_up("security")
    item = SupplementItem("Văn bản về phòng cháy", "bản nộp đã mờ")
    intake.ask_supplement(items=(item,), **found.acting("security", "examiner"))
    assert is_held(found)
    business = dossiers.dossier(dossier_id=found.dossier_of("business"), viewer=SYSTEM)
    assert business.due_at == at("2026-11-05 17:00")
    until = dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM).duties[0].due_at
    assert until == at("2026-11-27 17:00")
    found.at("2026-11-10 09:00")
    intake.supply(**found.acting("security", "one-stop-clerk"))
    assert dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM).due_at == at("2026-11-13 17:00")
    assert found.chain.due_at == at("2026-11-30 17:00")
    assert found.chain.promised_at == at("2026-11-25 17:00")
    assert not is_held(found)
    rebuilds(found)


def held(subject: str) -> set[str]:
    """Papers whose originals offices hold."""
    return {one.paper for one in documents.originals_of(subject) if one.office_id is not None}


def waits_for_its_originals(found: Group, dossier_id: int) -> bool:
    page = dossiers.my_duties(viewer=found.clerk, now=found.moment, steps=("give-back",))
    return dossier_id in {row.dossier_id for row in page.rows}


def test_originals_of_a_later_part_are_its_dossiers_once_it_opens_and_what_falls_away_leaves_its_own_there() -> None:
    found = taken_in()
    stream = f"chain/{found.chain.id}"
    assert held(stream) == {"security--declaration", "security--curriculum-vitae", "karaoke--declaration"}
    found.decide("business")
    security_id = found.dossier_of("security")
    assert held(stream) == {"karaoke--declaration"}
    assert held(f"dossier/{security_id}") == {"declaration", "curriculum-vitae"}
    found.decide("security", granted=False)
    assert states(found) == {"business": PartState.GRANTED, "security": PartState.ENDED, "karaoke": PartState.DROPPED}
    assert found.chain.state is ChainState.ENDED
    security = dossiers.dossier(dossier_id=security_id, viewer=SYSTEM)
    assert (security.state, security.outcome) == (State.DONE, "not-eligible")
    assert held(stream) == set()
    assert held(f"dossier/{security_id}") == {"declaration", "curriculum-vitae", "karaoke--declaration"}
    assert dossiers.paper_names(security)["karaoke--declaration"].startswith("Giấy phép karaoke: ")
    rebuilds(found)


def test_what_is_withdrawn_at_the_counter_takes_the_rest_with_it_and_all_originals_go_home_at_once() -> None:
    found = taken_in()
    business_id = found.dossier_of("business")
    intake.withdraw(text="Không mở quán nữa", **found.acting("business", "one-stop-clerk"))
    assert states(found) == {"business": PartState.ENDED, "security": PartState.DROPPED, "karaoke": PartState.DROPPED}
    assert held(f"chain/{found.chain.id}") == held(f"dossier/{business_id}") == set()
    assert not waits_for_its_originals(found, business_id)
    rebuilds(found)


def test_a_part_that_is_stopped_ends_what_depends_on_it_and_the_originals_wait_for_whoever_comes() -> None:
    found = taken_in()
    found.decide("business")
    found.take_up("security")
    security_id = found.dossier_of("security")
    processing.stop(ground="not-entitled", text="Cơ sở bị cấm", **found.acting("security", "leader"))
    assert states(found)["karaoke"] is PartState.DROPPED
    assert held(f"dossier/{security_id}") == {"declaration", "curriculum-vitae", "karaoke--declaration"}
    assert waits_for_its_originals(found, security_id)
    rebuilds(found)


def test_each_sees_the_chain_but_opens_only_what_is_theirs() -> None:
    found = taken_in()
    found.decide("business")
    police = found.who("police", "leader")
    seen = dossiers.chain_of(dossier_id=found.dossier_of("security"), viewer=police)
    assert seen is not None
    assert [bool(part.dossier_id) for part in seen.parts] == [False, True, False]
    assert [bool(part.code) for part in seen.parts] == [False, True, False]
    with pytest.raises(DossierUnknown):
        dossiers.chain_of(dossier_id=found.dossier_of("business"), viewer=police)
    clerk = dossiers.chain_of(dossier_id=found.dossier_of("business"), viewer=found.clerk)
    assert clerk is not None
    assert [bool(part.dossier_id) for part in clerk.parts] == [True, True, False]


def test_anyone_with_the_code_sees_the_whole_and_nothing_of_any_person() -> None:
    found = taken_in()
    found.decide("business")
    whole = dossiers.public_chain(code=found.chain.code.lower())
    assert whole is not None
    assert [part.state for part in whole.parts] == [PartState.GRANTED, PartState.OPEN, PartState.WAITING]
    assert not any(part.dossier_id or part.code for part in whole.parts)
    code = dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM).code
    by_part = dossiers.public_chain(code=code)
    assert by_part is not None
    assert by_part.code == whole.code
    assert dossiers.public_chain(code="LT-2222-2222-2222") is None


def test_a_dossier_of_no_chain_has_none() -> None:
    found = group()
    assert dossiers.public_chain(code="") is None
    with pytest.raises(DossierUnknown):
        dossiers.chain_of(dossier_id=987654, viewer=found.clerk)


def test_a_holiday_that_is_told_later_moves_the_whole_with_the_part() -> None:
    found = taken_in()
    day = NewCalendarDay(on=at("2026-11-04 00:00").date(), kind="off", reason="Nghỉ bù", notice="TB 1")
    offices.announce_calendar_day(day=day, now=found.moment, by=SYSTEM)
    dossiers_actions.reckon_anew(office_id=None, by=SYSTEM, now=found.moment)
    assert found.chain.due_at == at("2026-11-26 17:00")
    rebuilds(found)


def test_the_next_part_is_for_the_persons_as_they_were_put_right() -> None:
    found = taken_in()
    other = person(name="Lê Thị Đúng", number="082190000055", now=found.moment)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET owner_id = %s WHERE id = %s", [other, found.dossier_of("business")])
    found.decide("business")
    assert dossiers.dossier(dossier_id=found.dossier_of("security"), viewer=SYSTEM).owner_id == other
