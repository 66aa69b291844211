"""One official with two duties on one dossier: both are offered, each act goes to the duty meant; and a step that must
ask another office cannot end without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import SYSTEM
from motcua.stages.processing import actions as processing
from tests.commune import PROCEDURES, Commune, publish
from tests.stages.played import Played, examples_of, land_office
from tests.web.typing_in import words

MAP, TAX = (
    "Trích lục, kiểm tra bản đồ địa chính",
    "Gửi Phiếu chuyển thông tin; cơ quan thuế xác định nghĩa vụ tài chính",
)


@dataclass
class Side:
    """A transfer of land where the map and the tax are both to be done, and its examiner's browser."""

    one: Played
    browser: Client
    tax: int

    @property
    def url(self) -> str:
        return f"/ho-so/{self.one.dossier_id}/"

    def read(self) -> str:
        return words(self.browser.get(self.url))

    def send(self, slug: str, step: str, **typed: Any) -> Any:
        """The act as the page offers it for this step."""
        view = self.one.view()
        duty = next(duty.number for duty in view.duties if duty.step == step)
        fields = {"key": str(uuid4()), "revision": view.revision, "duty": duty}
        return self.browser.post(f"{self.url}{slug}/", fields | typed)

    @property
    def marking(self) -> list[str]:
        return list(self.one.view().marking)


@pytest.fixture
def side(made: Commune) -> Side:
    procedure = publish("1.115778", made.moment)
    example = next(iter(examples_of(procedure, PROCEDURES).values()))
    decides, tax = land_office(made)
    one = Played(made, procedure, example, decides, tax)
    one.take_in()
    processing.take_up(**one.act("land-examiner"))
    processing.forward(step="examine", outcome="taxable", **one.act("land-examiner"))
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=decides.officials["land-examiner"]))
    return Side(one, browser, tax)


def test_both_duties_are_offered_each_by_its_name(side: Side) -> None:
    read = side.read()
    assert f"Việc của bạn {MAP} " in read
    assert f"Việc của bạn {TAX} " in read
    page = side.browser.get(side.url).content.decode()
    assert page.count('data-key="F2"') == 1
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids)), "no two fields share a name on the page"


@pytest.mark.parametrize(("step", "left"), [("map", ["tax", "together<0"]), ("tax", ["map", "tax"])])
def test_an_act_goes_to_the_duty_meant(side: Side, step: str, left: list[str]) -> None:
    if step == "map":
        assert side.send("chuyen-buoc", "map").status_code == 302
        assert side.marking == left
        return
    answer = side.send("xin-y-kien", "tax", office_ids=[side.tax], days=5, text="Đề nghị xác định thuế.")
    assert answer.status_code == 302
    assert side.marking == [*left, f"tax@{side.tax}"]


def test_what_another_duty_offers_is_not_done_for_this_one(side: Side) -> None:
    answer = side.send("chuyen-buoc", "tax")
    assert answer.status_code == 409
    assert "việc này không còn làm được" in words(answer)
    assert side.marking == ["map", "tax"]


def test_a_refused_form_stays_with_its_own_duty(side: Side) -> None:
    answer = side.send("xin-y-kien", "tax", days=5, text="Nhờ xác định thuế của hồ sơ này.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("Nhờ xác định thuế của hồ sơ này.</textarea>") == 1
    assert "Hỏi cơ quan: Chưa chọn." in words(answer)


def test_the_page_says_who_must_be_asked_and_offers_no_way_round(side: Side) -> None:
    read = side.read()
    assert "Bước này phải hỏi cơ quan thuế. Có đủ trả lời thì hồ sơ tự đi tiếp." in read
    page = side.browser.get(side.url).content.decode()
    assert f'<option value="{side.tax}" selected>Thuế cơ sở Thử</option>' in page, "who serves the place is chosen"
    assert 'value="5"' in page, "the days that the procedure gives"
    assert page.count("/chuyen-buoc/") == 1, "only the map can be done"


def test_others_alone_cannot_be_asked(side: Side) -> None:
    commune = side.one.made.office_id
    answer = side.send("xin-y-kien", "tax", office_ids=[commune], days=5, text="Xin ý kiến.")
    assert answer.status_code == 409
    assert f"Bước “{TAX}” phải hỏi cơ quan thuế. Hãy chọn thêm rồi gửi." in words(answer)
    assert side.marking == ["map", "tax"]


def test_who_has_asked_sees_whom_the_step_waits_for(side: Side) -> None:
    side.send("xin-y-kien", "tax", office_ids=[side.tax], days=5, text="Đề nghị xác định thuế.")
    read = side.read()
    assert f"Đang chờ trả lời {TAX} Thuế cơ sở Thử · hạn trả lời" in read
    assert "Hỏi thêm cơ quan khác" in read
    line = dossiers.history(dossier_id=side.one.dossier_id, viewer=SYSTEM)[-1]
    assert line.kind == "consult"
