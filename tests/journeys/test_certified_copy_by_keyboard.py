"""A certified copy of four pages, twice: taken in, signed, given, by keyboard alone, with every press counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect

from tests.commune import publish
from tests.journeys.conftest import PASSWORD, PATIENCE, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import faults

pytestmark = pytest.mark.journey
MOST_PRESSES = 12
CARD = "082190000001|312345678|TRẦN THỊ ƯỚC|09051990|Nữ|Ấp 3, xã Mỹ Thiện, tỉnh Đồng Tháp|01072021"


class Counting:
    """Hands whose every press counts one: letters, Tab, Enter and function keys alike. A scan counts as none."""

    def __init__(self) -> None:
        self.presses: list[str] = []

    def press(self, page: Page, *keys: str) -> None:
        for key in keys:
            self.presses.append(key)
            page.keyboard.press(key)


@pytest.fixture
def offered(served: Served) -> Served:
    """The commune certifies."""
    for code in ("2.000815", "2.000884"):
        publish(code, served.made.moment)
    connections.close_all()
    return served


@pytest.fixture
def leaders_page(chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context(base_url=served.address, viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_certified_copy_of_four_pages_twice_takes_at_most_twelve_presses(
    offered: Served, page: Page, leaders_page: Page, complaints: list[str]
) -> None:
    sign_in(leaders_page, offered.names["leader"], PASSWORD)
    sign_in(page, offered.names["one-stop-clerk"], PASSWORD)
    hands = Counting()

    page.goto("/quay/chung-thuc/")
    expect(page.locator("#ap-id_number")).to_be_focused()
    page.keyboard.insert_text(CARD)
    page.keyboard.press("Enter")  # the scanner's own
    expect(page.locator("#ap-name")).to_have_value("TRẦN THỊ ƯỚC")
    expect(page.locator("[id='u-document_name']")).to_be_focused()
    hands.press(page, "b")
    expect(page.locator("[id='u-document_name']")).to_have_value("Bằng tốt nghiệp")
    hands.press(page, "Enter")
    expect(page.locator("#id-a-pages")).to_be_focused()
    hands.press(page, "4", "Enter")
    expect(page.locator("#id-a-copies")).to_be_focused()
    hands.press(page, "2")
    expect(page.locator("#fee")).to_contain_text("12.000 đồng")
    hands.press(page, "F2")
    expect(page.locator("#queue tbody tr")).to_have_count(1)
    expect(page.locator("#queue")).to_contain_text("1 – SCT/BS")

    leaders_page.goto("/quay/chung-thuc/ky/")
    expect(leaders_page.locator("tbody tr")).to_have_count(1)
    assert faults(leaders_page) == []
    hands.press(leaders_page, "F2")
    expect(leaders_page.locator(".empty")).to_be_visible()

    hands.presses.append("F5")  # the page asks by itself every ten seconds; who will not wait presses this
    page.reload()
    expect(page.locator("#ap-id_number")).to_be_focused()
    expect(page.locator("#queue [data-key=F8]")).to_be_visible()
    assert faults(page) == []
    hands.press(page, "F8")
    expect(page.locator("#queue tbody tr")).to_have_count(0)

    assert len(hands.presses) <= MOST_PRESSES, hands.presses
    print(f"certified copy, 4 pages twice: {len(hands.presses)} presses: {' '.join(hands.presses)}")
    page.goto("/quay/tien/")
    expect(page.locator("#receipts tbody tr")).to_have_count(1)
    expect(page.locator("#receipts tbody")).to_contain_text("12.000 đồng")
    assert complaints == []
