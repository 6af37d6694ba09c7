"""Rows of the start page: who was not seen, what has to be read, what lapses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.core.shelters.timers import reading_of
from fanal.people.consent_ages import consent_ages
from fanal.shelters import access
from fanal.shelters.models import Incident, Restriction, Shelter, ShelterStay, Visit
from fanal.shelters.queries.absent_residents import (
    children_alone,
    did_not_come,
    is_asked_about,
    is_lost,
    rows_of_stays,
    who_is_not_there,
)
from fanal.shelters.queries.age_changes import adults_soon
from fanal.shelters.queries.alert_recipients import leads_to_call, unread_for_leads
from fanal.shelters.queries.asking import without_answer
from fanal.shelters.queries.door_keys import (
    door_keys_today,
    locks_for_direction,
    locks_of_residents,
)
from fanal.shelters.queries.evening_count import Night, night_of, tonight_there
from fanal.shelters.queries.left_on_journey import beds_to_free
from fanal.shelters.queries.looks import looks_answered, looks_today
from fanal.shelters.queries.meetings import meetings_of
from fanal.shelters.queries.numbers import late_for_direction
from fanal.shelters.queries.standards import inspections_for_direction, inspections_today
from fanal.shelters.queries.today_rows import (
    arrived_by_the_book,
    complaints_today,
    counts_today,
    without_lead,
    without_staff,
)
from fanal.shelters.queries.unsound import forget_readings_by_hand
from fanal.shelters.staff_access import stood_in_for
from fanal.web.days_in_words import relative_day

DAY = timedelta(days=1)
TOLD_FOR = 3 * DAY  # over a weekend, to whoever works with a resident


def asked_in_shelters(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows for whoever leads the team of a shelter, and works on the case of who was not
    seen there; of complaints, for the directors too."""
    today = now.date()
    rows: list[TodayRow] = []
    if user.may(Permission.WORK_CASES):
        rows += [*_of_her_worker(user, today), *arrived_by_the_book(user, today)]
    elif user.may(Permission.WORK_LEGAL):
        rows += _of_her_lawyer(user, today)
    rows += _of_led_shelters(user, now)
    if user.may(Permission.SEE_OVERVIEW):
        for ask in (_for_direction, locks_for_direction, inspections_for_direction):
            rows += ask(user, today)
        rows += without_lead(user, now)
    return [*rows, *complaints_today(user)]


def _of_led_shelters(user: User, now: datetime) -> Iterator[TodayRow]:
    """Yield rows of the shelters that this user leads, or in which they stand in for a lead: the
    latter are asked about the people alone, not about doors and inspections."""
    leads = user.may(Permission.LEAD_CASES)
    led = list(access.shelters_for(user)) if leads else stood_in_for(user)
    yield from beds_to_free(user, led, now.date())
    for shelter in led:
        if leads:
            yield from _of_shelter(user, shelter, now)
            yield from door_keys_today(shelter, now.date())
            yield from inspections_today(shelter, now.date())
        else:
            night = night_of(shelter, tonight_there(shelter, now), user)
            yield from _people_there(user, shelter, night, now.date())


def _of_her_lawyer(user: User, today: date) -> Iterator[TodayRow]:
    """Yield rows for before a hearing: that nobody knows where her client is, and whom to call. In
    which shelter she was is closed to the lawyer."""
    hers = cases_for(user).exclude(closed=True).order_by().values("id")
    rows = ShelterStay.objects.filter(over_on=None, case__in=hers).defer("sealed")
    rows = rows.select_related("case__assignee", "case__team").order_by("made_on", "id")
    for stay in [stay for stay in rows if is_lost(stay, today)]:
        who = to_be_called(stay.case, reader=user)
        yield TodayRow(
            reverse("cases:case", args=[stay.case_id]),
            _("nobody knows where she is: call {who}").format(who=who),
            code=stay.case.code_name,
            tone="danger",
            pressing=True,
        )


