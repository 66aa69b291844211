"""Hands on a keyboard: nothing here can click."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

FARTHEST = 150
FOCUSED = "document.activeElement && document.activeElement.id"


class Keyboard:
    """One person at one keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab_to(self, target: str) -> None:
        """Press Tab until the element of this id has the focus: so it can be reached, and in order."""
        for _ in range(FARTHEST):
            if self.page.evaluate(FOCUSED) == target:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never came to {target}")

    def fill(self, target: str, text: str) -> None:
        """Reach a field and type over what stands in it."""
        self.tab_to(target)
        self.press("Control+a")
        self.type(text)

    def choose(self, target: str, value: str) -> None:
        """Reach a select and go down to the value."""
        self.tab_to(target)
        for _ in range(FARTHEST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{target} has no {value}")

    def tick(self, target: str) -> None:
        """Reach a box and tick it."""
        self.tab_to(target)
        self.press("Space")

    def radio(self, target: str, value: str) -> None:
        """Reach a group of radios by its first, then walk to the value."""
        self.tab_to(target)
        self.press("Space")
        for _ in range(FARTHEST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{target} has no {value}")

    def arrives_at(self, pattern: str | re.Pattern[str]) -> None:
        self.page.wait_for_url(pattern)
        expect(self.page.locator("main")).to_be_visible()


def sign_in(page: Page, name: str, password: str) -> Keyboard:
    """From the first page to the day's work, by Tab and Enter."""
    hands = Keyboard(page)
    page.goto("/dang-nhap/")
    hands.fill("id_username", name)
    hands.fill("id_password", password)
    hands.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    return hands
