"""What her story says of journeys: when the next leg leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from fanal.cases.queries.story import NextDate, StoryQuery
from fanal.core.journeys.proofs import days_after
from fanal.core.journeys.state import JourneyStage, state_of
from fanal.core.words import say
from fanal.journeys.models import Happening, Journey, Leg, Traveller
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.journey import stretches
from fanal.journeys.queries.statements import NOBODY_TRAVELS
from fanal.sealed_references import with_rows
from fanal.web.places import area_name


def departures(query: StoryQuery) -> Iterator[NextDate]:
    """The legs that have not left yet, of journeys that are followed or planned."""
    none = query.read.get(NOBODY_TRAVELS)
    if not query.rights.works or (isinstance(none, frozenset) and query.case.id in none):
        return
    theirs = Traveller.objects.filter(case=query.case).order_by().values("journey")
    legs = Leg.objects.filter(journey__in=theirs, journey__ended_on=None)
    for one in stretches(with_rows(legs, "start", "end")):
        if one.leaves >= query.now:
            what = say("leaves {place}", place=area_name(one.leg.start))
            yield NextDate(one.leaves, what, reverse("journeys:journey", args=[one.leg.journey_id]))


def journeys_of(case_id: UUID) -> list[Journey]:
    """Those on which somebody travels in this case, the latest first."""
    theirs = Traveller.objects.filter(case=case_id).order_by().values("journey")
    rows = Journey.objects.filter(id__in=theirs).select_related("lead")
    return list(rows.order_by("-starts_on", "id"))


def returns_of(cases: Collection[UUID]) -> dict[UUID, list[date]]:
    """The days on which journeys of somebody of these cases ended after which she is followed: of
    whoever left on one that was not called off before."""
    rows = Traveller.objects.filter(case__in=cases).exclude(journey__ended_on=None).order_by()
    ended = [one for one in rows.select_related("journey") if days_after(one.journey.kind)]
    stayed = _never_left({one.journey_id for one in ended})
    found: dict[UUID, set[date]] = defaultdict(set)
    for row in ended:
        if row.journey.ended_on and (row.journey_id, str(row.person_id)) not in stayed:
            found[row.case_id].add(row.journey.ended_on)
    return {case: sorted(days) for case, days in found.items()}


def _never_left(journeys: Collection[UUID]) -> set[tuple[UUID, str]]:
    """By journey, who was prepared for it and of whom nothing says that she set out."""
    happened = Happening.objects.filter(journey__in=journeys)
    return {
        (id, one.person)
        for id, told in (events_of(happened) if journeys else {}).items()
        for one in state_of(told).persons.values()
        if one.stage is JourneyStage.IN_PREPARATION
    }
