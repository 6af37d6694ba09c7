"""Who goes along on a journey, prepared one by one."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.codes import stored_codes_of
from fanal.core.casework.statements import Custody
from fanal.core.errors import BadInput
from fanal.core.journeys.events import EventKind, departures
from fanal.core.words import say
from fanal.journeys.actions.custody import must_be_fit
from fanal.journeys.actions.events import record_event
from fanal.journeys.models import Journey, JourneyCustodian, Traveller
from fanal.journeys.queries.custodians import going_along, known_ones
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person

HELD = say(
    "It was said last that people hold her: choose them here, added with only a name, and hand her "
    "over once she is out. If she is out already, first say in her case who is with her."
)
KEPT_FROM_HER = say("One of us on this journey must not know of her: plan another one.")


@transaction.atomic
def prepare(
    *,
    journey: Journey,
    person: Person,
    case: Case,
    custodian: JourneyCustodian,
    by: User,
    nationality: str = "",
    at: datetime | None = None,
    late_reason: str = "",
) -> Traveller:
    """Put her on this journey, held by `custodian` for now; after the departure it needs a reason.

    Where she is now is kept, whoever that is. Raises `BadInput` for a journey that has ended, for
    somebody who is on another one that has not, where whoever leads this one or goes along is kept
    from her, and where people hold her and `custodian` is to fetch her; `Refused` where somebody
    who is to take her over may not.
    """
    _may_go_along(journey, person, case, late_reason)
    # Those who hold her can be named, as a name alone: what is so is kept.
    if not late_reason and custodian.known:
        _must_not_be_held(person)
    traveller, new = Traveller.objects.get_or_create(
        journey=journey, person=person, defaults={"case": case, "nationality": nationality}
    )
    if not new:
        raise BadInput("person", say("She is on this journey already."))
    # Not of whoever has her now: that is a fact, and no plan.
    later = journey.custodians.filter(planned=True).exclude(id=custodian.id)
    must_be_fit(journey=journey, custodians=known_ones(later), by=by, persons=[str(person.id)])
    record_event(
        journey=journey,
        kind=EventKind.PREPARED,
        persons=[person],
        custodian=str(custodian.id),
        at=at,
        reason=late_reason,
        by=by,
    )
    return traveller


def _may_go_along(journey: Journey, person: Person, case: Case, late_reason: str) -> None:
    if journey.ended_on:
        raise BadInput("case", say("This journey has ended: plan another one."))
    # After the departure a name on the list may hide that somebody was left behind: it takes a
    # reason.
    departed = departures(row.event() for row in journey.happenings.all())
    if departed and not late_reason.strip():
        raise BadInput("late_reason", say("The journey has departed: say why she is added now."))
    other = Traveller.objects.filter(person=person, journey__ended_on=None).exclude(journey=journey)
    # On two boards at once each would take her for held by the other.
    if other.exists():
        raise BadInput("person", say("She is on another journey that has not ended."))
    case.must_concern(person)
    along = {journey.lead_id, *(user.pk for user in going_along(journey))}
    # Whoever leads it or goes along learns where she is, so one of them who must not know of her
    # stops it.
    if along & kept_out_of_any(people=[person.id], cases=[case.id]):
        raise BadInput("case", KEPT_FROM_HER)


def _must_not_be_held(person: Person) -> None:
    """Refuse whoever is to get her out as one who has her, until she was handed over."""
    if stored_codes_of([person.id])[person.id].custody is Custody.HOLDER:
        raise BadInput("custodian", HELD)
