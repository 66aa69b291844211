"""People of one commune at their browsers, each for itself: what they do all day, and what they do when it breaks."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response, expect, sync_playwright
from playwright.sync_api import Error as BrowserFault

from motcua.foundation.clock import now
from tests.births import lately
from tests.journeys.conftest import CHROMIUM, PASSWORD
from tests.journeys.keyboard import sign_in
from tests.proof.lines import Line
from tests.web.typing_in import ANSWERS, APPLICANT, PAPERS

PATIENCE = 15_000
"""Milliseconds that somebody waits for a page before trying again."""
GIVEN_UP = 90.0
"""Seconds of trying again after which the day has failed."""
LISTS = {"justice-examiner": "/viec/", "leader": "/cho-ky/", "clerical": "/viec/"}
_LETTERS = "ABCDEGHIKLMNOPQRSTUVXY"


def child_name(clerk: int, birth: int) -> str:
    """A name that no other child of the day has."""
    digits, rest = [], birth
    for _ in range(3):
        rest, digit = divmod(rest, len(_LETTERS))
        digits.append(_LETTERS[digit])
    return f"NGUYỄN {_LETTERS[clerk]}AN {''.join(digits)}ANH"


@dataclass
class Day:
    """What everybody shares: when it ends, what was seen, how long each thing took."""

    closing: threading.Event = field(default_factory=threading.Event)
    """From now on nothing new is taken in; what is there is brought to its end."""
    over: threading.Event = field(default_factory=threading.Event)
    taken_in: list[str] = field(default_factory=list)
    """Names of the children whose clerk saw that the dossier is in."""
    tries: list[str] = field(default_factory=list)
    """Why somebody had to try again."""
    faults: list[str] = field(default_factory=list)
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds, by what was waited for."""


