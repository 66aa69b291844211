"""Public tracking: anyone who has the code, nothing of any person, not too often."""

from __future__ import annotations

from django.test import Client

from motcua.web.portal import throttle
from tests.commune import Commune
from tests.web.conftest import SignedIn
from tests.web.typing_in import APPLICANT, act, take_in, words

CODE = "H26.1.1-261123-0001"


def test_the_page_answers_first_and_says_nothing_of_any_person(signed_in: SignedIn) -> None:
    take_in(signed_in("one-stop-clerk"))
    answer = Client().get(f"/tra-cuu/{CODE}/")
    read = words(answer)
    assert "Hồ sơ đang được giải quyết." in read
    assert "Hẹn trả kết quả: còn 9 giờ , hôm nay, 17:00" in read
    assert "Cơ quan giải quyết làm tiếp" in read
    assert "Vì sao ngày này? Nhận đủ hồ sơ" in read
    for secret in (APPLICANT["ap-name"], APPLICANT["ap-phone"], APPLICANT["ap-id_number"], "KHÔI", "Ấp 3"):
        assert secret not in answer.content.decode()


def test_the_code_may_be_typed_as_people_type(signed_in: SignedIn) -> None:
    take_in(signed_in("one-stop-clerk"))
    answer = Client().get("/tra-cuu/", {"ma": " h26.1.1-261123-0001 "}, follow=True)
    assert "Đăng ký khai sinh" in words(answer)


def test_an_unknown_code_is_helped(made: Commune) -> None:
    answer = Client().get("/tra-cuu/H26.1.1-261123-9999/")
    assert answer.status_code == 404
    assert "Không có hồ sơ nào mang mã “H26.1.1-261123-9999”" in words(answer)
    assert "So lại từng chữ với mã in trên giấy hẹn" in words(answer)
    assert 'value="H26.1.1-261123-9999"' in answer.content.decode()
    assert "Nhập mã hồ sơ rồi bấm Xem" in words(Client().get("/tra-cuu/", {"ma": " "}))


def test_who_waits_for_the_applicant_says_so(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    item = {"paper_1": "birth-certificate", "reason_1": "Bản nộp bị mờ số"}
    act(signed_in("justice-examiner"), made, dossier_id, "bo-sung", "justice-examiner", **item)
    read = words(Client().get(f"/tra-cuu/{CODE}/"))
    assert "Hồ sơ đang chờ bạn bổ sung giấy tờ." in read
    assert "Bạn làm tiếp" in read
    assert "mờ số" not in read


def test_a_late_dossier_says_so_and_where_to_ask(signed_in: SignedIn, made: Commune) -> None:
    take_in(signed_in("one-stop-clerk"))
    made.later(days=2)
    read = words(Client().get(f"/tra-cuu/{CODE}/"))
    assert "Hồ sơ đã quá ngày hẹn" in read
    assert "quá hạn 2 ngày" in read
    assert "đọc mã hồ sơ để được trả lời" in read


def test_looking_up_too_often_is_slowed_down(made: Commune) -> None:
    browser = Client()
    for _ in range(throttle.MOST):
        assert browser.get("/tra-cuu/H26.1.1-261123-9999/").status_code == 404
    slowed = browser.get("/tra-cuu/H26.1.1-261123-9999/")
    assert slowed.status_code == 429
    assert "Bạn tra cứu quá nhiều lần" in words(slowed)
    assert Client(REMOTE_ADDR="10.0.0.9").get("/tra-cuu/X/").status_code == 404
