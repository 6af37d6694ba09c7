"""Who is with a partner tonight, or is to come to it: named on its page as soon as it may not take
people in, and whose colleagues hear at once that something was found of it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.queries.closed_with_unsafe import closed_with_unsafe
from fanal.cases.queries.states_version import with_partners
from fanal.core.journeys.custody import When, custodians_of
from fanal.database.sql import these
from fanal.journeys.models import Journey, JourneyCustodian, Traveller
from fanal.journeys.queries.board import open_journeys
from fanal.journeys.queries.custodians import legs_of
from fanal.journeys.queries.open_people import OnBoard
from fanal.journeys.queries.tonight import board
from fanal.partners.models import Partner
from fanal.partners.queries.connections import circle
from fanal.partners.queries.holding import may_hold
from fanal.partners.queries.signals import PartnerSignal

# With them tonight, or until somebody fetches her.
THERE = (When.NOW, When.FETCHED)


def with_them_tonight(user: User, partner: Partner) -> Iterator[PartnerSignal]:
    """Yield, for a partner that may not take people in, whom of tonight's board it has and who is
    to come to it, as far as the reader may know them."""
    now = timezone.localtime()
    parts = parts_of(partner)
    if may_hold([str(partner.id)], now)[str(partner.id)] or not people_of(parts):
        return
    yield from _of_closed_cases(user, parts, now)
    tonight, theirs = board(user, now), {str(row.id) for row in _custodians(parts)}
    held = {place for place, by in with_partners().held_by.items() if UUID(by) in parts}
    there, ahead = list[OnBoard](), list[OnBoard]()
    for one in tonight.people:
        places = {trouble.when for trouble in one.row.custody if trouble.custodian in theirs}
        if places.intersection(THERE) or (one.told.unfit and _is_held(one, held)):
            there.append(one)
        elif places:
            ahead.append(one)
    for people, title in (
        (there, _("With them tonight, and nothing known says that they may take her in")),
        (ahead, _("To come to them, and nothing known says that they may take her in")),
    ):
        if people:
            lines = tonight.drawn(people)
            named = sorted((line.code, line.address) for line in lines)
            yield PartnerSignal(title, _("What to do stands on tonight’s board."), named)


def _of_closed_cases(user: User, parts: set[UUID], now: datetime) -> Iterator[PartnerSignal]:
    """Yield whose case was closed while they had somebody of it: no board says who is with them."""
    closed = closed_with_unsafe(cases_for(user).filter(closed=True), now.date())
    named = sorted(
        (one.case.code_name, reverse("cases:case", args=[one.case.id]))
        for one in closed
        if one.partners & parts
    )
    if named:
        # Not that something was found: not everybody who reads this page may know of it.
        title = _(
            "With them when the case was closed, and nothing known says that they may take her in"
        )
        yield PartnerSignal(title, _("Open the case again, and ask where she is."), named)


def parts_of(partner: Partner) -> set[UUID]:
    """Return the partner with every unit and person of it."""
    return {partner.id, *map(UUID, circle(partner.id).directory.members(str(partner.id)))}


def people_of(parts: Collection[UUID]) -> set[UUID]:
    """Return everybody whom these partners have or are to have, by the file in her case: nobody
    whom they gave on, and who is not to come to them again."""
    held = {person for (_case, person), by in with_partners().held_by.items() if UUID(by) in parts}
    theirs = _custodians(parts)
    journeys = {row.journey_id for row in theirs}
    if not journeys:
        return held
    rows = Traveller.objects.filter(journey__in=journeys).order_by()
    given_on = set(_given_on(journeys, {str(row.id) for row in theirs}))
    return held.union(
        row.person_id for row in rows if (row.journey_id, str(row.person_id)) not in given_on
    )


def _given_on(journeys: Collection[UUID], theirs: Collection[str]) -> Iterator[tuple[UUID, str]]:
    """Yield, by journey, who was with one of these custodians and is not, nor is to be, again. Of
    whom the events say nothing, nobody knows that she left them."""
    legs = legs_of(journeys)
    for journey, state in open_journeys(Journey.objects.filter(id__in=these(journeys))):
        for person, one in state.persons.items():
            now_or_later = custodians_of(one, (), legs.get(journey.id, ()))
            if not set(theirs).isdisjoint(one.held_by) and now_or_later.keys().isdisjoint(theirs):
                yield journey.id, person


def _custodians(parts: Collection[UUID]) -> list[JourneyCustodian]:
    """Return them on the journeys that are followed. Which partner each is, is sealed."""
    followed = Journey.objects.filter(followed=True).order_by().values("id")
    rows = JourneyCustodian.objects.filter(journey__in=followed)
    return [row for row in rows if row.partner_id in parts]


def _is_held(one: OnBoard, held: Collection[tuple[UUID, UUID]]) -> bool:
    return any(person in (one.person, one.file) for _case, person in held)
