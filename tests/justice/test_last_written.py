"""A hearing, a decision, a risk, a service or a file is something that was saved in a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.models import Case, CaseDays, CaseEntry
from fanal.cases.models.case_days import keeping, last_written
from fanal.cases.queries.inactive_cases import went_quiet
from fanal.core.protection.kinds import RecordKind
from fanal.justice.models import Proceeding
from fanal.protection.actions.recording import record
from tests.justice.scene import begins, step

MONTHS = timedelta(days=182)


@pytest.fixture
def quiet(cast, here):
    """Her case, in which nothing was saved for half a year."""
    before = timezone.localdate() - MONTHS
    with keeping(here.case.id):
        Case.objects.filter(id=here.case.id).update(opened_on=before)
        CaseEntry.objects.filter(case=here.case).update(made_on=before)
        Proceeding.objects.filter(case=here.case).update(made_on=before)
    assert went_quiet(Case.objects.filter(id=here.case.id), timezone.localdate()).exists()
    return here


def step_of_hers(cast, here):
    step(cast, here.trial, "judged", sure=True)


def another_proceeding(cast, here):
    begins(cast, here, "civil", "TH", "plaintiff")


def her_risk(cast, here):
    record(
        case=here.case, person=here.person, kind=RecordKind.RISK, answers={"level": "low"},
        **cast.acting(cast.sokha)
    )  # fmt: skip


@pytest.mark.parametrize("saves", [step_of_hers, another_proceeding, her_risk])
def test_a_case_is_not_said_to_be_silent_on_the_day_on_which_something_was_saved(
    cast, quiet, saves
):
    saves(cast, quiet)
    today = timezone.localdate()
    cases = Case.objects.filter(id=quiet.case.id)
    assert not went_quiet(cases, today).exists()
    assert CaseDays.objects.get(case=quiet.case).last_written == today
    assert last_written([quiet.case.id]) == {quiet.case.id: today}
