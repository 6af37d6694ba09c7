"""The days since which a suspect is free, as the apps above know them. Asked for by whoever opens
the legal part alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from fanal.cases.queries.story import StoryQuery
from fanal.core.sealing.compartments import LEGAL

# Of some cases; and of one, from the rows that were fetched with its first screen.
RELEASED: list[Callable[[Collection[UUID]], Mapping[UUID, Collection[date]]]] = []
RELEASED_ON_SCREEN: list[Callable[[StoryQuery], Iterable[date]]] = []


def released_in(cases: Collection[UUID]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    for read in RELEASED if cases else ():
        for case, days in read(cases).items():
            found[case] += days
    return found


def released_on_screen(query: StoryQuery) -> list[date]:
    if LEGAL not in query.rights.opens:
        return []
    return [one for read in RELEASED_ON_SCREEN for one in read(query)]
