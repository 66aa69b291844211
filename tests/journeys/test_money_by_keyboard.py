"""A clerk's money, by keyboard alone: a transfer asked for and vouched, the till counted and closed, the statement
brought; every page without a fault and no wider than a small phone."""

from __future__ import annotations

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from motcua.registers.payments import actions as payments
from motcua.registers.payments.actions import ChargeLine
from motcua.rules.vietqr import BankAccount
from tests.commune import add_official, open_birth
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import faults

pytestmark = pytest.mark.journey


@pytest.fixture
def owing(served: Served) -> tuple[Served, int]:
    """The commune has an account, and somebody owes 8.000 đồng."""
    made = served.made
    add_official(made, "unit-head", "Giám đốc")
    payments.set_collecting(
        office_id=made.office_id,
        account=BankAccount("970436", "0011001234567", "UBND XA THU NGHIEM"),
        by=made.who("unit-head"),
        now=made.moment,
    )
    dossier = open_birth(made).dossier_id
    payments.charge(dossier_id=dossier, lines=[ChargeLine("le-phi", "Lệ phí", 8000, "")], by="system", now=made.moment)
    connections.close_all()
    return served, dossier


def test_a_clerks_money_from_qr_to_closed_till(owing: tuple[Served, int], page: Page, complaints: list[str]) -> None:
    served, dossier = owing
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    found: dict[str, list[str]] = {}

    page.goto("/quay/tien/")
    hands.fill("id_opening", "100.000")
    hands.press("Enter")
    expect(page.locator("main")).to_contain_text("100.000 đồng")

    page.goto(f"/quay/chuyen-khoan/{dossier}/")
    hands.press("F2")
    expect(page.locator("img.qr")).to_be_visible()
    page.wait_for_load_state("load")
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 100
    found["transfer"] = faults(page)
    hands.fill("id_note", "Báo có 9:12, FT2633")
    hands.press("F2")
    expect(page.locator("main")).to_contain_text("Biên lai số")
    page.locator("main a", has_text="Biên lai số").focus()
    hands.press("Enter")
    expect(page.locator("h1")).to_contain_text("Biên lai số")
    found["receipt"] = faults(page)

    page.goto("/quay/tien/")
    found["money"] = faults(page)
    hands.press("F2")
    expect(page.locator("#count")).to_be_visible()
    found["till"] = faults(page)
    hands.fill("id_note_50000", "2")
    hands.press("F2")
    expect(page.locator("h1")).to_contain_text("Quỹ đã khóa")
    found["till closed"] = faults(page)
    page.goto("/quay/tien/sao-ke/")
    hands.press("F2")
    expect(page.locator("#errors")).to_be_focused()
    found["statements"] = faults(page)

    page.set_viewport_size({"width": 360, "height": 740})
    for place in ("/quay/tien/", "/quay/tien/sao-ke/", "/quay/tien/quy/1/", f"/quay/chuyen-khoan/{dossier}/"):
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
    assert {place: told for place, told in found.items() if told} == {}
    assert complaints == []
