"""The day that a form proposes says on what it rests, and is written by hand."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.kinds import RecordKind
from fanal.protection.models import ProtectionRecord
from tests import files

HOUSE = "A default of the organisation, no rule of law."


def address(case, kind):
    if kind.described.of_case:
        return reverse("protection:of_case", args=[case.id, kind.value])
    return reverse("protection:of_person", args=[case.id, case.people.get().id, kind.value])


def due(client, case, kind):
    form = client.get(address(case, kind)).context["form"]
    return form.get_initial_for_field(form.fields["due"], "due"), form.fields["due"].help_text


@pytest.mark.parametrize(
    ("kind", "step", "says"),
    [
        (RecordKind.SAFETY_PLAN, ClockStep.SAFETY_PLAN, HOUSE),
        (RecordKind.BEST_INTERESTS, ClockStep.BEST_INTERESTS, "told by another source"),
        (RecordKind.REVIEW, ClockStep.REVIEW, "Inter-Agency Guidelines"),
    ],
)
def test_a_day_is_proposed_by_its_clock_with_what_it_rests_on(cast, kind, step, says):
    day, said = due(files.browser(cast, cast.sokha), files.case(cast), kind)
    assert day == clock(step).after(timezone.localdate())
    assert says in said


def test_a_length_that_nobody_confirmed_is_for_a_lawyer_to_check(cast):
    day, said = due(files.browser(cast, cast.sokha), files.case(cast), RecordKind.RECOVERY)
    assert day is None
    assert "45 days from the first" in said
    assert "to be checked by a lawyer" in said


def test_the_days_of_a_risk_are_the_organisation_s_own(cast):
    assert HOUSE in due(files.browser(cast, cast.sokha), files.case(cast), RecordKind.RISK)[1]


def test_another_day_is_written_by_hand(cast):
    case = files.case(cast)
    told = {"form": "review", "due": "2031-02-03", "on": ""}
    sokha = files.browser(cast, cast.sokha)
    assert sokha.post(address(case, RecordKind.REVIEW), told).status_code == 302
    assert str(ProtectionRecord.objects.get().due) == "2031-02-03"
