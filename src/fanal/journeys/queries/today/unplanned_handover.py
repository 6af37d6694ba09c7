"""Journeys on which another took somebody over than was planned."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.journeys.custody import CustodyReason
from fanal.core.journeys.state import JourneyState
from fanal.journeys import access
from fanal.journeys.models import Journey
from fanal.journeys.queries.leads import hers_to_see_to
from fanal.journeys.queries.open_people import OnBoard


def taken_by_another(
    user: User, journeys: Sequence[tuple[Journey, JourneyState]], people: Iterable[OnBoard]
) -> Iterator[TodayRow]:
    """Yield a row for each of hers to see to."""
    hers = hers_to_see_to(user)
    # Of the thousands on a board, hardly anybody has such a row.
    open_ones = {str(one.person) for one in people if one.row.custody and _by_another(one)}
    asked = {
        journey.id
        for journey, state in journeys
        if open_ones & state.persons.keys()
        if hers(journey)
    }
    if asked:
        yield from map(_row, access.journeys_for(user).filter(id__in=asked))


def _by_another(one: OnBoard) -> bool:
    return any(trouble.reason is CustodyReason.ANOTHER for trouble in one.row.custody)


def _row(journey: Journey) -> TodayRow:
    return TodayRow(
        reverse("journeys:journey", args=[journey.id]),
        _("Somebody other than planned took her over"),
        code=journey.code_name,
        icon="journey",
        tone="care",
        pressing=True,
    )
