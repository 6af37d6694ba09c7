"""What one may not see looks like what does not exist: refusals that no page leads to."""

from uuid import uuid4

import pytest
from django.http import Http404

from fanal.care import access as care
from fanal.care.models import CareFile
from fanal.core.protection.kinds import RecordKind
from fanal.funds import access as funds
from fanal.protection import access as protection
from fanal.protection.actions.recording import record
from fanal.reintegration import access as reintegration
from fanal.reintegration.models import PlanRecordKind
from tests import files
from tests.funds import scene as money
from tests.reintegration.scene import scene as plan

pytestmark = pytest.mark.django_db


def test_no_record_of_another_care_file_is_found_in_this_one():
    with pytest.raises(Http404):
        care.record_in(CareFile(pk=uuid4()), uuid4())


def test_what_is_no_assessment_of_best_interests_is_none(cast):
    case = files.case(cast, people=[files.person(cast)])
    row = record(
        kind=RecordKind.RISK,
        case=case,
        person=case.people.get(),
        answers={"level": "low"},
        by=cast.sokha,
        ring=cast.ring(cast.sokha),
    )
    with pytest.raises(Http404):
        protection.assessment_for(cast.sokha, row.pk)


def test_no_record_of_another_kind_or_plan_is_found_in_hers(cast):
    here = plan(cast)
    with pytest.raises(Http404):
        reintegration.record_for(cast.sokha, here.person.pk, uuid4(), PlanRecordKind.PROMISE)


def test_who_works_on_no_case_is_told_of_nobody_s_plan(cast):
    here = plan(cast)
    assert reintegration.open_to(cast.sokha, [here.person.pk]) == {here.person.pk}
    assert reintegration.open_to(cast.vera, [here.person.pk]) == set()


def test_money_that_somebody_asked_for_is_no_advance(cast):
    row = money.asked(cast, money.scene(cast))
    with pytest.raises(Http404):
        funds.advance_slip_for(cast.thao, row.pk)
