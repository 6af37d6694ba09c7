"""Returns and signs of life in coded facts: from which country to which, and what proves it."""

from uuid import UUID

from django.db.models import QuerySet

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import CodedFact, coded
from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.planning import COMES_TO_US
from fanal.journeys.models import Journey, JourneyEvent, Traveller
from fanal.partners.queries.countries import country_of


def code_happening(row: JourneyEvent, content: RowContent) -> FactsOfRow:
    event = row.event()
    if (fact := _fact(event, row.journey)) is not None:
        for person in sorted(event.persons):
            yield UUID(person), fact


def _fact(event: Event, journey: Journey) -> CodedFact | None:
    day = event.at.date()
    if event.kind is EventKind.RETURNED and journey.kind not in COMES_TO_US:
        legs = list(journey.legs.order_by("number"))
        ends = (legs[0].start, legs[-1].end) if legs else (None, None)
        start, end = map(country_of, ends)
        return coded("returned", day, start=start, end=end)
    if event.kind is EventKind.SIGN_OF_LIFE and not event.calls_for_help:
        return coded("proof", day, sign=event.sign)
    return None


def register_coders() -> None:
    register(JourneyEvent, code_happening, _of_case)


def _of_case(case: UUID) -> QuerySet[JourneyEvent]:
    return JourneyEvent.objects.filter(
        journey__in=Traveller.objects.filter(case=case).values("journey")
    )
