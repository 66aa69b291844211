"""Two minutes a person: how many keys a birth registration takes from the card's QR to the slip."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.clock import now
from tests.births import lately
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import Keyboard, sign_in

pytestmark = pytest.mark.journey

CARD = "082190000017|311234567|Trần Thị Ước|09051990|Nữ|12 Lê Lợi, phường Mỹ Tho, Đồng Tháp|12082021"
MOST_PRESSES = 40
"""Besides what is typed of the child itself."""


class Counting(Keyboard):
    """Hands whose presses are counted. A scan is none; what is typed of the child is counted apart."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.presses = 0
        self.of_child = 0

    def press(self, *keys: str) -> None:
        self.presses += len(keys)
        super().press(*keys)

    def type(self, text: str) -> None:
        self.presses += len(text)
        super().type(text)

    def scan(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def child(self, text: str) -> None:
        self.of_child += len(text)
        self.page.keyboard.type(text)

    def at(self, target: str) -> None:
        expect(self.page.locator(f"#{target}")).to_be_focused()


def test_a_birth_takes_few_keys_from_the_card_to_the_slip(
    page: Page, served: Served, complaints: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    hands = Counting(page)
    take_in_by_card(hands)
    slip = page.locator("a[data-key=F4]")
    expect(slip).to_be_focused()
    with page.expect_popup() as opened:
        hands.press("F4")
    assert re.search(r"/giay-hen/\d+\.pdf", opened.value.url) or opened.value.url == "about:blank"
    with capsys.disabled():
        print(
            f"\n  birth registration, card to slip: {hands.presses} presses, and {hands.of_child} of the child's data"
        )
    assert hands.presses <= MOST_PRESSES
    assert complaints == []


def take_in_by_card(hands: Counting) -> None:
    page = hands.page
    hands.arrives_at("**/quay/")
    hands.press("F2")
    hands.arrives_at("**/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_contain_text("Đăng ký khai sinh")
    hands.press("ArrowDown", "Enter")
    hands.at("ap-id_number")
    hands.scan(CARD)
    hands.at("id-a-requester_relation")
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")
    expect(page.locator("#id-a-requester_residence")).to_have_value("12 Lê Lợi, phường Mỹ Tho, Đồng Tháp")
    hands.press("ArrowDown", "Enter")
    for target, text in (("child_name", "NGUYỄN TRẦN ĐĂNG KHÔI"), ("child_birth_date", lately(now()))):
        hands.at(f"id-a-{target}")
        hands.child(text)
        hands.press("Enter")
    hands.at("id-a-child_sex")
    hands.press("Space", "Enter")
    for target, text in (
        ("child_ethnicity", "Kinh"),
        ("child_nationality", "Việt Nam"),
        ("child_birth_place", "Bệnh viện Đa khoa Tiền Giang"),
        ("child_home_place", "Phường Mỹ Tho"),
    ):
        hands.at(f"id-a-{target}")
        hands.child(text)
        hands.press("Enter")
    hands.at("id-a-birth_proof")
    hands.press("ArrowDown", "Enter")
    hands.at("id-a-mother_known")
    hands.press("Space", "Enter")
    hands.at("id-a-mother_ethnicity")
    expect(page.locator("#id-a-mother_name")).to_have_value("Trần Thị Ước")
    expect(page.locator("#id-a-mother_birth_year")).to_have_value("1990")
    expect(page.locator("#id-a-mother_nationality")).to_have_value("Việt Nam")
    hands.type("Kinh")
    hands.press("Enter")
    hands.at("id-a-father_known")
    hands.press("Space", "ArrowDown", "Enter")
    hands.at("id-a-pledge")
    hands.press("Space", "Enter")
    hands.at("p-declaration")
    hands.press("Space")
    expect(page.locator("#summary")).to_contain_text("Đủ giấy tờ.")
    hands.press("F2")
    hands.arrives_at("**/da-tiep-nhan/*/")


def test_the_same_persons_next_dossier_begins_where_something_is_not_known(page: Page, served: Served) -> None:
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    hands = Counting(page)
    take_in_by_card(hands)
    hands.press("F3")
    hands.arrives_at("**/tiep-nhan/?nguoi=*")
    expect(page.locator("main")).to_contain_text("Cho: Trần Thị Ước")
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    hands.at("id-a-requester_relation")
    expect(page.locator("#ap-id_number")).to_have_value("082190000017")
    expect(page.locator("#id-a-requester_name")).to_have_value("Trần Thị Ước")
    page.reload()
    page.goto("/quay/")
    page.locator("#unfinished a").focus()
    hands.press("Enter")
    hands.at("id-a-requester_relation")


def test_a_card_may_be_scanned_before_anybody_knows_what_for(page: Page, served: Served) -> None:
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/tiep-nhan/")
    hands = Counting(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hands.scan("082190000017|311234567|Trần")
    expect(page.locator("main")).to_contain_text("ở đây chỉ có 3")
    hands.at("q")
    hands.scan(CARD)
    expect(page.locator("main p", has_text="Cho:")).to_have_text("Cho: Trần Thị Ước")
    hands.at("q")
    assert not [url for url in asked if "082190000017" in url], "no card stands in an address"
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    expect(page.locator("#ap-id_number")).to_have_value("082190000017")
    expect(page.locator("#ap-previous_id_number")).to_have_value("311234567")
    expect(page.locator("#id-a-requester_name")).to_have_value("Trần Thị Ước")


def test_a_card_read_with_the_input_method_on_is_told_and_the_name_is_asked(page: Page, served: Served) -> None:
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    hands = Counting(page)
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    hands.at("ap-id_number")
    hands.scan(CARD.replace("Trần Thị Ước", "Traanf Thij Uwowcs"))
    hands.at("ap-name")
    expect(page.locator("#ap")).to_contain_text("tắt bộ gõ tiếng Việt")
    expect(page.locator("#ap-birth")).to_have_value("09/05/1990")


def test_a_scan_of_six_fields_says_what_to_do_and_waits_for_another(page: Page, served: Served) -> None:
    sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    hands = Counting(page)
    page.goto("/quay/tiep-nhan/")
    hands.type("ks")
    expect(page.locator("#found button").first).to_be_visible()
    hands.press("ArrowDown", "Enter")
    hands.at("ap-id_number")
    hands.scan(CARD.rpartition("|")[0])
    expect(page.locator("#ap [role=alert]")).to_contain_text("có 7 phần, ở đây chỉ có 6")
    hands.at("ap-id_number")
    hands.scan(CARD)
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")
