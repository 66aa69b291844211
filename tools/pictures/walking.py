"""A hand that walks to each page and photographs it; what is wrong with a page is told, not hidden."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Response

from tools.pictures.pages import PASSWORD, Audience, Shown, Step
from tools.pictures.shrinking import shrunk

WIDTHS = (360, 1280)
TALLEST = {360: 1300, 1280: 900}
"""Pixels: what is lower of a page is cut off its picture."""
PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine."""


@dataclass
class Album:
    """Where pictures go, from which address they are taken, and what was wrong."""

    browser: Browser
    address: str
    into: Path
    theme: str = "light"
    faults: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        """Told at once, counted at the end."""
        self.faults.append(words)
        print(words, file=sys.stderr, flush=True)

    def photograph(self, audience: Audience) -> Iterator[Shown]:
        """Each page of one audience, in both widths."""
        with self._window(audience) as page:
            for shown in audience.pages:
                try:
                    self._walk(page, shown)
                    self._take(page, shown)
                    yield shown
                except Error as error:
                    self.fault(f"{shown.name}: not reached: {error.message.splitlines()[0]} ({page.url})")

    @contextmanager
    def _window(self, audience: Audience) -> Iterator[Page]:
        context = self.browser.new_context(base_url=self.address, locale="vi-VN", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "hien-thi", "value": f"normal.{self.theme}", "url": self.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.fault(f"{page.url}: script: {error}"))
        page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
        if audience.sign_in:
            page.goto("/dang-nhap/")
            page.fill("#id_username", audience.sign_in)
            page.fill("#id_password", PASSWORD)
            page.press("#id_password", "Enter")
            page.wait_for_url(lambda address: "dang-nhap" not in address)
        yield page
        context.close()

    def _walk(self, page: Page, shown: Shown) -> None:
        answered: list[int] = []

        def keep(response: Response) -> None:
            if response.request.is_navigation_request() and not 300 <= response.status < 400:
                answered.append(response.status)

        page.on("response", keep)
        try:
            for step in shown.steps:
                _do(page, step)
            page.wait_for_load_state("networkidle")
        finally:
            page.remove_listener("response", keep)
        wrong = [status for status in answered[-1:] if status not in shown.answers]
        if wrong:
            self.fault(f"{shown.name}: answers {wrong[0]} ({page.url})")

    def _take(self, page: Page, shown: Shown) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.fault(f"{shown.name}: {wide} px wide in a window of {width} px")
            high = min(TALLEST[width], max(300, page.evaluate("document.body.scrollHeight")))
            page.set_viewport_size({"width": width, "height": high})
            page.evaluate("window.scrollTo(0, 0)")
            taken = page.screenshot()
            (self.into / f"{shown.name}-{width}.png").write_bytes(shrunk(taken))


def _do(page: Page, step: Step) -> None:
    """One step. Raises playwright's `Error` when what it needs is not there."""
    if step.verb in ("go", "instead"):
        page.goto(page.url.replace(step.where, step.text) if step.text else step.where)
        return
    there = page.locator(step.where)
    if step.verb == "progress":
        page.goto(f"/tra-cuu/{there.first.inner_text()}/")
    elif step.verb.endswith("if there") and not there.count():
        return
    elif step.verb == "see":
        there.first.wait_for()
    elif step.verb == "unfold":
        there.evaluate_all("all => all.forEach(one => one.open = true)")
    elif step.verb == "check":
        for number in range(min(int(step.text), there.count())):
            there.nth(number).check()
    elif step.verb == "upload":
        there.set_input_files({"name": "danh-sach.csv", "mimeType": "text/csv", "buffer": step.text.encode()})
    else:
        _by_hand(page, step)


def _by_hand(page: Page, step: Step) -> None:
    there = page.locator(step.where).first
    there.wait_for(timeout=10_000)
    if step.verb.startswith("fill"):
        there.fill(step.text)
    elif step.verb.startswith("press"):
        there.press(step.text)
        page.wait_for_load_state("networkidle")
    else:
        there.evaluate("one => one.target = ''")
        there.click()
        page.wait_for_load_state("networkidle")
