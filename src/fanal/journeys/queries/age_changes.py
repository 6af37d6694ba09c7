"""A journey that was planned for her under another age."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.queries.age_changes import open_cases_of
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.words import say
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.board import open_journeys
from fanal.people.age_changes import AgeChange, AgeConsequence

AS_AN_ADULT = say(
    "Her journey was planned for an adult: who goes with her, who consents, her papers"
)
AS_A_CHILD = say("Her journey was planned for a child: ask her anew, and look at her papers")


def journeys_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Yield once for each of her cases in which she is on a journey, or will be."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    travels = dict(
        Traveller.objects.filter(person=change.person, case__in=cases)
        .order_by()
        .values_list("journey", "case")
    )
    open_ones = open_journeys(Journey.objects.filter(id__in=travels))
    says = AS_A_CHILD if change.turn is AgeTurn.ADULT else AS_AN_ADULT
    for id in sorted({travels[journey.id] for journey, _state in open_ones}):
        yield AgeConsequence(says, id, cases[id].code_name, _page(id))


def _page(case: UUID) -> str:
    return reverse("journeys:case", args=[case])
