"""What a clerk's day brings beside the main job: no script, a locked screen, a slow line, a second click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import PASSWORD, PATIENCE, Served
from tests.journeys.keyboard import sign_in

pytestmark = pytest.mark.journey
FINDING = "**/quay/thu-tuc/**"


def test_intake_works_without_any_script(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(base_url=served.address, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.fill("#id_username", served.names["one-stop-clerk"])
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.goto("/quay/tiep-nhan/")
    page.fill("#q", "khai sinh")
    page.press("#q", "Enter")
    page.press("#found button >> nth=0", "Enter")
    page.fill("#ap-name", "Trần Thị Ước")
    page.press("#ap-name", "Enter")
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")
    expect(page.locator("#id-a-requester_name")).to_have_value("Trần Thị Ước")
    page.press("button[value=accept]", "Enter")
    expect(page.locator("#errors")).to_contain_text("chỗ cần sửa")
    context.close()


def test_the_quick_lock_hides_the_page_and_keeps_what_was_typed(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    hands.type("khai")
    hands.press("F9")
    expect(page.locator("#lock")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    hands.press("Escape")
    expect(page.locator("#lock")).to_be_visible()
    hands.type("sai mật khẩu")
    hands.press("Enter")
    expect(page.locator("#lock .fault")).to_be_visible()
    hands.type(PASSWORD)
    hands.press("Enter")
    expect(page.locator("#lock")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("khai")
    expect(page.locator("#found button").first).to_be_visible()


def test_what_was_asked_under_the_lock_and_answered_late_locks_nothing_again(page: Page, served: Served) -> None:
    late: list[Route] = []
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    hands.press("F9")
    expect(page.locator("#lock")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.route(FINDING, lambda route: late.append(route), times=1)
    page.evaluate("q.value = 'khai sinh'; q.dispatchEvent(new Event('input'))")
    while not late:
        page.wait_for_timeout(20)
    answer = late[0].fetch()
    assert answer.headers["hx-trigger"] == "locked"
    hands.type(PASSWORD)
    hands.press("Enter")
    expect(page.locator("#lock")).to_be_hidden()
    late[0].fulfill(response=answer)
    expect(page.locator("#found button").first).to_be_visible()
    expect(page.locator("#lock")).to_be_hidden()


def test_a_page_left_open_hides_when_another_one_was_locked(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    page.evaluate("""fetch(document.body.dataset.lock, { method: "POST", headers: { "X-Requested-By": "lock" },
        body: new FormData(document.querySelector("form[data-locks]")) })""")
    hands.type("khai sinh")
    expect(page.locator("#lock")).to_be_visible()


def test_letters_typed_while_nothing_has_the_focus_go_where_the_page_begins(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    page.evaluate("document.activeElement.blur()")
    hands.type("khai sinh")
    expect(page.locator("#q")).to_have_value("khai sinh")


def test_a_locked_screen_stays_locked_when_the_page_is_loaded_again(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    hands.press("F9")
    expect(page.locator("#lock")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.goto("/quay/")
    expect(page.locator("h1")).to_contain_text("Máy đang khóa")


def test_the_fault_is_read_first_and_leads_to_its_field(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap-id_number")).to_be_focused()
    hands.fill("id-a-child_birth_date", "31/02/2026")
    hands.press("F2")
    expect(page.locator("#errors")).to_be_focused()
    link = page.locator("#errors a", has_text="31/02/2026")
    link.focus()
    hands.press("Enter")
    expect(page.locator("#id-a-child_birth_date")).to_have_value("31/02/2026")
    hands.press("Tab")
    assert page.evaluate("document.activeElement.closest('.field') !== null")


def test_an_ended_session_loses_nothing_that_was_typed(page: Page, served: Served) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap-id_number")).to_be_focused()
    hands.fill("ap-name", "Trần Thị Ước")
    page.context.clear_cookies()
    hands.press("F2")
    expect(page.locator("#cut")).to_be_visible()
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")
    other = page.context.new_page()
    sign_in(other, served.names["one-stop-clerk"], PASSWORD)
    page.bring_to_front()
    page.locator("[data-mends]").focus()
    hands.press("Enter")
    expect(page.locator("#cut")).to_be_hidden()
    hands.press("F2")
    expect(page.locator("#errors")).to_contain_text("chỗ cần sửa")
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")


def test_a_button_is_pressed_at_the_first_click_after_a_fault_was_mended(page: Page, served: Served) -> None:
    """What is told below a label goes with the change of its box, in the midst of the click: nothing may move."""
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/doi-mat-khau/")
    button, box = page.locator("main .button.main"), page.locator("main input[type=password]").first
    button.click()
    expect(page.locator("main .fault").first).to_be_visible()
    before = button.bounding_box()
    box.fill("sai mật khẩu")
    box.blur()
    expect(page.locator("main .fault").first).to_be_hidden()
    assert button.bounding_box() == before
