"""A support officer asks, by a paper and with a reason; a second person agrees or does not."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import kept, rebuilt
from motcua.registers.offices import actions as offices
from motcua.rules.access import SYSTEM
from motcua.stages.processing import actions as processing
from motcua.stages.processing.errors import (
    NothingToRecall,
    NothingWanted,
    PaperOrReasonMissing,
    SecondPersonNeeded,
)
from tests.commune import Commune, add_official, commune, publish
from tests.stages.test_birth_registration import accept, hand_in
from tests.stages.test_recalling import by, forward

ASKED: dict[str, Any] = {"paper": "Công văn 12/UBND ngày 23/11/2026", "text": "Chuyển nhầm, cán bộ chuyển đang nghỉ"}


@pytest.fixture
def made(db: None) -> Commune:
    found = commune()
    publish("1.001193", found.moment)
    add_official(found, "support", "Cán bộ hỗ trợ", key="helper")
    return found


@pytest.fixture
def dossier_id(made: Commune) -> int:
    number = accept(made, hand_in(made)).moved.dossier_id
    forward(made, number, "examine", "eligible")
    return number


def test_the_leader_agrees_and_it_stands_where_it_stood(made: Commune, dossier_id: int) -> None:
    with pytest.raises(PaperOrReasonMissing):
        processing.want_recall(paper="", text="Nhầm", **by(made, dossier_id, "helper"))
    processing.want_recall(**ASKED, **by(made, dossier_id, "helper"))
    with pytest.raises(NothingToRecall):
        processing.want_recall(**ASKED, **by(made, dossier_id, "helper"))
    with pytest.raises(NothingWanted):
        processing.agree_to_recall(**by(made, dossier_id, "clerical"))
    asked = by(made, dossier_id, "leader")
    processing.agree_to_recall(**asked)
    assert processing.agree_to_recall(**asked).already
    (duty,) = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader")).duties
    assert duty.step == "examine"
    assert kept(dossier_id=dossier_id) == rebuilt(dossier_id=dossier_id)
    lines = dossiers.history(dossier_id=dossier_id, viewer=made.who("leader"))
    assert lines[-1].by == f"holding/{made.who('leader').seats[0].holding_id}"
    assert ASKED["paper"] in (lines[-2].text or "")


def test_who_asked_does_not_agree_and_who_declines_says_why(made: Commune, dossier_id: int) -> None:
    place = made.positions["leader"]
    offices.seat(
        position_id=place,
        official_id=made.officials["helper"],
        from_date=made.moment.date(),
        substitute=True,
        now=made.moment,
        by=SYSTEM,
    )
    processing.want_recall(**ASKED, **by(made, dossier_id, "helper"))
    with pytest.raises(SecondPersonNeeded):
        processing.agree_to_recall(**by(made, dossier_id, "helper"))
    with pytest.raises(PaperOrReasonMissing):
        processing.decline_recall(text=" ", **by(made, dossier_id, "leader"))
    processing.decline_recall(text="Hồ sơ đúng rồi", **by(made, dossier_id, "leader"))
    (duty,) = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader")).duties
    assert duty.step == "register"
    assert kept(dossier_id=dossier_id) == rebuilt(dossier_id=dossier_id)


def test_a_support_officer_decides_nothing_alone(made: Commune, dossier_id: int) -> None:
    helper = made.who("helper")
    view = dossiers.dossier(dossier_id=dossier_id, viewer=helper)
    assert not dossiers.may_recall(view=view, viewer=helper)
    forward(made, dossier_id, "register")
    processing.want_recall(**ASKED, **by(made, dossier_id, "helper"))
    with pytest.raises(NothingWanted):
        processing.agree_to_recall(**by(made, dossier_id, "helper"))
