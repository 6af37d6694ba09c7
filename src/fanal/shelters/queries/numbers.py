"""All our shelters in numbers, for the direction: nobody by code, and no word of what happened."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fanal.accounts.models import User
from fanal.core.coded_facts.outcome_rates import FEW_PEOPLE, printed, printed_part
from fanal.core.number_pages import shelters as of
from fanal.core.number_pages.definitions import Defined
from fanal.core.number_pages.measures import COUNTED
from fanal.core.number_pages.printed import PrintedNumber
from fanal.core.shelters.nights import StayDays, is_long, nights_so_far
from fanal.core.shelters.stays import StayState
from fanal.core.shelters.timers import Reading, reading_of
from fanal.core.words import Sentence, say
from fanal.shelters import access
from fanal.shelters.models import Bed, Incident, Restriction, Shelter, ShelterStay
from fanal.shelters.queries.alert_recipients import unread_for_leads
from fanal.shelters.queries.evening_count import tonight_there
from fanal.shelters.queries.left_on_journey import days_of
from fanal.shelters.queries.open_evening_counts import ByShelter, counted_by_two, differing_evenings


@dataclass(frozen=True)
class ShelterNumbers:
    """The numbers of a shelter. `occupied`: beds of those who live there, missing or away too, and
    of those who are closed to the reader, since a bed is taken for everybody; all else leaves these
    out. `differs`: the counts of tonight; `counted`: two were made; `open_counts`: those of the
    evenings before that nobody settled. `longest`: the nights of whoever has been there for the
    longest time, of those open to the reader, until the day on which a journey says that she left;
    None where nobody is; `closed`: some are not. `long`: of how many a long stay is said."""

    shelter: Shelter
    beds: int
    occupied: int
    expected: int
    missing: int
    differs: bool
    counted: bool
    open_counts: int
    longest: int | None
    closed: bool
    long: int
    restricted: int
    unread: int
    late: int


def numbers_of_shelters(now: datetime, reader: User) -> list[ShelterNumbers]:
    """Return the numbers of every open shelter, in a constant number of queries. Who may see them
    is asked before."""
    shelters = list(Shelter.objects.filter(closed_on=None).select_related("team"))
    # By the clock of each shelter: it can be tomorrow there already.
    evenings = {shelter.id: tonight_there(shelter, now) for shelter in shelters}
    ids = list(evenings)
    beds = Counter(
        Bed.objects.filter(shelter__in=ids, ended_on=None).values_list("shelter", flat=True)
    )
    known = set(_known_to(reader).values_list("id", flat=True))
    taken, running, unread = _stays(ids), _restricted(known, now.date()), _unread_days(ids, reader)
    # A taken bed is counted for everybody; who sleeps in it only for those who may know of her.
    stays = {id: [row for row in rows if row.id in known] for id, rows in taken.items()}
    slept = days_of(row for rows in stays.values() for row in rows)
    nights = differing_evenings(evenings, stays, reader) if evenings else {}
    counted = counted_by_two(evenings)
    return [
        _numbers(
            shelter,
            beds[shelter.id],
            sum(stay.stands.lives_here for stay in taken[shelter.id]),
            stays.get(shelter.id, []),
            slept,
            nights.get(shelter.id, {}),
            shelter.id in counted,
            unread[shelter.id],
            running[shelter.id],
            evenings[shelter.id],
            now,
        )
        for shelter in shelters
    ]


def late_for_direction(today: date, reader: User) -> Counter[Shelter]:
    """What no lead read in time nor on the day after, by open shelter."""
    rows = _incidents_known_to(reader).filter(shelter__closed_on=None)
    unread = unread_for_leads(rows.order_by("shelter__opened_on", "shelter"))
    return Counter(
        incident.shelter
        for incident in unread
        if reading_of(incident.on, today) is Reading.DIRECTION
    )


def _numbers(
    shelter: Shelter,
    beds: int,
    occupied: int,
    stays: list[ShelterStay],
    days: Mapping[UUID, StayDays],
    nights: Collection[date],
    counted: bool,
    unread: list[date],
    restricted: int,
    tonight: date,
    now: datetime,
) -> ShelterNumbers:
    today = now.date()
    known = [days[stay.id] for stay in stays if stay.stands.lives_here and stay.id in days]
    slept = [nights_so_far(one.since, one.over, today) for one in known]
    states = Counter(stay.stands for stay in stays)
    return ShelterNumbers(
        shelter,
        beds,
        occupied=occupied,
        expected=states[StayState.EXPECTED],
        missing=states[StayState.MISSING] + sum(stay.is_late_back(today) for stay in stays),
        differs=tonight in nights,
        counted=counted,
        open_counts=sum(night != tonight for night in nights),
        longest=max(slept, default=None),
        closed=len(slept) < occupied,
        long=sum(is_long(n) for one, n in zip(known, slept, strict=True) if one.over is None),
        restricted=restricted,
        unread=len(unread),
        late=sum(reading_of(day, today).late for day in unread),
    )


def _known_to(reader: User) -> QuerySet[ShelterStay]:
    """The stays that run, without those from whose people a conflict keeps this reader out."""
    return access.stays_of(reader).filter(over_on=None).order_by()


def _incidents_known_to(reader: User) -> QuerySet[Incident]:
    known = access.stays_of(reader).order_by().values("id")
    return Incident.objects.filter(Q(stay=None) | Q(stay__in=known))


def _stays(ids: Collection[UUID]) -> ByShelter[ShelterStay]:
    by_shelter: dict[UUID, list[ShelterStay]] = defaultdict(list)
    for stay in ShelterStay.objects.filter(shelter__in=ids, over_on=None).prefetch_related("steps"):
        by_shelter[stay.shelter_id].append(stay)
    return by_shelter


def _restricted(stays: Collection[UUID], day: date) -> Counter[UUID]:
    rows = Restriction.objects.filter(stay__in=stays, lifted_on=None)
    rows = rows.select_related("renewed", "stay")
    return Counter(row.stay.shelter_id for row in rows if row.now().runs(day))


def _unread_days(ids: Collection[UUID], reader: User) -> ByShelter[date]:
    by_shelter: dict[UUID, list[date]] = defaultdict(list)
    for incident in unread_for_leads(_incidents_known_to(reader).filter(shelter__in=ids)):
        by_shelter[incident.shelter_id].append(incident.on)
    return by_shelter


# The numbers of our shelters for a file, which travels: in it no small number of people.
type Line = tuple[Defined, Sentence]


def printed_numbers(shelters: Iterable[ShelterNumbers]) -> list[PrintedNumber]:
    return [number for shelter in shelters for number in _of_shelter(shelter)]


def _of_shelter(numbers: ShelterNumbers) -> Iterator[PrintedNumber]:
    code, name = str(numbers.shelter.id)[:8], Sentence("{name}", {"name": numbers.shelter.name})
    for line, number in _lines(numbers):
        yield PrintedNumber(line, COUNTED, number, code, name)


def _lines(numbers: ShelterNumbers) -> list[Line]:
    return [
        (of.BEDS, say("{n}", n=numbers.beds)),
        (of.OCCUPIED, printed(numbers.occupied)),
        (of.EXPECTED, printed(numbers.expected)),
        (of.MISSING, printed_part(numbers.missing, numbers.occupied)),
        (of.DIFFER, say("{n}", n=numbers.open_counts + numbers.differs)),
        (of.LONGEST, FEW_PEOPLE if numbers.occupied else say("{n}", n=0)),
        (of.LONG, printed_part(numbers.long, numbers.occupied)),
        (of.RESTRICTIONS, printed(numbers.restricted)),
        (of.UNREAD, printed(numbers.unread)),
        (of.LATE, printed_part(numbers.late, numbers.unread)),
    ]
