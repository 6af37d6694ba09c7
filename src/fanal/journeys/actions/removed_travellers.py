"""What is stored of who has her once the journey has no row for her any more."""

from collections.abc import Collection
from uuid import UUID

from fanal.cases.actions.present import custody_changes
from fanal.cases.queries.codes import stored_codes_of
from fanal.core.casework.statements import Custody
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.journeys.actions.other_files import FROM_US, store_in_other_files
from fanal.journeys.models import Journey, JourneyCustodian, Traveller
from fanal.journeys.queries.known_journeys import custody_by


def no_longer_with_us(journey: Journey, state: JourneyState, named: Collection[str]) -> None:
    """Clear what is stored of whoever left, or store who has her as she stays, until somebody who
    reads her case derives it anew: the journey has no row for her any more, and what stands for her
    on the board was stored of her case before."""
    left = [UUID(person) for person in named if _has_left(state, person)]
    if not left:
        return
    codes = stored_codes_of(left)
    custodians = {str(custodian.id): custodian for custodian in journey.custodians.all()}
    for row in journey.travellers.filter(person__in=left).select_related("case"):
        person = state.persons[str(row.person_id)]
        custodian = custodians.get(person.custodian) if person.stays else None
        has_her = custody_by(custodian) if person.stays else Custody.HERSELF
        if has_her and codes[row.person_id].custody in FROM_US:
            _store_custody(row, has_her, custodian)


def _store_custody(row: Traveller, custody: Custody, custodian: JourneyCustodian | None) -> None:
    # Which partner it is, too: what is found of it later is told of whoever is stored with it.
    partner = custodian.partner_id if custodian and custody is Custody.PARTNER else None
    custody_changes(
        case=row.case,
        person=row.person_id,
        custody=custody,
        by_journey=True,
        held_by=str(partner or ""),
    )


def stays_with_us(journey: Journey, state: JourneyState) -> None:
    """Keep her with whoever had her, unless her case says otherwise: a journey that ended before
    somebody left has no row for her any more."""
    stay = {
        UUID(person.person): person.custodian
        for person in state.persons.values()
        if person.stage is JourneyStage.IN_PREPARATION
    }
    codes = stored_codes_of(stay)
    custodians = {str(custodian.id): custodian for custodian in journey.custodians.all()}
    for row in journey.travellers.filter(person__in=stay).select_related("case"):
        custodian = custodians.get(stay[row.person_id])
        custody = custody_by(custodian)
        # What her case says of who has her is newer or nearer than a plan that was called off.
        if custody and codes[row.person_id].custody is None:
            _store_custody(row, custody, custodian)
    store_in_other_files(journey, state, {str(person) for person in stay})


def _has_left(state: JourneyState, person: str) -> bool:
    person_state = state.persons.get(person)
    return person_state is not None and person_state.stage is JourneyStage.LEFT
