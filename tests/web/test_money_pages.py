"""The day's money behind its door: tills, receipts, transfers, statements; each refusal says what to do."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.registers.payments import queries as payments
from motcua.rules.access import SYSTEM
from tests.commune import Commune, add_official
from tests.registers.payments.takings import Takings
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(made: Commune) -> Takings:
    from motcua.registers.procedures import queries as procedures
    from tests.commune import person

    for role in ("cashier", "unit-head"):
        add_official(made, role, f"Chức danh {role}")
    who = [made.who(role) for role in ("one-stop-clerk", "leader", "cashier", "unit-head")]
    found = Takings(made, procedures.in_force("1.001193", made.moment.date()), person(now=made.moment), *who)
    found.with_account()
    return found


def keyed(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), **more}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def my_till(at: Takings) -> int:
    found = payments.my_till(office_id=at.made.office_id, viewer=at.clerk)
    assert found is not None
    return found.id


def test_the_day_shows_till_receipts_and_sums_and_prints_the_list(at: Takings, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    clerk.post("/quay/tien/quy/", {"opening": "100.000"})
    at.paid(8000)
    text = text_of(clerk.get("/quay/tien/"))
    assert 'Phải có: <strong class="figures">108.000 đồng' in text
    assert "Trần Thị Ước" in text
    assert clerk.get("/quay/tien/bang-ke.pdf").content.startswith(b"%PDF")
    assert clerk.get("/quay/tien/bang-ke.pdf?ngay=hom-qua").content.startswith(b"%PDF")
    assert "Ngày này chưa thu khoản nào" in text_of(clerk.get("/quay/tien/?ngay=2026-01-05"))


def test_a_till_is_counted_closed_and_printed_and_closed_twice_is_refused(at: Takings, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    at.paid(8000)
    till = my_till(at)
    url = f"/quay/tien/quy/{till}/"
    answer = clerk.post(url, keyed(shown=8000))
    assert answer.status_code == 422
    assert "Đếm từng loại tờ" in text_of(answer)
    answer = clerk.post(url, keyed(shown=8000, counted="-5.000"))
    assert answer.status_code == 422
    assert "chưa phải là số tiền" in text_of(answer)
    answer = clerk.post(url, keyed(shown=8000, note_5000="1", note_1000="2"))
    assert answer.status_code == 422
    assert "lệch -1.000 đồng" in text_of(answer)
    assert 'value="2"' in text_of(answer)
    answer = clerk.post(url, keyed(shown=8000, note_5000="1", note_1000="2", reason="Trả thừa cho khách"))
    assert answer.status_code == 302
    text = text_of(clerk.get(url))
    assert "Quỹ đã khóa" in text
    assert "Trả thừa cho khách" in text
    assert clerk.get(f"/quay/tien/quy/{till}.pdf").content.startswith(b"%PDF")
    answer = clerk.post(url, keyed(shown=8000, counted="7000"))
    assert answer.status_code == 409
    assert "Khoản thu sau đó nằm ở quỹ mới" in text_of(answer)


def test_the_head_sees_every_till_and_a_clerk_only_their_own(at: Takings, signed_in: SignedIn) -> None:
    at.paid(8000)
    at.take(at.owing(5000), by=at.cashier)
    mine, page = my_till(at), "/quay/tien/"
    text = text_of(signed_in("unit-head").get(page))
    assert text.count('href="/quay/tien/quy/') == 2
    other = payments.my_till(office_id=at.made.office_id, viewer=at.cashier)
    assert other is not None
    clerk = signed_in("one-stop-clerk")
    assert clerk.get(f"/quay/tien/quy/{other.id}/").status_code == 404
    assert clerk.get(f"/quay/tien/quy/{mine}/").status_code == 200
    assert signed_in("clerical").get(page).status_code == 403


def test_a_receipt_is_printed_voided_with_its_reason_and_printed_as_void(at: Takings, signed_in: SignedIn) -> None:
    clerk, taken = signed_in("one-stop-clerk"), at.paid(8000)
    url = f"/quay/tien/bien-lai/{taken.receipt_id}/"
    answer = clerk.post(url, keyed(act="void", **{"void-reason": " "}))
    assert answer.status_code == 422
    assert 'href="#id_void-reason"' in text_of(answer)
    clerk.post(url, keyed(act="void", **{"void-reason": "Ghi nhầm người nộp"}))
    text = text_of(clerk.get(url))
    assert "ĐÃ HỦY" in text
    assert "Ghi nhầm người nộp" in text
    assert clerk.get(url.removesuffix("/") + ".pdf").content.startswith(b"%PDF")


def test_a_part_is_given_back_and_too_much_is_refused_with_what_is_left(at: Takings, signed_in: SignedIn) -> None:
    clerk, taken = signed_in("one-stop-clerk"), at.paid(8000)
    url = f"/quay/tien/bien-lai/{taken.receipt_id}/"
    said = {
        "refund-ground": "too-much", "refund-reason": "Thu thừa", "refund-receiver": "Trần Thị Ước",
        "refund-method": "cash",
    }  # fmt: skip
    answer = clerk.post(url, keyed(act="refund", **{**said, "refund-amount": "9.000"}))
    assert answer.status_code == 422
    assert "nhiều nhất 8.000 đồng" in text_of(answer)
    assert clerk.post(url, keyed(act="refund", **{**said, "refund-amount": "0"})).status_code == 422
    assert clerk.post(url, keyed(act="refund", **{**said, "refund-amount": "3.000"})).status_code == 302
    (given,) = payments.refunds_of(dossier_id=at.receipt(taken).dossier_id, viewer=SYSTEM)
    pdf = clerk.get(f"/quay/tien/hoan/{at.receipt(taken).dossier_id}/{given.id}.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert clerk.get(f"/quay/tien/hoan/{at.receipt(taken).dossier_id}/999999.pdf").status_code != 200


def test_a_transfer_is_asked_shown_as_qr_and_confirmed_by_name(at: Takings, signed_in: SignedIn) -> None:
    clerk, dossier = signed_in("one-stop-clerk"), at.owing(8000)
    url = f"/quay/chuyen-khoan/{dossier}/"
    assert "Tạo mã VietQR" in text_of(clerk.get(url))
    clerk.post(url, keyed(act="ask"))
    shown = payments.transfer_of(dossier_id=dossier, viewer=SYSTEM)
    assert shown is not None
    assert shown.reference in text_of(clerk.get(url))
    qr = clerk.get(f"/quay/chuyen-khoan/{dossier}.svg")
    assert qr["Content-Type"] == "image/svg+xml"
    assert b"<svg" in qr.content
    assert b"style" not in qr.content
    answer = clerk.post(url, keyed(act="confirm", transfer=shown.id, note=""))
    assert answer.status_code == 422
    answer = clerk.post(url, keyed(act="confirm", transfer="x", note="Báo có"))
    assert answer.status_code == 409
    assert clerk.post(url, keyed(act="confirm", transfer=shown.id, note="Báo có 9:12")).status_code == 302
    assert "Biên lai số" in text_of(clerk.get(url))
    assert clerk.get(f"/quay/chuyen-khoan/{dossier}.svg").status_code == 404


def bring(client: Client, content: bytes, **more: str) -> Any:
    return client.post("/quay/tien/sao-ke/", keyed(file=SimpleUploadedFile("sao-ke.csv", content), **more))


def test_a_statement_is_brought_matched_and_the_rest_decided(at: Takings, signed_in: SignedIn) -> None:
    from motcua.registers.payments import actions

    cashier, dossier = signed_in("cashier"), at.owing(8000)
    awaited = actions.ask_transfer(dossier_id=dossier, by=at.clerk, now=at.made.moment)
    content = f"Ngày,Ghi có,Nội dung\n23/11/2026,8000,{awaited.reference}\n23/11/2026,500,la\n23/11/2026,abc,loi\n"
    text = text_of(bring(cashier, content.encode()))
    assert "2 khoản mới, 1 khoản khớp" in text
    assert "dòng 4: số tiền “abc” không đọc được" in text
    assert "Không rõ của hồ sơ nào" in text
    assert "0 khoản mới" in text_of(bring(cashier, content.encode()))
    (line,) = payments.lines_to_look_at(office_id=at.made.office_id, viewer=SYSTEM)
    url = f"/quay/tien/sao-ke/dong/{line.id}/"
    assert cashier.post(url, {"act": "aside", "reason": ""}).status_code == 422
    assert cashier.post(url, {"act": "settle", "reference": "MC22222222", "reason": "x"}).status_code == 404
    assert cashier.post(url, {"act": "aside", "reason": "Tiền ủng hộ"}).status_code == 302
    assert "Không có khoản nào cần xem" in text_of(cashier.get("/quay/tien/sao-ke/"))


def test_garbage_is_refused_and_unknown_columns_are_asked_for(at: Takings, signed_in: SignedIn) -> None:
    cashier = signed_in("cashier")
    assert "không phải CSV" in text_of(bring(cashier, b"\x00\x01garbage"))
    assert bring(cashier, b"").status_code == 422
    answer = bring(cashier, b"a;b;c\n23/11/2026;MC7KQM2XHP;10000\n")
    assert answer.status_code == 422
    assert "Cột số tiền vào" in text_of(answer)
    answer = bring(cashier, b"a;b;c\n23/11/2026;MC7KQM2XHP;10000\n", column_day="0", column_text="1", column_credit="2")
    assert "1 khoản mới" in text_of(answer)


def test_the_account_is_set_by_who_answers_for_the_money(at: Takings, signed_in: SignedIn) -> None:
    head, url = signed_in("unit-head"), "/quay/tien/tai-khoan/"
    answer = head.post(url, keyed(bank_bin="12", account_number="0011001234567", account_holder="UBND"))
    assert answer.status_code == 422
    assert "6 chữ số" in text_of(answer)
    said = {"bank_bin": "970436", "account_number": "0011001234567", "account_holder": "UBND", "series": "01blp-26"}
    assert head.post(url, keyed(**said)).status_code == 302
    assert payments.collecting_of(office_id=at.made.office_id, viewer=SYSTEM).series == "01BLP-26"
    assert signed_in("one-stop-clerk").get(url).status_code == 403
