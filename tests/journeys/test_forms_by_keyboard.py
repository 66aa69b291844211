"""A form that asks everything, by keyboard alone: parts that come as answers call for them, a card, a table, a sum."""

from __future__ import annotations

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from motcua.registers.procedures import actions as procedures
from motcua.rules.access import SYSTEM
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import faults
from tests.registers.procedures.forms_of_all_kinds import CODE, text_of_all_kinds, two_communes

pytestmark = pytest.mark.journey

CARD = "079090001234|012345678|Nguyễn Văn Ánh|02031990|Nam|Ấp 1, Xã A|01012022"


@pytest.fixture
def asked_everything(served: Served) -> Served:
    """The commune, with the procedure whose form asks everything; before a browser has its loop."""
    two_communes()
    procedures.publish(text=text_of_all_kinds(), now=served.made.moment, by=SYSTEM)
    connections.close_all()
    return served


def test_a_form_of_all_kinds_by_keyboard(asked_everything: Served, page: Page, complaints: list[str]) -> None:
    served = asked_everything
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    hands.type(CODE)
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap")).to_be_visible()
    expect(page.locator("#g-a-owner")).to_be_hidden()
    hands.tick("id-a-kind")
    expect(page.locator("#g-a-owner")).to_be_visible()
    hands.fill("id-a-owner_id_number", CARD)
    hands.press("Tab")
    expect(page.locator("#id-a-owner_name")).to_have_value("Nguyễn Văn Ánh")
    expect(page.locator("#id-a-owner_birth")).to_have_value("02/03/1990")
    hands.fill("id-a-home_commune", "thu hai")
    expect(page.locator("#id-a-home_commune-list option")).to_have_count(1)
    expect(page.locator("#id-a-goods")).to_be_hidden()
    hands.fill("id-a-copies", "2")
    hands.press("Tab")
    expect(page.locator("#id-a-goods")).to_be_visible()
    hands.tab_to("id-a-goods-0-what")
    hands.type("Xe máy")
    hands.press("Tab")
    hands.type("20.000.000")
    hands.press("Tab")
    expect(page.locator("#id-a-sum-says")).to_have_text("20.000.000 đồng (hai mươi triệu đồng)")
    assert faults(page) == []
    hands.fill("id-a-copies", "1")
    hands.press("Tab")
    expect(page.locator("#id-a-goods")).to_be_hidden()
    assert complaints == []
