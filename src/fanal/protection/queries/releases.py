"""The suspects who are free, since which day, as the apps above know it. Asked for by whoever opens
the legal part alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from fanal.cases.queries.story import StoryQuery
from fanal.core.protection.facts import Happened
from fanal.core.sealing.compartments import LEGAL

# Of some cases; and of one, from the rows that were fetched with its first screen.
RELEASED: list[Callable[[Collection[UUID]], Mapping[UUID, Collection[Happened]]]] = []
RELEASED_ON_SCREEN: list[Callable[[StoryQuery], Iterable[Happened]]] = []


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
