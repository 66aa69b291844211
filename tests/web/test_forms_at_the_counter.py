"""A form with every kind of question on the page of intake: without script, with what the server tells the script, and
when it changed under what was put aside."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.people import actions as people
from motcua.registers.people.facts import PersonFacts
from motcua.registers.procedures import actions as procedures
from motcua.rules.access import SYSTEM
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission
from motcua.stages.submission.errors import AnswersFaulty
from tests.commune import Commune
from tests.registers.procedures.forms_of_all_kinds import ANSWERS as CANONICAL
from tests.registers.procedures.forms_of_all_kinds import CODE, text_of_all_kinds, two_communes
from tests.web.conftest import SignedIn
from tests.web.typing_in import APPLICANT, intake, words

PAGE = "/quay/tiep-nhan/"
ANSWERS = {
    "kind": "person",
    "owner_id_number": "079090001234",
    "owner_name": "Nguyễn Văn Ánh",
    "owner_birth": "1990",
    "owner_sex": "male",
    "home_commune": "phường thử một",
    "copies": "2",
    "pages": "3",
    "goods-0-what": "Xe máy",
    "goods-0-worth": "20.000.000",
    "goods-2-what": "Máy cày",
    "goods-2-worth": "5.000.000",
    "pledge": "true",
}


@pytest.fixture
def clerk(signed_in: SignedIn, made: Commune) -> Client:
    """A clerk whose province has two communes, and a procedure whose form asks everything."""
    two_communes()
    procedures.publish(text=text_of_all_kinds(), now=made.moment, by=SYSTEM)
    return signed_in("one-stop-clerk")


def typed(**changes: str) -> dict[str, Any]:
    sent = {"act": "refresh", "procedure": CODE, "channel": "direct"} | APPLICANT
    sent["key"] = intake()["key"]
    papers = {"p-original": "1"}
    return sent | papers | {f"a-{key}": value for key, value in (ANSWERS | changes).items() if value is not None}


def opened(made: Commune, answer: Any) -> Any:
    """The dossier that was taken in."""
    dossier_id = int(answer.redirect_chain[-1][0].rstrip("/").rpartition("/")[2])
    return dossiers.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))


def test_every_kind_of_question_is_answered_without_script(clerk: Client, made: Commune) -> None:
    page = clerk.post(PAGE, typed()).content.decode()
    assert 'value="Phường Thử Một, Tỉnh Thử"' in page
    assert 'name="a-goods-3-what"' in page, "two blank rows after the two that are filled"
    assert '<span id="id-a-sum-says">25.000.000 đồng (hai mươi lăm triệu đồng)</span>' in page
    assert 'data-part="a-sum"' in page
    answer = clerk.post(PAGE, typed() | {"act": "accept", "fee_taken": "1"}, follow=True)
    assert "Đã tiếp nhận" in words(answer)
    view = opened(made, answer)
    assert view.form_version == "TT01/2026"
    assert view.answers["home_commune"] == "99001"
    assert view.answers["goods"] == [{"what": "Xe máy", "worth": 20_000_000}, {"what": "Máy cày", "worth": 5_000_000}]
    read = words(clerk.get(f"/ho-so/{view.id}/", follow=True))
    assert "Phường Thử Một, Tỉnh Thử" in read
    assert "Phiên bản tờ khai: TT01/2026" in read
    assert "Xe máy, 20.000.000 đồng; Máy cày, 5.000.000 đồng" in read


def test_the_server_tells_the_page_what_is_asked_and_what_it_reckoned(clerk: Client) -> None:
    def told(**changes: str) -> str:
        page = clerk.post(PAGE, typed(**changes)).content.decode()
        return page.partition('data-told="')[2].partition('"')[0]

    assert told().split() == ["a-goods", "a-sum", "a-reason"]
    assert told(copies="1") == ""
    assert told(copies="1", kind="organisation").split() == ["a-goods", "a-sum", "a-reason"]


def test_a_known_number_or_a_card_fills_a_person_of_the_form(clerk: Client, made: Commune) -> None:
    facts = PersonFacts(name="Lê Thị Bưởi", id_number="082185000009", birth="1985", sex="female", address="Ấp 1")
    people.register_person(facts=facts, now=made.moment, by=SYSTEM)
    empty = {"owner_name": "", "owner_birth": "", "owner_sex": ""}
    page = clerk.post(PAGE, typed(**empty, owner_id_number="082185000009")).content.decode()
    assert 'name="a-owner_name" value="Lê Thị Bưởi"' in page
    assert "Lấy từ sổ, theo lần nộp trước." in page
    card = "079090001234|012345678|Trần Văn Đức|02031990|Nam|Ấp 1, Xã A|01012022"
    page = clerk.post(PAGE, typed(owner_id_number=card)).content.decode()
    assert 'name="a-owner_name" value="Trần Văn Đức"' in page
    assert 'name="a-owner_id_number" value="079090001234"' in page


def test_an_unknown_commune_and_faults_of_a_table_keep_what_was_typed(clerk: Client) -> None:
    sent = typed(home_commune="phường thử", **{"goods-2-worth": "nhiều"}) | {"act": "accept"}
    answer = clerk.post(PAGE, sent)
    read, page = words(answer), answer.content.decode()
    assert answer.status_code == 422
    assert "Nơi cư trú: “Xã, phường, đặc khu”: hãy chọn xã, phường hoặc đặc khu trong danh sách." in read
    assert "“Danh mục tài sản”, dòng 2: “Trị giá”: hãy ghi số tiền bằng đồng" in read
    assert 'value="phường thử"' in page and 'value="nhiều"' in page
    offered = clerk.get("/quay/xa-phuong/", {"a-home_commune": "thu"}).content.decode()
    assert 'id="id-a-home_commune-list"' in offered
    assert "Phường Thử Hai, Tỉnh Thử" in offered


def test_a_field_renamed_under_a_draft_is_told_and_nothing_is_taken_in_until_it_was_seen(clerk: Client) -> None:
    sent = typed() | {"a-old_reason": "Thừa kế của ông nội", "act": "accept", "fee_taken": "1"}
    answer = clerk.post(PAGE, sent)
    assert answer.status_code == 422
    assert "Tờ khai đã đổi: mục cũ còn ghi “Thừa kế của ông nội”." in words(answer)
    assert 'name="a-old_reason" value="Thừa kế của ông nội"' in answer.content.decode(), "kept"
    assert "Đã tiếp nhận" in words(clerk.post(PAGE, sent | {"x-a-old_reason": "1"}, follow=True))


def test_files_are_counted_by_the_house_not_by_the_sender(clerk: Client, made: Commune) -> None:
    page = clerk.post(PAGE, typed(photo="3")).content.decode()
    assert '<span id="id-a-photo-says">chưa có tệp</span>' in page
    facts = PersonFacts(name="Lê Thị Bưởi", id_number="082185000009", birth="1985", sex="female", address="Ấp 1")
    owner = people.register_person(facts=facts, now=made.moment, by=SYSTEM).person_id
    asked = Submission(
        procedure_code=CODE,
        case_key="standard",
        channel="direct",
        received_office_id=made.office_id,
        competent_office_id=made.office_id,
        applicant_id=owner,
        owner_id=owner,
        answers={**CANONICAL, "home_commune": "99001", "photo": 2},
        is_exact=True,
    )
    with pytest.raises(AnswersFaulty) as refused:
        submission.submit(submission=asked, by=made.who("one-stop-clerk"), now=made.moment, key=uuid4())
    said = "“Ảnh hiện trạng”: khai 2 tệp nhưng có 0 tệp kèm theo; hãy gửi lại cho khớp."
    assert refused.value.words() == [("photo", said)]


def test_a_scan_answers_the_question_for_files(clerk: Client, made: Commune) -> None:
    sent = typed() | {"act": "accept", "fee_taken": "1", "p-copy": "1"}
    clerk.post("/quay/lam-do/", sent)
    scan = SimpleUploadedFile("anh.pdf", b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF")
    clerk.post(f"/quay/lam-do/{sent['key']}/tep/", {"paper": "copy", "files": [scan]})
    page = clerk.post(PAGE, sent | {"act": "refresh"}).content.decode()
    assert '<span id="id-a-photo-says">1 tệp</span>' in page
    assert opened(made, clerk.post(PAGE, sent, follow=True)).answers["photo"] == 1
