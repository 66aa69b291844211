"""Not enough (F6), not ours (F8): from the counter's page and from the answer to what came, by keyboard alone, on a
large screen and a small one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.clock import now
from tests.births import lately
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import Keyboard, sign_in
from tests.journeys.test_asking_and_correcting import fits
from tests.web.typing_in import PAPERS, intake

pytestmark = pytest.mark.journey
PLACE = "Ủy ban nhân dân xã Khác, ấp 5"


def half_done(page: Page) -> None:
    """The page of intake with everything but its papers, as it was put aside a while ago."""
    page.goto("/quay/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    typed = {name: value for name, value in intake(a_child_birth_date=lately(now())).items() if name not in PAPERS}
    page.request.post("/quay/lam-do/", form={**typed, "csrfmiddlewaretoken": token})
    page.goto(f"/quay/tiep-nhan/?nhap={typed['key']}")
    expect(page.locator("#id-a-child_name")).to_have_value("NGUYỄN TRẦN ĐĂNG KHÔI")


def refuse(hands: Keyboard) -> None:
    """From the page of refusal to the dossier that has ended."""
    page = hands.page
    assert fits(page)
    hands.press("F2")
    expect(page.locator("#errors, .note.bad").first).to_be_visible()
    hands.radio("ground-1", "not-competent")
    hands.fill("text", "Cha mẹ và trẻ đều cư trú ở xã Khác")
    hands.press("F2")
    expect(page.locator(".note.bad").first).to_contain_text("nơi")
    expect(page.locator("#text")).to_have_value("Cha mẹ và trẻ đều cư trú ở xã Khác")
    assert fits(page)
    hands.fill("place", PLACE)
    hands.press("F2")
    hands.arrives_at(re.compile(r"/ho-so/\d+/$"))
    expect(page.locator("main")).to_contain_text(PLACE)
    expect(page.locator("main")).to_contain_text("Không được tiếp nhận")
    expect(page.locator("main a", has_text="Phiếu từ chối")).to_have_count(1)


def test_what_is_incomplete_or_not_ours_is_asked_about_or_refused(
    page: Page, served: Served, complaints: list[str]
) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    half_done(page)
    hands.press("F6")
    hands.arrives_at(re.compile(r"/yeu-cau-bo-sung/\d+/$"))
    noted = page.url.rstrip("/").rpartition("/")[2]
    page.goto(f"/quay/tra-loi/{noted}/")
    assert fits(page)
    hands.press("F8")
    hands.arrives_at(f"**/tu-choi/{noted}/")
    refuse(hands)

    page.set_viewport_size({"width": 360, "height": 740})
    half_done(page)
    hands.press("F8")
    hands.arrives_at(re.compile(r"/tu-choi/\d+/$"))
    refusing = page.url
    page.goto(refusing.replace("tu-choi", "tra-loi"))
    assert fits(page)
    hands.press("F6")
    hands.arrives_at(re.compile(r"/yeu-cau-bo-sung/\d+/$"))
    page.goto(refusing)
    refuse(hands)
    assert complaints == []
