"""People whom a journey of another team hands to a team of ours, for whoever is to take them over.

The journey stays closed to them: how many, from which team, when and whom to call, no code name.
Without it the giving team believes them with the other, and no page of the other says a word.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.access import own_team_ids, team_ids_of
from fanal.accounts.models import User
from fanal.cases.queries.codes import in_danger_of
from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.core.journeys.awaited import back_from_them, to_come, with_them
from fanal.core.journeys.board import not_heard_from
from fanal.core.journeys.problems import ProblemKind
from fanal.core.journeys.state import JourneyState, PersonState
from fanal.journeys import access
from fanal.journeys.access.journeys import closed_to
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.awaited import come_to, legs_to, others_take_in, what_was_counted
from fanal.journeys.queries.board import open_journeys, rhythm_of
from fanal.journeys.queries.custodian_names import comes_from_us
from fanal.journeys.queries.today.arrivals import unconfirmed
from fanal.journeys.queries.today.journey_changes import changed_for, from_whom
from fanal.web.days_in_words import relative_day


def coming_to(user: User, now: datetime) -> Iterator[TodayRow]:
    """Yield first who was given and is not known to have arrived, then who is with the team or was
    last, then what has changed since the team read of it, then who is to come."""
    if not access.may_write(user):
        return
    ours = _custody_of(user)
    rows = (
        Journey.objects.filter(id__in=list(ours))
        .select_related("team", "lead")
        .prefetch_related("legs", "custodians")
    )
    followed = list(open_journeys(rows)) if ours else []
    for journey, state in followed:
        yield from _rows_given(journey, state, ours[journey.id], user, now)
    read = access.shown_on_the_board(user, [journey for journey, _state in followed])
    yield from _rows_here(followed, ours, read, user, now)
    yield from changed_for(user, now)
    for journey, state in followed:
        # Who was given is asked about after the end as well; who was to come comes no more.
        if journey.ended_on is None:
            yield from _rows_planned(journey, state, ours[journey.id], user, now)


def _custody_of(user: User) -> dict[UUID, set[str]]:
    """Return the custodians that are a team of this user, by journey of another team
    that is followed."""
    journeys = Journey.objects.filter(followed=True)
    # Journeys of one's own teams stand on the board, with names.
    journeys = journeys.exclude(team__in=team_ids_of(user)).exclude(id__in=closed_to(user))
    custodians = JourneyCustodian.objects.filter(journey__in=journeys.order_by().values("id"))
    of_teams = [custodian for custodian in custodians if custodian.team_id]
    if not of_teams:
        return {}
    teams = own_team_ids(user)
    by_journey: dict[UUID, set[str]] = {}
    for custodian in of_teams:
        if custodian.team_id in teams:
            by_journey.setdefault(custodian.journey_id, set()).add(str(custodian.id))
    return by_journey


def _rows_given(
    journey: Journey, state: JourneyState, ours: set[str], user: User, now: datetime
) -> Iterator[TodayRow]:
    for _journey, problem, handover in unconfirmed([(journey, state)]):
        if handover.receiver in ours:
            n, at = len(problem.persons), handover.given[0].at
            title = ngettext(
                "{n} person was given to your team: is she there?",
                "{n} people were given to your team: are they there?",
                n,
            )
            page = reverse("journeys:arrived", args=[journey.id, UUID(handover.id)])
            answer_words = _said_already(state, handover.id)
            yield _row(
                journey,
                user,
                title.format(n=n),
                relative_day(at, now.date()),
                "danger",
                page,
                answer_words,
            )


def _rows_here(
    followed: Iterable[tuple[Journey, JourneyState]],
    ours: Mapping[UUID, set[str]],
    read: Collection[tuple[UUID, str]],
    user: User,
    now: datetime,
) -> Iterator[TodayRow]:
    """Yield how many the team has of each journey, but for those of whom it reads by code name; and
    of how many of them no sign of life came by the time agreed."""
    # Once their arrival is confirmed nothing is asked any more; they are theirs to look after. Who
    # is back is asked about until somebody says who has her: the giving team waits for the same.
    found = []
    for journey, state in followed:
        known = {person for about, person in read if about == journey.id}
        back = back_from_them(state, ours[journey.id]) if comes_from_us(journey.kind) else ()
        for here, is_back in ((with_them(state, ours[journey.id]), False), (back, True)):
            if unknown := frozenset(here) - known:
                states = [state.persons[person] for person in unknown]
                found.append((journey, unknown, states, is_back))
    # One question for all journeys.
    danger = in_danger_of({UUID(person) for _journey, here, *_more in found for person in here})
    for journey, here, states, is_back in found:
        in_need = sum(UUID(one) in danger for one in here)
        if is_back:
            yield _row_back(journey, states, in_need, user, now)
            continue
        unheard = sum(not_heard_from(one, now, rhythm_of(journey)) for one in states)
        yield _row_here(journey, states, in_need, unheard, user, now)


def _row_here(
    journey: Journey,
    here: Collection[PersonState],
    in_need: int,
    unheard: int,
    user: User,
    now: datetime,
) -> TodayRow:
    title = ngettext(
        "{n} person is with your team, on her way",
        "{n} people are with your team, on their way",
        len(here),
    )
    return _row(
        journey,
        user,
        title.format(n=len(here)),
        relative_day(max(one.since for one in here), now.date()),
        "danger" if in_need or unheard else "care",
        said=f"{_in_danger_words(in_need, len(here))} {_unheard_words(unheard, len(here))}".strip(),
    )


def _row_back(
    journey: Journey, back: Collection[PersonState], in_need: int, user: User, now: datetime
) -> TodayRow:
    title = ngettext(
        "{n} person is back and was last with your team: who has her now?",
        "{n} people are back and were last with your team: who has them now?",
        len(back),
    )
    return _row(
        journey,
        user,
        title.format(n=len(back)),
        relative_day(max(one.returned_at or one.since for one in back), now.date()),
        "danger",
        said=_in_danger_words(in_need, len(back)),
    )


def _in_danger_words(in_need: int, of: int) -> str:
    if not in_need:
        return ""
    if of == 1:
        return _("She is in danger: call and ask what threatens her.")
    words = ngettext(
        "{n} of them is in danger: call and ask what threatens her.",
        "{n} of them are in danger: call and ask what threatens them.",
        in_need,
    )
    return words.format(n=in_need)


def _unheard_words(unheard: int, of: int) -> str:
    if not unheard:
        return ""
    if of == 1:
        return _("Not heard from since the time agreed: see how she is, and call.")
    words = ngettext(
        "{n} of them was not heard from since the time agreed: call and ask who it is.",
        "{n} of them were not heard from since the time agreed: call and ask who they are.",
        unheard,
    )
    return words.format(n=unheard)


def _said_already(state: JourneyState, handover: str) -> str:
    """Return what somebody of the team counted of it, so that no colleague takes it
    for unanswered."""
    return next(
        (
            what_was_counted(state, problem)
            for problem in state.problems
            if problem.trouble is ProblemKind.NOT_ALL_THERE and problem.handover == handover
        ),
        "",
    )


def _rows_planned(
    journey: Journey, state: JourneyState, ours: set[str], user: User, now: datetime
) -> Iterator[TodayRow]:
    legs, custodians = list(journey.legs.all()), journey.custodians.all()
    shared = others_take_in(ours, legs, custodians, state)
    n = len(to_come(state, ours, shared=shared))
    if not n or not come_to(ours, legs, custodians, state):
        return
    title = ngettext("{n} person is to come to your team", "{n} people are to come to your team", n)
    if shared:
        title = ngettext(
            "{n} person may come to your team", "Some of {n} people may come to your team", n
        )
    leaves = [leg.leaves for leg in legs_to(ours, legs, custodians, state)]
    leaving = min(leaves) if leaves else journey.starts_on
    yield _row(journey, user, title.format(n=n), relative_day(leaving, now.date()), "care")


def _row(
    journey: Journey, user: User, title: str, when: str, tone: str, page: str = "", said: str = ""
) -> TodayRow:
    return TodayRow(
        page or reverse("journeys:board"),
        title,
        more=" ".join(filter(None, [from_whom(journey, user), said])),
        when=when,
        icon="hands",
        tone=tone,
        act=RowAction(_("Say who is there"), page, "hands") if page else None,
    )
