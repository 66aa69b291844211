"""One submission for three procedures, by keyboard alone: taken in at the counter, its fees by transfer, the three
results one after another, each seen by the clerk and by anyone with the code."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from motcua.foundation.clock import now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Opened, OpenedChain
from motcua.registers.payments import actions as payments
from motcua.rules.access import SYSTEM
from motcua.rules.vietqr import BankAccount
from tests.commune import add_official
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import Keyboard, sign_in
from tests.journeys.test_accessibility import faults
from tests.karaoke import Group, around

pytestmark = pytest.mark.journey
TYPED = {
    "business_name": "Hộ kinh doanh Karaoke Sao Mai",
    "business_address": "12 đường Ba, xã Thử Nghiệm",
    "business_lines": "Kinh doanh dịch vụ karaoke",
    "business_capital": "500000000",
    "workers": "4",
}
RESPONSIBLE = {
    "responsible_name": "Trần Thị Ước",
    "responsible_id_number": "082190000001",
    "responsible_title": "Chủ hộ",
}
PAPERS = ("business--declaration", "security--declaration", "security--fire-safety", "security--curriculum-vitae")


@pytest.fixture
def found(served: Served) -> Group:
    """The three offices around the commune that is served, which has an account for transfers."""
    made = around(served.made)
    made.step = timedelta(seconds=1)
    add_official(made.made, "unit-head", "Giám đốc")
    payments.set_collecting(
        office_id=made.made.office_id,
        account=BankAccount("970436", "0011001234567", "UBND XA THU NGHIEM"),
        by=made.made.who("unit-head"),
        now=made.moment,
    )
    connections.close_all()
    return made


T = TypeVar("T")


def meanwhile(act: Callable[[], T]) -> T:
    """What officials of other offices do; in a thread of its own, for this one runs the browser."""

    def done() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(done).result()


def opened(number: int) -> OpenedChain:
    """What the submission at the counter became."""
    chain = dossiers.chain_of(dossier_id=number, viewer=SYSTEM)
    assert chain is not None
    view = dossiers.dossier(dossier_id=number, viewer=SYSTEM)
    return OpenedChain(chain.id, chain.code, (Opened(number, view.reference, view.revision),))


def test_one_submission_three_results(served: Served, found: Group, page: Page, complaints: list[str]) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    told: dict[str, list[str]] = {}
    take_in(hands)
    number = int(page.url.rstrip("/").rpartition("/")[2])
    expect(page.locator("#lien-thong")).to_contain_text("Cộng lại: 16 ngày làm việc")
    expect(page.locator("#lien-thong .line > li")).to_have_count(3)
    told["accepted"] = faults(page)

    hands.press("F8")
    hands.arrives_at("**/chuyen-khoan/*/")
    expect(page.locator(".answer")).to_contain_text("2.400.000")
    expect(page.locator("img.qr")).to_be_visible()
    hands.fill("id_note", "Báo có 9:12")
    hands.press("F2")
    expect(page.locator("main")).to_contain_text("Biên lai số")

    found.opened, found.moment = meanwhile(lambda: opened(number)), now()
    meanwhile(lambda: found.decide("business"))
    page.goto(f"/ho-so/{number}/")
    expect(page.locator("#lien-thong")).to_contain_text("Đã có 1 trên 3 kết quả")
    expect(page.locator("#lien-thong .line > li.past")).to_have_count(1)
    page.locator("#lien-thong a", has_text="An ninh, trật tự").focus()
    hands.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(f"/{number}/"))
    expect(page.locator("#lien-thong [aria-current=step]")).to_contain_text("An ninh, trật tự (hồ sơ này)")
    told["second"] = faults(page)

    page.set_viewport_size({"width": 360, "height": 740})
    for part, says in (("security", "Đã có 2 trên 3 kết quả"), ("karaoke", "Mọi phần đã có kết quả.")):
        meanwhile(partial(found.decide, part))
        page.goto(f"/tra-cuu/{found.opened.code}/")
        expect(page.locator("main")).to_contain_text(says)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    told["public"] = faults(page)
    for place in (f"/ho-so/{number}/", f"/quay/da-tiep-nhan/{number}/"):
        page.goto(place)
        expect(page.locator("#lien-thong")).to_contain_text("Mọi phần đã có kết quả.")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
    assert {place: said for place, said in told.items() if said} == {}
    assert complaints == []


def take_in(hands: Keyboard) -> None:
    """The whole submission on the one screen of intake, the person known by number, the fee by transfer."""
    page = hands.page
    page.goto("/quay/tiep-nhan/")
    hands.type("liên thông karaoke")
    expect(page.locator("#found button").first).to_contain_text("một lần nộp, 3 thủ tục")
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap-id_number")).to_be_focused()
    hands.type("082190000001")
    hands.press("Tab")
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")
    hands.tab_to("id-a-owner_name")
    for target, text in (("owner_name", "Trần Thị Ước"), ("owner_residence", "Ấp 3")):
        expect(page.locator(f"#id-a-{target}")).to_have_value(text)
    for target, text in TYPED.items():
        hands.fill(f"id-a-{target}", text)
    hands.tick("id-a-pledge")
    hands.choose("id-a-conditional_line", "karaoke")
    for target, text in RESPONSIBLE.items():
        hands.fill(f"id-a-{target}", text)
    hands.radio("id-a-area", "other")
    hands.fill("id-a-rooms", "3")
    hands.fill("id-a-rooms_area", "22; 24; 25")
    for paper in (*PAPERS, "karaoke--declaration"):
        hands.tick(f"p-{paper}")
    summary = page.locator("#summary")
    expect(summary).to_contain_text("Đủ giấy tờ.")
    expect(summary).to_contain_text("Cộng lại: 3 + 3 + 10 = 16 ngày làm việc")
    hands.tick("by_transfer")
    hands.press("F2")
    hands.arrives_at(re.compile(r"/da-tiep-nhan/\d+/$"))
