"""Rows for the direction: what no lead of a shelter can see to, for a conflict keeps each of them
out of a resident, each is in travel mode, or nobody leads there. Who she is stays out of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.accounts.other_hands import reachable
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.shelters import access
from fanal.shelters.models import Shelter, ShelterStay
from fanal.shelters.queries.alert_recipients import kept_out_of_stays, who_sees_to
from fanal.shelters.queries.night import tonight_there
from fanal.shelters.queries.nights_before import differing_evenings
from fanal.shelters.queries.not_there import is_lost
from fanal.shelters.staff_access import staff_of
from fanal.web.days_in_words import relative_day


def without_lead(reader: User, now: datetime) -> Iterator[TodayRow]:
    """Yield rows on residents of whom the reader may know herself."""
    shelters = {
        one.id: one for one in Shelter.objects.filter(closed_on=None).select_related("team")
    }
    if not shelters:
        return
    yield from _lost(shelters, reader, now.date())
    evenings = {id: tonight_there(shelter, now) for id, shelter in shelters.items()}
    found = differing_evenings(evenings, {id: [] for id in evenings}, reader)
    for id, nights in found.items():
        before = {day: stays for day, stays in nights.items() if day < evenings[id]}
        if closed := _closed_to_leads(shelters[id], before):
            yield _count(shelters[id], *max(closed.items()), now.date())


def _lost(shelters: Mapping[UUID, Shelter], reader: User, today: date) -> Iterator[TodayRow]:
    rows = access.stays_of(reader).filter(over_on=None, shelter__in=shelters).defer("sealed")
    for stay in rows.select_related("case__assignee", "case__team").order_by("made_on", "id"):
        if is_lost(stay, today) and not who_sees_to(shelters[stay.shelter_id], [stay]):
            yield TodayRow(
                reverse("shelters:numbers"),
                _("Nobody knows where she is, and no lead of the shelter can see to it"),
                about=shelters[stay.shelter_id].name,
                more=_("Call now: {who}").format(who=to_be_called(stay.case, reader=reader)),
                tone="danger",
                pressing=True,
            )


def _closed_to_leads(
    shelter: Shelter, nights: Mapping[date, list[UUID]]
) -> Mapping[date, ShelterStay]:
    """Return by evening one on whom its counts differ and to whom no lead can see."""
    stays = ShelterStay.objects.in_bulk({id for ids in nights.values() for id in ids})
    closed = {id for id, stay in stays.items() if not who_sees_to(shelter, [stay])}
    return {day: stays[id] for day, ids in nights.items() for id in ids if id in closed}


def _count(shelter: Shelter, evening: date, stay: ShelterStay, today: date) -> TodayRow:
    who = ", ".join(_who_settles(shelter, stay))
    return TodayRow(
        reverse("shelters:numbers"),
        _("The two counts of an evening differ, and no lead may settle it"),
        about=shelter.name,
        more=_("Can settle it: {who}").format(who=who) if who else _("Nobody there can settle it."),
        when=relative_day(evening, today),
        tone="care" if who else "danger",
    )


def _who_settles(shelter: Shelter, stay: ShelterStay) -> list[str]:
    """Return those of the staff, else of the team, whom nothing keeps out and who can be called."""
    kept_out = kept_out_of_stays([stay])
    team = User.objects.who_may(Permission.WORK_CASES).filter(teams=shelter.team)
    for able in (staff_of(shelter), team.order_by("display_name", "id")):
        if names := [str(user) for user in reachable(able) if user.pk not in kept_out]:
            return names
    return []
