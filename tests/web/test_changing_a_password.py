"""One's own password, changed while it is known."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.registers.ledger import queries as ledger
from tests.commune import Commune
from tests.web.conftest import SignedIn
from tests.web.test_shared import PASSWORD, name_of
from tests.web.typing_in import words

ANOTHER = "một con ngựa ô chạy nhanh"
PAGE = "/doi-mat-khau/"


def typed(**changes: str) -> dict[str, str]:
    return {"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER, **changes}


def signed(name: str, password: str = PASSWORD) -> Client:
    browser = Client()
    assert browser.post("/dang-nhap/", {"username": name, "password": password}).status_code == 302
    return browser


def test_this_session_goes_on_and_those_elsewhere_end(made: Commune) -> None:
    name = name_of(made, "one-stop-clerk")
    here, elsewhere = signed(name), signed(name)
    assert PAGE in here.get("/quay/").content.decode(), "the person's menu leads there"
    assert "Đã đổi mật khẩu" in words(here.post(PAGE, typed(), follow=True))
    assert here.get("/quay/").status_code == 200
    assert elsewhere.get("/quay/").status_code == 302
    assert signed(name, ANOTHER).get("/quay/").status_code == 200
    assert Client().post("/dang-nhap/", {"username": name, "password": PASSWORD}).status_code == 422
    official = made.officials["one-stop-clerk"]
    last = ledger.events_of(f"official/{official}")[-1]
    assert (last.kind, last.body["by"]) == ("password-set", official)
    assert ANOTHER not in str(last.body)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "sai"}, "Mật khẩu đang dùng chưa đúng"),
        ({"password": ""}, "Chưa nhập."),
        ({"again": "khác hẳn lần trước"}, "chưa giống nhau"),
        ({"new_password": "ngắn", "again": "ngắn"}, "Mật khẩu phải có ít nhất 12 ký tự."),
        ({"new_password": "258369147036", "again": "258369147036"}, "chỉ gồm chữ số"),
        ({"new_password": PASSWORD, "again": PASSWORD}, "phải khác mật khẩu đang dùng"),
    ],
)
def test_what_does_not_fit_changes_nothing(made: Commune, changes: dict[str, str], said: str) -> None:
    name = name_of(made, "leader")
    answer = signed(name).post(PAGE, typed(**changes))
    assert answer.status_code == 422
    assert said in words(answer)
    assert PASSWORD not in answer.content.decode() and ANOTHER not in answer.content.decode()
    signed(name)


def test_guessing_the_old_one_is_throttled(made: Commune) -> None:
    browser = signed(name_of(made, "leader"))
    answers = [browser.post(PAGE, typed(password="sai")) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert browser.post(PAGE, typed()).status_code == 429, "the right one too, until the time is over"


def test_only_who_is_signed_in_and_not_locked_comes_there(made: Commune, signed_in: SignedIn) -> None:
    assert Client().get(PAGE)["Location"] == "/dang-nhap/"
    browser = signed_in("leader")
    browser.post("/khoa/", {})
    assert browser.post(PAGE, typed()).status_code == 302
