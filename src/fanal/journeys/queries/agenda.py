"""The legs of journeys in the calendar of whoever leads them, or may open them."""

from __future__ import annotations

import json
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.queries.agenda import JOURNEY, AgendaItem, Asked
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Journey, Leg
from fanal.sealed_references import with_rows


def legs_of_journeys(asked: Asked) -> list[AgendaItem]:
    """From today on: one's own journeys, or all that one may open."""
    journeys = journeys_for(asked.user).filter(ended_on=None).order_by()
    if not asked.team:
        journeys = journeys.filter(lead=asked.user)
    by_id = {one.id: one for one in journeys}
    legs = with_rows(Leg.objects.filter(journey__in=list(by_id)), "start", "end")
    items = [_item(by_id[leg.journey_id], leg) for leg in legs]
    return [one for one in items if one.day and one.day >= asked.today]


def _item(journey: Journey, leg: Leg) -> AgendaItem:
    leaves = timezone.localtime(datetime.fromisoformat(json.loads(leg.times)[0]))
    way = f"{leg.start.name} → {leg.end.name}"
    return AgendaItem(
        JOURNEY, _("Journey: {way}").format(way=way),
        reverse("journeys:journey", args=[journey.id]), leaves.date(),
        leaves.time().replace(second=0, microsecond=0), code=journey.code_name,
    )  # fmt: skip
