"""A journey into a country in which she is accused: as a witness in one proceeding she may be held
there for another.

Safe conduct is asked for before she leaves (UN Convention against Transnational Organized Crime
2000, article 18(27), of witnesses who are asked for by another State: background knowledge, not
checked by a lawyer); that she is not punished for what she was made to do is raised there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import HerRole, ProceedingStep, is_over
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import say
from fanal.journeys.models import Journey, Leg, Traveller
from fanal.journeys.queries.destination_warnings import ChangedReason
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.steps import step_in
from fanal.partners.queries.countries import countries_of
from fanal.web.codes import COUNTRIES

ACCUSED = say(
    "{who} is accused in {country}: before she leaves, ask her lawyer whether she may be held "
    "there, and for safe conduct in writing"
)


def accused_on_the_way(journey: Journey, user: User) -> Iterator[ChangedReason]:
    """Yield it for whoever opens the legal part, of each proceeding that is not over."""
    if not (entered := _entered(journey)):
        return
    travel = Traveller.objects.filter(journey=journey, case__in=cases.cases_with(user, LEGAL))
    hers = set(travel.order_by().values_list("case", "person"))
    rows = Proceeding.objects.filter(case__in={case for case, _person in hers})
    rows = rows.select_related("person").defer("sealed").order_by("case", "number")
    accused = [
        row
        for row in rows
        if (row.case_id, row.person_id) in hers
        and row.role is HerRole.ACCUSED
        and row.country in entered
    ]
    steps = _steps([row.pk for row in accused])
    for row in accused:
        if not is_over(steps[row.pk]):
            country = COUNTRIES.name(row.country)
            says = say(ACCUSED.template, who=row.person.code_name, country=country)
            yield ChangedReason(says, reverse("justice:proceeding", args=[row.case_id, row.pk]))


def _entered(journey: Journey) -> set[str]:
    """Return the countries into which a leg leads from another one."""
    legs = Leg.objects.filter(journey=journey).order_by()
    ends = [(leg.start_id, leg.end_id) for leg in legs]
    countries = countries_of([area for both in ends for area in both])
    ways = ((countries.get(start, ""), countries.get(end, "")) for start, end in ends)
    return {into for out_of, into in ways if into and into != out_of}


def _steps(proceedings: Collection[UUID]) -> dict[UUID, list[ProceedingStep]]:
    found: dict[UUID, list[ProceedingStep]] = defaultdict(list)
    rows = JusticeRecord.objects.filter(proceeding__in=proceedings) if proceedings else ()
    for row in rows:
        if row.record_kind is JusticeKind.STEP:
            found[row.proceeding_id].append(step_in(row))
    return found
