"""The pages of services as each role meets them."""

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import EndReason, ServiceState
from fanal.partners.actions import findings
from fanal.people.actions.persons import save_details
from fanal.services.actions import offers
from fanal.services.models import CaseService, CodedNeed, ServiceOffer
from fanal.sharing.actions import referrals, sending
from fanal.sharing.actions.rules import end_never_tell, never_tell
from fanal.sharing.models import Referral
from tests import files
from tests.organisation.colleagues import let_in, stands_in
from tests.services.scene import (
    DAY,
    OFFER,
    again,
    answers,
    asked_of_them,
    happens,
    needs,
    of_ours,
    page_of,
    today,
    wants,
)
from tests.sharing.referring import YES, filled

S = ServiceState


def day(name="on"):
    now = today()
    return {f"{name}_day": now.day, f"{name}_month": now.month, f"{name}_year": now.year}


# ── In a case ────────────────────────────────────────────────────────────────
def test_the_plan_of_a_case_leads_to_its_services(sokha, here):
    plan = sokha.get(reverse("cases:section", args=[here.case.id, "plan"]))
    assert page_of(here) in plan.text


def test_a_need_without_a_service_stands_first_with_the_way_to_one(sokha, here):
    text = sokha.get(page_of(here)).text
    assert "A place to live" in text
    assert f"{page_of(here, 'new')}?need={here.need.id}" in text


def test_what_is_known_is_proposed_need_kind_and_place(cast, sokha, here):
    needs(cast, here.case, "schooling", "later")
    form = sokha.get(page_of(here, "new")).context["form"]
    assert "person" not in form.fields
    assert form["need"].value() == str(here.need.id)
    assert form["kind"].value() == "emergency_place"
    other = sokha.get(f"{page_of(here, 'new')}?need={needs(cast, here.case, 'health', 'later').id}")
    assert other.context["form"]["kind"].value() == "medical_care"


def asks(sokha, here, **more):
    told = {"need": str(here.need.id), "kind": "emergency_place", "area": "Thailand", "words": ""}
    answer = sokha.post(page_of(here, "new"), told | more)
    assert answer.status_code == 302, answer.text
    return CaseService.objects.latest("number"), answer["Location"]


def test_from_the_need_to_a_referral_that_asks_nothing_again(cast, sokha, here):
    service, who = asks(sokha, here)
    page = sokha.get(who)
    assert "Quiet House" in page.text
    assert "2 places free" in page.text
    choose = page_of(here, "choose", service.id)
    answer = sokha.post(choose, {"offer": str(here.theirs.id)})
    send = reverse("sharing:refer_send", args=[here.case.id, here.shelter.id])
    assert answer["Location"] == send
    sokha.post(send, filled(classes=[], **YES))
    referral = Referral.objects.get()
    assert again(service).referral == referral
    assert CaseService.objects.count() == 1
    assert "Go on with the referral" in sokha.get(page_of(here, "service", service.id)).text


def test_our_own_team_is_asked_with_one_press(sokha, here):
    service, _who = asks(sokha, here, kind="social_work")
    answer = sokha.post(page_of(here, "choose", service.id), {"offer": str(here.ours.id)})
    assert answer["Location"] == page_of(here, "service", service.id)
    assert again(service).stands is S.ASKED
    assert "Did the first visit happen?" in sokha.get(answer["Location"]).text
    today_page = sokha.get(reverse("cases:tasks")).text
    assert "Did the first visit happen?" in today_page
    assert page_of(here, "service", service.id) in today_page  # where it is answered


def test_did_the_first_visit_happen_is_answered_in_one_form(cast, sokha, here):
    service = of_ours(cast, here)
    form = page_of(here, "happened", service.id)
    answer = sokha.post(form, {"state": "begun", "version": service.version, **day()})
    assert answer.status_code == 302, answer.text
    text = sokha.get(page_of(here)).text
    assert "begun: the first visit happened" in text
    figures = sokha.get(page_of(here)).context["page"].counts
    assert (figures.asked, figures.begun, figures.ended) == (1, 1, 0)


