"""The numbers of our shelters for a file, which travels: in it no small number of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fanal.core.coded_facts.five_counts import FEW_PEOPLE, FiveCounts, printed
from fanal.core.number_pages import of_shelters as of
from fanal.core.number_pages.defined import Defined
from fanal.core.number_pages.measures import COUNTED
from fanal.core.number_pages.printed import PrintedNumber
from fanal.core.words import Sentence, say
from fanal.shelters.queries.numbers import ShelterNumbers

type Line = tuple[Defined, Sentence]


def printed_numbers(shelters: Iterable[ShelterNumbers]) -> list[PrintedNumber]:
    return [number for shelter in shelters for number in _of_shelter(shelter)]


def _of_shelter(one: ShelterNumbers) -> Iterator[PrintedNumber]:
    code, name = str(one.shelter.id)[:8], Sentence("{name}", {"name": one.shelter.name})
    for line, said in _lines(one):
        yield PrintedNumber(line, COUNTED, said, code, name)


def _lines(one: ShelterNumbers) -> list[Line]:
    return [
        (of.BEDS, say("{n}", n=one.beds)),
        (of.OCCUPIED, printed(one.occupied)),
        (of.EXPECTED, printed(one.expected)),
        (of.MISSING, _part(one.missing, one.occupied)),
        (of.DIFFER, say("{n}", n=one.open_counts + one.differs)),
        (of.LONGEST, FEW_PEOPLE if one.occupied else say("{n}", n=0)),
        (of.LONG, _part(one.long, one.occupied)),
        (of.RESTRICTIONS, printed(one.restricted)),
        (of.UNREAD, printed(one.unread)),
        (of.LATE, _part(one.late, one.unread)),
    ]


def _part(some: int, of_all: int) -> Sentence:
    """Of a number in the same file: all but a few tell as much as a few."""
    return FiveCounts(yes=some, no=max(0, of_all - some)).of_reached()
