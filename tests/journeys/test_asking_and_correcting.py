"""By keyboard alone, on a desk screen and a small one: ask, grant it a second time, put intake right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import faults, taken_in

pytestmark = pytest.mark.journey


def fits(page: Page) -> bool:
    """Nothing to scroll sideways, and nothing that axe finds."""
    assert faults(page) == []
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("width", [1280, 360])
def test_asking_granting_and_putting_right(page: Page, served: Served, complaints: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    dossier_id = taken_in(page)

    page.goto(f"/quay/sua/{dossier_id}/")
    assert fits(page)
    hands.choose("mistake", "wrong-answers")
    hands.fill("text", "Gõ nhầm tên trẻ")
    hands.fill("id-a-child_name", "NGUYỄN TRẦN ĐÚNG")
    hands.press("F2")
    hands.arrives_at("**/da-tiep-nhan/*/")
    expect(page.locator(".toast")).to_contain_text("đã sửa")

    page.goto(f"/quay/yeu-cau-bo-sung/{dossier_id}/")
    assert fits(page)
    hands.choose("r-1", "unsigned")
    hands.press("F2")
    hands.arrives_at(f"**/ho-so/{dossier_id}/")
    expect(page.locator("main")).to_contain_text("Thiếu chữ ký hoặc dấu")
    page.goto(f"/quay/giay-to/{dossier_id}/")
    hands.press("F2")
    hands.arrives_at(f"**/ho-so/{dossier_id}/")
    page.goto(f"/quay/yeu-cau-bo-sung/{dossier_id}/")
    hands.choose("r-1", "incomplete")
    hands.press("F2")
    hands.arrives_at(f"**/ho-so/{dossier_id}/")

    page.context.clear_cookies()
    hands = sign_in(page, served.names["leader"], PASSWORD)
    page.goto(f"/quay/yeu-cau-lan-nua/{dossier_id}/")
    assert fits(page)
    hands.radio("ground-1", "found-by-verifying")
    hands.press("F2")
    hands.arrives_at("**/viec/")
    expect(page.locator(".toast")).to_contain_text("đã đồng ý")
    assert complaints == []