def test_a_refusal_without_by_whom_and_why_keeps_what_was_typed(cast, sokha, here):
    service = of_ours(cast, here)
    told = {"state": "refused", "version": service.version, "words": "No women today.", **day()}
    answer = sokha.post(page_of(here, "happened", service.id), told)
    assert answer.status_code == 422
    assert "No women today." in answer.text
    assert "say who said no" in answer.text.casefold()


def test_the_end_asks_why_and_her_word(cast, sokha, here):
    service = of_ours(cast, here)
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    told = {"end": "finished", "useful": "yes", "version": again(service).version, **day()}
    sokha.post(page_of(here, "ended", service.id), told)
    text = sokha.get(page_of(here, "service", service.id)).text
    assert "What she needed was done" in text
    assert "It helped her" in text


def test_what_she_was_not_asked_is_said_as_such(cast, sokha, here):
    service = of_ours(cast, here)
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    told = {"end": "moved", "useful": "", "version": again(service).version, **day()}
    sokha.post(page_of(here, "ended", service.id), told)
    text = sokha.get(page_of(here, "service", service.id)).text
    assert "Whether it helped her was not asked" in text


def test_what_happened_stands_on_the_line_of_the_case(cast, sokha, here):
    of_ours(cast, here)
    text = sokha.get(reverse("cases:timeline", args=[here.case.id])).text
    assert "Social work" in text


def test_a_service_that_runs_is_named_before_a_case_is_closed(cast, sokha, here):
    of_ours(cast, here)
    text = sokha.get(reverse("cases:close", args=[here.case.id])).text
    assert "services that have not ended: 1" in text.casefold()


def test_another_team_and_who_reads_no_story_find_no_service(cast, here):
    service = of_ours(cast, here)
    for who in (cast.linh, cast.kham, cast.claire, cast.duc, cast.anan, cast.vera, cast.mai):
        client = files.browser(cast, who)
        assert client.get(page_of(here)).status_code == 404, str(who)
        assert client.get(page_of(here, "service", service.id)).status_code == 404


