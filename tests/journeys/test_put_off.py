"""A journey that waits is put off: its day and its hours move, and what was agreed is agreed anew."""

import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import decisions, events, legs, plans
from fanal.journeys.models import Decision, GoAnswer, Journey, Leg, MailDue, TeamNotice
from fanal.journeys.queries.decisions import fingerprint, keys_for
from tests import files
from tests.journeys.scene import scene
from tests.kept import kept

REASON = "The road is open for these days alone, and no longer."


@pytest.fixture
@kept
def here(cast):
    made = scene(cast, n=2)
    start, _bridge, end = made.areas
    made.leaves = timezone.localtime().replace(microsecond=0, second=0) + timedelta(hours=3)
    made.vientiane = plans.add_custodian(
        journey=made.journey, label="Our house", team=cast.vientiane, by=cast.sokha
    )
    made.leg = legs.add_leg(
        journey=made.journey, start=start, end=end, custodian=made.vientiane, leaves=made.leaves,
        arrives=made.leaves + timedelta(hours=2), by=cast.sokha,
    )  # fmt: skip
    plans.answer_item(journey=made.journey, item="she_agrees", yes=True, by=cast.noi)
    made.decision = decisions.ask_decision(
        journey=made.journey, custodian=None, reason=REASON, by=cast.sokha
    )
    shown = fingerprint(keys_for(made.journey, None, cast.noi))
    decisions.decide(decision=made.decision, seen=shown, by=cast.noi)
    MailDue.objects.all().delete()
    return made


def address(here):
    return reverse("journeys:put_off", args=[here.journey.id])


def put_off(cast, here, days=7, who=None, version=None):
    day = timezone.localdate() + timedelta(days=days)
    told = {"day": day.isoformat(), "version": version or here.journey.version}
    return files.browser(cast, who or cast.sokha).post(address(here), told, follow=True)


def test_its_day_and_all_its_hours_move_by_as_many_days(cast, here):
    page = reverse("journeys:journey", args=[here.journey.id])
    assert address(here) in files.browser(cast, cast.sokha).get(page).text
    put_off(cast, here)
    assert Journey.objects.get().starts_on == timezone.localdate() + timedelta(days=7)
    moved = datetime.fromisoformat(json.loads(Leg.objects.get().times)[0])
    assert timezone.localtime(moved) == here.leaves + timedelta(days=7)


def test_what_was_agreed_for_the_old_day_is_asked_anew_and_who_agreed_is_told(cast, here):
    text = put_off(cast, here).text
    assert Decision.objects.get().ended_on == timezone.localdate()
    assert GoAnswer.objects.get().yes is None
    assert "Two of you decided to go on." not in text
    assert cast.noi.display_name in {mail_due.to.display_name for mail_due in MailDue.objects.all()}
    assert cast.sokha.display_name not in {
        mail_due.to.display_name for mail_due in MailDue.objects.all()
    }


def test_the_page_after_says_whom_to_call_and_the_other_team_is_told(cast, here):
    text = put_off(cast, here).text
    assert "Tell them of the new day" in text
    assert "Our house" in text
    assert TeamNotice.objects.get().team == cast.vientiane


def test_nothing_moves_once_somebody_has_left_or_for_the_same_day_or_a_day_that_is_over(cast, here):
    assert put_off(cast, here, days=0).status_code == 422
    assert put_off(cast, here, days=-1).status_code == 422
    events.record_event(
        journey=here.journey, kind="departed", persons=here.people[:1], happened=True, by=cast.sokha
    )
    answer = put_off(cast, here)
    assert answer.status_code == 422
    assert "has left" in answer.text
    assert Journey.objects.get().starts_on == timezone.localdate()
    page = reverse("journeys:journey", args=[here.journey.id])
    assert address(here) not in files.browser(cast, cast.sokha).get(page).text


def test_two_who_put_it_off_at_once_meet(cast, here):
    version = here.journey.version
    put_off(cast, here, version=version)
    assert put_off(cast, here, days=9, version=version).status_code == 409
    assert Journey.objects.get().starts_on == timezone.localdate() + timedelta(days=7)


def test_who_does_not_write_into_it_puts_nothing_off(cast, here):
    for user in (cast.claire, cast.somchit, cast.linh):
        assert put_off(cast, here, who=user).status_code == 404
