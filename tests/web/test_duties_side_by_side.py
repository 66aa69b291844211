"""One official with two duties on one dossier: both are offered, each act goes to the duty meant; and a step that must
ask another office cannot end without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import StepNotAllowed
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures.queries import in_force
from motcua.rules.access import SYSTEM
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from tests.commune import PROCEDURES, Commune, publish
from tests.stages.played import Played, examples_of, land_office
from tests.web.conftest import SignedIn
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


def answered(side: Side) -> Client:
    """The tax office has answered, the map is done; the tax officer's browser."""
    side.send("xin-y-kien", "tax", office_ids=[side.tax], days=5, text="Đề nghị xác định thuế.")
    (holder, *_) = offices.holders_of(side.tax, side.one.made.moment.date(), role="examiner")
    officer = Client()
    officer.force_login(get_user_model().objects.get(pk=holder.official_id))
    asked = words(officer.get(side.url))
    assert asked.index("Đề nghị xác định thuế.") < asked.index("Nội dung trả lời"), "the question before the answer"
    assert "ghi số, quyển" not in asked, "the result is not the business of who is asked"
    view = side.one.view()
    fields = {"key": str(uuid4()), "revision": view.revision, "text": "Thuế 47.000.000 đồng, thông báo số 4521."}
    assert officer.post(f"{side.url}tra-loi/", fields).status_code == 302
    side.send("chuyen-buoc", "map")
    return officer


def test_the_answer_stands_beside_the_decision_and_says_what_is_to_be_paid(side: Side, signed_in: SignedIn) -> None:
    answered(side)
    page = side.browser.get(side.url)
    assert "Thuế 47.000.000 đồng, thông báo số 4521.</textarea>" in page.content.decode()
    assert "Trả lời ý kiến" in words(page)
    assert ", Thuế cơ sở Thử Thuế 47.000.000 đồng" in words(page), "who answered, of which office"
    silent = side.send("chuyen-buoc", "finance", outcome="due", text=" ")
    assert silent.status_code == 422
    assert "Hãy ghi phải nộp những khoản gì" in words(silent)
    assert side.marking == ["finance"]
    assert side.send("chuyen-buoc", "finance", outcome="due", text="Thuế 47.000.000 đồng.").status_code == 302
    clerk = signed_in("one-stop-clerk")
    read = words(clerk.get(side.url))
    assert "Phải nộp: Thuế 47.000.000 đồng. Xem chứng từ nộp tiền" in read
    public = words(Client().get(f"/tra-cuu/{side.one.view().code}/"))
    assert "Thời hạn đang ngừng tính. Ngày hẹn lùi lại bằng thời gian chờ bạn nộp tiền." in public
    paid = {"key": str(uuid4()), "revision": side.one.view().revision, "text": "Giấy nộp tiền số 0012345"}
    assert clerk.post(f"{side.url}da-nop-tien/", paid).status_code == 302
    assert "Giấy nộp tiền số 0012345" in side.read()
    assert "ngừng tính" not in words(Client().get(f"/tra-cuu/{side.one.view().code}/"))


def test_papers_stand_in_the_order_of_the_procedure(side: Side) -> None:
    read = side.read().partition("Giấy tờ")[2]
    names = ("Đơn đăng ký biến động đất đai", "Giấy chứng nhận đã cấp", "Hợp đồng hoặc văn bản về việc chuyển quyền")
    places = [read.index(name) for name in names]
    assert places == sorted(places)


def test_a_supplement_is_taken_in_where_its_papers_are_noted(side: Side, signed_in: SignedIn) -> None:
    item = {"paper_1": "deed", "reason_1": "Ghi sai số thửa", "guidance_1": ""}
    assert side.send("bo-sung", "map", **item).status_code == 302
    page = signed_in("one-stop-clerk").get(side.url)
    assert f'href="/quay/giay-to/{side.one.dossier_id}/" data-key="F2"' in page.content.decode()
    assert "Nhận bổ sung, không có giấy tờ nào Chỉ khi người nộp bổ sung thông tin." in words(page)


def test_an_answer_on_paper_is_written_down_by_who_asked(side: Side) -> None:
    side.send("xin-y-kien", "tax", office_ids=[side.tax], days=5, text="Đề nghị xác định thuế.")
    silent = side.send("ghi-tra-loi", "tax", text="")
    assert silent.status_code == 422
    assert "Số, ngày văn bản và nội dung trả lời: Chưa nhập." in words(silent)
    paper = {"office_id": side.tax, "text": "Văn bản 4521/TB ngày 24/11/2026: không phải nộp."}
    assert side.send("ghi-tra-loi", "map", **paper).status_code == 409, "by the duty that asked, no other"
    assert side.send("ghi-tra-loi", "tax", **paper).status_code == 302
    assert side.marking == ["map", "together<1"]
    assert "Trả lời ý kiến" in side.read()


def test_after_a_supplement_who_asked_still_has_the_step(side: Side) -> None:
    side.send("xin-y-kien", "tax", office_ids=[side.tax], days=5, text="Đề nghị xác định thuế.")
    item = {"paper_1": "deed", "reason_1": "Ghi sai số thửa", "guidance_1": ""}
    assert side.send("bo-sung", "map", **item).status_code == 302
    intake.supply(**side.one.act("one-stop-clerk"))
    steps = [duty.step for duty in side.one.view().duties]
    assert sorted(steps) == ["map", "tax", f"tax@{side.tax}"]
    assert "Ghi trả lời nhận bằng văn bản" in side.read()


@pytest.fixture
def always_asked(made: Commune, tmp_path: Path) -> Callable[[str], Played]:
    """A transfer of land whose file names by its code the office that is always asked."""

    def begun(code: str) -> Played:
        folder = tmp_path / "1.115778"
        copytree(PROCEDURES / "1.115778", folder, ignore=ignore_patterns("examples.yaml"))
        file = folder / "procedure.yaml"
        text = file.read_text(encoding="utf-8")
        assert text.count("must_ask: [tax-office]") == 1
        file.write_text(text.replace("must_ask: [tax-office]", f"offices: [{code}]"), encoding="utf-8")
        procedures.publish_file(path=file, now=made.moment, by=SYSTEM)
        procedure = in_force("1.115778", made.moment.date())
        one = Played(made, procedure, next(iter(examples_of(procedure, PROCEDURES).values())), *land_office(made))
        one.take_in()
        processing.take_up(**one.act("land-examiner"))
        return one

    return begun


def test_an_office_named_in_the_file_is_asked_by_itself(always_asked: Callable[[str], Played]) -> None:
    one = always_asked("H26.13.1")
    processing.forward(step="examine", outcome="taxable", **one.act("land-examiner"))
    view = one.view()
    assert f"tax@{one.asked_office}" in view.marking
    assert [duty.office_id for duty in view.duties if duty.step.startswith("tax@")] == [one.asked_office]


def test_an_office_named_in_the_file_that_is_not_here_is_told(always_asked: Callable[[str], Played]) -> None:
    with pytest.raises(StepNotAllowed, match=r"cơ quan có mã H99.9 mà hệ thống chưa có"):
        always_asked("H99.9")
