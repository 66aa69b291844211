"""Every page of the house before axe and on a small phone: those that links lead to from the first page on, and none is
forgotten."""

from __future__ import annotations

import html
import re
from collections import deque
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connections
from playwright.sync_api import Page

from tests.addresses import FILES, may_be_pages, view_at
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_accessibility import faults
from tests.journeys.whole_commune import EVERYTHING, fill

pytestmark = pytest.mark.journey

BEFORE_SIGN_IN: Final = ("/tra-cuu/", "/tra-cuu/KHONG-CO/", "/dang-nhap/", "/lan-dau/", "/khong-co/")
BEGINS: Final = (
    "/",
    "/mo-khoa/",
    "/doi-mat-khau/",
    "/vi-tri/",
    "/quan-tri/",
    "/quan-tri/nhat-ky/",
    "/quay/can-goi/",
    "/tim/?tim=uoc",
)
"""From here links lead on."""
ELSEWHERE: Final = {
    "shared:components": "looked at in each theme by test_accessibility, and only in a demonstration",
    "shared:outbox": "only in a demonstration, with its telephone",
}
LINK: Final = re.compile(r'<a\b[^>]*\bhref="([^"#]+)"')
OF_MANY_KINDS: Final = "desk:dossier"
"""What leads on from a dossier depends on how it stands: the links of each are followed, and one is looked at."""


def leads_to(place: str, text: str) -> list[str]:
    """The addresses of the house that the page of this address and text has links to."""
    return [urljoin(place, html.unescape(one)) for one in LINK.findall(text) if one.startswith(("/", "?"))]


def look(page: Page) -> list[str]:
    """What is wrong with the page that stands there."""
    found = faults(page)
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    return found + ([f"{wide} px wide on a phone of 360"] if wide > 360 else [])


@pytest.fixture
def everything(served: Served) -> tuple[str, ...]:
    """The commune is whole; the addresses that no link leads to."""
    places = fill(served.made)
    connections.close_all()
    return places


def test_no_page_has_a_fault_and_none_is_forgotten(
    everything: tuple[str, ...], page: Page, served: Served, complaints: list[str]
) -> None:
    wrong: dict[str, list[str]] = {}
    for place in BEFORE_SIGN_IN:
        page.goto(place)
        wrong[place] = look(page)
    seen = {view_at(place) for place in BEFORE_SIGN_IN}
    sign_in(page, served.names[EVERYTHING], PASSWORD)
    may_be, followed = may_be_pages(), set[str]()
    waiting = deque(served.address + place for place in (*BEGINS, *everything))
    while waiting:
        place = waiting.popleft()
        name = view_at(place)
        if name not in may_be or urlsplit(place).path.endswith(FILES):
            continue
        if name in seen:
            if name == OF_MANY_KINDS and place not in followed:
                followed.add(place)
                waiting.extend(leads_to(place, page.request.get(place).text()))
            continue
        seen.add(name)
        answer = page.goto(place)
        assert answer is not None and answer.status < 400, place
        if view_at(page.url) != name and view_at(page.url) in seen:
            continue  # sent on to a page that was seen
        seen.add(view_at(page.url))
        wrong[place] = look(page)
        followed.add(place)
        waiting.extend(leads_to(page.url, page.content()))
    assert {place: told for place, told in wrong.items() if told} == {}
    assert complaints == []
    unseen = {name: place for name, place in may_be_pages().items() if name not in seen and name not in ELSEWHERE}
    forgotten = [name for name, place in unseen.items() if page.request.get(place, max_redirects=0).status != 405]
    assert not forgotten, ", ".join(forgotten)
