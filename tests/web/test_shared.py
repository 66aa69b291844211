"""Sign-in, throttling, the quick lock, positions, display; and what holds for every page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.test import Client, override_settings

from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewPosition
from motcua.registers.people import actions as people
from motcua.rules.access import SYSTEM
from motcua.web.shared.forms import DayField, HouseForm
from tests.commune import SINCE, Commune
from tests.web.conftest import SignedIn
from tests.web.typing_in import take_in, words

PASSWORD = "một mật khẩu đủ dài"
STYLESHEET_LIMIT = 20_000
SCRIPT_LIMIT = 25_000


def name_of(made: Commune, role: str) -> str:
    """The sign-in name of the role's holder, with a password set."""
    people.set_password(official_id=made.officials[role], password=PASSWORD, now=made.moment, by=SYSTEM)
    return str(get_user_model().objects.get(pk=made.officials[role]).get_username())


def test_an_official_signs_in_and_comes_to_the_days_work(made: Commune) -> None:
    browser, name = Client(), name_of(made, "one-stop-clerk")
    typed = {"username": name.upper(), "password": PASSWORD}
    answer = browser.post("/dang-nhap/", typed, follow=True)
    assert "Quầy hôm nay" in words(answer)
    assert browser.post("/dang-xuat/")["Location"] == "/dang-nhap/"


def test_a_wrong_password_never_tells_which_was_wrong(made: Commune) -> None:
    name = name_of(made, "leader")
    answer = Client().post("/dang-nhap/", {"username": name, "password": "sai"})
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in words(answer)
    assert f'value="{name}"' in answer.content.decode()
    assert "Chưa nhập." in words(Client().post("/dang-nhap/", {"username": "", "password": ""}))


