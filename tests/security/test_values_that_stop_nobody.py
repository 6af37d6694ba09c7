"""Whoever writes to the database breaks the seal of one value: no alarm of anybody is kept from those
who are called by it, and nobody in danger is left out of the mails of the day."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Consent, Task
from fanal.commands.sweep import sweep
from fanal.core.journeys.checkins import Rung
from fanal.core.sealing.failures import BrokenSeal
from fanal.journeys.actions import legs, plans, preparing, sweeps
from fanal.journeys.models import JourneyEvent, Leg
from fanal.journeys.queries.board import on_journeys
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.sharing.actions import rules
from tests import files
from tests.journeys.scene import scene
from tests.security.planting import update
from tests.security.test_forged_journeys import plans_of

pytestmark = pytest.mark.django_db
BROKEN = b"\x02" + b"x" * 64
JOURNEYS = {
    "her code name": lambda here: update(Person, {"code_name": BROKEN}, id=here.people[0].pk),
    "what she said": lambda here: update(Consent, {"coded": BROKEN}, person_id=here.people[0].pk),
    "an hour of the way": lambda here: update(Leg, {"times": BROKEN}, journey_id=here.journey.pk),
    "what happened": lambda here: update(
        JourneyEvent, {"sealed": BROKEN}, journey_id=here.journey.pk
    ),
}


@pytest.fixture
def here(cast):
    """Two who left eight hours ago; nobody has heard from them since. Two others of another team
    neither."""
    found = scene(cast, n=2)
    found.cast = cast
    start, bridge, end = found.areas
    leaves = timezone.now() - timedelta(hours=9)
    legs.add_leg(
        journey=found.journey,
        start=start,
        end=end,
        crossing=bridge,
        custodian=found.shelter,
        leaves=leaves,
        arrives=leaves + timedelta(hours=8),
        by=cast.sokha,
    )
    plans_of(found)
    found.other = another(cast, found)
    genuine_rows.run()
    return found


def another(cast, here):
    """A journey of which nothing is changed."""
    person = files.person(cast, names=["Other"])
    case = files.case(cast, people=[person])
    journey = plans.plan_journey(
        kind="return", team=cast.bangkok, lead=cast.noi, starts_on=timezone.localdate(), by=cast.noi
    )
    holds = plans.add_custodian(journey=journey, label="Van", team=cast.bangkok, by=cast.noi)
    at, by = timezone.now() - timedelta(days=2), cast.noi
    told = {"journey": journey, "person": person, "case": case, "custodian": holds}
    preparing.prepare(**told, nationality="LA", at=at, by=by)
    gone = SimpleNamespace(journey=journey, people=[person], shelter=holds, by=by)
    plans_of(gone)
    return journey


@pytest.mark.parametrize("attack", JOURNEYS)
def test_no_alarm_is_kept_from_anybody(here, attack):
    JOURNEYS[attack](here)
    called = sweeps.call_alarms(now=timezone.localtime())
    assert here.other in called[Rung.WORKER]
    assert here.journey in called[Rung.LEAD]
    shown = on_journeys(here.cast.noi, timezone.localtime()) if "code" not in attack else ()
    assert all(
        line.row.custody for line in shown if here.journey.id.hex in line.address.replace("-", "")
    )


# ── Mails ────────────────────────────────────────────────────────────────────
def told(now):
    mail.outbox.clear()
    with pytest.raises(BrokenSeal):
        sweep(now)
    return {one.to[0] for one in mail.outbox}


def mailed(now):
    """Who is mailed by a sweep that comes to its end."""
    mail.outbox.clear()
    sweep(now)
    return {one.to[0] for one in mail.outbox}


def test_what_waits_for_a_decision_and_does_not_open_keeps_no_danger_from_anybody(cast):
    case = files.case(cast)
    partner = add_partner(name="House", kind="organisation", type="shelter", by=cast.sokha)
    reason = "Her life is in danger and nobody else can reach her tonight."
    asked = {
        "ground": "vital_interest",
        "text": reason,
        "classes": ["identity"],
        "partner": partner,
    }
    rules.override(case=case, purpose="know_a_case_exists", by=cast.sokha, **asked)
    files.in_danger(cast, case)
    now = timezone.localtime()
    sweep(now)
    update(Partner, {"name": BROKEN}, id=partner.pk)
    later = now + timedelta(days=1)
    assert {cast.sokha.email, cast.noi.email} <= mailed(later)
    assert mailed(later + timedelta(minutes=5)) == set()


def test_a_partner_whose_name_does_not_open_keeps_nobody_from_hearing_what_waits(cast):
    case = files.case(cast)
    partner = add_partner(name="House", kind="organisation", type="shelter", by=cast.sokha)
    update(Partner, {"name": BROKEN}, id=partner.pk)
    rules.override(
        case=case,
        purpose="know_a_case_exists",
        by=cast.sokha,
        ground="vital_interest",
        text="Her life is in danger and nobody else can reach her tonight.",
        classes=["identity"],
        partner=Partner.objects.get(pk=partner.pk),
    )
    assert cast.noi.email in mailed(timezone.localtime())


def test_a_task_that_does_not_open_keeps_no_danger_from_anybody(cast):
    case = files.case(cast)
    files.in_danger(cast, case)
    now = timezone.localtime()
    day = now.date() + timedelta(days=1)
    task = add_task(case=case, title="Call", due=day, by=cast.sokha)
    sweep(now)
    update(Task, {"times": BROKEN}, id=task.pk)
    mail.outbox.clear()
    sweep(now + timedelta(days=1))
    assert {cast.sokha.email, cast.noi.email} <= {one.to[0] for one in mail.outbox}
