"""A window that is closed, a sign-in that ends, a machine that is locked: what was typed comes back to its clerk."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, PATIENCE, Served
from tests.journeys.keyboard import Keyboard, sign_in
from tests.journeys.test_card_to_slip import CARD

pytestmark = pytest.mark.journey


def begin(hands: Keyboard) -> None:
    """A birth registration with its applicant scanned."""
    page = hands.page
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap-id_number")).to_be_focused()
    hands.type(CARD)
    hands.press("Enter")
    expect(page.locator("#id-a-requester_relation")).to_be_focused()


def wait_until_kept(page: Page, key: str, words: str) -> None:
    """Until the house has these words of what is half done, whoever sent them and when."""
    limit = time.monotonic() + PATIENCE / 1000
    while words not in page.request.get(f"/quay/tiep-nhan/?nhap={key}").text():
        assert time.monotonic() < limit, f"{words} was not put aside"
        page.wait_for_timeout(100)


def key_of(page: Page) -> str:
    return page.locator("#intake [name=key]").input_value()


def go_on(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    hands.arrives_at("**/quay/")
    expect(page.locator("#unfinished")).to_contain_text("Trần Thị Ước")
    page.locator("#unfinished a").focus()
    hands.press("Enter")
    hands.arrives_at("**/tiep-nhan/?nhap=*")


def test_it_is_saved_while_one_types_and_survives_the_end_of_the_sign_in(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    begin(hands)
    hands.fill("id-a-child_name", "NGUYỄN TRẦN ĐĂNG KHÔI")
    expect(page.locator("#kept")).to_contain_text("Đã lưu lúc")
    wait_until_kept(page, key_of(page), "NGUYỄN TRẦN ĐĂNG KHÔI")
    page.context.clear_cookies()
    go_on(page, served)
    expect(page.locator("#id-a-child_name")).to_have_value("NGUYỄN TRẦN ĐĂNG KHÔI")
    expect(page.locator("#ap-birth")).to_have_value("09/05/1990")


def test_a_window_left_in_the_middle_of_a_word_loses_nothing(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    begin(hands)
    hands.fill("id-a-child_name", "NGUYỄN DỞ DANG")
    key = key_of(page)
    page.goto("about:blank")
    wait_until_kept(page, key, "NGUYỄN DỞ DANG")
    page.context.clear_cookies()
    go_on(page, served)
    expect(page.locator("#id-a-child_name")).to_have_value("NGUYỄN DỞ DANG")


def test_a_machine_locked_in_the_middle_of_a_word_loses_nothing(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    begin(hands)
    hands.fill("id-a-child_name", "NGUYỄN KHOÁ MÁY")
    with page.expect_response("**/khoa/"):  # what was typed went before it
        hands.press("F9")
    expect(page.locator("#lock")).to_be_visible()
    page.context.clear_cookies()
    go_on(page, served)
    expect(page.locator("#id-a-child_name")).to_have_value("NGUYỄN KHOÁ MÁY")