def test_the_same_number_of_queries_for_one_and_for_many(
    cast, sokha, here, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    of_ours(cast, here)
    sokha.get(page_of(here))
    with CaptureQueriesContext(connection) as few:
        sokha.get(page_of(here))
    for _ in range(4):
        happens(cast, of_ours(cast, here, need=False), ServiceStep(S.WAITING, today()))
    with django_assert_max_num_queries(len(few)):
        sokha.get(page_of(here))


# ── Dangerous ────────────────────────────────────────────────────────────────
def test_the_start_page_names_whose_service_goes_on_where_trust_fell(cast, sokha, here):
    service, _who = asks(sokha, here)
    sokha.post(page_of(here, "choose", service.id), {"offer": str(here.theirs.id)})
    happens(cast, CaseService.objects.get(), ServiceStep(S.BEGUN, today()))
    findings.record_finding(about=here.shelter, level="dangerous", by=cast.noi)
    page = files.start_page(cast, cast.sokha)
    assert "Quiet House is not trusted any more. Ask the director." in page


def test_a_service_where_trust_fell_is_red_and_says_what_to_do(cast, sokha, here):
    service, _who = asks(sokha, here)
    sokha.post(page_of(here, "choose", service.id), {"offer": str(here.theirs.id)})
    fresh, who = asks(sokha, here)
    findings.record_finding(
        about=here.shelter,
        level="dangerous",
        reasons=["sells_information"],
        by=cast.noi,
        evidence="He called him.",
        closed=True,
    )
    listed = sokha.get(page_of(here)).text
    assert "row--danger" in listed
    one = sokha.get(page_of(here, "service", service.id)).text
    assert "Quiet House is not trusted any more. Ask the director." in one
    assert "He called him." not in one
    page = sokha.get(who)
    assert [row.giver for row in page.context["red"]] == ["Quiet House"]
    assert str(here.theirs.id) not in page.text
    answer = sokha.post(page_of(here, "choose", fresh.id), {"offer": str(here.theirs.id)})
    assert answer["Location"] == who
    assert again(fresh).partner is None


def hides_from(cast, here):
    """Whoever gives it comes on her list once it runs."""
    return never_tell(case=here.case, reason="Her uncle.", by=cast.noi, partner=here.shelter)


def test_a_giver_who_must_never_hear_of_her_since_is_red_and_says_what_to_do(cast, sokha, here):
    service, _referral = asked_of_them(cast, here)
    hides_from(cast, here)
    listed = sokha.get(page_of(here)).text
    assert "row--danger" in listed
    assert "must never hear of her" in listed
    one = sokha.get(page_of(here, "service", service.id)).text
    assert "Quiet House must never hear of her, and is chosen for this service." in one
    assert "Ask the director" not in one


def test_taken_off_her_list_it_is_red_no_more(cast, sokha, here):
    asked_of_them(cast, here)
    end_never_tell(row=hides_from(cast, here), by=cast.claire)
    assert "row--danger" not in sokha.get(page_of(here)).text


def falls(cast, here):
    return findings.record_finding(
        about=here.shelter,
        level="dangerous",
        reasons=["sells_information"],
        by=cast.noi,
        evidence="He called him.",
    )


@pytest.mark.parametrize("feared", [hides_from, falls])
def test_the_start_page_names_a_service_that_goes_on_after_its_referral_is_done(cast, here, feared):
    service, referral = asked_of_them(cast, here)
    answers(cast, referral, "accepted")
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    answers(cast, referral, "done")
    address = page_of(here, "service", service.id)
    start = lambda user: files.browser(cast, user).get(reverse("cases:today")).text  # noqa: E731
    assert address not in start(cast.sokha)
    feared(cast, here)
    for user in (cast.sokha, cast.noi):
        assert address in start(user)
    for user in (cast.linh, cast.claire):
        assert address not in start(user)
    happens(cast, service, ServiceStep(S.ENDED, today(), end=EndReason.NOT_SAFE))
    assert address not in start(cast.sokha)


def test_who_stands_in_for_her_reads_of_such_a_service_in_her_place(cast, here):
    bopha = let_in(cast)
    service, referral = asked_of_them(cast, here)
    answers(cast, referral, "accepted")
    happens(cast, service, ServiceStep(S.BEGUN, today()))
    answers(cast, referral, "done")
    hides_from(cast, here)
    address = page_of(here, "service", service.id)
    page = files.browser(cast, bopha)
    assert address not in page.get(reverse("cases:today")).text
    stands_in(cast, bopha, cast.sokha)
    assert address in page.get(reverse("cases:today")).text


# ── Without a service ────────────────────────────────────────────────────────
def test_the_lead_reads_which_needs_wait_and_today_leads_her_there(cast, here):
    noi = files.browser(cast, cast.noi)
    assert reverse("services:without") in noi.get(reverse("cases:today")).text
    page = noi.get(reverse("services:without"))
    assert "A place to live" in page.text
    assert here.case.code_name in page.text


def test_the_director_reads_numbers_and_no_case(cast, here):
    claire = files.browser(cast, cast.claire)
    assert reverse("services:without") in claire.get(reverse("cases:today")).text
    page = claire.get(reverse("services:without"))
    assert [(one.waiting, one.late) for one in page.context["teams"]] == [(1, 0)]
    assert here.case.code_name not in page.text


def test_who_works_on_the_case_reads_it_and_nobody_of_another_team_does(cast, sokha, here):
    assert here.case.code_name in sokha.get(reverse("services:without")).text
    for other in (cast.somchit, cast.kham):
        page = files.browser(cast, other).get(reverse("services:without"))
        assert here.case.code_name not in page.text
        assert page.context["total"] == 0
    assert files.browser(cast, cast.mai).get(reverse("services:without")).status_code == 404


def test_a_first_visit_of_which_nobody_knows_is_in_the_list_after_fourteen_days(cast, here):
    service = of_ours(cast, here)
    noi = files.browser(cast, cast.noi)
    assert noi.get(reverse("services:without")).context["late"] == 0
    service.due = today() - DAY
    service.save(update_fields=["due"])
    page = noi.get(reverse("services:without"))
    assert (page.context["late"], reverse("services:late") in page.text) == (1, True)
    shown = noi.get(reverse("services:late")).context["rows"]
    assert [one.id for one in shown] == [service.id]


def test_a_case_that_a_conflict_closes_is_in_no_list_and_no_number(cast, here):
    from fanal.cases.actions.emergencies import keep_out

    for who in (cast.noi, cast.claire):
        keep_out(case=here.case, user=who, reason="Her cousin.", by=cast.sokha)
    late = of_ours(cast, here)
    late.due = today() - DAY
    late.save(update_fields=["due"])
    noi = files.browser(cast, cast.noi)
    shown = noi.get(reverse("services:without")).context
    assert (shown["total"], shown["late"]) == (0, 0)
    assert not noi.get(reverse("services:late")).context["rows"]
    assert files.browser(cast, cast.claire).get(reverse("services:without")).context["teams"] == []


def test_what_was_asked_leaves_the_list(cast, here):
    of_ours(cast, here)
    assert not CodedNeed.objects.filter(waits=True).exists()
    assert (
        "need has no service" not in files.browser(cast, cast.noi).get(reverse("cases:today")).text
    )


# ── The catalogue ────────────────────────────────────────────────────────────
def test_a_row_of_the_catalogue_says_who_said_so_and_when(cast, sokha, here):
    told = {
        "kind": "school",
        "giver": f"partner:{here.shelter.id}",
        "area": "Thailand",
        "places": "3",
        "said_by": "the head of the school",
        "cost": "nothing",
        "children": "on",
    }
    answer = sokha.post(reverse("services:new_offer"), told)
    assert answer.status_code == 302, answer.text
    text = sokha.get(answer["Location"]).text
    assert "the head of the school" in text
    assert "Her children may come along" in text
    assert ServiceOffer.objects.latest("made_on").made_by == cast.sokha


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"said_by": ""}, "required"),
        ({"kind": "not_specified"}, "not_specified"),
        ({"giver": "partner:x"}, "partner:x"),
        ({"places": "9", "places_in_all": "4"}, "fewer places"),
        ({"youngest": "20", "oldest": "12"}, "younger than"),
        ({"area": "Nowhere"}, "This area is not known"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question_and_kept(sokha, here, more, says):
    told = {
        "kind": "school",
        "giver": f"partner:{here.shelter.id}",
        "said_by": "she",
        "cost": "7 B",
    }
    answer = sokha.post(reverse("services:new_offer"), told | more)
    assert answer.status_code == 422
    assert says in answer.text
    assert "7 B" in answer.text


def test_what_nobody_has_confirmed_for_three_months_looks_old_until_it_is(sokha, here):
    here.theirs.confirmed_on = today() - 91 * DAY
    here.theirs.save(update_fields=["confirmed_on"])
    address = reverse("services:offer", args=[here.theirs.id])
    assert "old: ask again" in sokha.get(address).text
    confirm = reverse("services:confirm_offer", args=[here.theirs.id])
    sokha.post(confirm, {"version": here.theirs.version})
    assert "old: ask again" not in sokha.get(address).text


def test_the_catalogue_is_asked_for_a_kind_and_a_place(cast, sokha, here):
    page = sokha.post(reverse("services:catalogue"), {"kind": "social_work", "area": "Thailand"})
    assert [one.giver for one in page.context["page"]] == ["Bangkok"]


def test_what_is_given_no_more_is_not_offered(cast, sokha, here):
    offers.end_offer(offer=here.theirs, by=cast.sokha, version=here.theirs.version)
    service = wants(cast, here)
    assert sokha.get(page_of(here, "who", service.id)).context["offers"] == []


def test_the_lawyer_reads_the_catalogue_and_an_analyst_does_not(cast, here):
    assert files.browser(cast, cast.mai).get(reverse("services:catalogue")).status_code == 200
    for who in (cast.duc, cast.anan, cast.vera):
        assert files.browser(cast, who).get(reverse("services:catalogue")).status_code == 404


def test_a_conflict_shows_both_texts(cast, sokha, here):
    told = OFFER | {"cost": "30 baht"}
    before = here.theirs.version
    offers.change_offer(
        offer=ServiceOffer.objects.get(pk=here.theirs.pk),
        area=here.area,
        answers=told,
        by=cast.noi,
        version=before,
    )
    mine = {
        "kind": "emergency_place",
        "said_by": "x",
        "cost": "free",
        "version": before,
        "area": "Thailand",
        "places": "2",
    }
    answer = sokha.post(reverse("services:change_offer", args=[here.theirs.id]), mine)
    assert answer.status_code == 409
    assert "30 baht" in answer.text
    assert "free" in answer.text


def test_an_answer_to_a_referral_is_seen_on_the_page_of_services(cast, sokha, here):
    from tests.sharing.scene import draft

    referral = draft(cast, here, service="shelter")
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    row = Referral.objects.get(pk=referral.pk)
    referrals.move(referral=row, to="declined", by=cast.sokha, ring=here.ring, reason="Full.")
    text = sokha.get(page_of(here)).text
    assert "they do not take her" in text


def test_a_partner_on_her_never_tell_list_is_shown_and_cannot_be_chosen(cast, sokha, here):
    never_tell(case=here.case, reason="Her uncle.", by=cast.noi, partner=here.shelter)
    service, who = asks(sokha, here)
    page = sokha.get(who)
    assert "Must never hear of her" in page.text
    assert page.context["offers"] == []
    sokha.post(page_of(here, "choose", service.id), {"offer": str(here.theirs.id)})
    assert CaseService.objects.get(pk=service.pk).partner_id is None


def test_the_database_puts_the_most_urgent_need_first_then_the_oldest(cast, here):
    for urgency in ("later", "this_week", "later"):
        needs(cast, here.case, "schooling", urgency)
    rows = files.browser(cast, cast.noi).get(reverse("services:without")).context["rows"]
    assert [row.urgency for row in rows] == ["today", "this_week", "later", "later"]


def test_a_service_for_some_nationalities_says_so_to_who_is_none_of_them(cast, sokha, here):
    lao = OFFER | {"nationalities": ["LA"]}
    offers.change_offer(
        offer=here.theirs, area=here.area, answers=lao, by=cast.sokha, version=here.theirs.version
    )
    page = sokha.get(reverse("services:offer", args=[here.theirs.id])).text
    assert "Nationalities" in page
    assert "Laos" in page
    assert "OSCaR Transitional Accommodation" in " ".join(page.split())
    wanted = wants(cast, here)
    who = reverse("services:who", args=[here.case.id, wanted.id])
    known = 0
    for nation, said in (("Lao", False), ("Laos", False), ("Vietnam", True)):
        answers = {"citizenship": nation}
        acts = cast.acting(cast.sokha)
        known = save_details(person=here.person, answers=answers, version=known, **acts).version
        assert ("not for her nationality" in sokha.get(who).text) is said, nation


def test_what_is_no_country_is_refused_at_its_question(cast, here):
    wrong = OFFER | {"nationalities": ["Laos"]}
    with pytest.raises(BadInput) as caught:
        offers.add_offer(team=cast.bangkok, area=here.area, answers=wrong, by=cast.sokha)
    assert caught.value.where == "nationalities"
