"""Hand-overs that this user may confirm for the receiving side: not of who gave. And the word of
one of us that somebody left, for whoever may look into it and say so too."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.journeys.events import EventKind
from fanal.core.journeys.handovers import Handover, pair_up
from fanal.core.journeys.problems import Problem, ProblemKind
from fanal.core.journeys.state import JourneyState
from fanal.journeys import access
from fanal.journeys.models import Journey, JourneyCustodian, Traveller
from fanal.journeys.queries.custodians import gave
from fanal.journeys.queries.leads import hers_to_see_to
from fanal.sealed.columns import open_in_row
from fanal.web.days_in_words import relative_day

type Unconfirmed = tuple[Journey, Problem, Handover]


def arrivals_to_confirm(
    user: User, journeys: Sequence[tuple[Journey, JourneyState]], now: datetime
) -> Iterator[TodayRow]:
    waiting = list(unconfirmed(journeys))
    if not waiting or not access.may_confirm(user):
        return
    # The board shows more than a reader may confirm: of other teams she opens no journey.
    open_to = access.journeys_for(user).filter(id__in={journey.id for journey, *_rest in waiting})
    ids = set(open_to.order_by().values_list("id", flat=True))
    custodians = {
        str(custodian.id): custodian
        for custodian in JourneyCustodian.objects.filter(journey__in=ids)
    }
    codes = codes_on(ids)
    for journey, problem, handover in waiting:
        giver = custodians.get(handover.giver)
        if journey.id in ids and not gave(giver, handover, user):
            who = ", ".join(
                sorted(codes.get((journey.id, person), "?") for person in problem.persons)
            )
            yield _row(journey, handover, who, giver.label if giver else "", now)


def unconfirmed(journeys: Sequence[tuple[Journey, JourneyState]]) -> Iterator[Unconfirmed]:
    """Yield every hand-over that was given and not confirmed, the first given first."""
    waiting = [
        (journey, problem, pair_up(state.events)[problem.handover])
        for journey, state in journeys
        for problem in state.problems
        if problem.trouble is ProblemKind.NOT_CONFIRMED and problem.handover
    ]
    yield from sorted(waiting, key=lambda one: one[2].given[0].at)


def given_at(journeys: Sequence[tuple[Journey, JourneyState]]) -> dict[str, datetime]:
    """Return who was given and has not arrived, by person: since when, at the first of several."""
    since: dict[str, datetime] = {}
    for _journey, problem, handover in unconfirmed(journeys):
        for person in problem.persons:
            since.setdefault(person, handover.given[0].at)
    return since


def codes_on(journeys: set[UUID]) -> dict[tuple[UUID, str], str]:
    """Return the code name of each traveller of these journeys."""
    rows = Traveller.objects.filter(journey__in=journeys).order_by()
    return {
        (journey, str(person)): open_in_row(code, person)
        for journey, person, code in rows.values_list("journey", "person", "person__code_name")
    }


def _row(journey: Journey, handover: Handover, who: str, giver: str, now: datetime) -> TodayRow:
    at = relative_day(handover.given[0].at, now.date())
    return TodayRow(
        reverse("journeys:receive", args=[journey.id, UUID(handover.id)]),
        _("Confirm the arrival"),
        about=who,
        more=_("Handed over by {who}, {when}").format(who=giver, when=at),
        icon="hands",
        tone="danger",
    )


def leaving_said_by_one(
    user: User, journeys: Sequence[tuple[Journey, JourneyState]]
) -> Iterator[TodayRow]:
    """Yield a row for each journey of hers to see to, where a colleague alone has said that
    somebody goes on without us."""
    hers = hers_to_see_to(user)
    said = [
        (journey, persons)
        for journey, state in journeys
        if hers(journey)
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
