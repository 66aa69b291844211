"""By keyboard alone, on a desk screen and a small one: from the list of what came online to the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from motcua.foundation.clock import now
from motcua.rules.access import SYSTEM
from motcua.stages.submission import actions as submission
from tests.births import ANSWERS, lately
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import sign_in
from tests.journeys.test_asking_and_correcting import fits
from tests.stages.test_other_channels import FILES, MESSAGE

pytestmark = pytest.mark.journey


def two_come(served: Served) -> None:
    for number in ("1", "2"):
        message = submission.read_message(
            MESSAGE | {"number": number, "office": "H26.1.1", "answers": ANSWERS | {"child_birth_date": lately(now())}}
        )
        submission.deliver(message=message, file=FILES.__getitem__, by=SYSTEM, now=served.made.moment)
    connections.close_all()


def test_the_inbox_is_answered_by_keyboard(page: Page, served: Served, complaints: list[str]) -> None:
    with ThreadPoolExecutor(1) as beside:  # Playwright's loop stands in this thread
        beside.submit(two_come, served).result()
    hands = sign_in(page, served.names["one-stop-clerk"], PASSWORD)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/quay/cho-tra-loi/")
        assert fits(page)
        hands.press("ArrowDown", "Enter")
        hands.arrives_at("**/quay/tra-loi/*/")
        assert fits(page)
        hands.press("F2")
        hands.arrives_at("**/da-tiep-nhan/*/")
    page.goto("/quay/cho-tra-loi/")
    expect(page.locator("main")).to_contain_text("Không có hồ sơ nào chờ")
    assert complaints == []
