"""Officials at the desk and on a phone, without a mouse: many at once, and what follows from each act."""

from __future__ import annotations

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Served
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_signing_by_keyboard import fits, sits_down, unfold
from tests.stages.test_birth_registration import accept, hand_in

pytestmark = pytest.mark.journey
WIDTHS = pytest.mark.parametrize("width", [1280, 360])
EXAMINER = "justice-examiner"


@pytest.fixture
def taken_in(served: Served) -> list[int]:
    """Three dossiers wait for the examiner."""
    found = [accept(served.made, hand_in(served.made)).moved.dossier_id for _ in range(3)]
    connections.close_all()
    return found


def picks(hands: Keyboard, *lines: int) -> None:
    """Down the list by arrows; space on these lines."""
    for line in range(1, max(lines) + 1):
        hands.press("ArrowDown")
        if line in lines:
            hands.press("Space")


@WIDTHS
def test_many_are_ticked_seen_and_moved_on(
    taken_in: list[int], page: Page, served: Served, complaints: list[str], width: int
) -> None:
    hands = sits_down(page, served, EXAMINER, width)
    hands.arrives_at("**/viec/")
    fits(page, "work")
    picks(hands, 1, 3)
    hands.press("F2")
    hands.arrives_at("**/viec/nhieu/*")
    expect(page.locator("h1")).to_contain_text("Chuyển bước 2 hồ sơ")
    fits(page, "many")
    hands.press("F2")
    expect(page.locator("main")).to_contain_text("Chưa làm hồ sơ nào")
    hands.radio("n1-1", "eligible")
    hands.press("F2")
    expect(page.locator("h1")).to_contain_text("Đã làm 2 hồ sơ")
    fits(page, "many-done")
    hands.press("F2")
    hands.arrives_at("**/viec/")
    assert complaints == []


@WIDTHS
def test_what_the_ministry_gave_is_filled_in_seen_and_taken_back(
    taken_in: list[int], page: Page, served: Served, complaints: list[str], width: int
) -> None:
    hands = sits_down(page, served, EXAMINER, width)
    hands.press("ArrowDown", "Enter")
    hands.arrives_at("**/ho-so/*/")
    dossier = page.url
    fits(page, "dossier")
    page.goto(f"{dossier}noi-dung/")
    fits(page, "result-sheet")
    hands.fill("id_child_id_number", "082226001234")
    hands.fill("id_result_number", "124")
    hands.press("F2")
    expect(page.locator("main")).to_contain_text("Ghi nơi cho biết")
    hands.fill("id_source", "Hệ thống hộ tịch")
    hands.press("F2")
    expect(page.locator(".toast")).to_contain_text("Đã ghi.")
    expect(page.locator("img.leaf")).to_have_js_property("complete", True)
    fits(page, "result-filled")
    hands.tab_to("c1-1")
    hands.press("Enter")
    expect(page.locator("#c1-2")).to_be_focused()
    page.goto(dossier)
    hands.radio("chuyen-buoc_outcome_0", "eligible")
    hands.press("F2")
    hands.arrives_at("**/viec/")
    page.goto(dossier)
    unfold(hands, "Thu hồi")
    fits(page, "recall")
    hands.tab_to("thu-hoi_text")
    hands.press("Tab", "Enter")
    hands.arrives_at("**/viec/")
    expect(page.locator("tbody")).to_contain_text("Thẩm tra hồ sơ")
    assert complaints == []
