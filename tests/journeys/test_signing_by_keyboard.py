"""A leader signs one result and then a batch, at a desk and on a phone, without a mouse; a paper one comes back as its
scan."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from tests.commune import Commune
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import Keyboard, sign_in
from tests.journeys.test_accessibility import faults
from tests.stages.test_birth_registration import accept, hand_in, to_the_leader

pytestmark = pytest.mark.journey
WIDTHS = pytest.mark.parametrize("width", [1280, 360])
SEEN = os.environ.get("PICTURES")
"""A folder for pictures of what these journeys see."""


@pytest.fixture
def waiting(served: Served) -> int:
    """Four results wait for the leader."""
    for _ in range(4):
        _proposed(served.made)
    connections.close_all()
    return 4


def _proposed(made: Commune) -> None:
    to_the_leader(made, accept(made, hand_in(made)).moved.dossier_id)


def sits_down(page: Page, served: Served, role: str, width: int) -> Keyboard:
    page.set_viewport_size({"width": width, "height": 800})
    return sign_in(page, served.names[role], PASSWORD)


def unfold(hands: Keyboard, words: str) -> None:
    """Tab to what is folded under these words, and open it."""
    for _ in range(80):
        if (
            hands.page.evaluate("document.activeElement.matches('summary') && document.activeElement.innerText")
            == words
        ):
            hands.press("Enter")
            return
        hands.press("Tab")
    raise AssertionError(f"Tab never came to {words}")


def fits(page: Page, name: str) -> None:
    """Nothing stands beyond the right edge, and axe finds nothing."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if SEEN:
        page.screenshot(path=str(Path(SEEN) / f"{name}-{page.viewport_size['width']}.png"), full_page=True)  # type: ignore[index]


@WIDTHS
def test_one_is_signed_and_opened(waiting: int, page: Page, served: Served, complaints: list[str], width: int) -> None:
    hands = sits_down(page, served, "leader", width)
    hands.arrives_at("**/cho-ky/")
    fits(page, "to-sign")
    hands.press("ArrowDown", "Enter")
    hands.arrives_at("**/ho-so/*/")
    address = page.url
    fits(page, "sign-one")
    expect(page.locator("main")).to_contain_text("Xem bản sẽ ký (PDF)")
    hands.press("F2")
    hands.arrives_at("**/cho-ky/")
    expect(page.locator(".toast")).to_contain_text("Đã ký số.")
    page.goto(address)
    fits(page, "signed-one")
    expect(page.get_by_role("link", name="Mở kết quả đã ký")).to_be_visible()
    file = page.request.get(f"{address}ket-qua-da-ky/")
    assert file.body().startswith(b"%PDF-")
    assert complaints == []


@WIDTHS
def test_a_batch_is_chosen_seen_and_signed(
    waiting: int, page: Page, served: Served, complaints: list[str], width: int
) -> None:
    hands = sits_down(page, served, "leader", width)
    for number in (1, 2, 4):
        hands.tick(f"chon-{number}")
    hands.press("F2")
    hands.arrives_at("**/cho-ky/xem/*")
    expect(page.locator("article")).to_have_count(3)
    expect(page.locator("h1")).to_contain_text("Xem rồi ký 3 kết quả")
    fits(page, "batch")
    hands.fill("id_password", "nhầm")
    hands.press("Enter")
    expect(page.locator("main")).to_contain_text("chưa ký kết quả nào")
    hands.fill("id_password", PASSWORD)
    hands.press("Enter")
    expect(page.locator("h1")).to_contain_text("Đã ký 3 kết quả")
    fits(page, "batch-done")
    hands.press("F2")
    hands.arrives_at("**/cho-ky/")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert complaints == []


@WIDTHS
def test_a_paper_one_comes_back_as_its_scan(
    waiting: int, page: Page, served: Served, complaints: list[str], width: int, tmp_path: Path
) -> None:
    hands = sits_down(page, served, "leader", width)
    hands.press("ArrowDown", "Enter")
    hands.arrives_at("**/ho-so/*/")
    address = page.url
    unfold(hands, "Đã ký giấy")
    fits(page, "by-hand")
    hands.tab_to("ky-giay_scan")
    hands.press("Tab", "Enter")
    hands.arrives_at("**/cho-ky/")
    page.context.clear_cookies()
    scan = tmp_path / "khai sinh.jpg"
    scan.write_bytes(b"\xff\xd8\xff\xe0 a photograph")
    hands = sits_down(page, served, "clerical", width)
    page.goto(address)
    fits(page, "number-and-scan")
    hands.fill("vao-so_number", "124")
    page.locator("#vao-so_scan").set_input_files(scan)
    hands.press("F2")
    hands.arrives_at("**/viec/")
    assert page.request.get(f"{address}ket-qua-da-ky/").body() == scan.read_bytes()
    assert complaints == []
