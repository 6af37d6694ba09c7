"""Whoever tries to reach her works on her case, in whichever app it is written down."""

from datetime import timedelta

from fanal.cases.models import Case, CaseEntry, Consent
from fanal.cases.models.case_days import last_written
from fanal.cases.queries.inactive_cases import went_quiet
from fanal.core.casework.inactive_cases import QUIET_AFTER
from fanal.journeys.actions import events
from fanal.journeys.models import JourneyEvent
from fanal.reintegration.models import Plan
from tests import files
from tests.journeys.scene import scene as journey_scene
from tests.reintegration.scene import scene, today, tried


def old(case):
    """Nothing was written in it for long."""
    before = today() - QUIET_AFTER - timedelta(days=1)
    Case.objects.filter(id=case.id).update(opened_on=before)
    CaseEntry.objects.update(made_on=before)
    Consent.objects.update(on=before)
    Plan.objects.update(made_on=before)
    JourneyEvent.objects.update(told_on=before)
    case.days.last_written = before
    case.days.save(update_fields=["last_written"])
    assert [row.id for row in went_quiet(Case.objects.filter(id=case.id), today())] == [case.id]


def is_quiet(case):
    return went_quiet(Case.objects.filter(id=case.id), today()).exists()


def test_a_worker_who_tried_to_reach_her_in_her_plan_has_not_left_the_case_inactive(cast):
    here = scene(cast)
    old(Case.objects.get(id=here.case.id))
    tried(cast, here.plan, "not_reached")
    assert not is_quiet(here.case)
    assert last_written([here.case.id]) == {here.case.id: today()}


def test_what_happens_on_her_journey_is_written_of_her_case(cast):
    here = journey_scene(cast, n=1)
    old(Case.objects.get(id=here.case.id))
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    assert not is_quiet(here.case)
    assert files.again(here.case).days.last_written == today()
