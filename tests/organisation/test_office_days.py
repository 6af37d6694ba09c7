"""What ends with a day, or comes with the first hour of one, goes by the office of its team."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models import Office
from fanal.accounts.office_time import offices_by_day
from fanal.authority import genuine_rows
from fanal.cases import actions as cases
from fanal.commands import sweep as sweeping
from fanal.core.casework.repeats import Reminder
from fanal.journeys.models import MailDue
from fanal.sharing import actions as sharing
from fanal.web.sweeps import sweep_ended
from tests import files
from tests.sharing.scene import draft, scene

pytestmark = pytest.mark.django_db
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
    sharing.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    in_zone(cast.bangkok, zone)
    late = datetime.combine(referral.due, time(22, 30), UTC)
    sweeping.end_of_days(late)
    referral.refresh_from_db()
    assert referral.state == left


def asked_to_be_reminded(cast, user, team):
    case = files.case(cast, by=user, team=team, people=[files.person(cast, by=user, team=team)])
    cases.add_task(
        case=case, title="Call", due=LATE.date() + DAY, by=user, reminder=Reminder.ON_THE_DAY
    )


def test_a_reminder_comes_with_the_first_sweep_of_the_day_of_her_office(cast):
    in_paris(cast.vientiane)
    asked_to_be_reminded(cast, cast.sokha, cast.bangkok)
    asked_to_be_reminded(cast, cast.kham, cast.vientiane)
    sweep_ended(LATE - timedelta(hours=12))
    sweeping.remind_of_danger(LATE)
    assert {row.to for row in MailDue.objects.all()} == {cast.sokha}
    sweep_ended(LATE)
    sweeping.remind_of_danger(LATE + timedelta(hours=1))
    assert {row.to for row in MailDue.objects.all()} == {cast.sokha, cast.kham}
