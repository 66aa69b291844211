"""What came by other channels waits on a list with the working time left, and is answered on one page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.payments import actions as payment_actions
from motcua.registers.payments import queries as payments
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from motcua.rules.vietqr import BankAccount
from motcua.stages.submission import actions as submission
from tests.commune import Commune, add_official, commune, publish
from tests.stages.test_other_channels import FILES, MESSAGE
from tests.web.conftest import SignedIn
from tests.web.typing_in import intake, words


def came(made: Commune, **changes: Any) -> int:
    message = submission.read_message(MESSAGE | changes)
    return submission.deliver(message=message, file=FILES.__getitem__, by=SYSTEM, now=made.moment).dossier_id


def test_the_most_pressing_stands_first_with_the_working_time_left(signed_in: SignedIn, made: Commune) -> None:
    first = came(made)
    made.later(hours=3)
    came(made, number="2")
    made.later(hours=22)
    clerk = signed_in("one-stop-clerk")
    page = clerk.get("/quay/cho-tra-loi/")
    assert page.context["rows"][0].row.dossier_id == first
    assert "giờ" in words(page)
    assert "làm việc" in words(clerk.get("/quay/"))
    made.later(days=3)
    assert "quá " in words(clerk.get("/quay/cho-tra-loi/"))


def test_it_is_accepted_on_one_page_with_its_scans(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), came(made)
    page = clerk.get(f"/quay/tra-loi/{dossier_id}/")
    text = words(page)
    assert "Trực tuyến" in text
    assert "giay-chung-sinh.pdf" in text
    assert "Hẹn trả kết quả" in text
    assert "NGUYỄN TRẦN ĐĂNG KHÔI" in text
    sent = {"key": str(uuid4()), "revision": "1"}
    answer = clerk.post(f"/quay/tra-loi/{dossier_id}/", sent)
    assert answer.status_code == 302, words(answer)
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state is State.RECEIVED
    assert "đã được trả lời" in words(clerk.get(f"/quay/tra-loi/{dossier_id}/"))
    assert clerk.post(f"/quay/tra-loi/{dossier_id}/", sent).status_code == 302, "a second click is known"


def test_a_fee_is_taken_or_asked_for_by_transfer_as_at_the_counter(signed_in: SignedIn, made: Commune) -> None:
    add_official(made, "unit-head", "Giám đốc")
    account = BankAccount("970436", "0011001234567", "UBND XA")
    payment_actions.set_collecting(office_id=made.office_id, account=account, by=made.who("unit-head"), now=made.moment)
    late = MESSAGE["answers"] | {"child_birth_date": "2026-08-02"}
    clerk, paid = signed_in("one-stop-clerk"), {}
    for number, ticked in enumerate(({}, {"by_transfer": "1"}, {"fee_taken": "1", "by_transfer": "1"})):
        dossier_id = came(made, number=f"{number}", answers=late)
        page = f"/quay/tra-loi/{dossier_id}/"
        assert "Người nộp chuyển khoản" in words(clerk.get(page))
        answer = clerk.post(page, {"key": str(uuid4()), "revision": "1"} | ticked)
        paid[number] = (answer.status_code, payments.account_of(dossier_id=dossier_id, viewer=SYSTEM).due)
        if number == 1:
            assert "Mã VietQR để chuyển khoản" in words(clerk.get(answer["Location"]))
            asked = payments.transfer_of(dossier_id=dossier_id, viewer=SYSTEM)
            assert asked is not None and asked.amount == 8000
    assert paid == {0: (409, 0), 1: (302, 8000), 2: (302, 0)}, "money in the hand counts, whatever else was ticked"


def test_what_is_missing_is_told_and_nothing_is_accepted(signed_in: SignedIn, made: Commune) -> None:
    clerk, dossier_id = signed_in("one-stop-clerk"), came(made, channel="postal", papers=[])
    answer = clerk.post(f"/quay/tra-loi/{dossier_id}/", {"key": str(uuid4()), "revision": "1"})
    assert answer.status_code == 422
    assert "còn thiếu" in words(answer)
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state is State.SUBMITTED


def test_taken_in_for_another_commune_it_is_acknowledged_there(signed_in: SignedIn, made: Commune) -> None:
    publish("2.000815", made.moment)
    there = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=made.moment)
    clerk = signed_in("one-stop-clerk")
    typed = {
        "act": "accept",
        "key": str(uuid4()),
        "procedure": "2.000815",
        "case": "standard",
        "channel": "direct",
        "ap-kind": "citizen",
        "ap-id_number": "082190000001",
        "ap-name": "Trần Thị Ước",
        "same": "1",
        "a-requester_name": "Trần Thị Ước",
        "a-document_name": "Bằng tốt nghiệp",
        "a-pages": "1",
        "a-copies": "1",
        "p-original": "1",
        "fee_taken": "1",
        "for_office": str(there.office_id),
    }
    assert "Ủy ban nhân dân xã Khác" in words(clerk.post("/quay/tiep-nhan/", typed | {"act": "refresh"}))
    answer = clerk.post("/quay/tiep-nhan/", typed)
    assert answer.status_code == 302, words(answer)
    assert "Đã nhận thay" in words(clerk.get(answer["Location"]))
    dossier_id = int(answer["Location"].rstrip("/").rpartition("/")[2])
    assert clerk.get(f"/quay/giay-hen/{dossier_id}.pdf").content.startswith(b"%PDF")
    other = Client()
    other.force_login(get_user_model().objects.get(pk=there.officials["one-stop-clerk"]))
    assert "đã nhận thay và chuyển đến" in words(other.get(f"/quay/tra-loi/{dossier_id}/"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    sent = {"key": str(uuid4()), "revision": str(view.revision)}
    assert clerk.post(f"/quay/tra-loi/{dossier_id}/", sent).status_code == 403
    assert other.post(f"/quay/tra-loi/{dossier_id}/", sent).status_code == 302
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state is State.RECEIVED


def test_what_came_incomplete_to_the_counter_is_noted_and_asked_about_or_refused(
    signed_in: SignedIn, made: Commune
) -> None:
    clerk = signed_in("one-stop-clerk")
    short = {name: value for name, value in intake().items() if not name.startswith("p-")}
    asked = clerk.post("/quay/tiep-nhan/", short | {"act": "ask"})
    assert asked.status_code == 302, words(asked)
    assert asked["Location"].startswith("/quay/yeu-cau-bo-sung/")
    dossier_id = int(asked["Location"].rstrip("/").rpartition("/")[2])
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).state is State.SUBMITTED
    again = clerk.post("/quay/tiep-nhan/", short | {"act": "ask"})
    assert again["Location"] == asked["Location"], "a second click begins no second dossier"
    refused = clerk.post("/quay/tiep-nhan/", short | {"act": "refuse", "key": str(uuid4())})
    assert refused["Location"].startswith("/quay/tu-choi/")
    post = clerk.post("/quay/tiep-nhan/", short | {"act": "begin", "key": str(uuid4()), "channel": "postal"})
    assert post["Location"].startswith("/quay/tra-loi/")
    nobody = clerk.post("/quay/tiep-nhan/", short | {"act": "ask", "key": str(uuid4()), "ap-name": ""})
    assert nobody.status_code == 422
    assert [fault.target for fault in nobody.context["errors"]] == ["ap-name"], "papers may be missing"


PEOPLE = {
    "a parent for a child": {"ow-kind": "citizen", "ow-name": "Nguyễn Văn Con", "ow-birth": "02/11/2026"},
    "by mandate": {"ow-kind": "citizen", "ow-name": "Lê Thị Ủy Quyền", "ow-id_number": "082170000003"},
    "for an organisation": {"ow-kind": "organisation", "ow-name": "HTX Sông Tiền", "ow-id_number": "1400123456"},
    "for a foreigner": {"ow-kind": "foreigner", "ow-name": "JOHN SMITH", "ow-id_number": "P1234567"},
    "a foreigner himself": {"ap-kind": "foreigner", "ap-name": "JOHN SMITH", "ap-id_number": "P1234567", "same": "1"},
    "somebody without a card": {"ap-id_number": "", "same": "1"},
}


@pytest.mark.parametrize("who", PEOPLE)
def test_intake_takes_every_kind_of_person(signed_in: SignedIn, made: Commune, who: str) -> None:
    clerk = signed_in("one-stop-clerk")
    typed = intake()
    del typed["same"]
    answer = clerk.post("/quay/tiep-nhan/", typed | PEOPLE[who])
    assert answer.status_code == 302, words(answer)
    view = dossiers.dossier(
        dossier_id=int(answer["Location"].rstrip("/").rpartition("/")[2]), viewer=made.who("one-stop-clerk")
    )
    assert (view.applicant_id == view.owner_id) is ("same" in PEOPLE[who])
    assert clerk.get(f"/quay/giay-hen/{view.id}.pdf").content.startswith(b"%PDF")


def test_a_garbled_card_fills_number_and_date_and_says_what_to_type(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    card = "082190000001||Tra^`n Thi. U+o+'c|09051990|Nu+~|A^\u0301p 3|01052021".replace("+", "\ufffd")
    typed = {"act": "find-ap", "procedure": "1.001193", "ap-id_number": card, "ap-name": "", "same": "1"}
    page = clerk.post("/quay/tiep-nhan/", typed)
    form = page.context["page"].applicant
    assert (form.initial["id_number"], form.initial["birth"]) == ("082190000001", "09/05/1990")
    assert not form.initial.get("name")
    assert "gõ lại" in words(page) or "nhập" in words(page)
    six = clerk.post("/quay/tiep-nhan/", typed | {"ap-id_number": "082190000001||Trần Thị Ước|09051990|Nữ|Ấp 3"})
    assert "thiếu" in words(six) or "không đủ" in words(six)
