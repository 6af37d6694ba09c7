"""Which instruments apply, in which version: it follows from the places and the dates.

The Palermo Protocol is read everywhere from the day on which it was in force at all. That a state
had not joined it yet changes no finding and is said, so that nobody leans on it before a court of
that state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from fanal.core.data_files.toml_tables import shipped
from fanal.core.law.case import LawCase, Period
from fanal.core.law.catalogue import instruments
from fanal.core.law.instruments import Instrument, Version
from fanal.core.law.vocabulary import LAW
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Reach:
    """The version to read, and whether it reaches the case.

    When no version was in force the nearest one is read all the same, for comparison, and
    `applies` is False.
    """

    version: Version
    applies: bool
    in_place: bool
    in_time: bool
    also: tuple[str, ...] = ()


def reach(instrument: Instrument, case: LawCase) -> Reach:
    """The latest version in force on any day of the period, and whether it applies."""
    in_place = instrument.everywhere or not instrument.places.isdisjoint(case.places.all)
    # Any day of the period is enough: exploitation that goes on after a reform falls under the
    # reformed text as well, and `also` says which other versions were in force.
    in_force = [v for v in instrument.versions if v.in_force_during(case.when)]
    version = in_force[-1] if in_force else nearest(instrument.versions, case.when)
    return Reach(
        version,
        in_place and bool(in_force),
        in_place,
        bool(in_force),
        tuple(v.name for v in in_force[:-1]),
    )


def nearest(versions: tuple[Version, ...], when: Period) -> Version:
    """The last version that began before the period ended, else the first there ever was."""
    day = when.last or when.first or date.max
    begun = [v for v in versions if v.first is None or v.first <= day]
    return begun[-1] if begun else versions[0]


def applying(case: LawCase, among: Iterable[Instrument] | None = None) -> list[Instrument]:
    """The instruments that reach this case, all of them when `among` is not given."""
    pool = instruments().values() if among is None else among
    return [i for i in pool if reach(i, case).applies]


def without_instrument(case: LawCase) -> list[Sentence]:
    """Return a sentence for each country of the case whose own law is not on file, or not then."""
    gaps = (gap(country, case) for country in sorted(case.places.all))
    return [sentence for sentence in gaps if sentence]


def gap(country: str, case: LawCase) -> Sentence | None:
    """Return what is missing of one country. A treaty does not stand in for a country's own law."""
    on_file = [i for i in instruments().values() if country in i.places]
    if not on_file:
        return say("no instrument on file for {country}", country=country)
    # Otherwise a regional treaty (ACTIP) would pass for the country's own law, and a missing law
    # go unsaid.
    own = [i for i in on_file if i.kind == "law"]
    if not own:
        return say("no law of its own on file for {country}, treaties only", country=country)
    if not any(reach(i, case).in_time for i in own):
        return say("no law of {country} on file that was in force at that time", country=country)
    return None


@cache
def _years() -> dict[str, int]:
    return dict(shipped(LAW, "palermo_joined.toml")["year"])


@cache
def _not_bound() -> frozenset[str]:
    return frozenset(shipped(LAW, "palermo_joined.toml")["not_bound"])


def not_joined(case: LawCase) -> list[Sentence]:
    """Return one plain sentence for each country that the protocol may not have bound then."""
    sentences = (_of(country, case.when) for country in sorted(case.places.all))
    return [sentence for sentence in sentences if sentence]


def _of(country: str, when: Period) -> Sentence | None:
    if country in _not_bound():
        return say(
            "the Palermo Protocol does not bind {country} (general knowledge, not checked)",
            country=country,
        )
    year, begins = _years().get(country), when.first or when.last
    # Only the year is on file: facts of that same year are warned about as well.
    if year is None or begins is None or begins.year > year:
        return None
    return say(
        "{country} joined the Palermo Protocol in {year}: before that it did not bind it (general "
        "knowledge, not checked)",
        country=country,
        year=year,
    )
