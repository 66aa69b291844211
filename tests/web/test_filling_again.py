"""What the same person declared before is offered and filled in on a press, to whoever may see that dossier; each
question says where its value may come from."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import SYSTEM
from tests.commune import Commune, add_official, person
from tests.web.conftest import SignedIn
from tests.web.typing_in import APPLICANT, intake, take_in, words

PAGE = "/quay/tiep-nhan/"


def value_of(page: str, key: str) -> str:
    found = re.search(rf'name="a-{key}" value="([^"]*)"', page)
    assert found, key
    return found[1]


def test_it_is_offered_and_filled_on_a_press_and_what_is_typed_stays(made: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    picked = {"key": str(uuid4()), "pick": "1.001193"} | APPLICANT
    assert "Người này đã nộp hồ sơ cùng thủ tục" not in words(clerk.post(PAGE, picked))
    number = take_in(clerk)
    code = dossiers.dossier(dossier_id=number, viewer=SYSTEM).code
    offer = clerk.post(PAGE, picked).content.decode()
    assert f"Người này đã nộp hồ sơ cùng thủ tục ({code})." in offer
    assert value_of(offer, "child_home_place") == "", "nothing is filled in unasked"
    asked = {key: text for key, text in picked.items() if key != "pick"}
    asked |= {"procedure": "1.001193", "act": "earlier", "a-child_ethnicity": "Tày"}
    filled = clerk.post(PAGE, asked).content.decode()
    assert value_of(filled, "child_home_place") == "Xã Thử Nghiệm, tỉnh Đồng Tháp"
    assert value_of(filled, "child_ethnicity") == "Tày"
    assert value_of(filled, "child_name") == "", "what is another's is not used again"
    note = re.search(rf"Điền lại từ hồ sơ {code}, nộp ngày 23/11/2026: (.*)\. So lại với giấy tờ", filled)
    assert note, "it is told"
    assert re.search(r"Người được khai sinh: [^;]*Quê quán", note[1])
    assert re.search(r"; Người mẹ: [^;]*Năm sinh", note[1]), "whose year of birth it is"


def test_a_dossier_that_the_clerk_may_not_see_offers_nothing(made: Commune, signed_in: SignedIn) -> None:
    view = dossiers.dossier(dossier_id=take_in(signed_in("one-stop-clerk")), viewer=SYSTEM)
    asked: dict[str, Any] = {"applicant_id": view.applicant_id, "procedure_code": "1.001193"}
    assert dossiers.earlier_answers(viewer=made.who("one-stop-clerk"), **asked) is not None
    add_official(made, "administrator", "Quản trị")
    assert dossiers.earlier_answers(viewer=made.who("administrator"), **asked) is None
    other = person(name="Lê Văn Khác", number="082190000099", now=made.moment)
    assert dossiers.earlier_answers(applicant_id=other, procedure_code="1.001193", viewer=SYSTEM) is None


def test_each_question_says_where_its_value_may_come_from(made: Commune, signed_in: SignedIn) -> None:
    page = words(signed_in("one-stop-clerk").post(PAGE, intake(act="refresh")))
    assert "Điền sẵn từ người nộp. Lấy được từ hồ sơ trước." in page
    add_official(made, "administrator", "Quản trị")
    read = words(signed_in("administrator").get("/quan-tri/thu-tuc/1.001193/"))
    assert "Tờ khai hỏi gì, lấy từ đâu" in read
    assert "Người nộp khai." in read