class Person:
    """Somebody at a computer, in one role or several by turns, on a line of their own."""

    def __init__(self, day: Day, number: int, line: Line, names: dict[str, str]) -> None:
        self.day, self.number, self.line, self.names = day, number, line, names
        self.births = 0
        self.takes_in_no_more = threading.Event()
        self._pages: dict[str, Page] = {}

    def work(self) -> None:
        """Until the day is over."""
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM)
                self._pages = {role: self._sit_down(browser) for role in self.names}
                for role in self._jobs():
                    self._done(role, self._job_of(role))
                    if self.day.over.is_set():
                        break
                browser.close()
        except BaseException as fault:
            self.day.faults.append(f"{', '.join(self.names)}: {fault!r}")

    def _jobs(self) -> Iterator[str]:
        while True:
            yield from self.names

    def _job_of(self, role: str) -> Callable[[Page], None]:
        if role == "one-stop-clerk" and not self.day.closing.is_set():
            self.births += 1
            name = child_name(self.number, self.births)
            return lambda page: self._take_in_then_hand_over(page, name)
        if self.day.closing.is_set():
            self.takes_in_no_more.set()
        if role in ("one-stop-clerk", "hand-over"):
            return self._hand_over
        return lambda page: self._decide(page, role)

    def _sit_down(self, browser: Browser) -> Page:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{self.line.port}", viewport={"width": 1280, "height": 800}, locale="vi-VN"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.day.faults.append(f"script: {error}"))
        page.on("response", self._look_at)
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def _look_at(self, response: Response) -> None:
        if response.status >= 500:
            self.day.faults.append(f"{response.request.method} {response.url}: {response.status}")

    def _done(self, role: str, job: Callable[[Page], None]) -> None:
        """The job, again and again if the line or the machine breaks under it."""
        limit = time.monotonic() + GIVEN_UP
        while True:
            page = self._pages[role]
            try:
                if "Đăng xuất" not in self._opened(page, "/"):
                    sign_in(page, self.names[role], PASSWORD)
                job(page)
                return
            except (BrowserFault, AssertionError) as fault:
                if time.monotonic() > limit:
                    raise
                self.day.tries.append(f"{role}: {str(fault).splitlines()[0]}")
                time.sleep(0.3)

    def _opened(self, page: Page, path: str) -> str:
        begun = time.monotonic()
        page.goto(path)
        self.day.waits["page"].append(time.monotonic() - begun)
        return page.content()

    def _take_in_then_hand_over(self, page: Page, name: str) -> None:
        mother = f"0821900{self.number:02}{self.births:03}"
        if not self._is_in(page, mother):
            self._take_in(page, name, mother)
        if name not in self.day.taken_in:  # tried again because handing over broke, it is in all the same
            self.day.taken_in.append(name)
        self._hand_over(page)

    def _is_in(self, page: Page, mother: str) -> bool:
        """Did it go through although nobody said so? Every mother of the day has one child."""
        self._opened(page, f"/tim/?tim={mother}")
        return page.locator("table[data-list] tbody tr").count() > 0

    def _take_in(self, page: Page, name: str, mother: str) -> None:
        self._opened(page, "/quay/tiep-nhan/")
        half_done = page.locator("a[href*='?nhap=']")
        if half_done.count():
            half_done.first.click()
        else:
            page.fill("#q", "ks")
            page.click("#found button:has-text('Đăng ký khai sinh')")
        page.wait_for_selector("#ap-id_number")
        asked = {**APPLICANT, "ap-id_number": mother}
        _fill_in(
            page,
            asked
            | {f"a-{key}": words for key, words in ANSWERS.items()}
            | {"a-child_name": name, "a-child_birth_date": lately(now())}
            | PAPERS,
        )
        if not self._press(page, "F2", re.compile(r"/da-tiep-nhan/\d+/$"), "take in"):
            raise AssertionError(" ".join(page.locator("[role=alert]:visible").all_inner_texts()))

    def _hand_over(self, page: Page) -> None:
        self._opened(page, "/quay/tra-ket-qua/")
        if not self._open_first(page, re.compile(r"/tra-ket-qua/\d+/$")):
            page.wait_for_timeout(300)
            return
        self._press(page, "F2", re.compile(r"/tra-ket-qua/$"), "hand over")

    def _decide(self, page: Page, role: str) -> None:
        """The first on the list: examine, sign or number it."""
        self._opened(page, LISTS[role])
        if not self._open_first(page, re.compile(r"/ho-so/\d+/$")):
            page.wait_for_timeout(300)
            return
        eligible = page.locator("input[name=outcome][value=eligible]")
        if eligible.count():
            eligible.first.check()
        number = page.locator("#vao-so_number")
        if number.count():
            number.fill("124")
            page.locator("#vao-so_book").fill("01/2026")
        self._press(page, "F2", re.compile(rf"{LISTS[role]}$"), "decide")

    def _open_first(self, page: Page, where: re.Pattern[str]) -> bool:
        if not page.locator("table[data-list] tbody a[href]").count():
            return False
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(where)
        return True

    def _press(self, page: Page, key: str, where: re.Pattern[str], what: str) -> bool:
        """The main act; False when a colleague was first, which the page says."""
        begun = time.monotonic()
        page.keyboard.press(key)
        while not where.search(page.url):
            if page.locator("[role=alert]:visible").count():
                return False
            if time.monotonic() - begun > PATIENCE / 1000:
                raise AssertionError(f"{what}: still at {page.url}")
            page.wait_for_timeout(20)
        self.day.waits[what].append(time.monotonic() - begun)
        bare = time.monotonic()
        page.evaluate("fetch('/alive')")
        self.day.waits["bare view"].append(time.monotonic() - bare)
        return True


def _fill_in(page: Page, typed: dict[str, str]) -> None:
    """Each field by its name, in the order of the page; over what stands there from before a cut."""
    for name, words in typed.items():
        box = page.locator(f"#intake [name='{name}']")
        kind = box.first.evaluate("one => one.type")
        if kind == "radio":
            page.locator(f"#intake [name='{name}'][value='{words}']").check()
        elif kind == "checkbox":
            box.check()
        elif kind == "select-one":
            box.select_option(words)
        else:
            box.fill(words)
            box.press("Tab")
        if name == "ap-id_number":
            expect(page.locator(".htmx-request")).to_have_count(0)
