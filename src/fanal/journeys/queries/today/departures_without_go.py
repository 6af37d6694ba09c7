"""Journeys that are over, on which somebody left without a go and nobody has said why."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.journeys.custody import CustodyReason, When
from fanal.core.journeys.state import JourneyState
from fanal.journeys import access
from fanal.journeys.models import Decision, Journey
from fanal.journeys.queries.leads import hers_to_see_to
from fanal.journeys.queries.open_people import OnBoard


def left_without_a_go(
    user: User, journeys: Sequence[tuple[Journey, JourneyState]], people: Iterable[OnBoard]
) -> Iterator[TodayRow]:
    """Yield a row for each of hers to see to; not while it waits for its second person."""
    hers = hers_to_see_to(user)
    over = [
        (journey.id, state.persons.keys())
        for journey, state in journeys
        if journey.ended_on is not None
        if hers(journey)
    ]
    if not over:
        return
    # The board is everybody with an open case: of these journeys there were a few.
    theirs = {UUID(person) for _journey, persons in over for person in persons}
    open_ones = {str(one.person) for one in people if one.person in theirs and _is_asked_of(one)}
    asked = {journey for journey, persons in over if open_ones & persons}
    if not asked:
        return
    yield from map(_row, access.journeys_for(user).filter(id__in=asked - _waiting(asked)))


def _is_asked_of(one: OnBoard) -> bool:
    return any(
        trouble.reason is CustodyReason.NO_GO and trouble.when is When.OVER and not trouble.decided
        for trouble in one.row.custody
    )


def _waiting(journeys: set[UUID]) -> set[UUID]:
    rows = Decision.objects.filter(journey__in=journeys, custodian=None, second=None, ended_on=None)
    return set(rows.order_by().values_list("journey", flat=True))


def _row(journey: Journey) -> TodayRow:
    return TodayRow(
        reverse("journeys:journey", args=[journey.id]),
        _("Left without a go, and the journey is over: two of you say why"),
        code=journey.code_name,
        icon="journey",
        tone="care",
    )
