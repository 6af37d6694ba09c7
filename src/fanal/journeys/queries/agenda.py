"""The legs of journeys in the calendar of whoever leads them, goes along, or may open them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.queries.agenda import JOURNEY, AgendaItem
from fanal.cases.queries.agenda_asked import Asked
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Hands, Journey, Leg
from fanal.sealed_references import with_rows
from fanal.web.places import area_name


def legs_of_journeys(asked: Asked) -> list[AgendaItem]:
    """From today on: one's own journeys with those that one leads for a colleague, or all that one
    may open."""
    journeys = journeys_for(asked.user).filter(ended_on=None).order_by()
    by_id = {journey.id: journey for journey in journeys}
    if not asked.team:
        along, own = _goes_along(by_id, asked.user), set(whose_work(asked.user))
        by_id = {id: one for id, one in by_id.items() if id in along or one.lead_id in own}
    legs = with_rows(Leg.objects.filter(journey__in=list(by_id)), "start", "end")
    items = [
        replace(
            _item(by_id[leg.journey_id], leg),
            stands_in=asked.stands_in(by_id[leg.journey_id].lead_id),
        )
        for leg in legs
    ]
    return [item for item in items if item.day and item.day >= asked.today]


def _goes_along(journeys: Collection[UUID], user: User) -> set[UUID]:
    """The journeys on which this user is one of those who hold or escort somebody."""
    hands = Hands.objects.filter(journey__in=list(journeys))
    return {hand.journey_id for hand in hands if user.pk in hand.colleagues_ids}


def _item(journey: Journey, leg: Leg) -> AgendaItem:
    leaves = timezone.localtime(datetime.fromisoformat(json.loads(leg.times)[0]))
    way = f"{area_name(leg.start)} → {area_name(leg.end)}"
    return AgendaItem(
        JOURNEY,
        _("Journey: {way}").format(way=way),
        reverse("journeys:journey", args=[journey.id]),
        leaves.date(),
        leaves.time().replace(second=0, microsecond=0),
        code=journey.code_name,
    )
