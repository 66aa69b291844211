"""By keyboard alone, on a desk screen and a small one: paper is handed on by a sheet that both sides sign."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import taken_in
from tests.journeys.test_asking_and_correcting import fits

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("width", [1280, 360])
def test_a_sheet_is_made_and_signed_for(page: Page, served: Served, complaints: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    taken_in(page)
    page.goto("/quay/ban-giao/")
    assert fits(page)
    hands.press("F2")
    hands.arrives_at("**/quay/ban-giao/*-*/")
    assert fits(page)
    assert page.locator("img.qr").evaluate("(picture) => picture.complete && picture.naturalWidth > 0")
    place = page.url
    page.context.clear_cookies()
    hands = sign_in(page, served.names["justice-examiner"], PASSWORD)
    page.goto(place)
    hands.press("F2")
    expect(page.locator(".toast")).to_contain_text("Đã nhận đủ")
    expect(page.locator("main")).to_contain_text("justice-examiner")
    assert complaints == []
