"""Whoever writes to the database makes nobody forgotten: a plan after her return, what a partner was
asked or told, and who works on a case are marked with the case, and named once they differ."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows, ledger, ledger_head, queries
from fanal.authority.tables import is_attested
from fanal.cases.actions.cases import add_person, assign
from fanal.cases.actions.stages import move
from fanal.cases.models import Case, CaseDays, CasePerson
from fanal.cases.models.case_days import OfADay
from fanal.cases.models.case_marks import MARKED
from fanal.cases.queries import changed_cases
from fanal.cases.queries.changed_cases import name_changed_cases
from fanal.commands.authority import certify_demonstration
from fanal.commands.sweep import sweep
from fanal.core.casework.stages import CaseStage
from fanal.reintegration.actions import families, goals
from fanal.reintegration.actions.records import promise, settle_promise
from fanal.reintegration.models import FamilyAssessment, Plan, PlanGoal, PlanRecord
from fanal.reintegration.queries.families import against_returns
from fanal.sharing.actions.sending import send
from fanal.sharing.models import Disclosure, Referral, Transfer
from tests import files
from tests.reintegration import scene as plans
from tests.security.planting import delete, row_of, update
from tests.shares import some
from tests.sharing import scene as sharing
from tests.sharing import transfers
from tests.sharing.scene import draft

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SAID = "Something of this case was changed or deleted from outside"
NOT_MARKED = {
    # the marks themselves, and what is sealed for all that is read of it
    "cases_casedays", "cases_statecode",
    # what happened to the case, written once; nobody waits for it
    "cases_sectionmark", "cases_stagemove", "cases_takenoff", "intake_triage",
    # a line on two start pages; what is due in the case stands there without it
    "cases_givencase",
    # marked, it would cost more to ask of one of ours than of nobody
    "registers_followup",
}  # fmt: skip
WAITS = "{}: the assessment of her family waits for the second assessor"
OF_HER = "Something of her plan or her cases was changed or deleted from outside"


def later():
    return TODAY() + timedelta(days=900)


def page(cast, who, name, *args):
    return files.browser(cast, who).get(reverse(name, args=args)).text


def named():
    return set(CaseDays.objects.filter(changed=True).values_list("case", flat=True))


# ── Plans ────────────────────────────────────────────────────────────────────
@pytest.fixture
def here(cast):
    here = plans.scene(cast)
    here.goal = plans.goal(cast, here.plan)
    write = cast.acting(cast.sokha)
    here.promise = promise(plan=here.plan, words="A bicycle.", due=later(), **write)
    told = {"her_wish": "To go home."}
    here.family = families.assess(
        person=here.person, result="safe", conditions=[], answers=told, on=TODAY(), **write
    )
    genuine_rows.run()
    return here


PLAN = {
    "put off": lambda one: update(Plan, {"due": later()}, id=one.plan.pk),
    "ended": lambda one: update(Plan, {"ended_on": TODAY()}, id=one.plan.pk),
    "followed by another": lambda one: update(Plan, {"worker_id": one.other}, id=one.plan.pk),
    "counted from another day": lambda one: update(Plan, {"start": later()}, id=one.plan.pk),
    "without a promise": lambda one: delete(PlanRecord, id=one.promise.pk),
    "with a promise put off": lambda one: update(
        PlanRecord, {"due": later() + timedelta(days=9)}, id=one.promise.pk
    ),
    "with a promise settled": lambda one: update(
        PlanRecord, {"over_on": TODAY()}, id=one.promise.pk
    ),
    "without its family": lambda one: delete(FamilyAssessment, id=one.family.pk),
    "with a family looked at later": lambda one: update(
        FamilyAssessment, {"due": later()}, id=one.family.pk
    ),
    "deleted": lambda one: (
        delete(PlanRecord, plan_id=one.plan.pk),
        delete(PlanGoal, plan_id=one.plan.pk),
        delete(Plan, id=one.plan.pk),
    ),
}
OF_ALL = {
    "without a goal": lambda one: delete(PlanGoal, id=one.goal.pk),
    "assessed by a second": lambda one: update(
        FamilyAssessment, {"second_id": one.other, "second_on": TODAY()}, id=one.family.pk
    ),
}


def test_nothing_is_named_where_actions_alone_wrote(cast, here):
    ring = cast.ring(cast.sokha)
    told = {"state": "kept", "told_her": True, "words": "", "by": cast.sokha, "ring": ring}
    settle_promise(record=plans.again(here.promise), version=here.promise.version, **told)
    words = "I asked the neighbours."
    families.second(row=here.family, words=words, **cast.acting(cast.noi))
    plans.tried(cast, here.plan, "reached")
    other = files.case(cast)
    add_person(case=other, person=here.person, by=cast.sokha)
    write = {"by": cast.sokha, "ring": ring}
    goals.drop_goal(goal=plans.again(here.goal), version=here.goal.version, **write)
    sweep(timezone.localtime())
    assert name_changed_cases(every=True) == 0
    assert OF_HER not in page(cast, cast.sokha, "reintegration:person", here.person.pk)


@pytest.mark.parametrize("attack", some(PLAN, "after the sweep", 4))
def test_a_plan_that_was_changed_is_named_after_the_next_sweep(cast, here, attack):
    here.other = cast.noi.pk
    PLAN[attack](here)
    sweep(timezone.localtime())
    assert named() == {here.case.pk}
    for name in ("cases:today", "cases:tasks"):
        assert SAID in page(cast, cast.sokha, name)


@pytest.mark.parametrize("attack", some({**PLAN, **OF_ALL}, "at once", 4))
def test_the_page_of_the_plan_says_so_at_once(cast, here, attack):
    here.other = cast.noi.pk
    {**PLAN, **OF_ALL}[attack](here)
    assert OF_HER in page(cast, cast.sokha, "reintegration:person", here.person.pk)
    assert OF_HER in page(cast, cast.sokha, "reintegration:families", here.person.pk)
    assert any("what stands in cases" in str(fault) for fault in queries.faults())


def test_it_is_named_in_each_of_her_cases(cast, here):
    other = files.case(cast, people=[here.person])
    update(Plan, {"due": later()}, id=here.plan.pk)
    assert name_changed_cases() == 2
    assert named() == {here.case.pk, other.pk}


def test_who_is_taken_off_a_case_takes_her_plan_along(cast, here):
    other = files.case(cast, people=[here.person])
    CasePerson.objects.filter(case=other).delete()
    update(Plan, {"due": later()}, id=here.plan.pk)
    assert name_changed_cases() == 1
    assert named() == {here.case.pk}


@pytest.mark.parametrize("attack", ["seconded", "deleted"])
def test_nobody_goes_home_by_an_assessment_that_was_forged(cast, here, attack):
    journey = SimpleNamespace(id=here.case.pk)
    goes = [(journey, here.person.pk)]
    assert [str(one.what) for one in list(against_returns(goes))] == [
        WAITS.format(here.person.code_name)
    ]
    if attack == "seconded":
        change = {"second_id": cast.noi.pk, "second_on": TODAY()}
        update(FamilyAssessment, change, id=here.family.pk)
    else:
        delete(FamilyAssessment, id=here.family.pk)
    (said,) = {str(one.what) for one in list(against_returns(goes))}
    assert "changed or deleted from outside" in said


def test_of_many_who_go_home_those_that_the_sweep_named_are_told(cast, here, monkeypatch):
    monkeypatch.setattr(changed_cases, "MOST_READ", 0)
    goes = [(SimpleNamespace(id=here.case.pk), here.person.pk)]
    delete(FamilyAssessment, id=here.family.pk)
    assert list(against_returns(goes)) == []
    sweep(timezone.localtime())
    assert len(list(against_returns(goes))) == 1


def test_before_two_people_certified_plans_count_as_before(cast, here):
    ledger_head.certify_anew_above(5)
    ledger.read()
    delete(PlanRecord, id=here.promise.pk)
    assert name_changed_cases(every=True) == 0
    assert OF_HER not in page(cast, cast.sokha, "reintegration:person", here.person.pk)
    plans.tried(cast, here.plan, "reached")
    certify_demonstration()
    genuine_rows.run()
    assert name_changed_cases(every=True) == 0
    delete(FamilyAssessment, id=here.family.pk)
    assert name_changed_cases(every=True) == 1


# ── Whose the case is, and where it stands ───────────────────────────────────
CASE = {
    "given to another": lambda cast, one: update(Case, {"assignee_id": cast.noi.pk}, id=one.pk),
    "given to nobody": lambda cast, one: update(Case, {"assignee_id": None}, id=one.pk),
    "between two hands no more": lambda cast, one: update(Case, {"on_the_way": True}, id=one.pk),
    "found by another code": lambda cast, one: update(Case, {"mark": "0" * 64}, id=one.pk),
}


@pytest.mark.parametrize("attack", CASE)
def test_a_case_is_given_to_nobody_unnoticed(cast, attack):
    case = files.case(cast)
    genuine_rows.run()
    assert name_changed_cases(every=True) == 0
    CASE[attack](cast, case)
    sweep(timezone.localtime())
    assert named() == {case.pk}
    assert SAID in page(cast, cast.noi, "cases:case", case.pk)


def test_whoever_leads_it_gives_it_to_another(cast):
    case = files.case(cast)
    genuine_rows.run()
    assign(case=case, to=cast.noi, by=cast.noi, version=case.version)
    assert name_changed_cases(every=True) == 0


def test_a_case_is_not_put_back_to_an_earlier_stage(cast):
    case = files.case(cast)
    genuine_rows.run()
    before = row_of(Case, id=case.pk)["stage"]
    move(case=case, to=CaseStage.SCREENING, by=cast.noi, version=case.version)
    assert name_changed_cases(every=True) == 0
    update(Case, {"stage": before}, id=case.pk)
    assert name_changed_cases() == 1


# ── What partners were asked and told, and whom a case was offered to ────────
@pytest.fixture
def sent(cast):
    here = sharing.scene(cast)
    genuine_rows.run()
    here.referral = draft(cast, here)
    here.told = send(referral=here.referral, channel="print", by=cast.sokha, ring=here.ring)
    assert name_changed_cases(every=True) == 0
    return here


TOLD = {
    "who has what deleted": lambda one: delete(Disclosure, case_id=one.case.pk),
    "told to another": lambda one: update(
        Disclosure, {"partner_id": one.station.pk}, case_id=one.case.pk
    ),
    "recalled and answered": lambda one: update(
        Disclosure, {"recalled_on": TODAY(), "recall_answered_on": TODAY()}, case_id=one.case.pk
    ),
    "an answer waited for later": lambda one: update(
        Referral, {"due": later()}, id=one.referral.pk
    ),
    "an answer waited for no more": lambda one: update(
        Referral, {"state": "done"}, id=one.referral.pk
    ),
}


@pytest.mark.parametrize("attack", TOLD)
def test_what_a_partner_was_told_is_not_forgotten(cast, sent, attack):
    TOLD[attack](sent)
    assert SAID in page(cast, cast.sokha, "cases:case", sent.case.pk)
    sweep(timezone.localtime())
    assert named() == {sent.case.pk}


def test_an_offer_to_another_team_is_not_put_off(cast):
    here = transfers.told_case(cast)
    genuine_rows.run()
    transfer = transfers.offer(cast, here)
    assert name_changed_cases(every=True) == 0
    update(Transfer, {"due": later()}, id=transfer.pk)
    assert name_changed_cases() == 1
    assert named() == {here.case.pk}


def test_an_offer_that_was_accepted_names_nobody(cast):
    here = transfers.told_case(cast)
    genuine_rows.run()
    transfers.accept(cast, transfers.offer(cast, here))
    assert name_changed_cases(every=True) == 0


# ── What else stands in a case ───────────────────────────────────────────────
def test_everything_that_stands_in_a_case_is_counted_with_it_or_told_why_not():
    """A table that came since is marked, attested, or named here with what holds it."""
    found = set()
    for model in apps.get_models():
        names = {field.attname for field in model._meta.concrete_fields}
        if "case_id" in names and not is_attested(model) and not issubclass(model, OfADay):
            found.add(model._meta.db_table)
    assert sorted(found ^ NOT_MARKED) == []


# In the question that adds the case of a row, whose own column has this name already.
CALLED = {"of_case": "case_id"}


def test_what_is_marked_is_written_alike_by_both_databases():
    """A backup of one is restored into the other. A yes or no is not: `one_or_zero` makes it so."""
    alike = {"UUIDField", "DateField", "CharField", "BigAutoField"}
    alike |= {"IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"}
    columns = {
        (model._meta.db_table, field.column): getattr(field, "target_field", field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    unlike = {
        (table.name, name)
        for table in MARKED
        for name in table.columns
        if not name.startswith("CASE WHEN")
        and columns[table.name, CALLED.get(name, name).strip('"')].get_internal_type() not in alike
    }
    assert unlike == set()
