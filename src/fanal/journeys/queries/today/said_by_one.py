"""The word of one of us that somebody left, for whoever may look into it and say so too."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.journeys.events import EventKind
from fanal.core.journeys.problems import ProblemKind
from fanal.core.journeys.state import JourneyState
from fanal.core.roles import Permission
from fanal.journeys import access
from fanal.journeys.models import Journey
from fanal.journeys.queries.today.arrivals import codes_on


def leaving_said_by_one(
    user: User, journeys: Sequence[tuple[Journey, JourneyState]]
) -> Iterator[TodayRow]:
    """Yield a row for each journey of which this user leads the team, or which she leads, where a
    colleague alone has said that somebody goes on without us."""
    said = [
        (journey, persons)
        for journey, state in journeys
        if user.may(Permission.LEAD_CASES) or journey.lead_id == user.pk
        if (persons := _said_by_another(state, user))
    ]
    if not said:
        return
    open_to = access.journeys_for(user).filter(id__in={journey.id for journey, _persons in said})
    ids = set(open_to.order_by().values_list("id", flat=True))
    codes = codes_on(ids)
    for journey, persons in said:
        if journey.id in ids:
            yield TodayRow(
                reverse("journeys:journey", args=[journey.id]),
                _("One of us says that she does not come along: look into it"),
                about=", ".join(sorted(codes.get((journey.id, one), "?") for one in persons)),
                more=_("Until a second person says so too, she is followed."),
                icon="journey",
                tone="care",
            )


def _said_by_another(state: JourneyState, user: User) -> set[str]:
    alone = {
        person
        for problem in state.problems
        if problem.trouble is ProblemKind.LEFT_SAID_BY_ONE
        for person in problem.persons
    }
    own = {
        person
        for event in state.events
        if event.kind is EventKind.LEFT and event.by == str(user.pk)
        for person in event.persons
    }
    return alone - own