def _of_her_worker(user: User, today: date) -> Iterator[TodayRow]:
    """Yield rows for who calls her first, and knows where she may be. A lead reads them below."""
    hers = cases_for(user).filter(worked_by(user)).exclude(closed=True)
    yield from without_answer(hers, user, today)
    rows = ShelterStay.objects.filter(_lately(today), case__in=hers.order_by().values("id"))
    stays = list(
        rows.select_related("person", "shelter__team", "came_with")
        .defer("sealed")
        .order_by("made_on", "id")
    )
    if not stays:
        return
    open_to_her = set(access.shelters_for(user).values_list("id", flat=True))
    pages = {stay.id: _page_of(stay, open_to_her) for stay in stays}
    yield from looks_answered(stays, pages, today, user)
    if user.may(Permission.LEAD_CASES):
        # Of shelters that she leads the same rows come below: nobody reads them twice.
        stays = [stay for stay in stays if stay.shelter_id not in open_to_her]
        pages = {stay.id: pages[stay.id] for stay in stays}
    running = [stay for stay in stays if stay.over_on is None]
    yield from locks_of_residents(running, pages, today, user)
    yield from children_alone(running, pages, today)
    # The rows of whoever is not there come below, too, for who stands in for a lead.
    below = {shelter.id for shelter in stood_in_for(user)}
    lost = [
        stay for stay in running if is_asked_about(stay, today) and stay.shelter_id not in below
    ]
    ages = consent_ages([stay.person_id for stay in lost], today) if lost else {}
    for stay in lost:
        yield who_is_not_there(stay, ages[stay.person_id].as_child, pages[stay.id], today)
    yield from _happened_to_hers(pages, user, today)


def _page_of(stay: ShelterStay, open_to_her: Collection[UUID]) -> str:
    """Return the book of the shelter where she opens it, else what the case says of the stay."""
    name = "shelters:stay" if stay.shelter_id in open_to_her else "shelters:stay_of_case"
    return reverse(name, args=[stay.id])


def _lately(today: date) -> Q:
    """Return the condition of who has a bed, or had one by when something may have happened to her
    that is still told."""
    unread = Incident.objects.filter(read_on=None).exclude(stay=None).order_by().values("stay")
    return Q(over_on=None) | Q(over_on__gte=today - TOLD_FOR) | Q(id__in=unread)


def _happened_to_hers(pages: Mapping[UUID, str], user: User, today: date) -> Iterator[TodayRow]:
    """Yield what cannot wait and who came for her, of the last days or until a lead has read it:
    whoever works with her is told that it happened and whom to call, for the book may be closed to
    her."""
    lately = Q(on__gte=today - TOLD_FOR)
    rows = Incident.objects.filter(lately | Q(read_on=None), stay__in=pages).order_by("on", "id")
    found = list(rows.defer("sealed").select_related("stay__person", "shelter__team"))
    old = [row.pk for row in found if row.on < today - TOLD_FOR]
    to_read = unread_for_leads(Incident.objects.filter(pk__in=old)) if old else []
    over = {*old} - {row.pk for row in to_read}  # what nobody is to read would stand there for ever
    for row in found:
        if row.incident.at_once and row.stay and row.pk not in over:
            who = leads_to_call(row.shelter, reader=user, about=[row.stay])
            who = who or str(row.shelter.team)
            title = _("something happened that cannot wait: call {who}").format(who=who)
            yield _of_stay(row.stay, row.shelter, title, row.on, pages, today, "danger")
    visits = Visit.objects.filter(lately, stay__in=pages, visitor=None).order_by("on", "id")
    for visit in visits.defer("sealed").select_related("stay__person", "stay__shelter"):
        title = _("somebody came for her and was turned away")
        yield _of_stay(visit.stay, visit.stay.shelter, title, visit.on, pages, today, "care")


def _of_stay(
    stay: ShelterStay,
    shelter: Shelter,
    title: str,
    on: date,
    pages: Mapping[UUID, str],
    today: date,
    tone: str,
) -> TodayRow:
    return TodayRow(
        pages[stay.id],
        title,
        code=stay.person.code_name,
        about=shelter.name,
        when=relative_day(on, today),
        tone=tone,
        pressing=True,
    )


def _of_shelter(user: User, shelter: Shelter, now: datetime) -> Iterator[TodayRow]:
    night = night_of(shelter, tonight_there(shelter, now), user)
    address = reverse("shelters:shelter", args=[shelter.id])
    yield from _people_there(user, shelter, night, now.date())
    yield from without_staff(shelter, night)
    yield from _unread_incidents(user, shelter, now.date())
    yield from _meetings(shelter, now.date())
    yield from looks_today(shelter, night.stays, now.date())
    yield from adults_soon(shelter, night.stays, now.date())
    if n := len(lapsing(user, shelter, now.date())):
        title = ngettext(
            "%(n)d restriction lapses within two days",
            "%(n)d restrictions lapse within two days",
            n,
        ) % {"n": n}
        yield TodayRow(address, title, about=shelter.name, icon="hour", tone="care")


