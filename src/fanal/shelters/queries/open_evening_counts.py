"""Evenings whose two counts say different things, until somebody writes down what was found."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch

from fanal.accounts.models import User
from fanal.core.shelters.nights import NightState, counted_alone_since, differing
from fanal.shelters.access import leads, stays_of
from fanal.shelters.models import NightAnswer, NightCount, Shelter, ShelterStay
from fanal.shelters.models.nights import SETTLED
from fanal.shelters.queries.alert_recipients import kept_out_of_stays
from fanal.shelters.queries.evening_count import (
    NOT_COUNTED_EACH_NIGHT,
    Night,
    answers_of,
    night_of,
    tonight_there,
)

EVENINGS = 7
type ByShelter[One] = Mapping[UUID, list[One]]
# By evening, the stays on which its two counts differ.
type Differing = Mapping[date, list[UUID]]


def night_to_settle(shelter: Shelter, reader: User, now: datetime) -> Night:
    """Return tonight where its counts differ, else the last evening before of which nobody wrote
    down what was found; tonight where there is none."""
    tonight = night_of(shelter, tonight_there(shelter, now), reader)
    if tonight.state is NightState.DIFFERS:
        return tonight
    before = open_before(shelter, tonight.evening, reader)
    return night_on(shelter, before, reader, tonight.evening) if before else tonight


def open_before(shelter: Shelter, tonight: date, reader: User) -> date | None:
    """Return the last evening of a week before tonight whose counts differ, on somebody of whom
    this reader may know."""
    evenings = differing_evenings({shelter.id: tonight}, {shelter.id: []}, reader)[shelter.id]
    return max((evening for evening in evenings if evening < tonight), default=None)


def alone_since(shelter: Shelter, tonight: date) -> date | None:
    """Return since which evening of the last weeks one person alone counts there: nobody found what
    she overlooked."""
    if shelter.kind in NOT_COUNTED_EACH_NIGHT:
        return None
    first = tonight - timedelta(days=2 * EVENINGS)
    rows = NightCount.objects.filter(shelter=shelter, evening__gte=first, number__lt=SETTLED)
    return counted_alone_since(Counter(rows.values_list("evening", flat=True)), tonight)


def night_on(shelter: Shelter, evening: date, reader: User, tonight: date) -> Night:
    """Return an evening before, about those who were counted then, wherever they are by now."""
    night = night_of(shelter, evening, reader)
    if evening == tonight:
        return night
    ids = {UUID(stay_id) for count in night.counts for stay_id in count}
    # By the answers of that evening: who left since was there, and who came since was not.
    counted = stays_of(reader).filter(id__in=ids).order_by("bed__number", "id")
    return replace(night, stays=list(counted))


def differing_evenings(
    evenings: Mapping[UUID, date], stays: ByShelter[ShelterStay], reader: User
) -> Mapping[UUID, Differing]:
    """The evenings of a week whose two counts say different things and were not settled, as far as
    this reader may know on whom. `evenings`: the one that it is in each shelter; `stays`: who has a
    bed there, of whom she may know."""
    # One question for all shelters: it is not the same evening in each.
    first = min(evenings.values()) - timedelta(days=EVENINGS - 1)
    rows = NightCount.objects.filter(shelter__in=evenings, evening__gte=first).order_by("number")
    counted: dict[tuple[UUID, date], list[NightCount]] = defaultdict(list)
    for row in rows.prefetch_related(_answers_known_to(reader)):
        counted[row.shelter_id, row.evening].append(row)
    by_shelter: dict[UUID, dict[date, list[UUID]]] = defaultdict(dict)
    for (shelter, evening), of_it in counted.items():
        living = {str(stay.id) for stay in stays[shelter] if stay.stands.lives_here}
        if found := _open_ones(of_it, living if evening == evenings[shelter] else None):
            by_shelter[shelter][evening] = found
    return by_shelter


def counted_by_two(evenings: Mapping[UUID, date]) -> set[UUID]:
    """Return the shelters in which two have counted on the evening that it is there."""
    rows = NightCount.objects.filter(shelter__in=evenings, number__lt=SETTLED).order_by()
    tonight = rows.filter(evening__in={*evenings.values()}).values_list("shelter", "evening")
    made = Counter(shelter for shelter, evening in tonight if evening == evenings[shelter])
    return {shelter for shelter, n in made.items() if n > 1}


def _answers_known_to(reader: User) -> Prefetch:
    """Return how to fetch the answers on those of whom she may know. Of others the counts do not
    differ for her, nor could she settle it: it is asked of those whom nothing keeps out
    (`without_lead`)."""
    known = stays_of(reader).order_by().values("id")
    return Prefetch("answers", NightAnswer.objects.filter(stay__in=known))


def _open_ones(rows: list[NightCount], living: set[str] | None) -> list[UUID]:
    """Return the ids of those on whom the counts differ. `living`: whom tonight's counts are about;
    of an evening before, whoever was counted."""
    answers = [answers_of(row) for row in rows if row.number < SETTLED]
    if len(answers) < 2:
        return []
    settled = {key for row in rows if row.number == SETTLED for key in answers_of(row)}
    expected = living if living is not None else {key for answer in answers for key in answer}
    return [UUID(key) for key in differing(sorted(expected), *answers) if key not in settled]


def silent_for(night: Night, shelter: Shelter, reader: User) -> list[tuple[UUID, User]]:
    """Return of whom one of the two could say nothing, for a conflict keeps her out, and who that
    is: for a lead, who may know of it. The staff read that one count says nothing of her."""
    if not leads(reader, shelter):
        return []
    open_ones = [stay for stay in night.stays if stay.id in night.differing]
    return [
        (stay.id, row.made_by)
        for stay in open_ones
        for row, findings in zip(night.rows, night.counts, strict=True)
        if str(stay.id) not in findings and row.made_by_id in kept_out_of_stays([stay])
    ]
