"""The pages of plans as each role meets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.models import Consent, Task
from fanal.core.calendars.months import add_months
from fanal.reintegration.actions import goals, records
from fanal.reintegration.models import FamilyAssessment, Plan, PlanGoal, PlanRecord
from fanal.reintegration.queries import lists
from fanal.reintegration.queries.plan_counts import PlanCounts
from fanal.reintegration.queries.rates import RatesPage
from fanal.reintegration.views.lists import A_PAGE
from tests import files
from tests.consents import says
from tests.organisation.colleagues import let_in, stands_in
from tests.reintegration.scene import DAY, GOAL, again, begins, goal, page_of, scene, today, tried


def day(name="on", when=None):
    when = when or today()
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def moment(hour, when=None, name="at"):
    return day(name, when) | {f"{name}_hour": hour}


def test_a_person_without_a_plan_is_offered_one(cast, sokha):
    person = files.person(cast, ["Noy"])
    where = [person.id]
    assert "Make a plan with her" in sokha.get(reverse("reintegration:person", args=where)).text
    told = {"start_kind": "returned", "domains": ["income"], "words": "A shop.", **day("start")}
    answer = sokha.post(reverse("reintegration:begin", args=where), told)
    assert answer["Location"] == reverse("reintegration:rules", args=where)
    assert Plan.objects.get(person=person).start == today()


def test_the_file_and_the_case_of_a_person_lead_to_her_plan(sokha, here):
    assert page_of(here) in sokha.get(reverse("people:person", args=[here.person.id])).text
    of_case = reverse("reintegration:of_case", args=[here.case.id])
    assert of_case in sokha.get(reverse("cases:section", args=[here.case.id, "follow_up"])).text
    assert sokha.get(of_case)["Location"] == page_of(here)


def test_what_is_next_stands_first_on_her_plan(sokha, here):
    page = sokha.get(page_of(here))
    text = page.text
    assert (
        text.index("What is next")
        < text.index("How she may be reached")
        < text.index("Agreed contacts")
    )
    assert "Ask how she is" in text


def test_of_whom_is_in_danger_no_page_waits_for_the_agreed_day(cast, sokha, here):
    """She said so in a contact by her plan; nobody reached her since."""
    tried(cast, here.plan, "reached", safe=False, case=here.case)
    tried(cast, here.plan, "not_reached", hour=12)
    page = sokha.get(page_of(here))
    assert "do not wait for the agreed day" in page.text
    assert page.context["page"].next.by == today()
    (row,) = sokha.get(reverse("reintegration:list")).context["rows"]
    assert (row.in_danger, row.tone, row.by) == (True, "danger", today())


def test_her_rules_are_changed_and_two_see_both_texts(cast, sokha, here):
    form = page_of(here, "rules")
    version = again(here.plan).version
    told = {"ways": ["call"], "days": ["1"], "begin": "10h", "end": "12:00", "version": version}
    assert sokha.post(form, told | {"pretext": "the sewing class"}).status_code == 302
    text = sokha.get(page_of(here)).text
    assert "Tuesday" in text
    assert "10:00–12:00" in text
    met = sokha.post(form, told | {"pretext": "the bank"})
    assert met.status_code == 409
    assert "the sewing class" in met.text
    assert "the bank" in met.text
    sokha.cookies["django_language"] = "fr"
    assert "10\u202fh\u202f00–12\u202fh\u202f00" in sokha.get(page_of(here)).text


def test_r5_the_page_refuses_a_call_outside_her_hours_and_keeps_what_was_typed(cast, sokha, here):
    plan = again(here.plan)
    version = {"version": plan.version}
    sokha.post(page_of(here, "rules"), {"days": [str((today() + DAY).weekday())], **version})
    told = {"way": "call", "result": "not_reached", "words": "No answer.", **moment("18:00")}
    refused = sokha.post(page_of(here, "contact"), told)
    assert refused.status_code == 422
    assert "not in the hours that she gave" in refused.text
    assert "No answer." in refused.text
    assert not PlanRecord.objects.exists()


def test_a_wave_by_phone_is_answered_in_one_form(sokha, here):
    told = {"way": "call", "result": "reached", "safe": "yes", "words": "Well.", **moment("0:01")}
    answer = sokha.post(page_of(here, "contact"), told)
    assert answer["Location"] == page_of(here)
    text = sokha.get(page_of(here)).text
    assert "She says that she is safe" in text or "she says that she is safe" in text
    assert "in contact" in text.casefold()


def test_a_wave_answered_for_somebody_who_died_is_refused_on_the_page_and_keeps_what_was_typed(
    cast, sokha, here
):
    tried(cast, here.plan, "died", way="partner")
    told = {"way": "call", "result": "reached", "safe": "yes", "words": "Zwell.", **moment("0:01")}
    refused = sokha.post(page_of(here, "contact"), told)
    assert refused.status_code == 422
    assert "died" in refused.text
    assert "Zwell." in refused.text
    assert PlanRecord.objects.count() == 1


def test_who_wants_no_more_contact_is_left_alone_on_the_page(cast, sokha, here):
    tried(cast, here.plan, "refused")
    text = sokha.get(page_of(here)).text
    assert "She came back by herself" in text
    assert "ending the plan is offered, never forced" in text


def test_a_partner_is_asked_through_the_gate_of_her_case(cast, sokha, here):
    version = {"version": again(here.plan).version}
    sokha.post(page_of(here, "rules"), {"partner": "the sisters in Vientiane"} | version)
    for n, way in enumerate(["call", "message", "visit"]):
        tried(cast, here.plan, "not_reached", today() - (28 - n * 9) * DAY, way=way)
    gate = reverse("sharing:refer_start", args=[here.case.id])
    assert gate in sokha.get(page_of(here)).text


def test_a_lead_is_asked_after_the_last_step_and_nobody_else(cast, sokha, here):
    begun = today() - 28 * DAY
    for n, way in enumerate(["call", "message", "visit"]):
        tried(cast, here.plan, "not_reached", begun + n * 9 * DAY, way=way)
    assert sokha.get(page_of(here, "decide")).status_code == 404
    assert page_of(here, "decide") not in sokha.get(page_of(here)).text
    noi = files.browser(cast, cast.noi)
    assert page_of(here) in noi.get(reverse("cases:today")).text
    told = {"choice": "keep_knocking", "words": "Her aunt keeps silent."}
    assert noi.post(page_of(here, "decide"), told).status_code == 302
    assert "Keep trying every 90 days" in noi.get(page_of(here)).text


def test_r3_her_view_and_ours_stand_side_by_side_in_words(cast, sokha, here):
    made = goal(cast, here.plan)
    for page, level in (("review_hers", "-1"), ("review_ours", "0")):
        sokha.post(page_of(here, page, made.id), {"level": level, "words": "", **day()})
    text = sokha.get(page_of(here)).text
    assert text.index("By her word") < text.index("A little") < text.index("By ours")


def test_a_goal_is_written_changed_and_dropped(cast, sokha, here):
    told = GOAL | {"domain": "income", "little": "", "more": "", "much_more": ""}
    assert sokha.post(page_of(here, "new_goal"), told).status_code == 302
    made = PlanGoal.objects.get()
    form = page_of(here, "goal", made.id)
    assert sokha.post(form, told | {"words": "A stall.", "version": 1}).status_code == 302
    met = sokha.post(form, told | {"words": "A market.", "version": 1})
    assert met.status_code == 409
    assert "A stall." in met.text
    assert "A market." in met.text
    sokha.post(page_of(here, "drop_goal", made.id), {"version": 2})
    assert "1 goal dropped at her request" in sokha.get(page_of(here)).text


def test_promises_signs_money_and_her_child_stand_on_the_plan(cast, sokha, here):
    sokha.post(page_of(here, "new_promise"), {"words": "School fees.", **day("due")})
    promise = PlanRecord.objects.get()
    told = {"state": "broken", "words": "No money.", "version": promise.version}
    assert sokha.post(page_of(here, "settle", promise.id), told).status_code == 302
    sign = {"sign": "recruiter_near", "said_by": "the neighbour", "her_view": "", "words": ""}
    sokha.post(page_of(here, "new_sign"), sign | day())
    sign = PlanRecord.objects.get(number=2)
    assert sokha.post(page_of(here, "sign_again", sign.id), day()).status_code == 302
    grant = {"support": "grant", "words": "Two goats.", "amount": "", "useful": "", **day()}
    sokha.post(page_of(here, "new_support"), grant)
    sokha.post(page_of(here, "new_child"), {"registered": "no", "words": "", **day()})
    text = sokha.get(page_of(here)).text
    for one in (
        "School fees.",
        "she was not told",
        "A recruiter or broker is near",
        "Two goats.",
        "Does the child have a birth certificate?",
    ):
        assert one in text, one


def test_r8_a_family_is_assessed_by_two_and_the_journey_is_named_what_it_waits_for(
    cast, sokha, here
):
    told = {"result": "conditions", "conditions": ["debt_settled"], "her_wish": "Home.", **day()}
    told["gained"] = "on"
    assert sokha.post(page_of(here, "assess"), told).status_code == 302
    row = FamilyAssessment.objects.get()
    text = sokha.get(page_of(here, "families")).text
    assert "has to be a lead" in text
    assert "Not met yet: the debt is settled" in text
    assert page_of(here, "second", row.id) not in text
    noi = files.browser(cast, cast.noi)
    words = {"words": "I spoke with her aunt."}
    assert noi.post(page_of(here, "second", row.id), words).status_code == 302
    sokha.post(page_of(here, "met", row.id), {"condition": "debt_settled"})
    assert "A journey waits for this" not in sokha.get(page_of(here, "families")).text


def test_a_plan_is_ended_by_a_second_person(cast, sokha, here):
    told = {
        "why": "by_her_word",
        "her_words": "It is enough.",
        "who_goes_on": "on",
        "person_there": "on",
        "way_back": "on",
        "reasons": "She asks for it.",
    }
    assert sokha.post(page_of(here, "end"), told).status_code == 302
    assert "I agree: it ends" not in sokha.get(page_of(here)).text
    noi = files.browser(cast, cast.noi)
    assert page_of(here) in noi.get(reverse("web:decisions")).text
    asked = noi.get(page_of(here)).text
    assert "I agree: it ends" in asked
    assert "It is enough." in asked
    assert "She asks for it." in asked
    assert "she did not say that she is safe" in asked
    noi.post(page_of(here, "agree_end"))
    text = sokha.get(page_of(here)).text
    assert "The plan has ended" in text
    assert "Make a new plan with her" in text


def test_at_the_end_she_is_asked_whether_we_may_look_again_and_a_task_waits_for_it(
    cast, sokha, here
):
    page = page_of(here, "end")
    assert "in six months?" in sokha.get(page).text
    told = {"why": "by_her_word", "her_words": "Enough.", "reasons": "She asks.", "look": "yes"}
    told |= {"language": "lao"}
    assert sokha.post(page, told).status_code == 302
    consent = Consent.objects.get()
    assert (consent.purpose, consent.answer) == ("after_closing", "given")
    assert not Task.objects.exists()
    files.browser(cast, cast.noi).post(page_of(here, "agree_end"))
    task = Task.objects.get()
    assert (task.case_id, task.assignee, task.due) == (
        here.case.id,
        cast.sokha,
        add_months(today(), 6),
    )


def test_of_work_the_plan_says_who_holds_her_papers_and_warns_where_it_is_not_she(sokha, here):
    told = {"support": "work", "words": "A hotel.", "vetted": "yes", "contract": "no"} | day()
    wrong = sokha.post(page_of(here, "new_support"), told | {"support": "grant"})
    assert wrong.status_code == 422
    assert "A hotel." in wrong.text
    assert "are asked of work" in wrong.text
    assert sokha.post(page_of(here, "new_support"), told | {"papers": "herself"}).status_code == 302
    text = sokha.get(page_of(here)).text
    assert "Employer vetted: Yes" in " ".join(text.split())
    assert "Contract read by us: No" in " ".join(text.split())
    assert "Somebody else holds her papers" not in text
    sokha.post(page_of(here, "new_support"), told | {"papers": "employer"})
    text = sokha.get(page_of(here)).text
    assert "Somebody else holds her papers" in text
    assert page_of(here, "new_sign") in text


def test_the_list_shows_what_is_late_and_today_leads_there(cast, sokha, here):
    text = sokha.get(reverse("reintegration:list")).text
    assert here.person.code_name in text
    assert "days late" in text
    assert page_of(here) in sokha.get(reverse("cases:today")).text
    assert page_of(here) in sokha.get(reverse("cases:tasks")).text


def test_who_stands_in_for_the_worker_of_a_plan_is_asked_for_its_next_step(cast, here):
    bopha = let_in(cast)
    calendar = files.browser(cast, bopha)
    pages = [reverse("cases:tasks"), reverse("cases:today")]
    assert not [page for page in pages if page_of(here) in calendar.get(page).text]
    stands_in(cast, bopha, here.plan.worker)
    assert [page for page in pages if page_of(here) in calendar.get(page).text] == pages
    assert "For Sokha Chea, until" in calendar.get(pages[1]).text


def test_what_happened_stands_on_the_line_of_her_case(cast, sokha, here):
    tried(cast, here.plan, "reached", words="She sells well.")
    text = sokha.get(reverse("cases:timeline", args=[here.case.id])).text
    assert "She sells well." in text
    assert "Contact in her plan" in text


def test_the_four_parents_of_a_child_born_in_a_surrogacy_are_kept_apart(sokha, here):
    told = {
        "genetic_parents": "Not known.",
        "birth_parent": "She; the hospital in Phnom Penh.",
        "intended_parents": "A couple, by the agent; Germany.",
        "legal_parents": "",
    }
    answer = sokha.post(page_of(here, "new_child"), told | {"words": "", **day()})
    assert answer.status_code == 302, answer.text
    text = sokha.get(page_of(here)).text
    for one in ("Genetic parents", "Not known.", "Who gave birth", "A couple, by the agent"):
        assert one in text, one
    assert "Parents by law" not in text  # nobody said
    form = sokha.get(page_of(here, "new_child")).context["form"]
    assert form["intended_parents"].value() == told["intended_parents"]  # what is known
    assert "Only of a child born in a surrogacy" in sokha.get(page_of(here, "new_child")).text


def test_the_rates_print_all_five_counts_and_the_bounds(cast, here):
    tried(cast, here.plan, "reached", safe=True)
    for who, safe in ((cast.noi, "1 of 1"), (cast.claire, "fewer than 5")):
        text = files.browser(cast, who).get(reverse("reintegration:rates")).text
        for one in ("Reached", "Said no", "Lost", "Died", "Not due", safe):
            assert one in text, one
    assert files.browser(cast, cast.sokha).get(reverse("reintegration:rates")).status_code == 404


def test_the_rates_say_of_whom_and_of_what_day_they_are(cast, here):
    """A lead reads those of her teams and a director those of all: two numbers of one name."""
    for who, whose in ((cast.noi, "Of the teams that you lead"), (cast.claire, "Of all teams")):
        text = " ".join(files.browser(cast, who).get(reverse("reintegration:rates")).text.split())
        assert f"{whose}: every plan so far, as it stands today." in text


def test_whoever_sees_all_teams_is_told_of_no_few_people(cast, here):
    for n in range(20):
        plan = begins(cast, files.person(cast, [f"Her {n}"]), today() - 190 * DAY)
        if n < 15:
            tried(cast, plan, "reached" if n < 12 else "refused", safe=n < 6 or None)
    claire, noi = (files.browser(cast, one) for one in (cast.claire, cast.noi))
    answer = claire.get(reverse("reintegration:rates"))
    text = " ".join(answer.text.split())
    _months, cells, six = answer.context["page"].not_exact[0]
    assert [str(n) for _name, n in cells] == [
        "not shown separately"
    ] * 5  # 12, 3, 0, 0 and 6 are 21
    begins(cast, files.person(cast, ["Her 20"]), today() - 300 * DAY)
    page = claire.get(reverse("reintegration:rates")).context["page"]
    _months, cells, six = page.not_exact[0]
    assert [str(n) for _name, n in cells] == ["12", "fewer than 5", "fewer than 5", "0", "6"]
    assert (str(six.of_reached()), str(six.between())) == ("6", "30 to 100 %")
    assert "Due</th>" not in text  # from which the lost could be had
    assert "Numbers below 5 are not shown separately" in text
    assert "Due</th>" in noi.get(reverse("reintegration:rates")).text


def test_who_said_no_to_figures_is_in_no_rate_and_it_is_said_that_she_is_not(cast, here):
    tried(cast, here.plan, "reached", safe=True)
    says(cast, here, "statistics", "refused")
    answer = files.browser(cast, cast.noi).get(reverse("reintegration:rates"))
    page = answer.context["page"].counted
    assert (page.plans, page.left_out, page.wave(6).due, page.returns) == (0, 1, 0, 0)
    assert "Said no to figures: counted nowhere here" in answer.text


def test_a_return_whose_day_nobody_knows_is_none_without_an_assessment(cast, here):
    begins(cast, files.person(cast, ["Noy"]), None)
    page = files.browser(cast, cast.noi).get(reverse("reintegration:rates")).context["page"].counted
    assert (page.plans, page.unknown, page.returns, page.assessed) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("returns", "assessed", "said"),
    [
        (14, 14, "all but fewer than 5"),  # two of the sixteen began otherwise
        (16, 13, "16"),
        (8, 8, "8"),
        (3, 3, "fewer than 5"),
        (0, 0, "0"),
    ],
)
def test_how_many_did_not_begin_with_a_return_is_not_had_from_those_who_did(
    returns, assessed, said
):
    page = RatesPage(False, PlanCounts(plans=16, returns=returns, assessed=assessed), None)
    assert {str(name): str(number) for name, number in page.counts}[
        "Returns whose day is known"
    ] == said


def test_another_team_and_other_roles_find_no_plan(cast, here):
    for who in (cast.linh, cast.kham, cast.claire, cast.duc, cast.anan, cast.vera, cast.mai):
        client = files.browser(cast, who)
        for page in ("person", "contact", "families", "begin"):
            assert client.get(page_of(here, page)).status_code == 404, (str(who), page)


def test_the_same_number_of_queries_for_one_and_for_many(
    cast, sokha, here, django_assert_max_num_queries
):
    write = cast.acting(cast.sokha)

    def more():
        tried(cast, here.plan, "reached", today(), words="Well.")
        records.promise(plan=here.plan, words="Fees.", due=today(), **write)
        made = goal(cast, here.plan)
        goals.review_goal(goal=made, rater="hers", level=0, words="", **write)

    line = reverse("cases:timeline", args=[here.case.id])
    listed = reverse("reintegration:list")
    more()
    for page in (page_of(here), line, listed):
        sokha.get(page)
        with CaptureQueriesContext(connection) as few:
            sokha.get(page)
        more()
        with django_assert_max_num_queries(len(few)):
            sokha.get(page)


def test_all_plans_of_a_team_are_listed_by_pages_and_whom_nobody_has_to_ask_stands_last(cast):
    here = scene(cast)
    others = [begins(cast, files.person(cast), today() - n * DAY) for n in range(1, A_PAGE + 1)]
    Plan.objects.filter(pk=here.plan.pk).update(due=None)
    sokha, there = files.browser(cast, cast.sokha), reverse("reintegration:list")
    first, second = sokha.get(there).text, sokha.get(f"{there}?page=2").text
    assert all(other.person.code_name in first for other in others)
    assert here.person.code_name not in first
    assert here.person.code_name in second
    assert "?all=1&amp;page=2" in sokha.get(f"{there}?all=1").text


def test_the_start_page_says_how_many_more_plans_are_due(cast, monkeypatch):
    monkeypatch.setattr(lists, "TODAY", 1)
    scene(cast)
    begins(cast, files.person(cast), today() - 400 * DAY)
    page = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "1 more plan is due" in page


def test_the_start_page_of_a_lead_asks_no_more_questions_for_more_plans_of_others(cast):
    scene(cast)
    noi, there, numbers = files.browser(cast, cast.noi), reverse("cases:today"), []
    noi.get(there)
    for more in (1, 3):
        for _ in range(more):
            begins(cast, files.person(cast), today() - 400 * DAY)
        with CaptureQueriesContext(connection) as queries:
            noi.get(there)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_a_director_is_not_told_that_nobody_came_home_where_a_plan_says_that_she_did(cast, here):
    start = files.browser(cast, cast.claire).get(reverse("cases:today"), follow=True).text
    assert "on a journey that is recorded here" in start
    assert reverse("reintegration:rates") in start
