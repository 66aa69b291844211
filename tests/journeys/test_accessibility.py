"""Every page before axe, in each of the colours: no fault of WCAG 2.1 A and AA."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from motcua.foundation.clock import now
from tests.births import lately
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.web.typing_in import intake

pytestmark = pytest.mark.journey

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],  # what is well is not told
}
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


def taken_in(page: Page) -> int:
    """A dossier sent by the same browser as its page would."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    typed: dict[str, str | float | bool] = {**intake(a_child_birth_date=lately(now())), "csrfmiddlewaretoken": token}
    answer = page.request.post("/quay/tiep-nhan/", form=typed)
    return int(answer.url.rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("theme", THEMES)
def test_the_components_have_no_fault(page: Page, served: Served, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMONSTRATION", True, raising=False)
    dress(page, served, theme)
    page.goto("/_components")
    assert faults(page) == []


def test_no_page_has_a_fault_when_it_is_filled_in_or_unfolded(
    page: Page, served: Served, complaints: list[str]
) -> None:
    """As it stands when nothing was done yet, every page is looked at by test_every_page."""
    found: dict[str, list[str]] = {}
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    dossier_id = taken_in(page)
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    page.wait_for_selector("#found button")
    hands.press("ArrowDown", "Enter")
    page.wait_for_selector("#ap")
    found["intake"] = faults(page)
    hands.press("F2")
    page.wait_for_selector("#errors")
    found["intake with faults"] = faults(page)
    page.context.clear_cookies()
    sign_in(page, served.names["justice-examiner"], PASSWORD)
    page.goto(f"/ho-so/{dossier_id}/")
    page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
    found["a dossier with all acts open"] = faults(page)
    for place in ("/quay/", "/ho-so/999999/"):
        page.goto(place)
        found[place] = faults(page)
    assert {place: told for place, told in found.items() if told} == {}
    assert complaints == []


def test_large_letters_fit_a_small_phone(page: Page, served: Served) -> None:
    """In letters of the usual size every page is measured by test_every_page."""
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    dossier_id = taken_in(page)
    page.context.add_cookies([{"name": "hien-thi", "value": "large.light", "url": served.address}])
    for place in (f"/ho-so/{dossier_id}/", "/tra-cuu/", "/quay/", "/quay/tiep-nhan/", "/quay/tra-ket-qua/", "/viec/"):
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
