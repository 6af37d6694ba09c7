"""What may be written in a plan, by the examples of the field (R3, R5 to R10) and the hard edges."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import withdraw_consent
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.models import CaseEntry, Consent, Task
from fanal.cases.queries.closing_facts import followed_elsewhere
from fanal.cases.queries.codes import stored_codes_of
from fanal.cases.queries.present import states_of
from fanal.coded_facts.models import StoredFact
from fanal.core.casework.answers import NOT_ASKED, dump
from fanal.core.casework.entry_statements import Written, statements_in
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.journeys.events import Sign
from fanal.core.reintegration.closing import DANGER_NOT_OVER, ClosingAnswers
from fanal.core.reintegration.contact_waves import waves
from fanal.core.reintegration.lost_to_follow_up import PlanStep, Standing, next_step, plan_standing
from fanal.core.roles import Role
from fanal.journeys.actions import preparing
from fanal.journeys.actions.plans import add_custodian, plan_journey
from fanal.journeys.queries.go_no_go import go_of
from fanal.people.actions.merges import decide
from fanal.reintegration import access
from fanal.reintegration.actions import contacts, ending, families, goals, plans, records
from fanal.reintegration.actions.after_plan_contact import LookAnswer
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import FamilyAssessment, Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_of
from fanal.reintegration.queries.pages import plan_page
from fanal.reintegration.queries.rates import rates_page
from tests import files
from tests.exclusion import kept_out
from tests.reintegration.scene import (
    DAY,
    GOAL,
    again,
    begins,
    goal,
    page_of,
    today,
    tried,
)

HERS = ClosingAnswers("It is enough.", who_goes_on=True, person_there=True, way_back=True)


def ring(cast):
    return cast.ring(cast.sokha)


# ── Beginning ────────────────────────────────────────────────────────────────
def test_a_plan_is_of_the_person_and_only_one_of_hers_runs(cast, here):
    with pytest.raises(Refused):
        begins(cast, here.person, today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            person=here.person,
            folder=here.person.id,
            worker=cast.sokha,
            made_by=cast.sokha,
            made_on=today(),
            sealed=b"",
        )


def test_a_start_to_come_or_of_another_century_is_refused(cast):
    person = files.person(cast, ["Noy"])
    for start in (today() + DAY, date(1980, 1, 1)):
        with pytest.raises(BadInput) as why:
            begins(cast, person, start)
        assert why.value.where == "start"
    assert not Plan.objects.filter(person=person).exists()


def test_a_start_that_nobody_knows_is_asked_for_and_nobody_is_lost(cast):
    plan = begins(cast, files.person(cast, ["Noy"]), None)
    assert next_step(facts_of(plan), today()).step is PlanStep.START
    assert plan.due == today()
    assert rates_page(cast.noi).counted.unknown == 1
    plans.set_start(plan=plan, start=today() - DAY, start_kind="left_house", by=cast.sokha)
    assert rates_page(cast.noi).counted.unknown == 0


# ── R7 ───────────────────────────────────────────────────────────────────────
def test_r7_two_cases_and_two_files_of_one_person_have_one_list_of_waves(cast, here):
    files.case(cast, people=[here.person])
    other = files.person(cast, ["Bua"])
    decide(keep=other, other=here.person, same=True, by=cast.sokha, ring=ring(cast), reason="One.")
    assert access.plan_of(again(other)) == here.plan
    with pytest.raises(Refused):
        begins(cast, again(other), today())


def test_the_clock_of_a_closed_case_keeps_silent_while_a_plan_runs(cast, here):
    assert followed_elsewhere([here.person.id]) == {here.person.id}
    ends(cast, here)
    assert followed_elsewhere([here.person.id]) == frozenset()


# ── R3: goals ────────────────────────────────────────────────────────────────
def test_r3_her_level_and_ours_are_both_kept_and_figures_use_hers(cast, here):
    made = goal(cast, here.plan)
    for rater, level in (("hers", -1), ("ours", 0)):
        goals.review_goal(
            goal=made, rater=rater, level=level, words="", by=cast.sokha, ring=ring(cast)
        )
    shown = plan_page(again(here.plan), ring(cast)).goals[0]
    assert (shown.hers.level, shown.ours.level) == (-1, 0)
    page = rates_page(cast.noi)
    assert (page.counted.with_goals, page.mean) == (
        1,
        None,
    )  # of fewer than eleven people no number


def test_the_mean_of_goals_tells_the_score_of_nobody_who_came_since_yesterday(cast):
    for n in range(11):
        made = goal(cast, begins(cast, files.person(cast, [f"Her {n}"]), today()))
        goals.review_goal(
            goal=made, rater="hers", level=n % 3 - 1, words="", by=cast.sokha, ring=ring(cast)
        )
    at = reverse("reintegration:rates")
    told = {who: files.browser(cast, who).get(at).text for who in (cast.noi, cast.claire)}
    assert "mean of 11 people: 49.1" in told[cast.noi]
    assert "mean of 11 people: 49 (" in told[cast.claire]


def test_a_goal_that_was_looked_at_keeps_its_wording_of_before(cast, here):
    made = goal(cast, here.plan)
    change = {"goal": made, "domain": "income", "by": cast.sokha, "ring": ring(cast)}
    goals.change_goal(texts=GOAL | {"words": "A stall."}, version=made.version, **change)
    assert made.unseal(ring(cast))["before"] == []
    goals.review_goal(goal=made, rater="hers", level=1, words="", by=cast.sokha, ring=ring(cast))
    goals.change_goal(texts=GOAL | {"words": "A market."}, version=made.version, **change)
    kept = again(made).unseal(ring(cast))
    assert [one["words"] for one in kept["before"]] == ["A stall."]
    shown = plan_page(again(here.plan), ring(cast)).goals[0]
    assert shown.hers is None  # nobody asked her about the new one yet


def test_a_goal_changed_by_two_shows_both_texts(cast, here):
    made = goal(cast, here.plan)
    mine, theirs = again(made), again(made)
    for one in (mine, theirs):
        one.plan = here.plan
    goals.change_goal(
        goal=theirs,
        domain="income",
        texts=GOAL | {"words": "Theirs."},
        version=1,
        **cast.acting(cast.noi),
    )
    with pytest.raises(Conflict) as met:
        goals.change_goal(
            goal=mine,
            domain="income",
            texts=GOAL | {"words": "Mine."},
            version=1,
            by=cast.sokha,
            ring=ring(cast),
        )
    assert (met.value.yours["words"], met.value.theirs["words"]) == ("Mine.", "Theirs.")


def test_a_goal_dropped_at_her_wish_is_not_a_goal_that_was_not_reached(cast, here):
    made = goal(cast, here.plan)
    goals.drop_goal(goal=made, version=made.version, by=cast.sokha, ring=ring(cast))
    page = plan_page(again(here.plan), ring(cast))
    assert (page.goals, len(page.dropped)) == ([], 1)


@pytest.mark.parametrize("missing", ["words", "hoped"])
def test_a_goal_without_her_words_or_what_she_hopes_is_refused(cast, here, missing):
    with pytest.raises(BadInput) as why:
        goal(cast, here.plan, **{missing: ""})
    assert why.value.where == missing


# ── R5: lost contact ─────────────────────────────────────────────────────────
def rules(cast, here, **more):
    plan = again(here.plan)
    plans.change_rules(
        plan=plan, rules=ContactRules(**more), version=plan.version, by=cast.sokha, ring=ring(cast)
    )


def a_tuesday():
    return today() - timedelta(days=(today().weekday() - 1) % 7)


def test_r5_a_call_outside_her_hours_is_refused_and_kept_only_with_its_reason(cast, here):
    rules(cast, here, days=["1"], begin=time(10), end=time(12), ways=["call", "visit"])
    tuesday = a_tuesday()
    with pytest.raises(BadInput) as why:
        tried(cast, here.plan, "not_reached", tuesday, hour=18)
    assert why.value.where == "at"
    assert not PlanRecord.objects.exists()
    tried(cast, here.plan, "not_reached", tuesday, hour=11)
    row = tried(cast, here.plan, "not_reached", tuesday, hour=18, outside="She asked for it.")
    assert row.unseal(ring(cast))["outside"] == "She asked for it."


def test_r5_after_three_attempts_and_the_safe_person_a_lead_decides(cast, here):
    rules(cast, here, safe_person="her aunt")
    begun = today() - 28 * DAY
    for n, way in enumerate(["call", "message", "visit"]):
        tried(cast, here.plan, "not_reached", begun + n * 9 * DAY, way=way)
    plan = again(here.plan)
    assert next_step(facts_of(plan), today()).step is PlanStep.SAFE_PERSON
    with pytest.raises(BadInput):  # a step comes before
        contacts.decide_as_lead(plan=plan, choice="tracing", words="Why", **cast.acting(cast.noi))
    tried(cast, here.plan, "not_reached", today(), way="safe_person")
    plan = again(here.plan)
    assert plan.coded["step"] == PlanStep.LEAD
    contacts.decide_as_lead(
        plan=plan, choice="keep_knocking", words="Her aunt is not sure.", **cast.acting(cast.noi)
    )
    assert plan_standing(facts_of(plan), today()) is Standing.OUT_OF_CONTACT
    assert plan.due == today() + 90 * DAY


# ── R6 ───────────────────────────────────────────────────────────────────────
def test_r6_who_wants_no_more_contact_is_left_alone_and_may_come_back(cast, here):
    rules(cast, here, code_word="mango")
    tried(cast, here.plan, "refused")
    plan = again(here.plan)
    assert (plan.due, plan.coded["step"]) == (None, "nothing")
    with pytest.raises(BadInput) as why:
        tried(cast, here.plan, "not_reached")
    assert why.value.where == "way"
    assert plan_page(plan, ring(cast)).rules.answers["code_word"] == "mango"
    assert plan.ended_on is None  # ending is offered, never forced
    tried(cast, here.plan, "reached", way="she_comes")
    assert again(here.plan).due is not None


def test_a_wave_in_which_she_wants_no_more_counts_as_reached_and_is_the_last(cast, here):
    tried(cast, here.plan, "reached", safe=True, wants_on=False)
    plan = again(here.plan)
    found = waves(facts_of(plan), today())
    assert found[0].state == "reached"
    assert plan_standing(facts_of(plan), today()) is Standing.REFUSED


def test_a_wave_answered_for_somebody_who_died_is_refused_and_nothing_is_lost(cast, here):
    tried(cast, here.plan, "died", way="partner")
    for result in ("reached", "not_reached"):
        with pytest.raises(BadInput) as why:
            tried(cast, here.plan, result)
        assert why.value.where == "result"
    assert PlanRecord.objects.count() == 1


def test_her_answer_on_danger_stands_in_her_case_as_well(cast, here):
    from fanal.reintegration.actions.contacts import ContactAnswers

    at = timezone.make_aware(datetime.combine(today(), time(0, 1)))
    told = ContactAnswers("call", "reached", at, safe=False, freely=True, words="He is here.")
    case = access.case_to_write_in(cast.sokha, here.person)
    contacts.record_contact(plan=here.plan, answers=told, by=cast.sokha, ring=ring(cast), case=case)
    assert stored_codes_of([here.person.id], today())[here.person.id].code.counts_as_danger


def test_what_she_said_on_a_call_is_of_its_hour_and_not_of_the_hour_at_which_it_is_written(
    cast, here
):
    """Else a danger that one of us saw end since would begin again, with whoever writes it down."""
    tried(cast, here.plan, "reached", safe=False, hour=0, case=here.case)
    row = CaseEntry.objects.of_kinds([here.case.id], "visit").get()
    said = list(statements_in(Written(str(row.id), row.kind, row.unseal(ring(cast)), row.made_on)))
    assert len(said) == 2  # in danger, and heard from
    assert {one.said for one in said} == {timezone.make_aware(datetime.combine(today(), time(0)))}


@pytest.mark.parametrize(("way", "source"), [("call", "herself"), ("safe_person", NOT_ASKED)])
def test_a_danger_that_she_tells_us_is_said_by_herself_and_her_plan_shows_it(
    cast, here, way, source
):
    tried(cast, here.plan, "reached", way=way, safe=False, case=here.case)
    row = CaseEntry.objects.of_kinds([here.case.id], "visit").get()
    assert row.unseal(ring(cast))["said_by"] == dump(source)
    page = files.browser(cast, cast.sokha).get(page_of(here)).text
    assert "In danger" in page.partition("<main")[2].partition("</h1>")[0]


@pytest.mark.parametrize(
    ("way", "safe", "sign"),
    [
        ("visit", True, Sign.SEEN),
        ("she_comes", None, Sign.SEEN),
        ("call", None, Sign.SPOKEN_TO),
        ("message", True, Sign.MESSAGE),
        ("safe_person", True, Sign.SAID_BY_THIRD_PERSON),
    ],
)
def test_whoever_was_reached_was_heard_from_in_her_case_as_well(cast, here, way, safe, sign):
    """She was visited a year after, and went on being looked for as not heard from."""
    record_sign(
        case=here.case,
        person=here.person,
        sign=Sign.MESSAGE.value,
        said_at=timezone.localtime() - timedelta(hours=3),
        by=cast.sokha,
        ring=ring(cast),
    )
    told = contacts.ContactAnswers(way, "reached", timezone.localtime(), safe=safe, freely=True)
    case = access.case_to_write_in(cast.sokha, here.person)
    contacts.record_contact(plan=here.plan, answers=told, by=cast.sokha, ring=ring(cast), case=case)
    state = states_of([here.person.id], cast.sokha, ring(cast))[here.person.id].state
    assert state.last_sign.sign is sign


# ── Signs, promises, her child ───────────────────────────────────────────────
def test_r9_a_sign_that_was_not_seen_again_has_faded_and_its_history_stays(cast, here):
    write = {"said_by": "", "her_view": "", "words": "", "by": cast.sokha, "ring": ring(cast)}
    old = records.add_sign(plan=here.plan, sign="recruiter_near", on=today() - 200 * DAY, **write)
    records.add_sign(plan=here.plan, sign="job_abroad", on=today() - DAY, **write)
    page = plan_page(again(here.plan), ring(cast))
    assert [sign.sign for sign in page.signs] == ["job_abroad"]
    assert [one.sign for one in page.faded] == ["recruiter_near"]
    old.plan = here.plan
    records.see_again(record=old, on=today(), by=cast.sokha)
    assert len(plan_page(again(here.plan), ring(cast)).signs) == 2
    assert not StoredFact.objects.filter(kind="sign").exists()  # no count of signs anywhere


def test_r10_she_goes_by_her_decision_and_nothing_ends_by_itself(cast, here):
    records.add_sign(
        plan=here.plan,
        sign="went",
        said_by="herself",
        her_view="I know what waits there.",
        words="Word agreed: mango.",
        on=today(),
        by=cast.sokha,
        ring=ring(cast),
    )
    plan = again(here.plan)
    assert (plan.ended_on, plan.asked_by, plan.coded.get("end")) == (None, None, None)
    assert not again(here.case).closed


def test_a_promise_is_kept_or_not_and_she_is_told(cast, here):
    made = records.promise(
        plan=here.plan, words="School fees.", due=today(), by=cast.sokha, ring=ring(cast)
    )
    made.plan = here.plan
    settle = {"record": made, "by": cast.sokha, "ring": ring(cast)}
    with pytest.raises(BadInput):
        records.settle_promise(
            state="broken", told_her=False, words="", version=made.version, **settle
        )
    records.settle_promise(
        state="broken", told_her=False, words="No money.", version=made.version, **settle
    )
    records.settle_promise(
        state="broken", told_her=True, words="We said sorry.", version=made.version, **settle
    )
    assert again(made).coded == {"state": "broken", "told": "yes"}


def test_money_and_her_child_are_written_with_what_she_says(cast, here):
    records.note_support(
        plan=here.plan,
        support="grant",
        words="Two goats.",
        amount="3000 THB",
        useful="Good.",
        on=today(),
        by=cast.sokha,
        ring=ring(cast),
    )
    records.note_child(
        plan=here.plan,
        answers={"registered": "no"},
        words="",
        on=today(),
        by=cast.sokha,
        ring=ring(cast),
    )
    page = plan_page(again(here.plan), ring(cast))
    assert page.supports[0].content["amount"] == "3000 THB"
    assert page.children[0].child_facts == [("Does the child have a birth certificate?", "No")]
    with pytest.raises(BadInput):
        records.note_child(
            plan=here.plan,
            answers={"registered": ""},
            words="",
            on=today(),
            by=cast.sokha,
            ring=ring(cast),
        )


# ── R8: families ─────────────────────────────────────────────────────────────
def assessed(cast, here, result="conditions", conditions=("debt_settled",), by=None):
    by = by or cast.sokha
    return families.assess(
        person=here.person,
        result=result,
        conditions=conditions,
        answers={"her_wish": "Home, asked twice."},
        on=today(),
        **cast.acting(by),
    )


def travels(cast, here):
    journey = plan_journey(
        kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=today(), by=cast.sokha
    )
    custodian = add_custodian(journey=journey, label="Family", by=cast.sokha)
    preparing.prepare(
        journey=journey, person=here.person, case=here.case, custodian=custodian, by=cast.sokha
    )
    return journey


def homes(journey):
    return [str(one) for one in go_of(journey, timezone.localtime()).homes]


def test_r8_the_journey_names_the_condition_that_is_open(cast, here):
    journey = travels(cast, here)
    assert homes(journey) == []
    row = assessed(cast, here)
    code = here.person.code_name
    waits = f"{code}: the assessment of her family waits for the second assessor"
    assert homes(journey) == [waits, f"{code}: not met yet: the debt is settled"]
    families.second(row=row, words="I spoke with her aunt.", **cast.acting(cast.noi))
    assert homes(journey) == [f"{code}: not met yet: the debt is settled"]
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[journey.id])).text
    settled = reverse("reintegration:families", args=[here.person.id])
    assert f'<a href="{settled}">To where it is settled</a>' in page
    assert not go_of(journey, timezone.localtime()).clear
    families.meet(row=row, condition="debt_settled", by=cast.sokha)
    assert homes(journey) == []


def test_that_her_family_is_no_place_to_go_back_to_stands_in_her_case(cast, here):
    client = files.browser(cast, cast.sokha)
    page = reverse("cases:case", args=[here.case.id])
    line = reverse("cases:timeline", args=[here.case.id])
    assessed(cast, here, result="no", conditions=())
    says = "The assessment of her family says: no"
    text = client.get(page).text
    assert text.count(says) == 1
    assert text.count(str(cast.sokha)) > 1
    assert reverse("reintegration:families", args=[here.person.id]) in text
    assert "Her family was assessed" in client.get(line).text
    assessed(cast, here, result="safe", conditions=())
    assert says not in client.get(page).text


def test_who_sold_her_lives_there_and_a_lead_is_one_of_the_two_assessors(cast, here):
    journey = travels(cast, here)
    told = {"her_wish": "Home, asked twice."}
    write = {
        "person": here.person,
        "result": "safe",
        "conditions": [],
        "answers": told,
        "on": today(),
    }
    row = families.assess(**write, gained=True, by=cast.sokha, ring=ring(cast))
    nok = cast.join("nok", "Nok Chai", Role.CASE_WORKER, "Bangkok")
    families.second(row=row, words="I was there.", **cast.acting(nok))
    (waits,) = homes(journey)
    assert "has to be a lead" in waits
    row = families.assess(**write, gained=True, by=cast.sokha, ring=ring(cast))
    families.second(row=row, words="I was there.", **cast.acting(cast.noi))
    assert homes(journey) == []


def test_one_assessor_is_not_two(cast, here):
    row = assessed(cast, here)
    with pytest.raises(BadInput):
        families.second(row=row, words="Yes.", by=cast.sokha, ring=ring(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyAssessment.objects.filter(pk=row.pk).update(second=cast.sokha)


def test_conditions_without_safe_with_conditions_are_refused(cast, here):
    for result, conditions in (("safe", ["income"]), ("conditions", [])):
        with pytest.raises(BadInput) as why:
            assessed(cast, here, result, conditions)
        assert why.value.where == "conditions"


def test_a_family_is_looked_at_again_thirty_days_after_she_went_there(cast):
    person = files.person(cast, ["Noy"])
    seen = today() - 50 * DAY
    row = families.assess(
        person=person,
        result="safe",
        conditions=[],
        answers={"her_wish": "Home."},
        on=seen,
        by=cast.sokha,
        ring=ring(cast),
    )
    assert again(row).due == seen + 30 * DAY
    begins(cast, person, today() - 10 * DAY)
    assert again(row).due == today() + 20 * DAY


def test_an_assessor_whom_a_conflict_keeps_out_counts_no_more(cast, here):
    row = assessed(cast, here, "safe", ())
    families.second(row=row, words="I was there.", **cast.acting(cast.noi))
    journey = travels(cast, here)
    assert homes(journey) == []
    kept_out(cast, here.case, cast.noi, "on its own list")
    assert len(homes(journey)) == 1


# ── Ending ───────────────────────────────────────────────────────────────────
def ends(cast, here, why="by_her_word", told=HERS, reasons="She says so.", by=None):
    plan = again(here.plan)
    ending.ask_to_end(
        plan=plan, why=why, answers=told, reasons=reasons, by=cast.sokha, ring=ring(cast)
    )
    ending.agree_to_end(plan=again(plan), by=by or cast.noi)
    return again(plan)


def test_a_plan_ends_by_two_and_by_reasons_where_something_speaks_against_it(cast, here):
    with pytest.raises(BadInput) as why:
        ends(cast, here, reasons="")
    assert why.value.where == "reasons"
    with pytest.raises(Refused), transaction.atomic():
        ends(cast, here, by=cast.sokha)
    plan = again(here.plan)
    ending.ask_to_end(
        plan=plan, why="by_her_word", answers=HERS, reasons="So.", by=cast.sokha, ring=ring(cast)
    )
    ending.do_not_end(plan=again(plan), by=cast.noi)
    assert again(plan).asked_by is None
    for late in (ending.agree_to_end, ending.do_not_end):
        with pytest.raises(Refused, match="nobody has asked"):
            late(plan=plan, by=cast.noi)
    assert ends(cast, here).ended_on == today()


def asks_with_a_look(cast, here, why="by_her_word", look="yes", **more):
    told = {"case": here.case} | more
    ending.ask_to_end(
        plan=again(here.plan), why=why, answers=HERS, reasons="So.", by=cast.sokha, ring=ring(cast),
        look=LookAnswer(look, "lao"), **told,
    )  # fmt: skip


def test_a_next_look_needs_her_yes_on_a_case_that_is_open(cast, here):
    for wrong in ({"look": "perhaps"}, {"case": None}):
        with pytest.raises(BadInput) as refusal:
            asks_with_a_look(cast, here, **wrong)
        assert refusal.value.where == "look"
    asks_with_a_look(cast, here, look="no")
    assert Consent.objects.get().answer == "refused"
    ending.do_not_end(plan=again(here.plan), by=cast.noi)
    with pytest.raises(BadInput) as refusal:
        asks_with_a_look(cast, here)
    assert refusal.value.where == "look"
    assert Consent.objects.count() == 1
    tried(cast, here.plan, "refused")
    with pytest.raises(BadInput) as refusal:
        asks_with_a_look(cast, here, why="refused")
    assert refusal.value.where == "look"


def test_no_task_waits_for_a_look_where_she_took_her_yes_back(cast, here):
    asks_with_a_look(cast, here)
    withdraw_consent(consent=Consent.objects.get(), by=cast.sokha)
    ending.agree_to_end(plan=again(here.plan), by=cast.noi)
    assert again(here.plan).ended_on == today()
    assert not Task.objects.filter(case=here.case).exists()


def test_out_of_contact_is_never_a_success(cast, here):
    tried(cast, here.plan, "not_reached", today() - DAY)
    for why in ("goals_reached", "out_of_contact"):
        with pytest.raises(BadInput) as refusal:
            ends(cast, here, why)
        assert refusal.value.where == "why"


def in_danger(cast, here):
    say_in_danger(
        case=here.case, person=here.person, said_by="mother", said_at=timezone.now(), words="",
        **cast.acting(cast.sokha),
    )  # fmt: skip


@pytest.mark.parametrize("why", ["by_her_word", "goals_reached", "others_go_on"])
def test_no_success_is_said_of_whom_a_case_of_hers_knows_in_danger(cast, here, why):
    tried(cast, here.plan, "reached", safe="yes", freely="yes", words="I sew.")
    in_danger(cast, here)
    page = files.browser(cast, cast.sokha).get(page_of(here, "end"))
    assert DANGER_NOT_OVER in page.context["against"]
    with pytest.raises(BadInput) as refusal:
        ends(cast, here, why)
    assert (refusal.value.where, refusal.value.why) == ("why", DANGER_NOT_OVER)


def test_no_second_person_ends_it_as_a_success_once_she_is_in_danger(cast, here):
    asks_with_a_look(cast, here, look="")
    in_danger(cast, here)
    with pytest.raises(Refused) as refusal:
        ending.agree_to_end(plan=again(here.plan), by=cast.noi)
    assert str(refusal.value) == str(DANGER_NOT_OVER)
    assert again(here.plan).ended_on is None


def test_who_wants_no_more_contact_while_in_danger_is_let_go_with_reasons_alone(cast, here):
    tried(cast, here.plan, "refused")
    in_danger(cast, here)
    with pytest.raises(BadInput) as refusal:
        ends(cast, here, "refused", reasons="")
    assert refusal.value.where == "reasons"
    assert ends(cast, here, "refused").ended_on == today()


def test_who_asked_and_is_kept_out_by_now_asks_for_nothing(cast, here):
    plan = again(here.plan)
    ending.ask_to_end(
        plan=plan, why="by_her_word", answers=HERS, reasons="So.", by=cast.sokha, ring=ring(cast)
    )
    kept_out(cast, here.case, cast.sokha, "on its own list")
    with pytest.raises(Refused):
        ending.agree_to_end(plan=again(plan), by=cast.noi)


def test_nothing_is_written_in_a_plan_that_has_ended(cast, here):
    plan = ends(cast, here)
    with pytest.raises(Refused):
        tried(cast, plan, "reached")


# ── Coded facts, rates ───────────────────────────────────────────────────────
def test_each_act_keeps_its_coded_fact(cast, here):
    tried(cast, here.plan, "reached", safe=True)
    made = goal(cast, here.plan)
    goals.review_goal(goal=made, rater="hers", level=0, words="", by=cast.sokha, ring=ring(cast))
    records.promise(plan=here.plan, words="Fees.", due=today(), by=cast.sokha, ring=ring(cast))
    assessed(cast, here)
    kinds = set(StoredFact.objects.values_list("kind", flat=True))
    assert {"plan", "wave", "goal_review", "promise", "family"} <= kinds


def test_everybody_is_in_every_wave_of_the_rates(cast, here):
    others = [
        begins(cast, files.person(cast, [name]), today() - days * DAY)
        for name, days in (("Noy", 600), ("Dao", 190), ("Kham", 20))
    ]
    tried(cast, here.plan, "reached", safe=True)
    tried(cast, others[1], "refused")
    page = rates_page(cast.noi)
    assert page.counted.plans == 4
    assert {rate.due + rate.not_due for _months, rate in page.rates} == {4}
    six = page.rates[0][1]
    assert (six.reached, six.refused, six.lost, six.died, six.not_due) == (1, 1, 1, 0, 1)
    assert (six.yes, six.at_most, six.due) == (1, 3, 3)


def test_a_record_of_the_kind_that_is_asked_for_is_found_alone(cast, here):
    made = records.promise(
        plan=here.plan, words="Fees.", due=today(), by=cast.sokha, ring=ring(cast)
    )
    found = access.record_for(cast.sokha, here.person.id, made.id, PlanRecordKind.PROMISE)
    assert found == made
