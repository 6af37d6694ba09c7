"""Somebody is not seen: whom the staff is told to call, who gets the mail, and who reads it first.
Nobody whom a conflict keeps out of her; nobody who is away while another is there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn, TravelMode
from fanal.authority import genuine_rows
from fanal.core.roles import Role
from fanal.core.shelters.stays import StayAct
from fanal.journeys.models import MailDue
from fanal.shelters.actions import admission, asking, places
from fanal.shelters.actions.stays import add_step
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.shelters.queries.today import asked_in_shelters
from fanal.shelters.staff_access import staff_of
from tests import files
from tests.exclusion import kept_out
from tests.shelters.scene import counts, second_staff, sleeps

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NO_LEAD = "Nobody knows where she is, and no lead of the shelter can see to it"


@pytest.fixture
def nok(cast):
    """A second lead of the team."""
    return cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")


@pytest.fixture
def bopha(cast):
    """One more case worker."""
    return cast.join("bopha", "Bopha", Role.CASE_WORKER, "Bangkok")


def stands_in(cast, away, instead, team=None):
    today = timezone.localdate()
    days = {"since": today, "until": today + 3 * DAY, "asked_on": today, "agreed_on": today}
    team = team or cast.bangkok
    StandIn.objects.create(away=away, stand_in=instead, team=team, asked_by=away, **days)
    genuine_rows.run()


def lost(cast, here, stay):
    MailDue.objects.all().delete()
    add_step(stay=stay, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))
    return {row.to.display_name for row in MailDue.objects.select_related("to")}


def calls(cast, here, stay):
    """As the two pages say it to the staff."""
    rith = files.browser(cast, cast.rith)
    shelter = rith.get(reverse("shelters:shelter", args=[here.shelter.id])).context["call"]
    assert shelter == rith.get(reverse("shelters:stay", args=[stay.id])).context["call"]
    return shelter


def titles(who):
    return [row.title for row in asked_in_shelters(who, timezone.localtime())]


# ── Conflicts of interest ────────────────────────────────────────────────────
def test_nobody_calls_or_mails_a_lead_who_is_kept_out_of_her(cast, here, nok):
    stay = sleeps(cast, here)
    kept_out(cast, here.case, cast.noi, "on its own list")
    mailed = lost(cast, here, stay)
    assert "Nok" in mailed
    assert "Noi Saetang" not in mailed
    assert calls(cast, here, stay) == "Nok"


def test_where_the_only_lead_is_kept_out_the_direction_is_told_and_called(cast, here):
    stay = sleeps(cast, here)
    kept_out(cast, here.case, cast.noi, "on its own list")
    assert "Claire Morel" in lost(cast, here, stay)
    assert calls(cast, here, stay) == "the direction"
    assert NO_LEAD in titles(cast.claire)
    assert here.person.code_name not in str(asked_in_shelters(cast.claire, timezone.localtime()))


def test_who_stands_in_for_that_lead_in_another_team_is_nobody_to_tell(cast, here):
    """She opens nothing of this shelter: her mail would be the only one."""
    stay = sleeps(cast, here)
    kept_out(cast, here.case, cast.noi, "on its own list")
    cast.saigon.members.add(cast.noi)
    genuine_rows.run()
    stands_in(cast, cast.noi, cast.huong, cast.saigon)
    mailed = lost(cast, here, stay)
    assert "Claire Morel" in mailed
    assert cast.huong.display_name not in mailed


def test_where_the_only_lead_is_in_travel_mode_the_direction_is_told(cast, here):
    """She opens no page of the work."""
    stay = sleeps(cast, here)
    today = timezone.localdate()
    TravelMode.objects.create(user=cast.noi, since=today, until=today + DAY)
    genuine_rows.run()
    mailed = lost(cast, here, stay)
    assert "Claire Morel" in mailed
    assert cast.noi.display_name not in mailed
    assert NO_LEAD in titles(cast.claire)


def test_the_direction_is_not_asked_where_a_lead_may_know_of_her(cast, here, nok):
    stay = sleeps(cast, here)
    kept_out(cast, here.case, cast.noi, "on its own list")
    assert "Claire Morel" not in lost(cast, here, stay)
    assert NO_LEAD not in titles(cast.claire)


def test_the_message_after_a_count_names_nobody_who_is_kept_out(cast, here, nok):
    stay = sleeps(cast, here)
    kept_out(cast, here.case, cast.noi, "on its own list")
    address = reverse("shelters:count", args=[here.shelter.id])
    told = {f"stay_{stay.id}": "not_seen", "words": "", "staff": ""}
    text = files.browser(cast, cast.rith).post(address, told, follow=True).text
    assert "call now: Nok" in text
    assert "Noi Saetang" not in text


# ── Away ─────────────────────────────────────────────────────────────────────
def test_a_lead_who_is_on_leave_with_nobody_in_her_place_here_is_not_called(cast, here, nok):
    """She named somebody in another team of hers, and is away all the same."""
    stands_in(cast, cast.noi, cast.huong, cast.saigon)
    assert leads_to_call(here.shelter, reader=cast.rith) == "Nok"


def test_the_only_one_stands_there_with_her_leave(cast, here):
    stands_in(cast, cast.noi, cast.huong, cast.saigon)
    assert leads_to_call(here.shelter, reader=cast.rith).startswith("Noi Saetang (away from")


def test_nor_is_one_in_travel_mode_while_another_is_there(cast, here, nok):
    today = timezone.localdate()
    TravelMode.objects.create(user=cast.noi, since=today, until=today + DAY)
    genuine_rows.run()
    assert leads_to_call(here.shelter, reader=cast.rith) == "Nok"


def test_who_stands_in_for_the_lead_gets_the_mail_and_reads_who_is_not_there(cast, here, bopha):
    stay = sleeps(cast, here)
    assert "Bopha" not in lost(cast, here, stay)
    assert "not seen at the count" not in titles(bopha)
    stands_in(cast, cast.noi, bopha)
    assert "not seen at the count" in titles(bopha)
    assert calls(cast, here, stay).startswith("Bopha (for Noi Saetang")
    add_step(stay=stay, act=StayAct.RETURN, **cast.acting(cast.rith))
    assert "Bopha" in lost(cast, here, stay)


def test_who_stands_in_for_a_lead_reads_that_two_counts_differ(cast, here, bopha):
    stay = sleeps(cast, here)
    counts(cast, here, cast.rith)
    counts(cast, here, second_staff(cast, here), **{str(stay.id): "hospital"})
    differ = "The two counts of tonight differ"
    assert differ not in titles(bopha)
    stands_in(cast, cast.noi, bopha)
    assert differ in titles(bopha)


def test_of_her_own_resident_who_stands_in_reads_once(cast, here):
    stay = sleeps(cast, here)
    stands_in(cast, cast.noi, cast.sokha)
    lost(cast, here, stay)
    assert titles(cast.sokha).count("not seen at the count") == 1


# Who works in a shelter tonight: somebody who stands in until a day, nobody at all, or nobody who
# may know of one of the residents.
NOBODY_OPENS = "Nobody who works there opens its book today, and somebody sleeps there"
COUNT_HER = "nobody who works there may know of her: count her yourself"


def test_a_colleague_is_let_in_until_a_day_and_it_closes_by_itself(cast, here, monkeypatch):
    dara = cast.join("dara", "Dara Sok", Role.SHELTER_WORKER, "Bangkok")
    last = timezone.localdate() + 2 * DAY
    told = {"until_day": last.day, "until_month": last.month, "until_year": last.year}
    told |= {"until_near": str(last), "who": str(dara.pk)}
    noi = files.browser(cast, cast.noi)
    answer = noi.post(reverse("shelters:let_in", args=[here.shelter.id]), told, follow=True)
    assert "stands in until" in answer.text
    page = reverse("shelters:shelter", args=[here.shelter.id])
    assert files.browser(cast, dara).get(page).status_code == 200
    monkeypatch.setattr(timezone, "localdate", lambda *args: last + DAY)
    assert dara not in staff_of(here.shelter)
    assert files.browser(cast, dara).get(page).status_code == 404


def test_a_bed_asked_for_meanwhile_closes_to_her_on_the_same_day(cast, here, monkeypatch):
    """Not only the requests that waited when she was let in."""
    dara = cast.join("dara", "Dara Sok", Role.SHELTER_WORKER, "Bangkok")
    last = timezone.localdate() + 2 * DAY
    places.let_in(shelter=here.shelter, staff=[dara], until=last, **cast.acting(cast.noi))
    row = asking.ask_for_bed(
        case=here.case,
        person=here.person,
        shelter=here.shelter,
        asked=admission.BedAsked("given"),
        shown={"called": "Bee", "diet": "", "tonight": ""},
        **cast.acting(cast.sokha),
    )
    assert row.try_unseal(cast.ring(dara)) is not None
    monkeypatch.setattr(timezone, "localdate", lambda *args: last + DAY)
    assert row.try_unseal(cast.ring(dara)) is None
    assert row.try_unseal(cast.ring(cast.rith)) is not None


def test_where_all_who_work_there_are_in_travel_mode_the_lead_reads_it(cast, here):
    sleeps(cast, here)
    today = timezone.localdate()
    TravelMode.objects.create(user=cast.rith, since=today, until=today + DAY)
    genuine_rows.run()
    assert NOBODY_OPENS in titles(cast.noi)


def test_a_resident_of_whom_no_worker_may_know_is_counted_by_the_lead(cast, here):
    sleeps(cast, here)
    kept_out(cast, here.case, cast.rith, "on its own list")
    assert COUNT_HER in titles(cast.noi)
    second_staff(cast, here)
    assert COUNT_HER not in titles(cast.noi)
