"""Nonsense in every form and behind every address of the house: it is refused in words, and nothing is spoilt."""

from __future__ import annotations

import random
from collections import Counter, deque
from typing import Final
from urllib.parse import urljoin

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.addresses import FILES, may_be_pages, view_at
from tests.commune import commune, publish
from tests.databases import TestDatabase
from tests.journeys.test_every_page import BEGINS, leads_to
from tests.journeys.whole_commune import EVERYTHING, fill
from tests.proof import truth
from tests.proof.nonsense import VALUES, forms_of

LEAVES: Final = frozenset(
    {"shared:sign_out", "shared:lock", "shared:unlock", "shared:change_password", "shared:language"}
)
"""Who presses these works no more, or reads no Vietnamese."""
SHARES: Final = (0.1, 0.4, 0.9)


class Walk:
    """Every page that links lead to, at most `depth` of one kind, and each of its forms pressed `times`."""

    def __init__(self, browser: Client, depth: int, times: int) -> None:
        self.browser, self.depth, self.times = browser, depth, times
        self.chance = random.Random(30112026)
        self.seen: Counter[str] = Counter()
        self.pressed = 0
        self.wrong: list[str] = []

    def through(self, places: tuple[str, ...]) -> None:
        pages, waiting = may_be_pages(), deque(places)
        while waiting:
            place = waiting.popleft()
            name = view_at(place)
            if name not in pages or name in LEAVES or place.endswith(FILES) or self.seen[name] >= self.depth:
                continue
            self.seen[name] += 1
            page = self.browser.get(place, follow=True)
            self._told(page.status_code, f"GET {place}")
            if page.status_code != 200 or page.streaming:
                continue
            waiting.extend(leads_to(place, page.text))
            self._address(place)
            self._forms(place, page.text)

    def _address(self, place: str) -> None:
        asked = {name: self.chance.choice(VALUES) for name in ("tim", "sau", "trang", "chon", "viec", "loc", "nguoi")}
        self._told(self.browser.get(place, asked).status_code, f"GET {place} {asked}")

    def _forms(self, place: str, text: str) -> None:
        for number, form in enumerate(forms_of(text)):
            where = urljoin(place, form.action)
            if form.method != "post" or view_at(where) in LEAVES:
                continue
            for again in range(self.times):
                if again:  # a key that was used is a second click, which changes nothing
                    fresh = forms_of(self.browser.get(place).text)
                    form = fresh[number] if number < len(fresh) else form
                sent = form.filled(self.chance, self.chance.choice(SHARES))
                self.pressed += 1
                self._told(self.browser.post(where, sent).status_code, f"POST {where} {sent}")

    def _told(self, status: int, what: str) -> None:
        if status >= 500:
            self.wrong.append(f"{status} {what[:600]}")


def pressed(*, depth: int, times: int) -> None:
    made = commune()
    publish("1.001193", made.moment)
    places = fill(made)
    browser = Client(raise_request_exception=False)
    browser.force_login(get_user_model().objects.get(pk=made.officials[EVERYTHING]))
    walk = Walk(browser, depth, times)
    walk.through((*BEGINS, *places))
    assert walk.wrong == []
    assert walk.pressed > 100
    for dossier_id in truth.all_dossiers():
        truth.is_told(dossier_id)
    truth.ledger_is_whole()


def test_nonsense_is_refused_on_every_page(own_database: TestDatabase) -> None:
    pressed(depth=1, times=1)


@pytest.mark.ordeal
def test_nonsense_is_refused_ten_thousand_times(own_database: TestDatabase) -> None:
    pressed(depth=6, times=12)
