"""The main job in a real browser: a birth is registered from sign-in to hand-over, without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.clock import now
from tests.births import lately
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import Keyboard, sign_in

pytestmark = pytest.mark.journey

APPLICANT = {
    "ap-id_number": "082190000017",
    "ap-name": "Trần Thị Ước",
    "ap-birth": "09/05/1990",
    "ap-phone": "0901234567",
    "ap-address": "12 Lê Lợi",
}
CHILD = {
    "id-a-child_name": "NGUYỄN TRẦN ĐĂNG KHÔI",
    "id-a-child_birth_date": lately(now()),
    "id-a-child_ethnicity": "Kinh",
    "id-a-child_nationality": "Việt Nam",
    "id-a-child_birth_place": "Bệnh viện Đa khoa Tiền Giang",
    "id-a-child_home_place": "Phường Mỹ Tho",
}
MOTHER = {
    "id-a-mother_name": "TRẦN THỊ ƯỚC",
    "id-a-mother_birth_year": "1990",
    "id-a-mother_ethnicity": "Kinh",
    "id-a-mother_nationality": "Việt Nam",
    "id-a-mother_residence": "12 Lê Lợi",
}


def test_a_birth_is_registered_by_keyboard_alone(page: Page, served: Served, complaints: list[str]) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    code = take_in(hands)
    leave(page)

    hands = sign_in(page, served.names["justice-examiner"], PASSWORD)
    open_first(hands)
    expect(page.locator("main")).to_contain_text("NGUYỄN TRẦN ĐĂNG KHÔI")
    hands.radio("chuyen-buoc_outcome_0", "eligible")
    hands.press("F2")
    hands.arrives_at("**/viec/")
    open_first(hands)
    hands.press("F2")
    hands.arrives_at("**/viec/")
    leave(page)

    hands = sign_in(page, served.names["leader"], PASSWORD)
    open_first(hands)
    expect(page.locator("main")).to_contain_text("Sẽ ký: Giấy khai sinh")
    hands.press("F2")
    hands.arrives_at("**/cho-ky/")
    leave(page)

    hands = sign_in(page, served.names["clerical"], PASSWORD)
    open_first(hands)
    hands.fill("vao-so_number", "124")
    hands.fill("vao-so_book", "01/2026")
    hands.press("F2")
    hands.arrives_at("**/viec/")
    leave(page)

    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tra-ket-qua/")
    hands.type("tran thi uoc")
    hands.press("Enter")
    hands.arrives_at("**/tra-ket-qua/?tim=*")
    hands.press("ArrowDown", "Enter")
    hands.arrives_at(re.compile(r"/tra-ket-qua/\d+/$"))
    hands.press("F2")
    hands.arrives_at("**/tra-ket-qua/")
    expect(page.locator(".toast")).to_contain_text(f"{code}: đã trả kết quả.")
    expect(page.locator(".rating button")).to_have_count(6)
    page.locator(".rating button").first.focus()
    hands.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Cảm ơn bạn đã đánh giá.")

    page.goto(f"/tra-cuu/{code}/")
    expect(page.locator("main")).to_contain_text("Kết quả đã được trả.")
    assert complaints == []


def take_in(hands: Keyboard) -> str:
    """The whole of intake; the code of the dossier."""
    page = hands.page
    hands.arrives_at("**/quay/")
    hands.press("F2")
    hands.arrives_at("**/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_contain_text("Đăng ký khai sinh")
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap-id_number")).to_be_focused()
    hands.type(APPLICANT["ap-id_number"])
    hands.press("Tab")
    expect(page.locator("#ap")).to_contain_text("Số này chưa có trong sổ")
    for target, text in list(APPLICANT.items())[1:]:
        hands.fill(target, text)
    hands.tab_to("id-a-requester_name")
    for asked_again, typed_once in (("name", "name"), ("birth_date", "birth"), ("residence", "address")):
        expect(page.locator(f"#id-a-requester_{asked_again}")).to_have_value(APPLICANT[f"ap-{typed_once}"])
    hands.choose("id-a-requester_relation", "mother")
    for target in ("id-a-child_name", "id-a-child_birth_date"):
        hands.fill(target, CHILD[target])
    hands.radio("id-a-child_sex", "male")
    for target in list(CHILD)[2:]:
        hands.fill(target, CHILD[target])
    hands.choose("id-a-birth_proof", "certificate")
    expect(page.locator("#p-birth-certificate")).to_be_visible()
    hands.radio("id-a-mother_known", "true")
    for target, text in MOTHER.items():
        hands.fill(target, text)
    hands.radio("id-a-father_known", "false")
    hands.tick("id-a-pledge")
    hands.tick("p-declaration")
    hands.tick("p-birth-certificate")
    expect(page.locator("#summary")).to_contain_text("Đủ giấy tờ.")
    hands.press("F2")
    hands.arrives_at("**/da-tiep-nhan/*/")
    return page.locator("h1").inner_text()


def open_first(hands: Keyboard) -> None:
    """Down to the first row of the list, and open it."""
    hands.press("ArrowDown", "Enter")
    hands.arrives_at("**/ho-so/*/")


def leave(page: Page) -> None:
    """Another person sits down."""
    page.context.clear_cookies()
