"""Rows of the start page about one shelter: its night counts, and who arrived by the book while her
journey goes on, for whoever leads; for the direction, what no lead can see to, for a conflict keeps
each of them out of a resident, each is in travel mode, or nobody leads there; and complaints. Who
she is stays out of these."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import whose_work
from fanal.absences.reachable import with_absences
from fanal.accounts.models import User
from fanal.accounts.other_hands import reachable
from fanal.cases.complaints import reads_complaints
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.core.roles import Permission
from fanal.core.shelters.nights import NightState
from fanal.core.shelters.stays import StayState
from fanal.journeys.models import Traveller
from fanal.journeys.queries.departed import departures_of
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.shelters import access
from fanal.shelters.models import Shelter, ShelterStay
from fanal.shelters.queries.absent_residents import is_lost
from fanal.shelters.queries.alert_recipients import kept_out_of_stays, who_sees_to
from fanal.shelters.queries.evening_count import Night, tonight_there, uncounted_before
from fanal.shelters.queries.open_evening_counts import alone_since, differing_evenings, open_before
from fanal.shelters.staff_access import staff_at_work, staff_of
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
        if names := with_absences(one for one in reachable(able) if one.pk not in kept_out):
            return names
    return []


def without_staff(shelter: Shelter, night: Night) -> Iterator[TodayRow]:
    """Whoever worked there was let go, her account ended, or she is in travel mode; or a conflict
    keeps each of them out of a resident, who stands on the list of none of their counts."""
    if not night.stays:
        return
    if not (staff := staff_at_work(shelter)):
        yield _nobody(shelter)
    else:
        yield from _counted_by_nobody(shelter, night, staff)


def _nobody(shelter: Shelter) -> TodayRow:
    title = _("Nobody works there any more, and somebody sleeps there")
    if staff_of(shelter):
        title = _("Nobody who works there opens its book today, and somebody sleeps there")
    add = reverse("shelters:let_in", args=[shelter.id])
    return TodayRow(
        reverse("shelters:keeping", args=[shelter.id]),
        title,
        about=shelter.name,
        tone="danger",
        act=RowAction(_("Add a colleague"), add, "people"),
    )


def _counted_by_nobody(shelter: Shelter, night: Night, staff: list[User]) -> Iterator[TodayRow]:
    ids = {user.pk for user in staff}
    # Of nearly all nobody is kept out: each is asked about only where somebody is.
    if not ids <= kept_out_of_stays(night.stays):
        return
    for stay in night.stays:
        if ids <= kept_out_of_stays([stay]):
            yield TodayRow(
                reverse("shelters:count", args=[shelter.id]),
                _("nobody who works there may know of her: count her yourself"),
                code=stay.person.code_name,
                about=shelter.name,
                tone="danger",
            )


def counts_today(shelter: Shelter, night: Night, today: date, user: User) -> Iterator[TodayRow]:
    """Two counts that differ, of tonight or of an evening before; nights without any, and nights
    that one person counted alone."""
    settle = reverse("shelters:settle", args=[shelter.id])
    if night.state is NightState.DIFFERS:
        yield TodayRow(
            settle, _("The two counts of tonight differ"), about=shelter.name, tone="care"
        )
    elif evening := open_before(shelter, night.evening, user):
        yield TodayRow(
            settle,
            _("The two counts of an evening differ"),
            about=shelter.name,
            when=relative_day(evening, today),
            tone="care",
        )
    if day := uncounted_before(shelter, night):
        title = _("Nobody has counted there for several nights")
        yield TodayRow(
            reverse("shelters:shelter", args=[shelter.id]),
            title,
            about=shelter.name,
            when=relative_day(day, today),
            icon="hour",
            tone="care",
        )
    elif since := alone_since(shelter, night.evening):
        yield TodayRow(
            reverse("shelters:shelter", args=[shelter.id]),
            _("Only one person has counted there for several nights"),
            about=shelter.name,
            when=relative_day(since, today),
            icon="people",
            tone="care",
        )


def arrived_by_the_book(user: User, today: date) -> Iterator[TodayRow]:
    """Yield who arrived by the book while her journey goes on. In which shelter stays out of it:
    whoever leads a journey need not read its book."""
    led = {"journey__lead__in": whose_work(user), "journey__ended_on": None}
    travellers = Traveller.objects.filter(journey__followed=True, **led).order_by()
    files = set(travellers.values_list("person", flat=True))
    rows = access.stays_of(user).filter(over_on=None, person__in=files | kin_of(files))
    stays = (
        [stay for stay in rows.defer("sealed") if stay.stands is StayState.HERE] if files else []
    )
    departures = departures_of([stay.person_id for stay in stays], user) if stays else {}
    into, told = merged_of(), set[UUID]()
    for stay in sorted(stays, key=lambda one: (str(one.since), str(one.id))):
        left, whose = departures.get(stay.person_id), last_of(stay.person_id, into)
        # Who is only away for a day in court keeps her bed; who left since she came has left.
        if not left or not left.runs or left.comes_back or not stay.since or whose in told:
            continue
        if localdate(left.at) <= stay.since:
            told.add(whose)
            yield TodayRow(
                reverse("journeys:journey", args=[left.journey]),
                _which_is_over(localdate(left.at) == stay.since),
                code=stay.person.code_name,
                when=relative_day(stay.since, today),
                icon="journey",
                tone="care",
            )


def _which_is_over(same_day: bool) -> str:
    # The book says no hours: of one day nobody can tell whether she came from the way or set out.
    if same_day:
        return _(
            "is in a shelter of ours, and her journey says on the way: which of the two is over?"
        )
    return _("is in a shelter of ours, and her journey says on the way: is it over for her?")


def complaints_today(user: User) -> Iterator[TodayRow]:
    """Yield how many complaints wait for an answer of hers."""
    if reads_complaints(user) and (n := access.unanswered_complaints(user)):
        title = ngettext(
            "%(n)d complaint about a shelter waits", "%(n)d complaints about shelters wait", n
        ) % {"n": n}
        yield TodayRow(reverse("shelters:complaints"), title, icon="note", tone="care")
