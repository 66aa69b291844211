"""Officials at the desk and on a phone, without a mouse: many at once, and what follows from each act."""

from __future__ import annotations

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Served
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_signing_by_keyboard import fits, sits_down
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
