"""When was she born, according to whom, and do they agree?

Traffickers make passports that say older: in December 2011 the birth dates in passports came
before those of the census. No source is believed over another here. What is known is the span
of all of them, and a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from fanal.core.calendars.ages import OLDEST_AGE, AgeInterval, age_at
from fanal.core.calendars.intervals import Interval, common, hull
from fanal.core.calendars.months import add_months
from fanal.core.calendars.partial_dates import PartialDate
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say


class BirthSource(LabelledEnum):
    """Who or what says it."""

    HERSELF = "herself", say("the person herself or himself")
    FAMILY = "family", say("family")
    BIRTH_CERTIFICATE = "birth_certificate", say("birth certificate")
    CENSUS = "census", say("census")
    FAMILY_BOOK = "family_book", say("family book")
    IDENTITY_CARD = "identity_card", say("identity card")
    PASSPORT = "passport", say("passport")
    SCHOOL = "school", say("school")
    AGE_ASSESSMENT = "age_assessment", say("age assessment")
    APPEARANCE = "appearance", say("appearance only")
    OTHER = "other", say("other source")


@dataclass(frozen=True)
class BirthClaim:
    """One source and the days of birth it allows."""

    source: BirthSource
    born: Interval


@dataclass(frozen=True)
class WeighedBirth:
    """All claims weighed. `born` spans every claim; None where nothing was claimed."""

    born: Interval | None
    conflicts: tuple[tuple[BirthClaim, BirthClaim], ...]

    @property
    def agreed(self) -> bool:
        return not self.conflicts

    def age_at(self, day: date) -> AgeInterval | None:
        return age_at(self.born, day) if self.born else None

    def sentences(self) -> tuple[Sentence, ...]:
        """Return one sentence a pair of kinds of sources that cannot both be right,
        each pair once."""
        pairs = dict.fromkeys((a.source, b.source) for a, b in self.conflicts)
        return tuple(
            say("{one} and {other} do not agree", one=one.sentence(), other=other.sentence())
            for one, other in pairs
        )


def weigh(claims: Sequence[BirthClaim]) -> WeighedBirth:
    """Return what the claims say together: their common days, or the span of all
    where they conflict."""
    if not claims:
        return WeighedBirth(born=None, conflicts=())
    in_order = sorted(claims, key=lambda claim: (claim.source, claim.born))
    conflicts = tuple(
        (a, b) for a, b in combinations(in_order, 2) if a.born.overlap(b.born) is None
    )
    spans = [claim.born for claim in claims]
    # Where sources conflict the widest span is kept: a narrow one would choose a source without
    # saying so.
    return WeighedBirth(born=common(spans) or hull(spans), conflicts=conflicts)


def claim(source: BirthSource, born: PartialDate, *, today: date) -> BirthClaim:
    """A claim from a date. Raises `BadInput` for a birth after `today`."""
    if born.interval.earliest > today:
        raise BadInput("born", say("{born} is in the future", born=born))
    return BirthClaim(source, Interval(born.interval.earliest, min(born.interval.latest, today)))


def born_when_aged(youngest: int, oldest: int, *, on: date) -> Interval:
    """The days of birth of someone who was `youngest` to `oldest` whole years old `on` that day."""
    if not 0 <= youngest <= oldest <= OLDEST_AGE:
        raise BadInput("age", say("{low} to {high} is not an age", low=youngest, high=oldest))
    latest = add_months(on, -12 * youngest)
    earliest = add_months(on, -12 * (oldest + 1))
    return Interval(date.fromordinal(earliest.toordinal() + 1), latest)
