"""A head gives work out, a result is printed on the ministry's blank, support asks and a second person agrees: by
keyboard alone, on a desk screen and a small one."""

from __future__ import annotations

import subprocess

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Served
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_desk_by_keyboard import picks
from tests.journeys.test_signing_by_keyboard import fits, sits_down, unfold
from tests.stages.test_birth_registration import accept, hand_in
from tests.stages.test_recalling import forward

pytestmark = pytest.mark.journey
WIDTHS = (1280, 360)
EXAMINER = "justice-examiner"
PAPER, WHY = "Công văn 12/UBND ngày 23/11/2026", "Chuyển nhầm, cán bộ chuyển đang nghỉ"


@pytest.fixture
def waiting(served: Served) -> list[int]:
    """A head, a second examiner, a support officer; four dossiers to be given out."""
    served.joined_by("unit-head", "Trưởng phòng", key="head")
    served.joined_by(EXAMINER, "Công chức hộ tịch", key="second")
    served.joined_by("support", "Cán bộ hỗ trợ", key="helper")
    found = [accept(served.made, hand_in(served.made)).moved.dossier_id for _ in range(4)]
    connections.close_all()
    return found


@pytest.fixture
def forwarded(served: Served, waiting: list[int]) -> list[int]:
    """Two of them were moved on by mistake."""
    for dossier_id in waiting[:2]:
        forward(served.made, dossier_id, "examine", "eligible")
    connections.close_all()
    return waiting[:2]


def narrow(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


def test_a_head_sees_what_will_happen_gives_to_one_and_sees_what_happened(
    waiting: list[int], page: Page, served: Served, complaints: list[str]
) -> None:
    hands = sits_down(page, served, "head", WIDTHS[0])
    for width in WIDTHS:
        narrow(page, width)
        page.goto("/viec/phan-cong/")
        fits(page, "to-give")
        before = page.locator("tbody tr").count()
        picks(hands, 1, 2)
        hands.press("F2")
        hands.arrives_at("**/viec/nhieu/*")
        expect(page.locator("h1")).to_contain_text("Giao 2 việc")
        expect(page.locator("main")).to_contain_text("chỉ người ấy thấy và làm")
        fits(page, "many-to-give")
        hands.press("F2")
        expect(page.locator(".note.bad")).to_contain_text("Chưa làm hồ sơ nào")
        hands.radio("n1-1", str(served.made.positions["second"]))
        hands.press("F2")
        expect(page.locator("h1")).to_contain_text("Đã làm 2 hồ sơ")
        fits(page, "many-given")
        hands.press("F2")
        hands.arrives_at("**/viec/phan-cong/")
        expect(page.locator("tbody tr")).to_have_count(before - 2)
    page.context.clear_cookies()
    sits_down(page, served, "second", WIDTHS[1])
    expect(page.locator("tbody tr")).to_have_count(len(waiting))
    assert complaints == []


def test_a_result_is_printed_on_the_blank_moved_as_the_printer_needs(
    waiting: list[int], page: Page, served: Served, complaints: list[str]
) -> None:
    hands = sits_down(page, served, EXAMINER, WIDTHS[0])
    place = f"/ho-so/{waiting[0]}/noi-dung/"
    for width, (name, right) in zip(WIDTHS, (("Canon quầy 1", "2.5"), ("HP văn phòng", "-3.0")), strict=True):
        narrow(page, width)
        page.goto(place)
        unfold(hands, "Ghi độ lệch của một máy in")
        measured(hands, name, "45")
        expect(page.locator("main")).to_contain_text("nhiều nhất 30 mm")
        fits(page, "printer-refused")
        measured(hands, name, right)
        expect(page.locator(".toast")).to_contain_text("Đã ghi độ lệch")
        fits(page, "printer")
        offered = page.locator("#may option", has_text=name)
        hands.choose("may", offered.get_attribute("value") or "")
        hands.tab_to("may")
        hands.press("Tab")
        form = page.evaluate("document.activeElement.form.action")
        asked: dict[str, str | float | bool] = {key: page.locator(f"#{key}").input_value() for key in ("ky", "may")}
        moved, straight = (page.request.get(form, params=change).body() for change in (asked, {**asked, "may": ""}))
        assert round(left_of(moved, "KHÔI") - left_of(straight, "KHÔI"), 1) == round(float(right) * 72 / 25.4, 1)
    assert complaints == []


def measured(hands: Keyboard, name: str, right: str) -> None:
    """Say by how much a printer misses."""
    for key, text in (("name", name), ("right", right), ("down", "0")):
        hands.fill(f"may_{key}", text)
    hands.press("Enter")


def left_of(pdf: bytes, word: str) -> float:
    """How far from the left a word stands, in points."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    line = next(line for line in told.splitlines() if f">{word}<" in line)
    return float(line.partition('xMin="')[2].partition('"')[0])


def test_what_support_asks_for_is_done_when_a_second_person_agrees(
    forwarded: list[int], page: Page, served: Served, complaints: list[str]
) -> None:
    for dossier_id, width in zip(forwarded, WIDTHS, strict=True):
        hands = sits_down(page, served, "helper", width)
        page.goto(f"/ho-so/{dossier_id}/")
        unfold(hands, "Đề nghị thu hồi")
        fits(page, "support")
        hands.fill("de-nghi-thu-hoi_text", WHY)
        hands.fill("de-nghi-thu-hoi_paper", PAPER)
        hands.press("Enter")
        expect(page.locator(".toast")).to_contain_text("Đã gửi đề nghị đến lãnh đạo")
        page.goto(f"/ho-so/{dossier_id}/")
        expect(page.get_by_role("button", name="Đồng ý thu hồi")).to_have_count(0)
        page.context.clear_cookies()
        hands = sits_down(page, served, "leader", width)
        page.goto("/viec/")
        hands.press("ArrowDown", "Enter")
        hands.arrives_at(f"**/ho-so/{dossier_id}/")
        expect(page.locator("main")).to_contain_text(PAPER)
        fits(page, "support-asked")
        hands.press("F2")
        expect(page.locator(".toast")).to_contain_text("Đã thu hồi, hồ sơ trở lại bước trước")
        page.goto(f"/ho-so/{dossier_id}/")
        expect(page.locator("main")).to_contain_text("Thẩm tra hồ sơ")
        page.context.clear_cookies()
    assert complaints == []
