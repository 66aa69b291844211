"""Scans by keyboard, by drag and on a small screen; a PDF opens in the browser's own viewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import faults
from tests.journeys.test_birth_registration_by_keyboard import take_in
from tests.journeys.test_putting_aside import begin
from tests.web.test_scans import PDF, PNG

pytestmark = pytest.mark.journey

DROP = """([target, name, type, text]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name, { type }));
    const row = document.querySelector(target).closest("[data-drops]");
    for (const kind of ["dragover", "drop"])
        row.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
}"""


def test_scans_are_attached_by_keyboard_and_by_drag(
    page: Page, served: Served, complaints: list[str], tmp_path: Path
) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    scan = tmp_path / "tờ khai.pdf"
    scan.write_bytes(PDF)
    page.on("filechooser", lambda chooser: chooser.set_files([scan]))  # before any key: the browser must know in time
    begin(hands)
    hands.tab_to("f-declaration")
    hands.press("Enter")
    listed = page.locator("#s-declaration")
    expect(listed).to_contain_text("tờ khai.pdf")
    expect(page.locator("#p-declaration")).to_be_checked()
    page.evaluate(DROP, ["#p-declaration", "trang 2.png", "image/png", PNG.decode("latin-1")])
    expect(listed).to_contain_text("không đúng định dạng")
    page.evaluate(DROP, ["#p-declaration", "hai.pdf", "application/pdf", PDF.decode()])
    expect(listed).to_contain_text("hai.pdf")
    expect(listed.locator("[role=alert]")).to_have_count(0)
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 800})
    listed.locator("button").first.focus()
    hands.press("Enter")
    expect(page.locator("#s-declaration li")).to_have_count(1)
    expect(page.locator("#ap-name")).to_have_value("Trần Thị Ước")
    with page.expect_popup() as opened:
        page.locator("#s-declaration a").focus()
        hands.press("Enter")
    assert "/tep/" in opened.value.url or opened.value.url in ("", "about:blank")
    assert complaints == []


def test_later_papers_are_added_on_the_dossiers_page(page: Page, served: Served, complaints: list[str]) -> None:
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    page.goto("/quay/")
    take_in(hands)
    dossier_id = page.url.rstrip("/").rpartition("/")[2]
    page.goto(f"/ho-so/{dossier_id}/")
    page.locator("a[href*='/quay/giay-to/']").focus()
    hands.press("Enter")
    hands.arrives_at("**/quay/giay-to/*/")
    assert faults(page) == []
    hands.fill("o-birth-certificate", "1")
    page.evaluate(DROP, ["#o-birth-certificate", "hai.pdf", "application/pdf", PDF.decode()])
    expect(page.locator("[data-chosen]", has_text="hai.pdf")).to_have_count(1)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    hands.press("F2")
    hands.arrives_at("**/ho-so/*/")
    expect(page.locator("main")).to_contain_text("Nhận thêm giấy tờ")
    expect(page.locator("main")).to_contain_text("hai.pdf")
    assert faults(page) == []
    assert complaints == []
