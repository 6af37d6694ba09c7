"""The day from which the Palermo Protocol binds a state, which does not change the finding.

The text is read everywhere from the day on which it was in force at all. That a state had not
joined it yet is said, so that nobody leans on it before a court of that state.
"""

from functools import cache

from fanal.core.data_files.toml_tables import shipped
from fanal.core.law.case import LawCase, Period
from fanal.core.law.vocabulary import LAW
from fanal.core.words import Sentence, say


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
