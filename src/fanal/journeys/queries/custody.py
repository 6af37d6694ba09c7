"""What stands against whoever holds each person, or will: read from the register when it is asked.

In a constant number of queries, however many journeys. The rules decide from all that is on file;
the words come from what the reader may know (`fanal.core.trust.redaction`): for her a partner of
which a danger is closed to her looks like one of which nothing is known, and is red all the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.journeys.custody import (
    Custodian,
    CustodyTrouble,
    When,
    custodians_of,
    decided_by_two,
    troubles_of_custodian,
)
from fanal.core.journeys.events import GOES
from fanal.core.journeys.leaving import NO_AFTERWARDS, left_without_go, with_escort
from fanal.core.journeys.not_received import fetched_from
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState
from fanal.core.journeys.unplanned_handover import not_as_planned
from fanal.core.trust.redaction import redacted_world
from fanal.core.trust.situation import TrustCaseFacts, World
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.models import Journey
from fanal.journeys.queries.custodians import CustodianRecords, kept_out_of_travellers, on_file
from fanal.journeys.queries.destination_warnings import homes_of
from fanal.journeys.queries.home_with_escort import home_with_escorts
from fanal.journeys.queries.travel_consents import (
    TravellerConsent,
    Travels,
    code_names,
    consents_of,
)
from fanal.journeys.queries.unsound import (
    FoundJourney,
    as_far_as_it_opens,
    trouble_of,
    unsound,
    with_events_that_do_not_open,
)
from fanal.partners import access as partners
from fanal.partners.queries.world import world
from fanal.sharing.queries.lost_trust import verified_facts_of_each

HER = "her"
Found = Iterable[tuple[Journey, JourneyState]]
Alike = tuple[Custodian, TrustCaseFacts, bool]  # whoever fares alike
Troubles = dict[UUID, dict[str, tuple[CustodyTrouble, ...]]]
Escorted = dict[tuple[UUID, str], tuple[CustodyTrouble, ...]]


class CaseOrPerson(NamedTuple):
    """A case or a person by her id, as far as the facts of trust need one."""

    id: UUID


class CustodyFacts:
    """What is on file of some journeys, and as `seen_by` may read it; None for the sweep."""

    def __init__(
        self, journeys: Iterable[Journey], now: datetime, seen_by: User | None = None
    ) -> None:
        self.now, self.seen_by = now, seen_by
        self.file: CustodianRecords = on_file([journey.id for journey in journeys])
        known = [row for row in self.file.custodians.values() if row.party or row.members]
        # The whole register is read only where somebody is more than a name.
        self.world: World = world() if known else World()
        self.seen = self._as_seen(seen_by) if known and seen_by is not None else self.world
        self._known: dict[Alike, tuple[CustodyTrouble, ...]] = {}
        travel = self.file.travellers if known else {}
        pairs = [(CaseOrPerson(case), CaseOrPerson(person)) for case, person in travel.values()]
        facts = verified_facts_of_each(pairs) if pairs else []
        self.facts: dict[tuple[UUID, str], TrustCaseFacts] = dict(zip(travel, facts, strict=True))
        self._keep_out(travel)

    def _keep_out(self, travel: Mapping[tuple[UUID, str], tuple[UUID, UUID]]) -> None:
        """Add ours whom a conflict keeps out to her never-tell list: they never have her either."""
        our_members = {member for row in self.file.custodians.values() for member in row.members}
        for key, excluded in kept_out_of_travellers(travel if our_members else {}).items():
            if members := our_members & set(map(str, excluded)):
                facts = self.facts[key]
                self.facts[key] = replace(facts, never_tell=facts.never_tell | members)

    def consents(
        self, journeys: Iterable[Journey], people: Collection[str] | None = None
    ) -> list[TravellerConsent]:
        """Return the state of consent of each who travels; `people`: of these alone, without their
        code names, which the board has opened already."""
        by_id = {journey.id: journey for journey in journeys}
        travel = {
            key: pair
            for key, pair in self.file.travellers.items()
            if key[0] in by_id and (people is None or key[1] in people)
        }
        named = {person for _case, person in travel.values()} if people is None else ()
        codes = code_names(named) if named else {}
        return consents_of(
            Travels(
                journey,
                by_id[journey].kind,
                person,
                codes.get(person, ""),
                case,
                self.file.partners.get(journey, frozenset()),
            )
            for (journey, _), (case, person) in travel.items()
        )

    def _as_seen(self, reader: User) -> World:
        return redacted_world(self.world, partners.hidden_from(reader))

    def of(self, journey: UUID, person: str, custodian: Custodian) -> tuple[CustodyTrouble, ...]:
        """Return what stands against one custodian of one person, as the reader may read it."""
        facts = self.facts.get((journey, person), TrustCaseFacts())
        true = self._against(custodian, person, facts, self.world)
        covered = self.file.covered.get((journey, custodian.id), frozenset())
        true = decided_by_two(true, covered)
        others = custodian.members - ({str(self.seen_by.pk)} if self.seen_by else set())
        if self.seen is self.world and others == custodian.members:
            return true
        return self._for_reader(custodian, others, person, facts, true)

    def _for_reader(
        self,
        custodian: Custodian,
        others: frozenset[str],
        person: str,
        facts: TrustCaseFacts,
        true: tuple[CustodyTrouble, ...],
    ) -> tuple[CustodyTrouble, ...]:
        """Return what the reader may know: nothing of herself, no decision on what is closed."""
        if others != custodian.members:
            custodian = replace(custodian, members=others, ours=True)
        # "Decided" on one of several troubles would tell how many are closed to her.
        all_decided = all(trouble.decided for trouble in true)
        seen = self._against(custodian, person, facts, self.seen)
        return tuple(replace(trouble, decided=all_decided) for trouble in seen)

    def _against(
        self, custodian: Custodian, person: str, facts: TrustCaseFacts, known: World
    ) -> tuple[CustodyTrouble, ...]:
        """Return what stands against one; those of one partner who fare alike are asked of once."""
        # Without the id: two of one partner are judged alike, and only once.
        key = (replace(custodian, id=""), facts, known is self.world)
        if key not in self._known:
            self._known[key] = troubles_of_custodian(key[0], HER, facts, known, self.now)
        return tuple(
            replace(trouble, custodian=custodian.id, person=person if trouble.person else "")
            for trouble in self._known[key]
        )


def custody_troubles(found: Found, now: datetime, seen_by: User | None = None) -> Troubles:
    """Return what stands against whoever holds each person now, or is to hold her, by journey and
    person; and that she left without a go."""
    journeys = list(found)
    read = as_far_as_it_opens(lambda some: _troubles_of(some, now, seen_by), journeys)
    return {
        journey.id: read[journey.id] if journey.id in read else _not_read(state)
        for journey, state in journeys
    }


def _not_read(state: JourneyState) -> dict[str, tuple[CustodyTrouble, ...]]:
    """Return the trouble of a journey of which a value does not open: nobody knows what stands
    against whom."""
    people = (one for one in state.persons.values() if one.stage is not JourneyStage.LEFT)
    return {one.person: (trouble_of(one.person),) for one in people}


def _troubles_of(
    journeys: list[FoundJourney], now: datetime, seen_by: User | None
) -> dict[UUID, dict[str, tuple[CustodyTrouble, ...]]]:
    asked = CustodyFacts([journey for journey, _state in journeys], now, seen_by)
    noes, homes = _said_no(asked, journeys), _homes(asked, journeys)
    escorted = _with_their_escort(asked, journeys)
    changed = unsound([journey for journey, _state in journeys])
    changed |= with_events_that_do_not_open(journeys)
    return {
        journey.id: {
            person.person: (
                *([trouble_of(person.person)] if journey.id in changed else ()),
                *noes.get((journey.id, person.person), ()),
                *homes.get((journey.id, person.person), ()),
                *_of_person(asked, journey, state, person, escorted),
            )
            for person in state.persons.values()
            if person.stage is not JourneyStage.LEFT
        }
        for journey, state in journeys
    }


def _with_their_escort(asked: CustodyFacts, journeys: list[FoundJourney]) -> Escorted:
    """Return the trouble of who is said to be home and is with her escort, by journey and
    person."""
    known = asked.file.custodians
    escorts = {id for id, one in known.items() if one.purpose is PartnerPurpose.ESCORT}
    found = home_with_escorts(journeys, escorts)
    return {key: (with_escort(one, known[one.custodian]),) for key, one in found.items()}


def _said_no(
    asked: CustodyFacts, journeys: list[tuple[Journey, JourneyState]]
) -> dict[tuple[UUID, str], list[CustodyTrouble]]:
    """Return who is on the way, though the last that she said of it herself is a no."""
    away = {
        person.person
        for _journey, state in journeys
        for person in state.persons.values()
        if person.stage is JourneyStage.ON_THE_WAY
    }
    if not away:
        return {}
    troubles: dict[tuple[UUID, str], list[CustodyTrouble]] = defaultdict(list)
    for consent in asked.consents((journey for journey, _state in journeys), away):
        if consent.said.her_no:
            journey = consent.who.journey
            covered = asked.file.covered.get((journey, ""), frozenset())
            troubles[journey, str(consent.who.person)] += decided_by_two(
                [consent.as_trouble()], covered
            )
    return troubles


def _homes(
    asked: CustodyFacts, journeys: list[tuple[Journey, JourneyState]]
) -> dict[tuple[UUID, str], tuple[CustodyTrouble, ...]]:
    """Return what was found of where she goes, unless two let her leave knowing it."""
    covered = asked.file.covered
    return {
        (journey, person): decided_by_two([trouble], covered.get((journey, ""), frozenset()))
        for (journey, person), trouble in homes_of(journeys).items()
    }


def _of_person(
    asked: CustodyFacts,
    journey: Journey,
    state: JourneyState,
    person: PersonState,
    escorted: Escorted,
) -> tuple[CustodyTrouble, ...]:
    file = asked.file
    who = custodians_of(person, file.planned.get(journey.id, ()), file.legs.get(journey.id, ()))
    fetched = fetched_from(journey.kind, [person], file.known)
    who |= dict.fromkeys(fetched & who.keys(), When.FETCHED)
    troubles = [
        replace(trouble, when=when)
        for custodian, when in who.items()
        if custodian in file.custodians
        for trouble in asked.of(journey.id, person.person, file.custodians[custodian])
    ]
    no_go = _left_without_go(asked, journey, state, person)
    another = not_as_planned(
        person, file.planned.get(journey.id, ()), file.legs.get(journey.id, ())
    )
    return (*no_go, *escorted.get((journey.id, person.person), ()), *troubles, *another)


def _left_without_go(
    asked: CustodyFacts, journey: Journey, state: JourneyState, person: PersonState
) -> list[CustodyTrouble]:
    departed = [e for e in state.events if e.kind in GOES and person.person in e.persons]
    if person.stage is not JourneyStage.ON_THE_WAY or not departed:
        return []
    trouble = left_without_go(asked.file.missing(journey))
    if trouble is None:
        return []
    if journey.ended_on is not None:
        trouble = replace(trouble, when=When.OVER)
    covered = asked.file.covered.get((journey.id, ""), frozenset())
    if NO_AFTERWARDS in covered:
        return [replace(trouble, decided=True)]
    return list(decided_by_two([trouble], covered))
