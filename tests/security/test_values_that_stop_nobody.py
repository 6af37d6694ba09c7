"""Whoever writes to the database breaks the seal of one value: no alarm of anybody is kept from those
who are called by it, and nobody in danger is left out of the mails of the day."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions.consents import withdraw_consent
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Consent, Task
from fanal.commands.sweep import sweep
from fanal.core.journeys.checkins import Rung
from fanal.core.prevention.call_backs import CallBackOutcome
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.shelters.stays import StayAct
from fanal.journeys.actions import legs, plans, preparing, sweeps
from fanal.journeys.models import JourneyEvent, Leg, MailDue
from fanal.journeys.queries.board import on_journeys
from fanal.keys.models import Grant
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.prevention.actions import call_backs
from fanal.prevention.models import AdviceCallBack
from fanal.protection.actions.eighteen import prepare_eighteen
from fanal.sharing.actions import rules, sending
from fanal.sharing.actions.recalls import recall_withdrawn
from fanal.sharing.actions.referrals import expire
from fanal.sharing.models import Disclosure, Referral
from fanal.shelters.actions.nights import tell_who_is_late_back
from fanal.shelters.actions.stays import add_step
from fanal.shelters.models import NightAnswer, ShelterStay
from fanal.web.decisions import kinds
from tests import files
from tests.consents import says
from tests.journeys.scene import scene
from tests.prevention.scene import village
from tests.prevention.test_due import promised
from tests.security.planting import row_of, update
from tests.security.test_forged_journeys import plans_of
from tests.sharing.scene import draft
from tests.sharing.scene import scene as sharing_scene
from tests.shelters.scene import counts, second_staff, sleeps, woman
from tests.shelters.scene import scene as shelter_scene

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
    journey = files.journey(cast, by=cast.noi)
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
    files.override(
        case,
        "Her life is in danger and nobody else can reach her tonight.",
        by=cast.sokha,
        partner=Partner.objects.get(pk=partner.pk),
        purpose="know_a_case_exists",
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


# ── What ends or is told of each row ─────────────────────────────────────────
def test_a_call_back_that_does_not_open_keeps_no_other_from_its_end(cast):
    place = village(cast)
    broken, over = promised(cast, place), promised(cast, place)
    update(AdviceCallBack, {"coded": BROKEN}, id=broken.pk)
    with pytest.raises(BrokenSeal):
        call_backs.end_call_backs(over.kept_until + timedelta(days=1))
    over.refresh_from_db()
    assert over.outcome is CallBackOutcome.NOT_REACHED
    assert not Grant.objects.filter(folder=over.folder, revoked=None).exists()
    assert Grant.objects.filter(folder=broken.folder, revoked=None).exists()


def test_a_stay_that_does_not_open_keeps_nobody_who_is_late_back_from_the_leads(cast):
    here, today = shelter_scene(cast), timezone.localdate()
    first, last = sleeps(cast, here), sleeps(cast, here, here.beds[1], *woman(cast))
    for stay in (first, last):
        away = {"act": StayAct.GO_AWAY, "on": today, "back_by": today}
        add_step(stay=stay, **away, **cast.acting(cast.rith))
    for stay, told in ((last, 1), (first, 0)):
        update(ShelterStay, {"coded": BROKEN}, id=stay.pk)
        MailDue.objects.all().delete()
        with pytest.raises(BrokenSeal):
            tell_who_is_late_back(
                today=today + timedelta(days=1), offices=[here.shelter.team.office_id]
            )
        assert MailDue.objects.filter(to=cast.noi).count() == told


def test_nobody_is_told_with_every_sweep_of_who_is_late_back_beside_a_stay_that_does_not_open(cast):
    here, today = shelter_scene(cast), timezone.localdate()
    broken, late = sleeps(cast, here), sleeps(cast, here, here.beds[1], *woman(cast))
    for stay in (broken, late):
        away = {"act": StayAct.GO_AWAY, "on": today, "back_by": today}
        add_step(stay=stay, **away, **cast.acting(cast.rith))
    update(ShelterStay, {"coded": BROKEN}, id=broken.pk)
    later = timezone.localtime() + timedelta(days=1)
    with pytest.raises(BrokenSeal):
        sweep(later)
    told = len(mail.outbox)
    sweep(later + timedelta(minutes=5))
    assert len(mail.outbox) == told > 0


def test_a_referral_that_does_not_open_keeps_no_other_from_running_out(cast):
    here, sent = sharing_scene(cast), []
    for _n in range(2):
        sent.append(draft(cast, here))
        sending.send(referral=sent[-1], channel="print", by=cast.sokha, ring=here.ring)
    for broken, other in (sent, sent[::-1]):
        Referral.objects.filter(case=here.case).update(state="sent")
        before = row_of(Referral, id=broken.pk)["purpose"]
        update(Referral, {"purpose": BROKEN}, id=broken.pk)
        with pytest.raises(BrokenSeal):
            expire(today=other.due + timedelta(days=1))
        assert Referral.objects.get(pk=other.pk).state == "expired"
        update(Referral, {"purpose": before}, id=broken.pk)


def test_a_code_name_that_does_not_open_keeps_no_other_from_what_is_prepared_at_18(cast):
    today = timezone.localdate()
    today = today.replace(day=min(today.day, 28))  # she was born on a day that every year has
    born = [("herself", today.year - 18, today.month, today.day)]
    girls = [files.person(cast, names=[name], births=born) for name in ("One", "Other")]
    cases = [files.case(cast, people=[girl]) for girl in girls]
    update(Person, {"code_name": BROKEN}, id=girls[0].pk)
    with pytest.raises(BrokenSeal):
        prepare_eighteen(today=today, offices=[cast.bangkok.office_id])
    assert [Task.objects.filter(case=case).exists() for case in cases] == [False, True]


def test_a_yes_that_does_not_open_keeps_no_other_from_its_recall(cast):
    here, today = sharing_scene(cast), timezone.localdate()
    sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    broken = says(cast, here, "care", on=today - timedelta(days=1))
    for consent in (broken, here.consent):
        withdraw_consent(consent=consent, by=cast.sokha)
    update(Consent, {"coded": BROKEN}, id=broken.pk)
    with pytest.raises(BrokenSeal):
        recall_withdrawn(today=today)
    assert Disclosure.objects.get(case=here.case).recalled_on == today


def test_an_answer_of_a_count_that_does_not_open_keeps_nobody_from_counting(cast):
    here = shelter_scene(cast)
    stay = sleeps(cast, here)
    counts(cast, here, cast.rith)
    update(NightAnswer, {"answer": BROKEN}, stay_id=stay.pk)
    night = counts(cast, here, second_staff(cast, here))
    assert str(stay.pk) in {str(one) for one in night.differing}


def test_what_waits_and_does_not_open_keeps_nobody_from_hearing_what_else_waits(cast, monkeypatch):
    """Nor is what was told before told again once somebody mended it."""

    def breaks(_user):
        raise BrokenSeal("a row")

    draft(cast, sharing_scene(cast), classes=["whereabouts"], purpose="know_whereabouts")
    now = timezone.localtime()
    assert cast.noi.email in mailed(now)
    case = files.case(cast, people=[files.person(cast, names=["Other"])])
    partner = add_partner(name="House", kind="organisation", type="shelter", by=cast.sokha)
    reason = "Her life is in danger and nobody else can reach her tonight."
    why = {"ground": "vital_interest", "text": reason, "classes": ["identity"]}
    asked = {"case": case, "partner": partner, "purpose": "know_a_case_exists", "by": cast.sokha}
    rules.override(**asked, **why)
    kind = kinds()["referral"]
    with monkeypatch.context() as patch:
        patch.setitem(kinds(), "referral", replace(kind, rows=breaks))
        assert cast.noi.email in told(now + timedelta(days=1))
    assert mailed(now + timedelta(days=2)) == set()
