"""Counts what a finger does on a telephone: each link, button or choice is one tap.

Typed text counts nothing, nor does the key of the keyboard that sends it.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

PHONE = {"width": 360, "height": 740}


class Finger:
    """One person on the start page of a telephone."""

    def __init__(self, page: Page) -> None:
        page.set_viewport_size(PHONE)
        self.page, self.taps = page, 0
        self.origin = "/".join(page.url.split("/")[:3])

    def tap(self, words: str | re.Pattern[str]) -> None:
        """What is visible under these words: under the thumb, on the page, in the header."""
        self._tap(self._visible(words))

    def choose(self, question: str, answer: str) -> None:
        """A large answer to a question."""
        asked = self.page.get_by_role("group", name=question)
        self._tap(asked.get_by_text(answer, exact=True).first)

    def type(self, label: str, text: str, *, send: bool = False) -> None:
        field = self.page.get_by_label(label).locator("visible=true").first
        field.fill(text)
        if send:
            with self.page.expect_navigation():
                field.press("Enter")

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def _visible(self, words: str | re.Pattern[str]) -> Locator:
        named = [self.page.get_by_role(role, name=words) for role in ("link", "button")]
        return named[0].or_(named[1]).locator("visible=true").first

    def _tap(self, target: Locator) -> None:
        target.click()
        self.page.wait_for_load_state()
        self.taps += 1
