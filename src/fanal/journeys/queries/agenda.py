"""Journeys in the calendar of whoever leads them, goes along, or may open them: the legs ahead, and
what was to have left by now.

A departure that passed without a word stands for whoever leads the journey until she says that it
left, moves it or ends it; after a day, and where nobody leads it, for a lead of the team as well.
That nobody leads it any more stands for a lead at once, however far ahead it is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.absences.reachable import responsible
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_items import JOURNEY, AgendaItem
from fanal.core.journeys.board import should_have_left
from fanal.core.journeys.state import JourneyStage, PersonState, state_of
from fanal.core.roles import Permission
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent, Leg
from fanal.journeys.queries.board import rhythm_of
from fanal.journeys.queries.departed import TO_COURT
from fanal.journeys.queries.events import events_of, still_ahead
from fanal.journeys.queries.leads import without_a_lead
from fanal.journeys.queries.places import legs_of
from fanal.web.places import area_name

FOR_A_LEAD = timedelta(days=1)

type Legs = Mapping[UUID, list[Leg]]


def legs_of_journeys(asked: Asked) -> list[AgendaItem]:
    """Return the legs of one's own journeys with those that one leads for a colleague, or of all
    that one may open."""
    rows = journeys_for(asked.user).filter(ended_on=None).select_related("lead", "team").order_by()
    journeys = {journey.id: journey for journey in rows}
    own = journeys if asked.team else _own(journeys, asked.user)
    # The calendar of a team shows all of it already.
    led = {} if asked.team else _led(journeys, own, asked.user)
    legs = legs_of([*own, *led])
    now = timezone.localtime(asked.now)
    late = not_left(own.values(), legs, now)
    alone = _without_a_lead(journeys, asked)
    late_for_a_lead = list(_for_a_lead(led, alone, legs, asked.user, now))
    told = {journey.id for journey, _who in late_for_a_lead}
    return [
        *_ahead(asked, own.values(), legs, {journey.id for journey in late}),
        *(_not_left(asked, journey, legs) for journey in late),
        *(_not_left(asked, journey, legs, who) for journey, who in late_for_a_lead),
        *(_choose_a_lead(asked, journeys[id]) for id in journeys if id in alone - told),
    ]


def led_by_whom_is_away(user: User, away: UUID) -> Iterator[str]:
    """Yield the journeys not over that her colleague who is away leads, on the last day of whoever
    stands in for her: somebody arrives after that day, too."""
    rows = journeys_for(user).filter(ended_on=None, lead=away).order_by("starts_on", "id")
    for journey in rows:
        yield _("journey not over: {code}").format(code=journey.code_name)


def _own(journeys: Mapping[UUID, Journey], user: User) -> dict[UUID, Journey]:
    along, own = _goes_along(journeys, user), set(whose_work(user))
    return {
        id: journey for id, journey in journeys.items() if id in along or journey.lead_id in own
    }


def _goes_along(journeys: Collection[UUID], user: User) -> set[UUID]:
    """Return the journeys on which this user is one of those who hold or escort somebody."""
    custodians = JourneyCustodian.objects.filter(journey__in=list(journeys))
    return {custodian.journey_id for custodian in custodians if user.pk in custodian.colleagues_ids}


def _led(
    journeys: Mapping[UUID, Journey], own: Collection[UUID], user: User
) -> dict[UUID, Journey]:
    """Return the journeys of the teams that this user leads, those that a colleague leads."""
    if not user.may(Permission.LEAD_CASES):
        return {}
    rows = Journey.objects.filter(id__in=list(journeys), team__in=team_ids_of(user)).order_by()
    return {id: journeys[id] for id in rows.values_list("id", flat=True) if id not in own}


def _without_a_lead(journeys: Collection[UUID], asked: Asked) -> set[UUID]:
    """Return those of the teams that she leads which their lead may not open, though she goes along
    on one herself. The calendar of a team asks nobody."""
    if asked.team or not journeys or not asked.user.may(Permission.LEAD_CASES):
        return set()
    rows = without_a_lead().filter(id__in=list(journeys), team__in=team_ids_of(asked.user))
    return set(rows.order_by().values_list("id", flat=True))


def _ahead(
    asked: Asked, journeys: Iterable[Journey], legs: Legs, late: Collection[UUID]
) -> Iterator[AgendaItem]:
    """Yield the legs from today on; not the first one of what is `late`, which is asked about."""
    rows = list(journeys)
    today = timezone.localtime(asked.now).replace(hour=0, minute=0, second=0, microsecond=0)
    to_court = {row.id for row in rows if row.kind == TO_COURT}
    ways = {row.id: legs[row.id] for row in rows if row.id in legs}
    ahead = still_ahead(ways, today, to_court)
    for journey in rows:
        # A late journey stands in the calendar as a question; its first leg would say that all is
        # well.
        first = next(iter(legs.get(journey.id, ())), None) if journey.id in late else None
        for leg in ahead.get(journey.id, ()):
            if leg is not first:
                way = _("Journey: {way}").format(way=_leg_words(leg))
                yield _item(asked, journey, way, leg.leaves)


def _for_a_lead(
    led: Mapping[UUID, Journey],
    alone: Collection[UUID],
    legs: Legs,
    user: User,
    now: datetime,
) -> Iterator[tuple[Journey, str]]:
    """Yield each journey for a lead to look at, with a sentence on who leads it. `alone`: those
    that nobody leads."""
    late = not_left(led.values(), legs, now)
    if not late:
        return
    # Asked a second time with the clock a day back: what was late then already.
    long = {journey.id for journey in not_left(late, legs, now - FOR_A_LEAD)}
    for journey in late:
        if journey.id in alone:
            yield journey, _("Its lead may no longer open it: choose another") + "."
        elif journey.id in long:
            yield (
                journey,
                _("{who} leads it.").format(
                    who=responsible(journey.lead, journey.team, reader=user)
                ),
            )


def _choose_a_lead(asked: Asked, journey: Journey) -> AgendaItem:
    """Return it as of today: whoever leaves next month is looked for by nobody meanwhile."""
    return AgendaItem(
        JOURNEY,
        _("Its lead may no longer open it: choose another"),
        reverse("journeys:give_lead", args=[journey.id]),
        timezone.localdate(asked.now),
        code=journey.code_name,
    )


def _not_left(asked: Asked, journey: Journey, legs: Legs, who: str = "") -> AgendaItem:
    way, leaves = legs.get(journey.id, []), leaves_at(legs.get(journey.id, []))
    title = (
        _("Has it left? {way}").format(way=_leg_words(way[0]))
        if way
        else _("Has the journey left?")
    )
    what = _("Say that it left, move it to another day, or end it.")
    item = _item(asked, journey, title, leaves)
    return replace(
        item, day=item.day or journey.starts_on, more=" ".join(filter(None, [who, what]))
    )


def _item(asked: Asked, journey: Journey, title: str, leaves: datetime | None) -> AgendaItem:
    return AgendaItem(
        JOURNEY,
        title,
        reverse("journeys:journey", args=[journey.id]),
        leaves.date() if leaves else None,
        leaves.time().replace(second=0, microsecond=0) if leaves else None,
        code=journey.code_name,
        stands_in=asked.stands_in(journey.lead_id),
    )


def _leg_words(leg: Leg) -> str:
    return f"{area_name(leg.start)} → {area_name(leg.end)}"


# Journeys that were to have left by now, and of which nobody said that they did.
WAITS = JourneyStage.IN_PREPARATION


def not_left(
    journeys: Iterable[Journey], legs: Mapping[UUID, Sequence[Leg]], now: datetime
) -> list[Journey]:
    """Return those of these that have not left, whether somebody is on them yet or not: a journey
    on which nobody was put is one that nobody prepared. `legs`: in their order."""
    rhythms = {
        journey: rhythm_of(journey, leaves_at(legs.get(journey.id, ()))) for journey in journeys
    }
    passed = [
        journey for journey, rhythm in rhythms.items() if should_have_left(WAITS, now, rhythm)
    ]
    if not passed:
        return []
    events = events_of(JourneyEvent.objects.filter(journey__in=[journey.id for journey in passed]))
    return [
        journey
        for journey in passed
        if _somebody_waits(state_of(events[journey.id]).persons.values())
    ]


def leaves_at(legs: Sequence[Leg]) -> datetime | None:
    """Return when the first of them leaves."""
    return legs[0].leaves if legs else None


def _somebody_waits(people: Iterable[PersonState]) -> bool:
    stages = {person.stage for person in people}
    return not stages or WAITS in stages
