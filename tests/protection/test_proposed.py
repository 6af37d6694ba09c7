"""What stands in the case is proposed by the form of a dated record, and not asked anew."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.reintegration.actions.families import assess
from tests import files
from tests.protection.scene import form_of, page_of


@pytest.fixture
def afraid(case, write):
    answers = {"dangers": "her cousin", "safe_people": "her aunt"}
    add_entry(kind="safety", answers=answers, **write)


def form(cast, case, kind, person=None):
    address = form_of(case, kind, person or case.people.get())
    return " ".join(files.browser(cast, cast.sokha).get(address).content.decode().split())


@pytest.mark.usefixtures("afraid")
def test_what_she_said_of_her_safety_is_proposed_for_the_plan_and_the_risk(cast, case):
    plan = form(cast, case, "safety_plan")
    assert 'value="her aunt"' in plan
    assert plan.count("It is in the case: confirm or correct.") == 1
    assert re.search(
        r"<textarea[^>]*dangers[^>]*> ?her cousin</textarea>", form(cast, case, "risk")
    )


def test_a_new_danger_is_proposed_as_the_reason_to_look_at_the_risk(cast, case, write):
    assert 'value="danger" selected' not in form(cast, case, "risk")
    say_in_danger(person=case.people.get(), said_by="mother", said_at=None, **write)
    assert 'value="danger" selected' in form(cast, case, "risk")


@pytest.mark.usefixtures("afraid")
def test_the_plan_of_before_is_gone_through_and_not_the_older_answers(cast, case, write):
    record(
        kind=RecordKind.SAFETY_PLAN,
        person=case.people.get(),
        answers={"safe_people": "her teacher"},
        **write,
    )
    plan = form(cast, case, "safety_plan")
    assert 'value="her teacher"' in plan
    assert "her aunt" not in plan


@pytest.mark.usefixtures("afraid")
@pytest.mark.parametrize(("role", "proposed"), [("child", True), ("concerned", False)])
def test_of_several_people_nobody_knows_whose_safety_was_meant_but_not_her_childs(
    cast, case, write, role, proposed
):
    her = case.people.get()
    other = files.person(cast, ("ນາງ ສອງ",))
    add_person(case=case, person=other, by=cast.sokha, role=role)
    assert ("her aunt" in form(cast, case, "safety_plan", her)) == proposed
    assert "her aunt" not in form(cast, case, "safety_plan", other)
    say_in_danger(person=other, said_by="mother", said_at=None, **write)
    assert 'value="danger" selected' in form(cast, case, "risk", other)


def test_what_was_never_done_is_not_called_done_again(cast, case, write):
    say_in_danger(person=case.people.get(), said_by="mother", said_at=None, **write)
    client = files.browser(cast, cast.sokha)
    shown = client.get(page_of(case)).content.decode()
    assert "Assess the risk" in shown
    assert "Make a safety plan with her" in shown
    assert "Assess the risk again" not in shown
    record(
        kind=RecordKind.RISK,
        person=case.people.get(),
        answers={"level": "low"},
        due=timezone.localdate(),
        **write,
    )
    assert "Assess the risk again" in client.get(page_of(case)).content.decode()


def test_what_was_found_of_her_family_is_not_asked_again_of_the_interests_of_a_child(cast):
    """Who decides whether she goes home reads that her family says no."""
    case = files.case(cast)
    assert "It is in the case" not in form(cast, case, "best_interests")
    assess(
        person=case.people.get(),
        result="no",
        conditions=[],
        answers={"her_wish": "To her aunt.", "wanted": "Her mother says no."},
        on=timezone.localdate(),
        **cast.acting(cast.sokha),
    )
    page = form(cast, case, "best_interests")
    assert re.search(r"<textarea[^>]*own_view[^>]*>\s*To her aunt\.</textarea>", page)
    family = re.search(r"<textarea[^>]*family[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    assert "Her mother says no." in family
    assert "Sokha" in family
    assert family.strip().startswith("Can she go there? No · ")


# The day that a form proposes says on what it rests, and is written by hand.
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
