"""The legs of a journey, and who has them on each."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.journeys.planning import PlannedLeg as CoreLeg
from fanal.core.journeys.planning import made_wrong
from fanal.journeys.actions.custody import must_be_fit
from fanal.journeys.actions.notices import other_teams_told
from fanal.journeys.models import Hands, Journey, Leg
from fanal.journeys.queries.custodians import leg_as_core
from fanal.journeys.queries.go_no_go import troubles_of_legs
from fanal.partners.models import Area


@transaction.atomic
def add_leg(
    *,
    journey: Journey,
    start: Area,
    end: Area,
    hands: Hands,
    leaves: datetime,
    arrives: datetime,
    by: User,
    crossing: Area | None = None,
    by_what: str = "",
) -> Leg:
    """The next leg. Raises `BadInput` where it does not fit to the others or its crossing is closed
    then, and `Refused` where `hands` may not hold somebody who travels."""
    before = [leg_as_core(row) for row in journey.legs.all()]
    made = Leg(journey=journey, number=len(before) + 1, by_what=by_what)
    made.start, made.end, made.crossing, made.hands = start, end, crossing, hands
    made.times = _times(leaves, arrives)
    _must_fit(before, leg_as_core(made))
    with other_teams_told(journey, by):
        made.save(force_insert=True)
    must_be_fit(journey=journey, hands=[hands], by=by)
    audit.record(act="journey.changed", by=by, about=journey.id)
    return made


def _times(leaves: datetime, arrives: datetime) -> str:
    return json.dumps([leaves.isoformat(), arrives.isoformat()])


def _must_fit(others: list[CoreLeg], new: CoreLeg, *, alone: bool = False) -> None:
    """What is wrong already stands on the page of the journey; here only what `new` makes wrong, or
    what is wrong with it `alone`."""
    before, after = troubles_of_legs(others), troubles_of_legs([*others, new])
    if trouble := made_wrong(before, after, of=new.id if alone else ""):
        raise BadInput(trouble.where, trouble.sentence)


@transaction.atomic
def change_leg(
    *,
    leg: Leg,
    start: Area,
    end: Area,
    hands: Hands,
    leaves: datetime,
    arrives: datetime,
    by: User,
    crossing: Area | None = None,
    by_what: str = "",
    happened: bool = False,
) -> None:
    """The way is another one. Raises `BadInput` where this leg does not fit to the one before it or
    its crossing is closed then; what comes after it is changed next, and stands on the page until
    then. Raises `Refused` where `hands` may not hold somebody, unless it has `happened`."""
    others = [leg_as_core(row) for row in leg.journey.legs.exclude(number=leg.number)]
    new = Leg(journey=leg.journey, number=leg.number)  # another row: `Leg` says why
    new.start, new.end, new.crossing, new.hands = start, end, crossing, hands
    new.times, new.by_what = _times(leaves, arrives), by_what
    _must_fit(others, leg_as_core(new), alone=True)
    with other_teams_told(leg.journey, by):
        leg.journey.legs.get(number=leg.number).delete()
        new.save(force_insert=True)
    if not happened:
        must_be_fit(journey=leg.journey, hands=[hands], by=by)
    detail = {"leg": leg.number, "from": str(leg.hands_id), "to": str(hands.id)}
    audit.record(act="journey.changed", by=by, about=leg.journey_id, detail=detail)


@transaction.atomic
def remove_leg(*, leg: Leg, by: User) -> None:
    """Nobody goes this leg any more; those after it move up."""
    after = list(leg.journey.legs.filter(number__gt=leg.number).order_by("number"))
    audit.record(act="journey.changed", by=by, about=leg.journey_id, detail={"leg": leg.number})
    with other_teams_told(leg.journey, by):
        leg.delete()
    for row in after:
        row.number -= 1
        row.save(update_fields=["number"])
