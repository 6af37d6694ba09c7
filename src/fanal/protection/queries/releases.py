"""The suspects who are free, since which day, as the apps above know it. Asked for by whoever opens
the legal part alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from itertools import batched
from uuid import UUID

from fanal.cases.queries.story import StoryQuery
from fanal.core.protection.facts import Happened
from fanal.core.sealing.compartments import LEGAL
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.sql import AT_ONCE

# Of some cases, and in which there may be any; and of one, from the rows that were fetched with its
# first screen.
RELEASED: list[Callable[[Collection[UUID]], Mapping[UUID, Collection[Happened]]]] = []
RELEASED_ON_SCREEN: list[Callable[[StoryQuery], Iterable[Happened]]] = []

MAY_BE_RELEASED: list[Callable[[], Collection[UUID]]] = []
# The tables in which one is written down: another row there, and the board is worked out anew.
RELEASES_IN: list[str] = []


def released_anywhere() -> dict[UUID, list[Happened]]:
    """Return by case all that is known, for who learns that there is something and never what."""
    cases = list({case for known in MAY_BE_RELEASED for case in known()})
    found: dict[UUID, list[Happened]] = {}
    for some in batched(cases, AT_ONCE):
        try:
            found |= released_in(some)
        except BrokenSeal:  # what was broken in one case keeps no other from being said
            for case in some:
                with suppress(BrokenSeal):
                    found |= released_in([case])
    return found


def released_in(cases: Collection[UUID]) -> dict[UUID, list[Happened]]:
    found: dict[UUID, list[Happened]] = defaultdict(list)
    for read in RELEASED if cases else ():
        for case, days in read(cases).items():
            found[case] += days
    return found


def released_on_screen(query: StoryQuery) -> list[Happened]:
    if LEGAL not in query.rights.opens:
        return []
    return [one for read in RELEASED_ON_SCREEN for one in read(query)]
