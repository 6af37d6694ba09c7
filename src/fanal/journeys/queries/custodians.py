"""The custodians, legs, answers and decisions of some journeys, as the rules read them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, Q, QuerySet

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import Team, User
from fanal.authority import reading
from fanal.core.journeys.custody import Custodian
from fanal.core.journeys.handovers import Handover
from fanal.core.journeys.not_received import fetched_from
from fanal.core.journeys.planning import DERIVED, RESCUE, borders_of, in_order, no_go
from fanal.core.journeys.planning import PlannedLeg as CoreLeg
from fanal.core.journeys.state import state_of
from fanal.core.roles import Permission, roles_that
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.access.journeys import closed_to
from fanal.journeys.models import Decision, GoAnswer, Journey, JourneyCustodian, Leg, Traveller
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.places import leg_rows
from fanal.partners.queries.countries import countries_of
from fanal.people.exclusion import kept_out_of_each
from fanal.web.request_cache import once_a_page

SEES_ALL = roles_that(Permission.SEE_OVERVIEW)


# The case and the person of each who travels, by journey and person.
type Travellers = Mapping[tuple[UUID, str], tuple[UUID, UUID]]


@dataclass(frozen=True)
class CustodianRecords:
    """The custodians of some journeys and what belongs to them. `planned`: who was added for the
    way. `travellers`: the case and the person of each. `covered`: what two people decided on, by
    journey and custodian, "" for the departure. `partners`: those who take part in each journey."""

    custodians: dict[str, Custodian]
    planned: dict[UUID, list[str]]
    legs: dict[UUID, list[CoreLeg]]
    travellers: Travellers
    answers: dict[UUID, dict[str, bool | None]]
    covered: dict[tuple[UUID, str], frozenset[str]]
    partners: dict[UUID, frozenset[str]]

    @property
    def known(self) -> frozenset[str]:
        """Those of whom more is known than a name."""
        return frozenset(key for key, custodian in self.custodians.items() if custodian.known)

    def missing(self, journey: Journey) -> tuple[str, ...]:
        """Return the questions answered by hand that nobody has answered yes."""
        # What is read from the register is asked elsewhere, by its own rules.
        answers = self.answers.get(journey.id, {}) | dict.fromkeys(map(str, DERIVED), True)
        return no_go(answers, journey.kind, self.borders(journey))

    def borders(self, journey: Journey) -> int:
        return len(borders_of(self.legs.get(journey.id, ())))


def fetched_on(journey: Journey) -> frozenset[str]:
    """Return from whom a rescue gets its people."""
    if journey.kind != RESCUE:
        return frozenset()
    known = [str(row.id) for row in journey.custodians.all() if row.known]
    state = state_of(events_of(journey.happenings.all())[journey.id])
    return fetched_from(journey.kind, state.persons.values(), known)


def who_takes_over(journey: Journey) -> QuerySet[JourneyCustodian]:
    """Return the custodians who may have somebody on the way."""
    return journey.custodians.exclude(id__in=fetched_on(journey))


def on_file(journeys: Collection[UUID]) -> CustodianRecords:
    """Return the records of these journeys, in a constant number of queries."""
    legs = legs_of(journeys)
    ends = _ends_of(legs)
    rows = custodian_rows(frozenset(journeys))
    names_gone = _names_of_those_gone(rows)
    custodians, planned = {}, defaultdict(list)
    partners: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    for row in rows:
        custodians[str(row.id)] = as_core(row, ends.get(str(row.id)), names_gone)
        partners[row.journey_id] |= {str(row.partner_id)} if row.partner_id else set()
        if row.planned:
            planned[row.journey_id].append(str(row.id))
    travellers = _travellers(journeys)
    return CustodianRecords(
        custodians,
        planned,
        legs,
        travellers,
        _answers(journeys),
        _covered(journeys, travellers),
        partners,
    )


@once_a_page
def custodian_rows(journeys: frozenset[UUID]) -> tuple[JourneyCustodian, ...]:
    """The custodians of these journeys: as the rules read them, and as the board names them."""
    return tuple(JourneyCustodian.objects.filter(journey__in=journeys))


def _names_of_those_gone(rows: Collection[JourneyCustodian]) -> dict[UUID, str]:
    """Return by id the names of those of ours who are gone: colleagues whose account ended and
    teams that were closed."""
    people = {user_id for row in rows for user_id in row.colleagues_ids}
    teams = {row.team_id for row in rows if row.team_id}
    ended = User.objects.filter(id__in=people, is_active=False).order_by() if people else ()
    closed = Team.objects.filter(id__in=teams).exclude(closed_on=None).order_by() if teams else ()
    return {row.pk: str(row) for row in [*ended, *closed]}


def as_core(row: JourneyCustodian, end: str | None, gone: Mapping[UUID, str]) -> Custodian:
    """Return the custodian as the rules read it; `end`: where the last leg ends on
    which they have her."""
    members = [*sorted(row.colleagues_ids), *([row.team_id] if row.team_id else [])]
    # Findings hold for an area: without one of their own it is where they bring her.
    area = str(row.area_id) if row.area_id else end
    return Custodian(
        id=str(row.id),
        name=row.label,
        party=str(row.partner_id) if row.partner_id else "",
        members=frozenset(map(str, row.colleagues_ids)),
        ours=row.team_id is not None,
        purpose=PartnerPurpose(row.does),
        area=area,
        gone=tuple((str(member), gone[member]) for member in members if member in gone),
    )


def legs_of(journeys: Collection[UUID]) -> dict[UUID, list[CoreLeg]]:
    rows = leg_rows(frozenset(journeys))
    unnamed = [area for row in rows if not row.crossing_id for area in (row.start_id, row.end_id)]
    countries = countries_of(unnamed)
    by_journey: dict[UUID, list[CoreLeg]] = defaultdict(list)
    for row in rows:
        # A leg without a crossing that begins in one country and ends in another crosses a border
        # all the same.
        ends = {countries.get(row.start_id), countries.get(row.end_id)} - {None, ""}
        by_journey[row.journey_id].append(replace(leg_as_core(row), abroad=len(ends) > 1))
    return by_journey


def leg_as_core(row: Leg) -> CoreLeg:
    return CoreLeg(
        str(row.number),
        str(row.start_id),
        str(row.end_id),
        str(row.hands_id),
        *row.hours,
        str(row.crossing_id or ""),
    )


def _ends_of(legs: dict[UUID, list[CoreLeg]]) -> dict[str, str]:
    return {
        leg.custodian: leg.end
        for way in legs.values()
        # Later legs overwrite earlier ones: what is left is the end of the last.
        for leg in in_order(way)
    }


def _travellers(journeys: Collection[UUID]) -> Travellers:
    rows = Traveller.objects.filter(journey__in=journeys).order_by()
    columns = rows.values_list("journey", "person", "case")
    return {(journey, str(person)): (case, person) for journey, person, case in columns}


def _answers(journeys: Collection[UUID]) -> dict[UUID, dict[str, bool | None]]:
    by_journey: dict[UUID, dict[str, bool | None]] = defaultdict(dict)
    # An answer that was written into the database lets nobody leave.
    for row in reading.rows_that_count(GoAnswer.objects.filter(journey__in=journeys)):
        by_journey[row.journey_id][row.item] = row.yes
    return by_journey


# It covers nothing, unless the journey was over.
REFUSED = Q(second=None, ended_by__isnull=False) & ~Q(ended_by=F("first"))


def _covered(
    journeys: Collection[UUID], travellers: Travellers
) -> dict[tuple[UUID, str], frozenset[str]]:
    """Return what two decided on; not what one decided whom a conflict keeps out of a
    traveller since."""
    by_custodian: dict[tuple[UUID, str], frozenset[str]] = defaultdict(frozenset)
    decided = Q(ended_on=None, second__isnull=False) | REFUSED
    rows = reading.rows_that_count(Decision.objects.filter(decided, journey__in=journeys))
    excluded = _kept_out({row.journey_id for row in rows}, travellers)
    for row in rows:
        # Their word counted when it was given; today they may know nothing of her, nor decide for
        # her.
        if not {row.first_id, row.second_id or row.ended_by_id} & excluded[row.journey_id]:
            by_custodian[row.journey_id, str(row.custodian_id or "")] |= row.covers
    return by_custodian


def _kept_out(journeys: Collection[UUID], travellers: Travellers) -> dict[UUID, set[UUID]]:
    """Return by journey the users whom a conflict keeps out of somebody who travels."""
    by_journey: dict[UUID, set[UUID]] = defaultdict(set)
    travel = {key: pair for key, pair in travellers.items() if key[0] in journeys}
    for (journey, _person), excluded in kept_out_of_travellers(travel).items():
        by_journey[journey] |= excluded
    return by_journey


def kept_out_of_travellers(
    travel: Travellers,
) -> dict[tuple[UUID, str], set[UUID]]:
    """Return the users whom a conflict keeps out of each of these (as in
    `CustodianRecords`), in one query."""
    excluded = kept_out_of_each({case for case, _person in travel.values()})
    return {key: excluded[case] for key, (case, _person) in travel.items()}


def going_along(journey: Journey) -> list[User]:
    """Return our colleagues among the custodians of a journey."""
    ids = {
        user_id for custodian in journey.custodians.all() for user_id in custodian.colleagues_ids
    }
    return list(User.objects.filter(id__in=ids).order_by("id")) if ids else []


def known_ones(rows: QuerySet[JourneyCustodian]) -> list[JourneyCustodian]:
    """Return those of whom there is more than a name."""
    return [row for row in rows.order_by("id") if row.known]


def is_of(custodian: JourneyCustodian, user: User) -> bool:
    """Whether this user is one of them: named among the colleagues, or of the team."""
    if user.pk in custodian.colleagues_ids:
        return True
    return custodian.team_id in own_team_ids(user)


def could_confirm(
    journey: Journey,
    giver: JourneyCustodian | None,
    receiver: JourneyCustodian | None,
    handover: Handover,
) -> list[User]:
    """Return who may confirm for the receiving side: whoever works on cases and is of it or opens
    the journey, or sees the overview, and is not of the giving side."""
    people = User.objects.who_may(Permission.WORK_CASES, Permission.SEE_OVERVIEW)
    receiving_team = receiver.team_id if receiver else None
    own = people.filter(
        Q(teams__in=[journey.team_id, receiving_team]) | Q(role__in=SEES_ALL)
    ).distinct()
    return [
        user
        for user in own.order_by("display_name")
        if not gave(giver, handover, user) and not closed_to(user).filter(journey=journey).exists()
    ]


def gave(giver: JourneyCustodian | None, handover: Handover, user: User) -> bool:
    """Whether this user is of the giving side: goes with `giver`, or told its side of it as one of
    ours."""
    if giver is None:
        return False
    if user.pk in giver.colleagues_ids:
        return True
    is_ours = giver.team_id is not None or giver.colleagues_ids
    # Who only wrote down for a partner what the partner gave saw nothing of it: she may confirm.
    return bool(is_ours) and str(user.pk) in {event.by for event in handover.given}
