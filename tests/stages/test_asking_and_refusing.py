"""Ask once and completely; a second time only on a supervisor's ground; refuse with the right place to go."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import MoveNotAllowed, NotYoursToDo
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import Move, State
from motcua.rules.shortcomings import SECOND_REQUEST_GROUNDS, SHORTCOMINGS
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.intake.errors import (
    AskedNever,
    GroundMissing,
    ItemsMissing,
    NoRequestToGrant,
    PlaceMissing,
    SecondPairOfEyes,
    WordsMissing,
)
from tests.commune import Commune, add_official, commune
from tests.stages.test_birth_registration import accept, hand_in, step

pytestmark = pytest.mark.django_db

ITEM = SupplementItem("Giấy chứng sinh", paper="birth-certificate", reason="unreadable")


def asked_once() -> tuple[Commune, int]:
    """A dossier for which more was asked, and came."""
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    intake.ask_supplement(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    intake.supply(**step(made, dossier_id, "one-stop-clerk"))
    return made, dossier_id


def state_of(dossier_id: int) -> State:
    return dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state


def test_each_item_says_its_reason_by_code_and_in_words() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    other = SupplementItem("Tờ khai", why="tên mẹ khác giấy chứng sinh", paper="declaration", reason="mismatch")
    intake.ask_supplement(items=(ITEM, other), **step(made, dossier_id, "one-stop-clerk"))
    asked = dossiers.last_act(dossiers.history(dossier_id=dossier_id, viewer=SYSTEM), Move.ASK_SUPPLEMENT)
    assert asked is not None
    assert asked.body["items"] == [["birth-certificate", "unreadable"], ["declaration", "mismatch"]]
    first, second = (asked.text or "").splitlines()
    assert first == "Giấy chứng sinh: Bản quét hoặc ảnh mờ, thiếu trang → Quét hoặc chụp lại rõ, đủ trang."
    assert "không khớp" in second
    assert "tên mẹ khác giấy chứng sinh" in second
    printed = intake_queries.supplement_request_of(dossier_id=dossier_id, viewer=SYSTEM, tracking=Tracking())
    assert printed[1].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ((), ItemsMissing),
        ((SupplementItem("Tờ khai"),), ItemsMissing),
        ((SupplementItem("", why="thiếu"),), ItemsMissing),
        ((SupplementItem("Tờ khai", reason="mismatch"),), WordsMissing),
        ((SupplementItem("Tờ khai", reason="other", why=" "),), WordsMissing),
        ((SupplementItem("Tờ khai", reason="no-such-code"),), WordsMissing),
    ],
)
def test_a_request_without_its_reasons_is_refused(items: tuple[SupplementItem, ...], refusal: type[Exception]) -> None:
    made = commune()
    opened = hand_in(made)
    with pytest.raises(refusal):
        intake.ask_supplement(items=items, **step(made, opened.dossier_id, "one-stop-clerk"))


def test_every_reason_that_needs_no_words_says_what_to_do() -> None:
    assert all(one.how for one in SHORTCOMINGS.values() if not one.needs_words)


def test_a_second_request_needs_a_supervisor_and_a_listed_ground() -> None:
    made, dossier_id = asked_once()
    with pytest.raises(MoveNotAllowed, match="người phụ trách"):
        intake.ask_supplement(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    intake.want_second_request(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    on_the_list = dossiers.my_duties(viewer=made.who("leader"), now=made.moment, steps=("second-request",))
    assert [row.dossier_id for row in on_the_list.rows] == [dossier_id]
    with pytest.raises(GroundMissing):
        intake.allow_second_request(ground="vì sao không", **step(made, dossier_id, "leader"))
    ground = next(iter(SECOND_REQUEST_GROUNDS))
    intake.allow_second_request(ground=ground, **step(made, dossier_id, "leader"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert (view.state, view.supplements) == (State.SUPPLEMENT, 2)
    asked = dossiers.last_act(dossiers.history(dossier_id=dossier_id, viewer=SYSTEM), Move.ASK_SUPPLEMENT)
    assert asked is not None
    assert (asked.body["ground"], asked.body["items"]) == (ground, [["birth-certificate", "unreadable"]])
    assert asked.by != asked.body["wanted_by"]
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    intake.supply(**step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(MoveNotAllowed):
        intake.ask_supplement(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(NoRequestToGrant):
        intake.allow_second_request(ground=ground, **step(made, dossier_id, "leader"))


def test_who_wants_it_does_not_grant_it_and_no_other_clerk_does() -> None:
    made, dossier_id = asked_once()
    add_official(made, "one-stop-clerk", "Cán bộ", key="second-clerk")
    ground = next(iter(SECOND_REQUEST_GROUNDS))
    intake.want_second_request(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(SecondPairOfEyes):
        intake.allow_second_request(ground=ground, **step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(NotYoursToDo):
        intake.allow_second_request(ground=ground, **step(made, dossier_id, "second-clerk"))
    assert state_of(dossier_id) is State.RECEIVED


def test_declined_with_its_reason_the_dossier_goes_on_as_it_stands() -> None:
    made, dossier_id = asked_once()
    intake.want_second_request(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(WordsMissing):
        intake.decline_second_request(text=" ", **step(made, dossier_id, "leader"))
    intake.decline_second_request(text="Đủ căn cứ giải quyết", **step(made, dossier_id, "leader"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert [duty.step for duty in view.duties] == ["examine"]
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def test_the_head_of_the_unit_comes_before_the_leader() -> None:
    made, dossier_id = asked_once()
    add_official(made, "unit-head", "Giám đốc Trung tâm")
    intake.want_second_request(items=(ITEM,), **step(made, dossier_id, "one-stop-clerk"))
    with pytest.raises(NotYoursToDo):
        intake.decline_second_request(text="Không", **step(made, dossier_id, "leader"))
    intake.decline_second_request(text="Không", **step(made, dossier_id, "unit-head"))


def test_a_first_request_needs_nobodys_leave() -> None:
    made = commune()
    opened = hand_in(made)
    with pytest.raises(AskedNever):
        intake.want_second_request(items=(ITEM,), **step(made, opened.dossier_id, "one-stop-clerk"))


def test_a_refusal_sends_to_the_right_place() -> None:
    made = commune()
    opened = hand_in(made)
    words: dict[str, Any] = {"ground": "not-competent", "text": "Trẻ thường trú ở xã khác."}
    with pytest.raises(PlaceMissing):
        intake.refuse(right_place=" ", **words, **step(made, opened.dossier_id, "one-stop-clerk"))
    intake.refuse(right_place="UBND xã Mỹ Tho", **words, **step(made, opened.dossier_id, "one-stop-clerk"))
    assert state_of(opened.dossier_id) is State.REFUSED
    facts = intake_queries.refused_with(dossier_id=opened.dossier_id, viewer=SYSTEM)
    assert facts == ("Trẻ thường trú ở xã khác.", "UBND xã Mỹ Tho")
    printed = intake_queries.refusal_of(dossier_id=opened.dossier_id, viewer=SYSTEM, tracking=Tracking())
    assert printed[1].startswith(b"%PDF")
