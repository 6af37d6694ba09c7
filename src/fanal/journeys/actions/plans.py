"""Planning: the journey, its hands, legs, papers and go / no-go list."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.journeys.planning import Item
from fanal.core.journeys.planning import Leg as CoreLeg
from fanal.core.words import say
from fanal.journeys.access import kept_out_of
from fanal.journeys.actions.happened import KEPT_FROM_HER
from fanal.journeys.models import GoAnswer, Hands, Journey, Leg, Paper, Traveller
from fanal.journeys.queries.leads import CANNOT_LEAD, leads_of
from fanal.people.code_names import new_code_name


@transaction.atomic
def plan_journey(
    *,
    kind: str,
    team: Any,
    lead: Any,
    starts_on: date,
    by: Any,
    every_hours: int = 6,
    prepare_days: int = 7,
) -> Journey:
    """A new journey under a code name. Raises `BadInput` for intervals nobody can keep, and for
    somebody who is not of the team or works on no case."""
    if not leads_of([team]).filter(pk=lead.pk).exists():
        raise BadInput("lead", CANNOT_LEAD)
    if not 1 <= every_hours <= 72:
        raise BadInput("every_hours", say("between 1 and 72 hours"))
    if not 1 <= prepare_days <= 30:
        raise BadInput("prepare_days", say("between 1 and 30 days"))
    made = Journey.objects.create(
        kind=kind, team=team, lead=lead, code_name=new_code_name(),
        starts_on=starts_on, every_hours=every_hours, prepare_days=prepare_days,
        made_by=by,
    )  # fmt: skip
    audit.record(act="journey.planned", by=by, about=made.id)
    return made


@transaction.atomic
def add_hands(
    *,
    journey: Journey,
    label: str,
    by: Any,
    partner: Any = None,
    colleague: Any = None,
    phone: str = "",
) -> Hands:
    """One pair of hands. Raises `BadInput` without a name, and for a colleague who is kept from
    somebody who travels."""
    if not label.strip():
        raise BadInput("label", say("Say whose hands."))
    if colleague and colleague.pk in kept_out_of(journey):
        raise BadInput("colleague", KEPT_FROM_HER)
    made = Hands.objects.create(
        journey=journey, label=label.strip(), partner=partner, colleague=colleague, phone=phone
    )
    audit.record(act="journey.changed", by=by, about=journey.id)
    return made


@transaction.atomic
def set_phone(*, hands: Hands, phone: str, by: Any, version: int) -> None:
    """Where these hands are called. Raises `Conflict` if somebody changed it since `version`."""
    hands.phone = phone.strip()
    hands.save_if_version(version)
    audit.record(act="journey.changed", by=by, about=hands.journey_id)


@transaction.atomic
def add_leg(
    *,
    journey: Journey,
    start: Any,
    end: Any,
    hands: Hands,
    leaves: datetime,
    arrives: datetime,
    by: Any,
    crossing: Any = None,
    by_what: str = "",
) -> Leg:
    """The next leg. Raises `BadInput` for a crossing that is closed then, or times turned round."""
    number = journey.legs.count() + 1
    CoreLeg(str(number), str(start.id), str(end.id), str(hands.id), leaves, arrives)
    if crossing is not None and not _open(crossing, timezone.localtime(leaves).date()):
        raise BadInput(
            "crossing", say("The crossing {crossing} is closed then.", crossing=crossing)
        )
    last = journey.legs.order_by("-number").first()
    if last is not None and leaves < _times(last)[1]:
        raise BadInput("leaves", say("It leaves before the leg before it has arrived."))
    made = Leg.objects.create(
        journey=journey, number=number, start=start, end=end, crossing=crossing, hands=hands,
        times=json.dumps([leaves.isoformat(), arrives.isoformat()]), by_what=by_what,
    )  # fmt: skip
    audit.record(act="journey.changed", by=by, about=journey.id)
    return made


@transaction.atomic
def add_paper(*, traveller: Traveller, kind: str, held_by: Hands, by: Any) -> Paper:
    """Raises `BadInput` for hands of another journey."""
    if held_by.journey_id != traveller.journey_id:
        raise BadInput("held_by", say("These hands are not of this journey."))
    made = Paper.objects.create(traveller=traveller, kind=kind, held_by=held_by)
    audit.record(act="journey.changed", by=by, about=traveller.journey_id)
    return made


@transaction.atomic
def hand_paper(*, paper: Paper, held_by: Hands, by: Any) -> None:
    """Other hands of the same journey hold this paper now; the journal keeps who held it before."""
    if held_by.journey_id != paper.traveller.journey_id:
        raise BadInput("held_by", say("These hands are not of this journey."))
    detail = {"paper": str(paper.id), "from": str(paper.held_by_id), "to": str(held_by.id)}
    paper.held_by = held_by
    paper.save(update_fields=["held_by"])
    audit.record(act="journey.changed", by=by, about=paper.traveller.journey_id, detail=detail)


@transaction.atomic
def answer_item(*, journey: Journey, item: str, yes: bool | None, by: Any) -> None:
    """Answer one item of the go / no-go list; None takes the answer back to not known."""
    if item not in set(Item):
        raise BadInput("item", say("{code} is not in the list", code=item))
    GoAnswer.objects.update_or_create(
        journey=journey, item=item, defaults={"yes": yes, "by": by, "on": timezone.localdate()}
    )
    detail = {"item": item, "yes": yes}
    audit.record(act="journey.changed", by=by, about=journey.id, detail=detail)


@transaction.atomic
def debrief(*, journey: Journey, words: str, by: Any) -> None:
    """What was learned; the journey is over, the people on it are still followed."""
    journey.debrief, journey.ended_on = words, timezone.localdate()
    journey.save(update_fields=["debrief", "ended_on"])
    audit.record(act="journey.ended", by=by, about=journey.id)


def _open(crossing: Any, day: date) -> bool:
    return (crossing.valid_from is None or crossing.valid_from <= day) and (
        crossing.valid_until is None or day <= crossing.valid_until
    )


def _times(leg: Leg) -> tuple[datetime, datetime]:
    leaves, arrives = json.loads(leg.times)
    return datetime.fromisoformat(leaves), datetime.fromisoformat(arrives)