def _people_there(user: User, shelter: Shelter, night: Night, today: date) -> Iterator[TodayRow]:
    """What nobody who answers for the night can leave until the lead is back."""
    missing = [
        stay for stay in night.stays if is_asked_about(stay, today) and not stay.is_overdue(today)
    ]
    yield from rows_of_stays(missing, today)
    yield from did_not_come(user, shelter, today)
    yield from counts_today(shelter, night, today, user)
    yield from _turned_away(user, shelter, today)


def _unread_incidents(user: User, shelter: Shelter, today: date) -> Iterator[TodayRow]:
    """Yield what a lead has not read; after a day it says how many are late, and at once what was
    told to her because it cannot wait."""
    forget_readings_by_hand(shelter)
    rows = access.incidents_in(user, shelter).filter(read_on=None).exclude(made_by=user)
    unread = list(rows.defer("sealed"))
    if not unread:
        return
    n, late = len(unread), sum(reading_of(row.on, today).late for row in unread)
    at_once = sum(row.incident.at_once for row in unread)
    title = _to_read(n, at_once, late)
    book = reverse("shelters:incidents", args=[shelter.id])
    tone = "danger" if late or at_once else "care"
    yield TodayRow(book, title, about=shelter.name, icon="note", tone=tone)


def _to_read(n: int, at_once: int, late: int) -> str:
    if n == 1:  # nobody counts what of one is late
        only = _("1 incident to read now") if at_once else _("1 incident to read")
        return only + _(", late") if late else only
    title = ngettext("%(n)d incident to read", "%(n)d incidents to read", n) % {"n": n}
    if at_once:
        title += ngettext(", %(n)d to be read now", ", %(n)d to be read now", at_once) % {
            "n": at_once
        }
    return title + ngettext(", %(n)d late", ", %(n)d late", late) % {"n": late} if late else title


def _turned_away(user: User, shelter: Shelter, today: date) -> Iterator[TodayRow]:
    """Yield rows of visitors turned away, of whom the lead was told by a mail that says nothing: of
    today and of the day before."""
    stays = access.stays_in(user, shelter).order_by().values("id")
    rows = Visit.objects.filter(stay__in=stays, visitor=None, on__gte=today - DAY)
    for row in rows.exclude(made_by=user).select_related("stay__person"):
        yield TodayRow(
            reverse("shelters:stay", args=[row.stay_id]),
            _("somebody came for her and was turned away"),
            code=row.stay.person.code_name,
            about=shelter.name,
            when=relative_day(row.on, today),
            tone="care",
            pressing=True,
        )


def _meetings(shelter: Shelter, today: date) -> Iterator[TodayRow]:
    """Yield a week without a meeting, and what the residents wait for longer than was said."""
    due = meetings_of(shelter, today)
    address = reverse("shelters:meetings", args=[shelter.id])
    if due.is_due:
        title = _("A week without a meeting with the residents")
        yield TodayRow(address, title, about=shelter.name, icon="people", tone="care")
    if n := due.late:
        title = ngettext(
            "%(n)d answer to the residents is late", "%(n)d answers to the residents are late", n
        ) % {"n": n}
        yield TodayRow(address, title, about=shelter.name, icon="hour", tone="care")


def _for_direction(user: User, today: date) -> Iterator[TodayRow]:
    """Yield what no lead read in time: how many, and in which shelter."""
    for shelter, n in late_for_direction(today, user).items():
        title = ngettext(
            "%(n)d incident that no lead has read", "%(n)d incidents that no lead has read", n
        ) % {"n": n}
        yield TodayRow(reverse("shelters:numbers"), title, about=shelter.name, tone="danger")


def lapsing(user: User, shelter: Shelter, day: date) -> list[Restriction]:
    """Return running restrictions of which another person has to say soon whether they hold."""
    stays = access.stays_in(user, shelter).order_by().values("id")
    rows = Restriction.objects.filter(stay__in=stays, lifted_on=None).select_related("renewed")
    running = [row for row in rows if row.now().runs(day)]
    return [row for row in running if (row.now().lapses_on - day).days <= 2]
