"""Somebody who stands for an organisation hands in, somebody with a mandate collects: by keyboard alone, on a desk
screen and a small one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from motcua.stages.signing import actions as signing
from tests.commune import Commune, publish
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_asking_and_correcting import fits
from tests.stages.test_birth_registration import accept, hand_in, step, to_the_leader

pytestmark = pytest.mark.journey
WIDTHS = (1280, 360)
COMPANY = "CÔNG TY TNHH GẠO MỸ THO"
MANDATE = "Giấy ủy quyền số 15/2026, UBND xã chứng thực"


@pytest.fixture
def waiting(served: Served) -> None:
    """The commune certifies copies, and two results wait for their owners."""
    publish("2.000815", served.made.moment)
    served.made.later(hours=-3)  # what is finished was not taken in after this moment
    for number in ("124", "125"):
        _finished(served.made, number)
    connections.close_all()


def _finished(made: Commune, number: str) -> None:
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    to_the_leader(made, dossier_id)
    signing.sign_by_hand(step="sign", **step(made, dossier_id, "leader"))
    scan = signing.Scan(b"%PDF-1.7\n%%EOF", "ket-qua.pdf", "application/pdf")
    signing.number(step="number", number=number, book="01/2026", scan=scan, **step(made, dossier_id, "clerical"))


def test_one_hands_in_for_an_organisation(waiting: Any, page: Page, served: Served, complaints: list[str]) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    for width, tax_code in zip(WIDTHS, ("1200456789", "1200456790"), strict=True):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/quay/tiep-nhan/")
        hands.type("2.000815")
        expect(page.locator("#found button").first).to_contain_text("Chứng thực bản sao")
        hands.press("ArrowDown", "Enter")
        expect(page.locator("#ap-id_number")).to_be_focused()
        hands.type("082190000017")
        hands.fill("ap-name", "Trần Thị Ước")
        hands.tick("same")
        expect(page.locator("#ow-name")).to_be_visible()
        hands.choose("ow-kind", "organisation")
        hands.fill("ow-id_number", "12004567")
        hands.fill("ow-name", COMPANY)
        hands.fill("id-a-requester_name", "Trần Thị Ước")
        hands.fill("id-a-document_name", "Giấy chứng nhận đăng ký doanh nghiệp")
        hands.fill("id-a-pages", "2")
        hands.fill("id-a-copies", "3")
        hands.tick("p-original")
        expect(page.locator("#summary")).to_contain_text("Đủ giấy tờ.")
        hands.tick("fee_taken")
        hands.press("F2")
        expect(page.locator("#errors")).to_contain_text("Mã số thuế có 10 chữ số")
        assert fits(page)
        hands.fill("ow-id_number", tax_code)
        hands.press("F2")
        hands.arrives_at(re.compile(r"/da-tiep-nhan/\d+/$"))
        expect(page.locator("dl.facts")).to_contain_text(COMPANY)
        expect(page.locator("dl.facts")).to_contain_text("Trần Thị Ước")
        assert fits(page)
    assert complaints == []


def test_one_collects_with_a_mandate_that_was_checked(
    waiting: Any, page: Page, served: Served, complaints: list[str]
) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/quay/tra-ket-qua/")
        hands.press("ArrowDown", "Enter")
        hands.arrives_at(re.compile(r"/tra-ket-qua/\d+/$"))
        hands.radio("id_authority_0", "authorised")
        hands.fill("id_receiver_name", "Lê Văn Nhận")
        hands.fill("id_receiver_id_number", "082085000002")
        hands.press("F2")
        expect(page.locator(".note.bad").first).to_contain_text("ủy quyền")
        assert fits(page)
        hands.fill("id_paper", MANDATE)
        hands.tick("id_checked")
        hands.press("F2")
        hands.arrives_at("**/tra-ket-qua/")
        expect(page.locator(".toast")).to_contain_text("đã trả kết quả")
    assert complaints == []
