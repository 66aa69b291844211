"""Whoever signs, the printed result says in whose name and how (NĐ 30/2020/NĐ-CP, Annex I): TM., Q., KT., TL., TUQ."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions as offices
from motcua.registers.offices.errors import MandateWithoutPaper
from motcua.registers.offices.facts import NewPosition
from motcua.registers.offices.queries import viewer_of
from motcua.registers.people import actions as people
from motcua.registers.people.facts import NewOfficial
from motcua.rules.access import SYSTEM
from motcua.rules.signature_block import Capacity
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.signing.blocks import signer_of
from tests.commune import SINCE, Commune, commune, publish
from tests.stages.test_birth_registration import accept, hand_in, to_the_leader

CHAIR, DEPUTY, HEAD = "Chủ tịch", "Phó Chủ tịch", "Trưởng phòng Tư pháp"


@pytest.fixture
def made(db: None) -> Commune:
    return commune()


def position(made: Commune, title: str, role: str = "leader") -> int:
    facts = NewPosition(office_id=made.office_id, role=role, title=title, valid_from=SINCE, unit_id=made.unit_id)
    return offices.open_position(position=facts, now=made.moment, by=SYSTEM)


def official(made: Commune, name: str) -> int:
    facts = NewOfficial(sign_in_name=name, name="Lê Thị Ngọc Ký")
    return people.register_official(official=facts, now=made.moment, by=SYSTEM)


def seat(made: Commune, place: int, who: int, **how: Any) -> int:
    until = made.moment.date() + timedelta(days=30)
    facts: dict[str, Any] = {
        "from_date": made.moment.date() - timedelta(days=1),
        "to_date": until,
        "now": made.moment,
        "by": SYSTEM,
    }
    return offices.seat(position_id=place, official_id=who, **(facts | how))


SEATED: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
    (CHAIR, "", {}, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    (CHAIR, "", {"capacity": Capacity.ACTING}, ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
    (DEPUTY, "", {}, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    (CHAIR, DEPUTY, {"substitute": True}, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    (CHAIR, HEAD, {"substitute": True}, ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG TƯ PHÁP")),
    (CHAIR, HEAD, {"substitute": True, "capacity": Capacity.BY_ORDER}, ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG TƯ PHÁP")),
    (
        CHAIR,
        HEAD,
        {"substitute": True, "capacity": Capacity.BY_MANDATE, "paper": "15/GUQ-UBND, 20/11/2026"},
        ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG TƯ PHÁP"),
    ),
]


@pytest.mark.parametrize(("held", "own", "how", "lines"), SEATED, ids=[" ".join(one[3][-2:]) for one in SEATED])
def test_the_block_says_in_whose_name(
    made: Commune, held: str, own: str, how: dict[str, Any], lines: tuple[str, ...]
) -> None:
    who = official(made, "ky.thay")
    if own:
        seat(made, position(made, own, "unit-head"), who)
    holding = seat(made, position(made, held), who, **how)
    signer = signer_of(office_id=made.office_id, holding_id=holding, on=made.moment.date())
    assert (signer.lines, signer.name) == (lines, "Lê Thị Ngọc Ký")


def test_the_printed_result_says_it(made: Commune) -> None:
    who = official(made, "ky.thay")
    seat(made, position(made, HEAD, "unit-head"), who)
    seat(made, position(made, CHAIR), who, substitute=True, capacity=Capacity.BY_ORDER)
    publish("1.001193", made.moment)
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    to_the_leader(made, dossier_id)
    by = viewer_of(who, made.moment)
    revision = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).revision
    asked: dict[str, Any] = {
        "dossier_id": dossier_id,
        "by": by,
        "now": made.later(minutes=5),
        "key": uuid4(),
        "revision": revision,
    }
    signing.sign_by_hand(step="sign", **asked)
    _, pdf = signing_queries.result_of(dossier_id=dossier_id, viewer=SYSTEM, tracking=Tracking())
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    said = [line.strip() for line in told.splitlines() if line.strip()]
    first = said.index("TL. CHỦ TỊCH")
    assert said[first : first + 3] == ["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG TƯ PHÁP", "Lê Thị Ngọc Ký"]


def test_a_mandate_is_by_a_paper_and_for_a_time(made: Commune) -> None:
    who, place = official(made, "ky.thay"), position(made, CHAIR)
    for how in ({"paper": ""}, {"paper": "15/GUQ-UBND", "to_date": None}):
        with pytest.raises(MandateWithoutPaper, match="văn bản ủy quyền"):
            seat(made, place, who, substitute=True, capacity=Capacity.BY_MANDATE, **how)


def test_a_mandate_that_ended_signs_nothing(made: Commune) -> None:
    who = official(made, "ky.thay")
    yesterday = made.moment.date() - timedelta(days=1)
    seat(made, position(made, CHAIR), who, substitute=True, to_date=yesterday)
    assert viewer_of(who, made.moment).seats == ()
