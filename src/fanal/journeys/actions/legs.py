"""The legs of a journey, and who has them on each."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import takewhile

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.journeys.planning import BORDERS, borders_of, made_wrong
from fanal.core.journeys.planning import PlannedLeg as CoreLeg
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.actions.custody import must_be_fit
from fanal.journeys.actions.events import state_now
from fanal.journeys.actions.notices import other_teams_told
from fanal.journeys.models import Journey, JourneyCustodian, Leg
from fanal.journeys.queries.custodians import leg_as_core, legs_of
from fanal.journeys.queries.departed import all_have_left, first_leaves
from fanal.journeys.queries.go_no_go import troubles_of_legs
from fanal.partners.models import Area


@transaction.atomic
def add_leg(
    *,
    journey: Journey,
    start: Area,
    end: Area,
    custodian: JourneyCustodian,
    leaves: datetime,
    arrives: datetime,
    by: User,
    crossing: Area | None = None,
    by_what: str = "",
) -> Leg:
    """The next leg. Raises `BadInput` where it does not fit to the others or its crossing is closed
    then, and `Refused` where `custodian` may not hold somebody who travels."""
    before = [leg_as_core(row) for row in journey.legs.all()]
    leg = Leg(journey=journey, number=len(before) + 1, by_what=by_what)
    leg.start, leg.end, leg.crossing, leg.hands = start, end, crossing, custodian
    leg.times = _times(leaves, arrives)
    _must_fit(before, leg_as_core(leg))
    # Both look at the journey before and after: the leg is saved between the two.
    told = other_teams_told(journey, by, typed=_still_typed(journey))
    with told, _borders_asked_anew(journey, by):
        leg.save(force_insert=True)
    # After the leg is saved: findings hold for an area, and it leads to one. A refusal rolls back.
    must_be_fit(journey=journey, custodians=[custodian], by=by)
    audit.record(act="journey.changed", by=by, about=journey.id)
    return leg


def _still_typed(journey: Journey) -> bool:
    """Whether the way is still being written: nobody has left, nor has anybody begun to answer
    whether they may."""
    if journey.answers.exclude(yes=None).exists():
        return False
    people = state_now(journey).persons.values()
    return all(person.stage is JourneyStage.IN_PREPARATION for person in people)


def _times(leaves: datetime, arrives: datetime) -> str:
    return json.dumps([leaves.isoformat(), arrives.isoformat()])


def _must_fit(others: list[CoreLeg], new: CoreLeg, *, alone: bool = False) -> None:
    """Refuse only what `new` makes wrong, or what is wrong with it `alone`: what is wrong already
    stands on the page of the journey."""
    before, after = troubles_of_legs(others), troubles_of_legs([*others, new])
    if trouble := made_wrong(before, after, of=new.id if alone else ""):
        raise BadInput(trouble.where, trouble.sentence)


@transaction.atomic
def change_leg(
    *,
    leg: Leg,
    start: Area,
    end: Area,
    custodian: JourneyCustodian,
    leaves: datetime,
    arrives: datetime,
    by: User,
    crossing: Area | None = None,
    by_what: str = "",
    happened: bool = False,
) -> None:
    """Change a leg. The way is another one. Raises `BadInput` where this leg does not fit to the
    one before it or its crossing is closed then; what comes after it is changed next, and stands on
    the page until then. Raises `Refused` where `custodian` may not hold somebody, unless it has
    `happened`."""
    others = [leg_as_core(row) for row in leg.journey.legs.exclude(number=leg.number)]
    new = Leg(journey=leg.journey, number=leg.number)  # another row: `Leg` says why
    new.start, new.end, new.crossing, new.hands = start, end, crossing, custodian
    new.times, new.by_what = _times(leaves, arrives), by_what
    _must_fit(others, leg_as_core(new), alone=True)
    with other_teams_told(leg.journey, by), _borders_asked_anew(leg.journey, by):
        leg.journey.legs.get(number=leg.number).delete()
        new.save(force_insert=True)
    if not happened:
        must_be_fit(journey=leg.journey, custodians=[custodian], by=by)
    detail = {"leg": leg.number, "from": str(leg.hands_id), "to": str(custodian.id)}
    audit.record(act="journey.changed", by=by, about=leg.journey_id, detail=detail)


@transaction.atomic
def remove_leg(*, leg: Leg, by: User) -> None:
    """Remove a leg that nobody goes any more; those after it move up."""
    after = list(leg.journey.legs.filter(number__gt=leg.number).order_by("number"))
    audit.record(act="journey.changed", by=by, about=leg.journey_id, detail={"leg": leg.number})
    with other_teams_told(leg.journey, by), _borders_asked_anew(leg.journey, by):
        leg.delete()
    for row in after:
        # From the first on: of two legs of one number the database would refuse the second.
        row.number -= 1
        row.save(update_fields=["number"])


@contextmanager
def _borders_asked_anew(journey: Journey, by: User) -> Iterator[None]:
    """An answer is of a border and a day: of the first that another leg makes different, and of all
    after it, it is asked again. Not once they have left: then it is the record of that day."""
    before = _borders(journey)
    yield
    if all_have_left(journey, state_now(journey), first_leaves(journey)):
        return
    pairs = zip(before, _borders(journey), strict=False)
    # Borders are answered by their place on the way: behind the first that differs each place is
    # another border.
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    answered = journey.answers.filter(item__in=BORDERS[same:]).exclude(yes=None)
    answered.update(yes=None, by=by, on=timezone.localdate())


def _borders(journey: Journey) -> list[tuple[str, ...]]:
    legs = borders_of(legs_of([journey.id]).get(journey.id, ()))
    # The day and not the hour: a bus that leaves later crosses the same border.
    days = (str(timezone.localtime(leg.leaves).date()) for leg in legs)
    return [(leg.crossing, leg.start, leg.end, day) for leg, day in zip(legs, days, strict=True)]