def test_sign_in_is_throttled_in_words(made: Commune) -> None:
    browser, name = Client(), name_of(made, "leader")
    answers = [browser.post("/dang-nhap/", {"username": name, "password": "sai"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "Đã nhập sai mật khẩu quá nhiều lần." in words(answers[-1])
    assert "chờ 15 phút" in words(answers[-1])
    assert browser.post("/dang-nhap/", {"username": name, "password": PASSWORD}).status_code == 429


def test_sign_in_leads_only_inside_the_house(made: Commune) -> None:
    typed = {"username": name_of(made, "leader"), "password": PASSWORD, "next": "https://ke-gian.example/"}
    assert Client().post("/dang-nhap/", typed)["Location"] == "/"


def test_a_locked_screen_shows_nothing_until_the_password_comes(made: Commune, signed_in: SignedIn) -> None:
    name_of(made, "leader")
    browser = signed_in("leader")
    browser.post("/khoa/", {"next": "/cho-ky/"})
    locked = browser.get("/cho-ky/")
    assert locked["Location"] == "/mo-khoa/?next=%2Fcho-ky%2F"
    assert browser.post("/mo-khoa/", {"password": "sai"}).status_code == 422
    assert browser.get("/viec/").status_code == 302
    assert browser.post("/mo-khoa/", {"password": PASSWORD, "next": "/cho-ky/"})["Location"] == "/cho-ky/"
    assert browser.get("/cho-ky/").status_code == 200


def test_who_holds_two_positions_chooses_and_keeps_the_rights_of_both(made: Commune) -> None:
    place = NewPosition(office_id=made.office_id, role="leader", title="Phó Chủ tịch", valid_from=SINCE)
    position = offices.open_position(position=place, now=made.moment, by=SYSTEM)
    official = made.officials["one-stop-clerk"]
    offices.seat(position_id=position, official_id=official, from_date=SINCE, now=made.moment, by=SYSTEM)
    browser = Client()
    typed = {"username": name_of(made, "one-stop-clerk"), "password": PASSWORD}
    asked = browser.post("/dang-nhap/", typed, follow=True)
    assert "Hôm nay bạn làm việc ở vị trí nào?" in words(asked)
    leader = next(seat for seat in made.who("one-stop-clerk").seats if seat.role == "leader")
    chosen = browser.post("/vi-tri/", {"holding": str(leader.holding_id)}, follow=True)
    assert "Chờ bạn ký duyệt" in words(chosen)
    assert browser.get("/quay/").status_code == 200


def test_size_colours_and_language_are_kept(made: Commune) -> None:
    browser = Client()
    browser.post("/hien-thi/", {"size": "large", "next": "/tra-cuu/"})
    browser.post("/hien-thi/", {"theme": "contrast", "next": "//ke-gian.example"})
    page = browser.get("/tra-cuu/").content.decode()
    assert 'data-size="large"' in page
    assert 'data-theme="contrast"' in page
    browser.post("/ngon-ngu/", {"language": "en", "next": "/tra-cuu/"})
    assert '<html lang="en"' in browser.get("/tra-cuu/").content.decode()


def test_an_unknown_address_is_told_in_words(made: Commune) -> None:
    answer = Client().get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in words(answer)


def test_a_value_that_fits_nowhere_is_refused_in_words(signed_in: SignedIn) -> None:
    answer = signed_in("one-stop-clerk").get("/tim/?tim=a%00b")
    assert answer.status_code == 400
    assert "không đọc được nên chưa ghi gì" in words(answer)


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(signed_in: SignedIn) -> None:
    for browser in (signed_in("one-stop-clerk"), Client()):
        answer = browser.get("/quay/nhan-moi/", headers={"accept": "text/html,*/*"})
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
        assert "chỉ để gửi biểu mẫu" in words(answer)


def test_a_refused_form_leads_back_to_the_page_it_stood_on(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    place, came = f"/quay/thu-tien/{dossier_id}/", f"http://testserver/ho-so/{dossier_id}/?xem=1"
    refused = clerk.post(place, {}, headers={"referer": came})
    assert refused.status_code == 400
    assert f'href="{came.removeprefix("http://testserver")}">Mở lại trang' in refused.text
    elsewhere = clerk.post(place, {}, headers={"referer": "https://elsewhere.vn/x"})
    assert "elsewhere" not in elsewhere.text and "Mở lại trang" not in elsewhere.text


@pytest.mark.parametrize("number", ["9" * 400, "9" * 18, "²", "-1", "", "1\x00"])
def test_numbers_that_no_page_has_sent_choose_nothing(signed_in: SignedIn, number: str) -> None:
    clerk = signed_in("one-stop-clerk")
    assert clerk.post("/quay/nhan-moi/", {"chon": [number]}).status_code == 302
    assert clerk.get("/quay/cho-tra/", {"sau": f"2026-11-23T08:00:00+07:00~{number}~1"}).status_code in (200, 404)


def test_the_page_of_components_is_for_the_demonstration_only(made: Commune) -> None:
    with override_settings(DEMONSTRATION=False):
        assert Client().get("/_components").status_code == 404
    with override_settings(DEMONSTRATION=True):
        read = words(Client().get("/_components"))
    for said in ("Chờ người nộp", "Quá hạn", "đang tạm dừng", "Có 2 chỗ cần sửa", "Không còn việc nào phải làm"):
        assert said in read, said


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("one-stop-clerk", "/quay/"),
        ("one-stop-clerk", "/quay/tiep-nhan/"),
        ("one-stop-clerk", "/quay/tra-ket-qua/"),
        ("one-stop-clerk", "/ho-so/{dossier}/"),
        ("one-stop-clerk", "/quay/da-tiep-nhan/{dossier}/"),
        ("justice-examiner", "/viec/"),
        ("justice-examiner", "/ho-so/{dossier}/"),
        ("leader", "/cho-ky/"),
        ("leader", "/tim/?tim=uoc"),
    ],
)
def test_every_page_keeps_the_strict_policy(signed_in: SignedIn, role: str, place: str) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    answer = signed_in(role).get(place.format(dossier=dossier_id))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", page), "a script inside the page"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), "a style or handler inside the page"
    assert "no-store" in answer["Cache-Control"]
    assert page.count("<h1") == 1
    assert not re.search(r"\{[{%]", page), "a tag of the template left over"


def test_stylesheet_and_script_stay_small() -> None:
    for name, limit in (("shared/motcua.css", STYLESHEET_LIMIT), ("shared/motcua.js", SCRIPT_LIMIT)):
        found = finders.find(name)
        assert isinstance(found, str)
        assert len(gzip.compress(Path(found).read_bytes())) < limit


def test_a_file_is_chosen_by_a_button_in_the_language_of_the_page() -> None:
    class Form(HouseForm):
        scan = forms.FileField(label="Bản quét", required=False)

    shown = str(Form()["scan"].as_field_group())
    assert '<label class="button" for="id_scan" aria-hidden="true">' in shown
    assert "Chọn tệp" in shown
    assert '<label for="id_scan">Bản quét' in shown, "its name to who cannot see it"
    assert 'type="file" name="scan"' in shown


def test_the_public_pages_carry_no_engine_of_parts(made: Commune) -> None:
    assert "htmx" not in Client().get("/tra-cuu/").content.decode()
    assert settings.CSRF_COOKIE_HTTPONLY


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001", "1026-11-30"])
def test_a_year_that_nobody_means_is_told(day: str) -> None:
    with pytest.raises(ValidationError, match="gõ nhầm"):
        DayField().clean(day)
