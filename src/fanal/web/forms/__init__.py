"""Fields that every app uses, and how a mistake found later comes back to its field."""

from collections.abc import Iterable

from fanal.web.typing import PageText

# What is said of somebody is chosen by whoever says it: a list begins with this.
NOTHING = ("", "—")


def to_choose(options: Iterable[tuple[str, PageText]]) -> list[tuple[str, PageText]]:
    """The choices of a list: the only one is proposed; of several none is, or a browser would
    choose the first for whoever overlooks it."""
    found = list(options)
    return found if len(found) == 1 else [NOTHING, *found]
