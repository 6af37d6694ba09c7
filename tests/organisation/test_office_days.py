"""What ends with a day, or comes with the first hour of one, goes by the office of its team."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fanal.absences.models import StandIn
from fanal.absences.queries import absences_ahead
from fanal.absences.reachable import whoever_to_call, whom_to_call
from fanal.accounts import decisions, notices
from fanal.accounts.actions import invitation_approval
from fanal.accounts.joining import join
from fanal.accounts.models import Invitation, Office
from fanal.accounts.office_time import offices_by_day
from fanal.audit import actions as audit
from fanal.audit.models import JournalEntry
from fanal.audit.search import JournalFilter, matching
from fanal.authority import genuine_rows
from fanal.cases.actions import emergencies, lists, tasks
from fanal.cases.queries import waiting
from fanal.commands import sweep as sweeping
from fanal.commands.sweep_parts import SweepParts
from fanal.core.casework.recurrence import Reminder
from fanal.core.journeys.events import Event, EventKind, Sign
from fanal.core.roles import Role
from fanal.core.trust.findings import TRUST_LASTS
from fanal.journeys.actions import sweeps
from fanal.journeys.models import Alarm, CustodyAlarm, JourneyEvent, MailDue
from fanal.keys.models import UserKeys
from fanal.organisation.models import OrganisationChange
from fanal.sharing.actions import sending
from fanal.web.sweeps import sweep_ended
from tests import files
from tests.cast import Browser
from tests.journeys.scene import agreed, trusted
from tests.journeys.scene import scene as scene_of_a_journey
from tests.journeys.test_custody_seams import with_her
from tests.organisation.changes import asks
from tests.sharing.scene import draft, scene
from tests.sharing.transfers import offer, told_case

LATE = datetime(
    2026, 3, 3, 22, 30, tzinfo=UTC
)  # already the 4th in Bangkok, still the 3rd in Paris
DAY = timedelta(days=1)


def in_zone(team, zone):
    row = Office.objects.get(pk=team.office_id)
    row.time_zone = zone
    row.save()
    genuine_rows.run()


def in_paris(team):
    in_zone(team, "Europe/Paris")


def test_two_offices_may_have_two_days(cast):
    in_paris(cast.vientiane)
    found = offices_by_day(LATE)
    assert [f"{day}" for day in sorted(found)] == ["2026-03-03", "2026-03-04"]
    assert found[LATE.date()] == [cast.vientiane.office_id]


def test_an_office_without_a_time_zone_goes_by_that_of_the_settings(cast):
    Office.objects.update(time_zone=None)
    assert list(offices_by_day(LATE)) == [timezone.localdate(LATE, timezone.get_default_timezone())]


@pytest.mark.parametrize(("zone", "left"), [("Europe/Paris", "sent"), ("Asia/Bangkok", "expired")])
def test_a_referral_expires_when_its_day_is_over_where_it_was_sent(cast, zone, left):
    here = scene(cast)
    referral = draft(cast, here, answer_within=0)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    in_zone(cast.bangkok, zone)
    # The next day in Bangkok; in Paris not yet, also in summer.
    late = datetime.combine(referral.due, time(21, 30), UTC)
    sweeping.end_of_days(late, SweepParts())
    referral.refresh_from_db()
    assert referral.state == left


def asked_to_be_reminded(cast, user, team):
    case = files.case(cast, by=user, team=team, people=[files.person(cast, by=user, team=team)])
    tasks.add_task(
        case=case, title="Call", due=LATE.date() + DAY, by=user, reminder=Reminder.ON_THE_DAY
    )


def test_a_reminder_comes_with_the_first_sweep_of_the_day_of_her_office(cast):
    in_paris(cast.vientiane)
    asked_to_be_reminded(cast, cast.sokha, cast.bangkok)
    asked_to_be_reminded(cast, cast.kham, cast.vientiane)
    sweep_ended(LATE - timedelta(hours=12))
    sweeping.remind_of_danger(LATE, SweepParts())
    assert {row.to for row in MailDue.objects.all()} == {cast.sokha}
    sweep_ended(LATE)
    sweeping.remind_of_danger(LATE + timedelta(hours=1), SweepParts())
    assert {row.to for row in MailDue.objects.all()} == {cast.sokha, cast.kham}


# ── Where the settings say another zone than the office ──────────────────────
ZONES = [("Pacific/Honolulu", "2026-03-03"), ("Pacific/Auckland", "2026-03-04")]


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_an_alarm_is_called_on_the_day_of_the_office_of_its_team(cast, zone, day):
    scene_of_a_journey(cast)
    in_zone(cast.bangkok, zone)
    then = datetime.combine(timezone.localdate() + 400 * DAY, LATE.timetz())
    sweeps.call_alarms(now=then)
    called = {alarm.called_on for alarm in Alarm.objects.all()}
    assert called == {timezone.localdate(then, ZoneInfo(zone))}


@pytest.mark.parametrize(("zone", "red"), [("Pacific/Honolulu", 0), ("Pacific/Auckland", 1)])
def test_who_may_hold_her_until_today_is_red_with_the_next_day_of_the_office(cast, zone, red):
    here, last = scene_of_a_journey(cast, n=1), timezone.localdate() + TRUST_LASTS
    in_zone(cast.bangkok, zone)
    lotus = trusted(cast, "Lotus Transit Centre")
    agreed(cast, here, lotus)
    with_her(cast, here, lotus)
    now = datetime.combine(last, time(22, 30), UTC)  # the next day in Bangkok
    sweeps.call_alarms(now=now)
    called = [alarm.called_on for alarm in CustodyAlarm.objects.all()]
    assert called == [last + DAY] * red


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_a_sign_of_life_is_of_the_day_that_it_was_where_it_is_read(cast, zone, day):
    event = Event(
        id=str(uuid4()),
        kind=EventKind.SIGN_OF_LIFE,
        at=LATE,
        persons=frozenset({"anyone"}),
        by="",
        sign=Sign.SEEN,
    )
    row = JourneyEvent.of(event, by=cast.sokha)
    with timezone.override(zone):
        assert f"{row.event().at.date()}" == day


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_the_journal_is_searched_by_the_days_that_it_shows(cast, monkeypatch, zone, day):
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: LATE)
        before, after = (audit.record(act="case.opened", by=cast.sokha) for _ in range(2))
        then.setattr(timezone, "now", lambda: LATE + DAY)
        later = audit.record(act="case.opened", by=cast.sokha)
    wanted = date.fromisoformat(day)
    with timezone.override(zone):
        for asked, numbers in (
            (JournalFilter(since=wanted, until=wanted), {before.number, after.number}),
            (JournalFilter(until=wanted - DAY), set()),
            (JournalFilter(since=wanted + DAY, until=wanted + DAY), {later.number}),
        ):
            found = {one.number for one in matching(asked, JournalEntry.objects.all())}
            assert found & {before.number, after.number, later.number} == numbers


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_what_happened_to_an_account_is_told_with_the_day_of_its_office(
    cast, monkeypatch, zone, day
):
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: LATE)
        entry = audit.record(act="account.signed_in_new", by=None, about=cast.sokha.pk)
    monkeypatch.setitem(notices.NOTICES, entry.act, "something")
    with timezone.override(zone):
        assert date_format(date.fromisoformat(day)) in notices.said(entry)


@pytest.mark.parametrize("zone", [zone for zone, _day in ZONES])
def test_the_calendar_outside_has_the_hours_of_her_office(cast, zone):
    in_zone(cast.bangkok, zone)
    case, due = files.case(cast), timezone.localdate() + DAY
    tasks.add_task(case=case, title="Call", due=due, hour=time(9), by=cast.sokha)
    token = lists.make_feed(user=cast.sokha, with_hours=True)
    text = Client().get(reverse("cases:feed", args=[token])).text
    at = datetime.combine(due, time(9), ZoneInfo(zone)).astimezone(UTC)
    assert f"DTSTART:{at:%Y%m%dT%H%M%SZ}" in text


# ── Written there ────────────────────────────────────────────────────────────
# Of these two one has another day than the server, at every hour.
NEW, WORDS = "bopha@fanal.example", "seven lamps over the still water"
FAR_APART = ["Pacific/Niue", "Pacific/Kiritimati"]


@pytest.mark.parametrize("zone", FAR_APART)
def test_what_somebody_asks_for_bears_the_day_of_her_office(cast, zone):
    in_zone(cast.anan, zone)
    asks(cast, "new_office", name="Hanoi", country=["Vietnam"])
    assert OrganisationChange.objects.get().asked_on == timezone.localdate(timezone=ZoneInfo(zone))


@pytest.mark.parametrize("zone", FAR_APART)
def test_who_comes_in_by_invitation_has_keys_since_the_day_of_her_office(cast, zone):
    """She is not signed in yet: the time zone of her page was that of the server."""
    in_zone(cast.bangkok, zone)
    token = files.invited(cast, email=NEW)
    invitation_approval.agree(invitation=Invitation.objects.get(email=NEW), by=cast.claire)
    chosen = {"chosen": WORDS, "again": WORDS}
    Browser().post(reverse("keys:invitation", args=[token]), chosen)
    (keys,) = UserKeys.objects.filter(user__email=NEW)
    assert keys.made == timezone.localdate(timezone=ZoneInfo(zone))


@pytest.mark.parametrize("zone", FAR_APART)
def test_until_when_an_invitation_waits_is_a_day_of_who_reads_it(cast, zone):
    files.invited(cast, email=NEW)
    with timezone.override(zone):
        (one,) = decisions.invitations(cast.claire)
        assert one.until == timezone.localdate(Invitation.objects.get().until)


@pytest.mark.parametrize("zone", FAR_APART)
def test_since_when_an_emergency_waits_to_be_looked_at_is_a_day_of_who_reads_it(cast, zone):
    case = files.case(cast)
    emergencies.break_glass(case=case, reason=files.WHY, by=cast.linh)
    with timezone.override(zone):
        (one,) = waiting.openings(cast.noi)
        assert one.asked == timezone.localdate()


def test_no_page_says_that_something_was_asked_tomorrow(cast):
    """In the office that asked it is tomorrow already; here it is not."""
    tomorrow = timezone.localdate() + DAY
    offered = offer(cast, told_case(cast), on=tomorrow, answer_within=5)
    assert offered.due > tomorrow
    somchit = files.browser(cast, cast.somchit)
    for page in (reverse("web:decisions"), reverse("sharing:transfer", args=[offered.id])):
        text = somchit.get(page).text
        assert date_format(timezone.localdate()) in text
        assert date_format(tomorrow) not in text


@pytest.mark.parametrize(("zone", "away"), [("Europe/Paris", True), ("Asia/Bangkok", False)])
def test_a_lead_is_away_until_her_last_day_is_over_in_her_office(cast, monkeypatch, zone, away):
    """Vilay of Vientiane leads Bangkok, too, where it is already the day after her leave."""
    last = LATE.date()
    lead = cast.join("vilay", "Vilay", Role.TEAM_LEAD, "Vientiane")
    join(user=lead, teams=[cast.bangkok])
    colleague = cast.join("ladda", "Ladda", Role.CASE_WORKER, "Vientiane")
    StandIn.objects.create(
        away=lead,
        stand_in=colleague,
        team=cast.vientiane,
        since=last - DAY,
        until=last,
        asked_by=lead,
        asked_on=last - DAY,
        agreed_on=last - DAY,
    )
    in_zone(cast.bangkok, "Asia/Bangkok")
    in_zone(cast.vientiane, zone)
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    with timezone.override("Asia/Bangkok"):
        assert ("away from" in whom_to_call(lead, cast.bangkok, reader=None)) is away
        assert ("Vilay" in whoever_to_call([lead, cast.noi], cast.bangkok, reader=None)) is not away
        assert (lead.pk in absences_ahead()) is away
