"""Who stands above whom is written on screen: a circle is refused with its links named."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.registers.offices import queries as offices_told
from motcua.registers.offices.errors import SuperiorNotThere
from motcua.registers.offices.facts import NewOffice, NewPosition
from motcua.rules.access import SYSTEM
from tests.commune import SINCE, Commune, add_official
from tests.web.conftest import SignedIn
from tests.web.typing_in import words


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator."""
    add_official(made, "administrator", "Quản trị")
    return signed_in("administrator")


def page_of(made: Commune, role: str) -> str:
    return f"/quan-tri/{made.office_id}/vi-tri/{made.positions[role]}/sua/"


def above(made: Commune, role: str) -> str:
    place = offices_told.place(made.office_id, made.positions[role], SINCE)
    return place.superior if place else ""


def test_a_superior_is_chosen_among_the_positions_of_the_office_and_is_told(desk: Client, made: Commune) -> None:
    leader = str(made.positions["leader"])
    form = words(desk.get(page_of(made, "clerical")))
    assert "Cấp trên trực tiếp" in form and "Chủ tịch" in form
    sent = {"title": "Văn thư, lưu trữ", "superior_id": leader}
    answer = desk.post(page_of(made, "clerical"), sent, follow=True)
    assert "Đã ghi vị trí Văn thư, lưu trữ." in words(answer)
    assert "cấp trên: Chủ tịch" in words(answer)
    kinds = [event.kind for event in ledger.events_of(f"position/{made.positions['clerical']}")]
    assert kinds[-2:] == ["position-renamed", "superior-set"]
    desk.post(page_of(made, "clerical"), sent)
    assert len(ledger.events_of(f"position/{made.positions['clerical']}")) == len(kinds), (
        "what stands is not told again"
    )


def test_a_circle_of_superiors_is_refused_with_its_links(desk: Client, made: Commune) -> None:
    leader, clerk = str(made.positions["leader"]), str(made.positions["one-stop-clerk"])
    desk.post(page_of(made, "clerical"), {"title": "Văn thư", "superior_id": leader})
    desk.post(page_of(made, "one-stop-clerk"), {"title": "Cán bộ", "superior_id": str(made.positions["clerical"])})
    answer = desk.post(page_of(made, "leader"), {"title": "Chủ tịch", "superior_id": clerk})
    assert answer.status_code == 422
    assert " → Cán bộ → Văn thư → " in words(answer)
    assert above(made, "leader") == ""
    itself = desk.post(page_of(made, "leader"), {"title": "Chủ tịch", "superior_id": leader})
    assert itself.status_code == 422, "a position is not offered as its own superior"


def test_a_superior_stands_here_or_above_never_beside(desk: Client, made: Commune) -> None:
    beside = NewOffice(code="H26.9", name="Bên", kind="other", unit_code="1", valid_from=SINCE)
    there = offices.open_office(office=beside, now=made.moment, by=SYSTEM)
    place = NewPosition(office_id=there, role="leader", title="Trưởng", valid_from=SINCE)
    stranger = offices.open_position(position=place, now=made.moment, by=SYSTEM)
    with pytest.raises(SuperiorNotThere):
        offices.change_position(
            position_id=made.positions["clerical"],
            title="Văn thư",
            superior_id=stranger,
            now=made.moment,
            by=made.who("administrator"),
        )
    assert above(made, "clerical") == ""


def test_a_new_position_is_opened_under_its_superior(desk: Client, made: Commune) -> None:
    typed = {
        "title": "Chuyên viên",
        "role": "examiner",
        "unit_id": "",
        "superior_id": str(made.positions["leader"]),
        "valid_from": "23/11/2026",
    }
    answer = desk.post(f"/quan-tri/{made.office_id}/vi-tri/mo/", typed, follow=True)
    assert "Đã mở vị trí Chuyên viên." in words(answer)
    assert "cấp trên: Chủ tịch" in words(answer)
