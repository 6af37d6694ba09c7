"""The conditions under which a page has to be usable, and how a browser is brought into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from tests.browser.chromium import LAPTOP, PHONE

TELEPHONE, SCREEN = "telephone", "screen"
# The least height of what is pressed (WCAG 2.5.5), in pixels; a link in a sentence is none.
TARGET = 44
PRESSED = (
    "main :is(.button:not(.button--link), .big, .chip, .quick a, .tabs a), .thumb a, .subnav a"
)
# What is less than that by rule: the rows of tabs and filters on a telephone (WCAG 2.5.8: 24).
NARROW = ".chip, .tabs a, .thumb a"


@dataclass(frozen=True)
class Condition:
    """`letters`: how large, of what the page asks for. `but`: rules of axe that say nothing here."""

    width: int
    media: Literal["screen", "print"] = "screen"
    forced: Literal["active", "none"] = "none"
    letters: int = 100
    but: frozenset[str] = frozenset()


CONDITIONS = {
    TELEPHONE: Condition(PHONE),
    SCREEN: Condition(LAPTOP),
    "200 %": Condition(LAPTOP // 2),
    "large letters": Condition(LAPTOP, letters=200),
    # The contrast is the reader's own; axe measures colours that are not drawn then.
    "own colours": Condition(PHONE, forced="active", but=frozenset({"color-contrast"})),
    # A4 without the margins of `@page`; nobody presses or follows anything on paper.
    "paper": Condition(673, media="print", but=frozenset({"target-size", "link-in-text-block"})),
}
# On one page alone: a browser that enlarges letters takes the pages of a telephone sooner.
SAMPLED = "large letters"


def under(page: Page, condition: Condition) -> None:
    """Read the open page so, once every colour has changed."""
    page.set_viewport_size({"width": condition.width, "height": 900})
    page.emulate_media(media=condition.media, forced_colors=condition.forced)
    page.evaluate(
        "size => { document.documentElement.style.fontSize = size }", f"{condition.letters}%"
    )
    page.evaluate("document.getAnimations().forEach(one => one.finish())")


# Of every text its first 40 % once more: so much longer is French or Vietnamese than English.
LONGER = """share => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
    while (texts.nextNode()) found.push(texts.currentNode)
    for (const one of found) {
        if (one.parentElement.closest("svg, script, style, textarea, option, pre")) continue
        const said = one.data.trim()
        one.data += said.slice(0, Math.ceil(said.length * share))
    }
}"""


def make_longer(page: Page) -> None:
    """Every text of the page 40 % longer, as in a language that needs more room."""
    page.evaluate(LONGER, 0.4)


def too_small(page: Page) -> list[str]:
    """What one presses that is lower than a thumb needs."""
    found = page.eval_on_selector_all(
        PRESSED,
        """(all, [target, narrow]) => all
            .filter(one => one.checkVisibility())
            .map(one => [one, one.getBoundingClientRect().height])
            .filter(([one, high]) => high < (one.matches(narrow) ? 40 : target) - 0.5)
            .map(([one, high]) => `${one.textContent.trim()}: ${high}`)""",
        [TARGET, NARROW],
    )
    return list(map(str, found))
