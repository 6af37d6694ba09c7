"""Lines of the page of what is to be set up: what each says, and what the apps add to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class SetUpItem:
    """`state`: ok, care or unknown, as the marks of a page. `proof`: how it is known.

    `how`: what to do; `page`: the name of that where it is done, "" on the server.
    """

    title: str
    state: str
    proof: str
    how: str
    page: str = ""

    @property
    def done(self) -> bool:
        return self.state == "ok"


# What not every organisation offers: an app says how far its own work is set up, by its label.
PROGRAMMES: dict[str, Callable[[], SetUpItem]] = {}


def programme(
    title: str, proof: str, how: str, *, done: bool, page: str = "accounts:invite"
) -> SetUpItem:
    """Most begin with somebody whom the administrator invites."""
    return SetUpItem(title, "ok" if done else "unknown", proof, how, page)
