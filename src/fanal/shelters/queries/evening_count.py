"""An evening in a shelter: who is expected, what each of the two found, where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import hour_of_office
from fanal.core.shelters.kinds import ShelterKind
from fanal.core.shelters.nights import (
    SAID_BY_ONE,
    NightBoard,
    NightFinding,
    NightState,
    agreed,
    board,
    differing,
    evening_of,
    night_state,
    said_by_one,
    uncounted_since,
)
from fanal.core.shelters.stays import StayState
from fanal.core.words import Sentence
from fanal.sealed.broken_rows import shows
from fanal.shelters.access import stays_in, stays_of
from fanal.shelters.models import NightAnswer, NightCount, Shelter, ShelterStay
from fanal.shelters.models.nights import SETTLED
from fanal.shelters.queries.unsound import any_changed, put_back


@dataclass(frozen=True)
class Night:
    """An evening. `stays`: who sleeps here, as this reader may know of them. `rows`: what two
    people counted; `settled_rows`: what was found when they looked again. `changed`: a stay was
    changed by hand, or is gone, so that somebody may be here who is on no list."""

    evening: date
    stays: list[ShelterStay]
    rows: list[NightCount]
    settled_rows: list[NightCount]
    reader: UUID
    changed: bool = False

    @cached_property
    def expected(self) -> list[str]:
        return [str(stay.id) for stay in self.stays]

    @cached_property
    def counts(self) -> list[Mapping[str, NightFinding]]:
        return [answers_of(row) for row in self.rows]

    @property
    def counts_changed(self) -> bool:
        """Whether somebody made a count of another evening one of this in the database."""
        rows = [*self.rows, *self.settled_rows]
        return any(not answer.is_of(row) for row in rows for answer in row.answers.all())

    @cached_property
    def settled(self) -> Mapping[str, NightFinding]:
        return {
            key: finding for row in self.settled_rows for key, finding in answers_of(row).items()
        }

    @property
    def state(self) -> NightState:
        return night_state(self.expected, self.counts, self.settled)

    @property
    def differing(self) -> list[UUID]:
        if len(self.counts) < 2:
            return []
        open_ones = differing(self.expected, self.counts[0], self.counts[1])
        return [UUID(stay_id) for stay_id in open_ones if stay_id not in self.settled]

    @property
    def says(self) -> Sentence:
        """Where the count stands, in words."""
        open_ones = [str(stay_id) for stay_id in self.differing]
        if open_ones and all(said_by_one(one, *self.counts[:2]) for one in open_ones):
            return SAID_BY_ONE
        return self.state.sentence()

    @property
    def counted_by_reader(self) -> bool:
        return any(row.made_by_id == self.reader for row in self.rows)

    @property
    def may_count(self) -> bool:
        return not self.counted_by_reader and len(self.rows) < SETTLED - 1

    @property
    def found(self) -> Mapping[str, NightFinding]:
        return agreed(self.expected, self.counts, self.settled)

    @property
    def not_seen(self) -> list[ShelterStay]:
        today = timezone.localdate()
        return [stay for stay in self.stays if as_counted(stay, today) is NightFinding.NOT_SEEN]

    @property
    def board(self) -> NightBoard:
        """Who is accounted for tonight, by where each stands now."""
        today = timezone.localdate()
        now = {str(stay.id): as_counted(stay, today) for stay in self.stays}
        return board(now)


def tonight_there(shelter: Shelter, now: datetime) -> date:
    """Return the evening that it is where the shelter is, whoever looks from another country."""
    return evening_of(hour_of_office(shelter.team.office_id, now))


def night_of(shelter: Shelter, evening: date, reader: User) -> Night:
    """Return this evening as the reader may know of it, in a constant number of queries."""
    stays = _who_sleeps_here(shelter, reader)
    counts = NightCount.objects.filter(shelter=shelter, evening=evening)
    rows = list(counts.select_related("made_by").prefetch_related("answers"))
    return Night(
        evening,
        stays,
        [row for row in rows if row.number < SETTLED],
        [row for row in rows if row.number == SETTLED],
        reader.pk,
        any_changed(),
    )


MOST_COUNTS = 30  # of the last fortnight; where none of them is proven, nobody has counted
NOT_COUNTED_EACH_NIGHT = frozenset({ShelterKind.FOSTER, ShelterKind.FLAT})


def uncounted_before(shelter: Shelter, night: Night) -> date | None:
    """Return since which evening nobody has counted, where tonight is not the first: until somebody
    looks, "accounted for" is only what the book says of each."""
    if night.rows:
        return None
    last = _counted_last(shelter, night.evening)
    # A foster family and a flat have no night staff; once somebody counted there, evenings are
    # missed there too.
    if last is None and shelter.kind in NOT_COUNTED_EACH_NIGHT:
        return None
    return uncounted_since(last, [stay.since for stay in night.stays if stay.since], night.evening)


def _counted_last(shelter: Shelter, before: date) -> date | None:
    """The last evening of which an answer says that it was given then: a count that somebody moved
    in the database would hide that nobody has counted since. Of an empty house there is none."""
    answers = NightAnswer.objects.filter(count=OuterRef("id")).order_by("id").values("id")
    counts = NightCount.objects.filter(shelter=shelter, evening__lt=before)
    # One answer of each count: who asks at midnight does not read a fortnight of a large house.
    counts = counts.annotate(one=Subquery(answers[:1])).exclude(one=None)
    latest = counts.order_by("-evening", "number").values("one")[:MOST_COUNTS]
    rows = NightAnswer.objects.filter(id__in=latest).select_related("count")
    rows = rows.defer("answer", "count__sealed").order_by("-count__evening", "id")
    return next((row.count.evening for row in rows if row.is_of(row.count)), None)


def _who_sleeps_here(shelter: Shelter, reader: User) -> list[ShelterStay]:
    """Return the stays of those who sleep here, also one that was ended by hand in the database."""
    put_aside = {stay.id for stay in put_back([shelter.id])}
    # `since` is attested; her state alone could be the one of before she came
    stays = [stay for stay in stays_in(reader, shelter) if stay.since or stay.stands.lives_here]
    missing = put_aside - {stay.id for stay in stays}
    return [*stays, *(stays_of(reader).filter(id__in=missing) if missing else ())]


def answers_of(row: NightCount) -> dict[str, NightFinding]:
    """Return what one count says of each stay. Whom it says nothing of is looked for again, and of
    whom what it says does not open."""
    given = (
        answer for answer in row.answers.all() if answer.is_of(row) and shows(answer, "answer")
    )
    return {str(answer.stay_id): answer.found for answer in given}


def as_counted(stay: ShelterStay, today: date) -> NightFinding:
    """Return what a count should find: of whoever was to be back by now, that nobody sees her."""
    if stay.is_late_back(today):
        return NightFinding.NOT_SEEN
    return {
        StayState.AWAY: NightFinding.AWAY,
        StayState.HOSPITAL: NightFinding.HOSPITAL,
        StayState.MISSING: NightFinding.NOT_SEEN,
    }.get(stay.stands, NightFinding.SEEN)
