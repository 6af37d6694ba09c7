"""Walks through the pages at the width of a small telephone, in French; pictures of them if asked for."""

from __future__ import annotations

from pathlib import Path

from tests.browser.chromium import draw, sideways
from tests.browser.crawl import faults_on_the_way
from tests.browser.test_journey import Walk, french

SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots"
SMALL = 360
REFUSED = 422


def plain(text):
    """With ordinary spaces: French stands before its colons with others."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


class Visitor(Walk):
    """One colleague on her telephone. Each page she looks at is usable by everybody."""

    def __init__(self, page, place):
        super().__init__(page)
        self.place = place
        self.origin = page.url.partition("//")[0] + "//" + page.url.split("/")[2]

    def open(self, address):
        self.page.goto(self.origin + address)
        return self

    def press(self, button=None):
        with self.page.expect_navigation():
            (button or self.page.locator("main form .buttons button").first).click()
        return self

    def is_refused(self):
        """The form comes back with what was typed, and says what stands against it."""
        with self.page.expect_response(lambda one: one.status == REFUSED):
            self.press()
        return self.reads(french("Please look at this again"))

    def reads(self, *words):
        text = plain(self.page.inner_text("main"))
        missing = [word for word in words if plain(word) not in text]
        assert not missing, f"{missing} not in: {text}"
        return self

    def does_not_read(self, *words):
        text = plain(self.page.inner_text("main"))
        found = [word for word in words if plain(word) in text]
        assert not found, f"{found} in: {text}"
        return self

    def looks(self, name):
        assert faults_on_the_way(self.page) == []
        assert sideways(self.page) <= 0
        draw(self.page, SHOTS / self.place, name)
        return self


def visitors(visit, cast, place):
    """`go_to("noi", "/journeys/")` gives her telephone, on that page."""

    def go_to(name, address, **more):
        client = cast.client(getattr(cast, name))
        page = visit(address, client=client, language="fr", width=SMALL, **more)
        return Visitor(page, place)

    return go_to
