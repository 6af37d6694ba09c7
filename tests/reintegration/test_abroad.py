"""A partner abroad makes an agreed contact for us: given through the gate, reported back by a day."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.cases.models import Case, Task
from fanal.cases.queries.present import states_in
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.contact_waves import WaveState, waves
from fanal.core.reintegration.lost_to_follow_up import PlanStep, left_alone, next_step
from fanal.core.trust.referrals import ReferralState
from fanal.partners.actions.findings import record_finding
from fanal.reintegration.actions import abroad
from fanal.reintegration.actions.plans import ContactRules, change_rules
from fanal.reintegration.models import PlanRecord
from fanal.reintegration.queries.facts import facts_of
from fanal.reintegration.queries.pages import plan_page
from tests import files
from tests.consents import says
from tests.journal import the_entry
from tests.kept import kept
from tests.reintegration.scene import DAY, again, begins, page_of, today, tried
from tests.reintegration.test_what_changes import agrees
from tests.sharing.scene import draft
from tests.sharing.scene import scene as sharing_scene


@kept
def scene(cast):
    """Her plan of half a year; a shelter abroad knows of her through the gate, with her yes."""
    here = sharing_scene(cast)
    here.plan = begins(cast, here.person, today() - 175 * DAY)
    says(cast, here, "partner_abroad", on=today() - 30 * DAY)
    here.referral = draft(cast, here, classes=("identity",))
    type(here.referral).objects.update(state=ReferralState.SENT)
    here.referral.refresh_from_db()
    return here


@pytest.fixture
def here(cast):
    return scene(cast)


def gives(cast, here, days=14, on=None, **more):
    given = {
        "plan": again(here.plan),
        "referral": here.referral,
        "words": "They visit.",
        "by": cast.sokha,
        "ring": here.ring,
    }
    on = on or today()
    return abroad.give_to_partner(**given | {"report_by": on + days * DAY, "today": on} | more)


def reports(cast, here, record, answer="seen", on=None, **more):
    record = again(record)
    told = {"words": "She sells fruit.", "by": cast.sokha, "ring": here.ring}
    return abroad.report_of_partner(record=record, answer=answer, on=on or today(), **told | more)


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def refused_at(cast, here, **more):
    with pytest.raises(BadInput) as why:
        gives(cast, here, **more)
    return why.value


# ── Given through the gate ───────────────────────────────────────────────────
def test_a_contact_is_given_with_a_day_to_report_back_which_is_a_task(cast, here):
    row = gives(cast, here)
    assert (row.task.due, row.task.case_id) == (today() + 14 * DAY, here.case.id)
    step = next_step(facts_of(again(here.plan)), today())
    assert (step.step, step.by) == (PlanStep.REPORT, today() + 14 * DAY)
    assert again(here.plan).due == today() + 14 * DAY
    with pytest.raises(Refused):
        gives(cast, here)


@pytest.mark.parametrize("state", [ReferralState.SENT, ReferralState.DONE])
def test_of_a_partner_who_is_not_trusted_any_more_nobody_waits_for_the_report(cast, here, state):
    gives(cast, here)
    type(here.referral).objects.update(state=state)
    says = "Do not wait for their report"
    sokha = files.browser(cast, cast.sokha)
    assert says not in sokha.get(page_of(here)).text
    danger = {"level": "dangerous", "reasons": ["sells_information"], "by": cast.noi}
    record_finding(about=here.referral.partner, **danger)
    text = sokha.get(page_of(here)).text
    assert says in text
    assert "Find out about" in text
    assert "dangerous" not in text.partition("<main")[2]
    assert "was found dangerous" in files.browser(cast, cast.noi).get(page_of(here)).text


def test_without_her_yes_to_a_partner_abroad_nobody_is_asked(cast, here):
    says(cast, here, "partner_abroad", "refused")
    assert refused_at(cast, here).where == "referral"
    assert not PlanRecord.objects.exists()


def test_what_did_not_go_through_the_gate_is_given_to_nobody(cast, here):
    here.referral.state = ReferralState.DRAFT
    assert refused_at(cast, here).where == "referral"


def test_the_gate_is_asked_again_on_the_day_and_its_refusal_is_written_down(cast, here):
    from fanal.sharing.actions.rules import never_tell

    never_tell(case=here.case, reason="Her uncle works there.", by=cast.noi, partner=here.shelter)
    assert refused_at(cast, here).where == "referral"
    the_entry("sharing.refused")


def test_whoever_wants_no_more_contact_is_looked_for_by_nobody(cast, here):
    tried(cast, here.plan, "refused")
    with pytest.raises(Refused):
        gives(cast, here)


# ── Late ─────────────────────────────────────────────────────────────────────
def test_a_report_that_does_not_come_is_late_on_the_list_of_the_lead(cast, here):
    gives(cast, here, days=3, on=today() - 10 * DAY)
    noi = files.browser(cast, cast.noi)
    text = noi.get(reverse("reintegration:list") + "?all=1").text
    assert "the partner has not reported back" in text
    assert "7 days late" in text
    start = noi.get(reverse("cases:today")).text
    assert "The partner has not reported back" in start
    assert page_of(here) in start


def test_a_report_that_is_awaited_troubles_no_lead(cast, here):
    gives(cast, here)
    noi = files.browser(cast, cast.noi)
    assert "has not reported back" not in noi.get(reverse("reintegration:list") + "?all=1").text


# ── The report is the contact ────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("answer", "state", "step"),
    [
        ("seen", WaveState.REACHED, PlanStep.WAVE),
        ("not_seen", WaveState.NOT_DUE, PlanStep.ATTEMPT),
        ("refused", WaveState.REFUSED, PlanStep.NOTHING),
        ("lost", WaveState.NOT_DUE, PlanStep.ATTEMPT),
        ("died", WaveState.DIED, PlanStep.NOTHING),
    ],
)
def test_what_they_report_is_the_contact_of_the_wave(cast, here, answer, state, step):
    row = gives(cast, here)
    reports(cast, here, row, answer)
    facts = facts_of(again(here.plan))
    assert waves(facts, today())[0].state is state
    assert next_step(facts, today()).step is step
    assert Task.objects.get(pk=row.task_id).done_on == today()
    with pytest.raises(Refused):
        reports(cast, here, row)


def test_a_report_of_a_day_before_they_were_asked_is_refused_and_nothing_is_lost(cast, here):
    row = gives(cast, here)
    with pytest.raises(BadInput) as why:
        reports(cast, here, row, on=today() - DAY)
    assert why.value.where == "on"
    assert again(row).over_on is None


@pytest.mark.parametrize("answer", ["seen", "lost"])
def test_what_they_heard_of_her_danger_stands_in_her_case_as_their_words(cast, here, answer):
    row = gives(cast, here)
    reports(cast, here, row, answer, safe=False, case=here.case)
    from fanal.cases.queries.codes import worst_in

    assert worst_in(here.case).counts_as_danger


def test_a_wrong_word_that_a_partner_heard_on_the_telephone_is_a_danger_whatever_she_answered(
    cast, sokha, here
):
    report = page_of(here, "report", gives(cast, here).id)
    assert "said_word" not in sokha.get(report).context["form"].fields  # none is agreed
    plan = again(here.plan)
    agreed = {"rules": ContactRules(code_word="mango"), "version": plan.version}
    change_rules(plan=plan, **agreed, **cast.acting(cast.sokha))
    assert "said_word" in sokha.get(report).context["form"].fields
    told = {"answer": "seen", "safe": "yes", "said_word": "wrong", "words": "All is well."}
    sokha.post(report, told | day("on", today()))
    (seen,) = states_in(here.case, cast.sokha, cast.ring(cast.sokha)).values()
    assert seen.state.in_danger
    assert "a wrong code word" in sokha.get(page_of(here)).text


def test_a_no_that_a_partner_heard_with_a_wrong_word_does_not_end_the_plan(cast, here):
    reports(cast, here, gives(cast, here), "refused", said_word="wrong", case=here.case)
    assert not left_alone(facts_of(again(here.plan)))
    (seen,) = states_in(here.case, cast.sokha, cast.ring(cast.sokha)).values()
    assert seen.state.in_danger


def test_the_same_contact_by_both_sides_is_shown_once_with_both_sources(cast, sokha, here):
    row = gives(cast, here)
    tried(cast, here.plan, "reached", way="she_comes", safe=True, words="She came by bus.")
    reports(cast, here, row, safe=True)
    page = plan_page(again(here.plan), here.ring)
    shown = [contact for contact in page.contacts if contact.row.kind == "contact"]
    assert (len(shown), shown[0].also.partner) == (1, "Quiet House")
    text = sokha.get(page_of(here)).text
    for one in (
        "She came by bus.",
        "She sells fruit.",
        "Quiet House",
        "By the partner",
        "By us",
        "The same contact, by the other side",
    ):
        assert one in text, one


def test_once_she_wants_no_more_contact_no_partner_is_waited_for(cast, here):
    row = gives(cast, here)
    tried(cast, here.plan, "refused")
    assert again(row).over_on == today()
    assert Task.objects.get(pk=row.task_id).done_on == today()


# ── Pages ────────────────────────────────────────────────────────────────────
def test_a_contact_is_given_and_reported_on_the_pages(cast, sokha, here):
    text = sokha.get(page_of(here)).text
    assert page_of(here, "give") in text
    form = sokha.get(page_of(here, "give"))
    assert "Quiet House" in form.text
    assert form.context["form"].initial["referral"] == str(here.referral.id)
    until = today() + 20 * DAY
    told = {"referral": str(here.referral.id), "words": "They visit.", **day("report_by", until)}
    assert sokha.post(page_of(here, "give"), told)["Location"] == page_of(here)
    row = PlanRecord.objects.get()
    text = sokha.get(page_of(here)).text
    assert "Wait for the report of the partner" in text
    report = page_of(here, "report", row.id)
    assert report in text
    assert report in sokha.get(reverse("cases:tasks")).text
    seen = {"answer": "seen", "safe": "yes", "words": "She sells fruit.", **day("on", today())}
    assert sokha.post(report, seen)["Location"] == page_of(here)
    assert "they saw her, or spoke to her" in sokha.get(page_of(here)).text
    assert waves(facts_of(again(here.plan)), today())[0].state is WaveState.REACHED


def test_how_she_may_be_reached_is_agreed_with_them_too(cast, sokha, here):
    no_visit = "She said yes to no visit"
    agrees(cast, here, ways=["visit"], pretext="We are from the market.")
    form = sokha.get(page_of(here, "give")).text
    assert "We are from the market." in form
    assert no_visit not in form
    gives(cast, here)
    assert no_visit not in sokha.get(page_of(here)).text
    agrees(cast, here, ways=["call"])
    assert no_visit in sokha.get(page_of(here)).text


def test_we_ask_her_ourselves_after_all(cast, sokha, here):
    row = gives(cast, here)
    assert sokha.post(page_of(here, "take_back", row.id))["Location"] == page_of(here)
    assert next_step(facts_of(again(here.plan)), today()).step is PlanStep.WAVE
    assert "we ask her ourselves" in sokha.get(page_of(here)).text


def test_the_page_says_what_is_missing_before_anybody_is_asked(cast, sokha):
    person = files.person(cast, ["Noy"])
    case = files.case(cast, people=[person])
    begins(cast, person, today() - 175 * DAY)
    text = sokha.get(page_of(SimpleNamespace(person=person), "give")).text
    assert "No partner knows of her yet" in text
    assert "Her yes is missing" in text
    assert reverse("sharing:refer_start", args=[case.id]) in text
    assert 'name="report_by' not in text  # nobody could be chosen: nothing is asked yet


def test_without_a_case_in_which_she_may_write_the_page_leads_to_her_file(cast, here):
    says(cast, here, "partner_abroad", "refused")
    Case.objects.filter(people=here.person).update(closed=True)
    text = files.browser(cast, cast.sokha).get(page_of(here, "give")).text
    assert reverse("people:person", args=[here.person.id]) in text
    assert "an open case in which you write" in text
