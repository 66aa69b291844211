"""Every page before axe, in each of the colours: no fault of WCAG 2.1 A and AA."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_birth_registration_by_keyboard import take_in

pytestmark = pytest.mark.journey

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
THEMES = ("light", "dark", "contrast")


def faults(page: Page) -> list[str]:
    """What axe finds, each with the element."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def dress(page: Page, served: Served, theme: str) -> None:
    """Choose the colours as the page's own buttons do."""
    page.context.add_cookies([{"name": "hien-thi", "value": f"normal.{theme}", "url": served.address}])


@pytest.mark.parametrize("theme", THEMES)
def test_the_components_have_no_fault(page: Page, served: Served, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMONSTRATION", True, raising=False)
    dress(page, served, theme)
    page.goto("/_components")
    assert faults(page) == []


def test_no_page_has_a_fault(page: Page, served: Served, complaints: list[str]) -> None:
    found: dict[str, list[str]] = {}

    def look(place: str) -> None:
        page.goto(place)
        found[place] = faults(page)

    for place in ("/tra-cuu/", "/tra-cuu/KHONG-CO/", "/dang-nhap/", "/khong-co/"):
        look(place)
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    code = take_in(hands)
    dossier_id = page.url.rstrip("/").rpartition("/")[2]
    found["accepted"] = faults(page)
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    page.wait_for_selector("#found button")
    hands.press("ArrowDown", "Enter")
    page.wait_for_selector("#ap")
    found["intake"] = faults(page)
    hands.press("F2")
    page.wait_for_selector("#errors")
    found["intake with faults"] = faults(page)
    for place in (
        "/quay/",
        "/quay/can-goi/",
        "/quay/tra-ket-qua/",
        f"/ho-so/{dossier_id}/",
        f"/quay/tra-ket-qua/{dossier_id}/",
    ):
        look(place)
    look(f"/tra-cuu/{code}/")
    page.context.clear_cookies()
    sign_in(page, served.names["justice-examiner"], PASSWORD)
    for place in ("/viec/", "/tim/?tim=uoc", f"/ho-so/{dossier_id}/", "/quay/", "/ho-so/999999/"):
        look(place)
    page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
    found["a dossier with all acts open"] = faults(page)
    assert {place: told for place, told in found.items() if told} == {}
    assert complaints == []


def test_no_page_is_wider_than_a_small_phone(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    tracking, dossier = f"/tra-cuu/{take_in(hands)}/", f"/ho-so/{page.url.rstrip('/').rpartition('/')[2]}/"
    for size in ("normal", "large"):
        page.context.add_cookies([{"name": "hien-thi", "value": f"{size}.light", "url": served.address}])
        for place in (tracking, dossier, "/tra-cuu/", "/quay/", "/quay/tiep-nhan/", "/quay/tra-ket-qua/", "/viec/"):
            page.goto(place)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, (size, place)
