"""Nobody leaves whose consent to it does not count: the rule of the gate, asked at the departure."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import carers, entries
from fanal.cases.actions.consents import withdraw_consent
from fanal.cases.models import Consent
from fanal.core.errors import BadInput, Refused
from fanal.core.journeys.board import Colour
from fanal.core.journeys.planning import DERIVED, GoNoGoItem
from fanal.journeys.actions import decisions, events, plans, preparing
from fanal.journeys.models import Decision, JourneyEvent
from fanal.journeys.queries.decisions import fingerprint, keys_for
from fanal.journeys.queries.go_no_go import go_of
from fanal.journeys.queries.tonight import board
from fanal.people.models import AgeForConsent
from tests import files
from tests.journeys.scene import scene, trusted, wants_to_go
from tests.kept import kept
from tests.protection.best_interests import decided

REASON = "The owner's men are at the gate of the house tonight."
LATER = files.TODAY + timedelta(days=3)


@pytest.fixture
@kept
def here(cast):
    """Two who go, and all that is ticked by hand answered yes."""
    found = scene(cast, n=2)
    for item in set(GoNoGoItem) - set(DERIVED):
        plans.answer_item(journey=found.journey, item=item, yes=True, by=cast.noi)
    return found


def aged(person, years):
    today = timezone.localdate()
    born = date(today.year - years, today.month, min(today.day, 28)).isoformat()
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [born, born], "adult": False}}
    )


def leave(cast, here, people=None, **more):
    return events.record_event(
        journey=here.journey, kind="departed", persons=people or here.people, by=cast.sokha, **more
    )


def page(cast, here, who=None):
    url = reverse("journeys:journey", args=[here.journey.id])
    return files.browser(cast, who or cast.sokha).get(url).text


def around(cast, here, **answers):
    return entries.add_entry(
        case=here.case, kind="around", answers=answers, **cast.acting(cast.sokha)
    )


def test_women_who_said_yes_to_going_back_leave(cast, here):
    assert "Go: every answer is yes." in page(cast, here)
    leave(cast, here)


def test_of_who_is_in_danger_no_page_says_go_and_nothing_more(cast, here):
    files.in_danger(cast, here.case)
    text = page(cast, here)
    assert "Go: every answer is yes." not in text
    assert "somebody who goes is in danger" in text
    leave(cast, here)  # it may be why she goes


def test_who_took_her_yes_back_stays_and_the_page_says_who_and_where_to_ask(cast, here):
    one, other = here.people
    withdraw_consent(consent=here.case.consents.filter(person=one).get(), by=cast.sokha)
    text = page(cast, here)
    assert text.count("said no") == 2  # her mark, and what is to be done
    consents = reverse("cases:section", args=[here.case.id, "consent"])
    assert f'href="{consents}"' in text
    with pytest.raises(Refused, match=f"{one.code_name}, going back: withdrawn"):
        leave(cast, here)
    leave(cast, here, [other])  # whoever said yes need not wait for whoever said no


def test_a_child_of_ten_leaves_once_her_mother_said_yes_as_well_as_she(cast, here):
    child = here.people[0]
    aged(child, 10)
    with pytest.raises(Refused, match="whoever may consent for her has to say yes too"):
        leave(cast, here)
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    wants_to_go(cast, here.case, child, given_by="parent_or_caregiver", giver=mother, on=LATER)
    with pytest.raises(Refused, match="two have not decided yet"):
        leave(cast, here)
    decided(cast, here.case, child)
    leave(cast, here)


def test_the_no_of_a_child_stops_whatever_her_mother_says(cast, here):
    child = here.people[0]
    aged(child, 10)
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    wants_to_go(
        cast,
        here.case,
        child,
        given_by="parent_or_caregiver",
        giver=mother,
        on=LATER,
        answers={"assent": False},
    )
    wants_to_go(
        cast,
        here.case,
        child,
        given_by="parent_or_caregiver",
        giver=mother,
        on=LATER + timedelta(days=1),
    )
    with pytest.raises(Refused, match=r"She said no to it.*Whoever said no stays"):
        leave(cast, here)
    leave(cast, here, here.people[1:])
    assert "She said no to it, and a yes given for her does not lift that" in page(cast, here)


def test_two_mothers_are_decided_on_by_two_before_she_leaves(cast, here):
    child = here.people[0]
    aged(child, 4)
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    around(cast, here, name="Somsri", relation="mother", safe="safe")
    wants_to_go(cast, here.case, child, given_by="parent_or_caregiver", giver=mother, on=LATER)
    with pytest.raises(Refused, match="two people claim to be the one who consents for her"):
        leave(cast, here)
    assert reverse("cases:carer", args=[here.case.id]) in page(cast, here)
    asked = carers.ask_carer_decision(
        case=here.case,
        person=child,
        speaker=mother,
        ground="disputed",
        reasons=REASON,
        **cast.acting(cast.sokha),
    )
    carers.agree_carer_decision(row=asked, by=cast.noi)
    decided(cast, here.case, child)
    leave(cast, here)


def test_the_yes_of_a_mother_who_is_part_of_the_danger_lets_nobody_leave(cast, here):
    child = here.people[0]
    aged(child, 4)
    mother = around(cast, here, name="Malee", relation="mother", safe="danger")
    wants_to_go(cast, here.case, child, given_by="parent_or_caregiver", giver=mother, on=LATER)
    with pytest.raises(Refused, match="part of the danger"):
        leave(cast, here)


def test_what_was_said_of_another_partner_is_none_of_this_journey(cast, here):
    one = here.people[0]
    withdraw_consent(consent=here.case.consents.filter(person=one).get(), by=cast.sokha)
    here.case.consents.filter(person=one).update(withdrawn_on=LATER)
    other, ours = trusted(cast, "Lotus"), trusted(cast, "Jasmine")
    wants_to_go(cast, here.case, one, partner=other.id, on=LATER + timedelta(days=1))
    assert not go_of(here.journey, timezone.localtime()).clear
    wants_to_go(cast, here.case, one, partner=ours.id, on=LATER + timedelta(days=1))
    plans.add_custodian(journey=here.journey, partner=ours, happened=True, by=cast.noi)
    assert all(
        consent.said.allows for consent in go_of(here.journey, timezone.localtime()).consents
    )


def asked(cast, here, **more):
    return decisions.ask_decision(
        journey=here.journey, custodian=None, reason=REASON, by=cast.sokha, **more
    )


def agreed_by(user, made):
    decisions.decide(decision=made, seen=fingerprint(keys_for(made.journey, None, user)), by=user)


def test_where_consent_is_missing_two_decide_and_what_she_says_no_to_later_stops_again(cast, here):
    child = here.people[0]
    aged(child, 10)
    agreed_by(cast.noi, asked(cast, here))
    assert go_of(here.journey, timezone.localtime()).may_leave
    wants_to_go(cast, here.case, child, "refused", on=LATER)
    with pytest.raises(Refused, match="She said no to it"):
        leave(cast, here)


def test_two_go_on_in_spite_of_her_no_only_where_her_life_is_in_danger(cast, here):
    wants_to_go(cast, here.case, here.people[0], "refused", on=LATER)
    with pytest.raises(BadInput, match="only where her life or body is in danger"):
        asked(cast, here)
    sokha = files.browser(cast, cast.sokha)
    url = reverse("journeys:ask_departure", args=[here.journey.id])
    assert "Her life or body is in danger if she stays" in sokha.get(url).text
    assert sokha.post(url, {"reason": REASON}).status_code == 422
    assert sokha.post(url, {"reason": REASON, "life_in_danger": "on"}).status_code == 302
    made = Decision.objects.get()
    decision = reverse("journeys:decision", args=[here.journey.id, made.id])
    assert (
        "Her life or body is in danger if she stays"
        in files.browser(cast, cast.noi).get(decision).text
    )
    agreed_by(cast.noi, made)
    leave(cast, here)


def test_a_no_that_comes_before_the_second_agrees_is_not_agreed_to(cast, here):
    aged(here.people[0], 10)
    made = asked(cast, here)
    wants_to_go(cast, here.case, here.people[0], "refused", on=LATER)
    with pytest.raises(Refused, match="said so after this was asked"):
        agreed_by(cast.noi, made)


def test_what_has_happened_is_kept_and_the_board_is_red_until_she_is_asked(cast, here):
    """Nobody is lost: whoever was taken along in an emergency is on the way and is followed."""
    one = here.people[0]
    wants_to_go(cast, here.case, one, "refused", on=LATER)
    leave(cast, here, happened=True)
    assert JourneyEvent.objects.filter(journey=here.journey).count()
    lines = {line.code: line.row for line in board(cast.noi, timezone.localtime()).lines}
    assert lines[one.code_name].colour is Colour.RED
    assert "She said no to this journey: going back" in map(str, lines[one.code_name].why)
    assert lines[here.people[1].code_name].colour is Colour.GREEN
    wants_to_go(cast, here.case, one, on=LATER + timedelta(days=1))
    lines = {line.code: line.row for line in board(cast.noi, timezone.localtime()).lines}
    assert lines[one.code_name].colour is Colour.GREEN


def test_who_only_sees_the_overview_reads_who_is_missing_and_gets_no_link(cast, here):
    withdraw_consent(consent=here.case.consents.filter(person=here.people[0]).get(), by=cast.sokha)
    text = page(cast, here, cast.claire)
    assert "going back" in text
    assert reverse("cases:section", args=[here.case.id, "consent"]) not in text


@pytest.mark.parametrize("n", [2, 6])
def test_however_many_travel_the_questions_to_the_database_are_the_same(
    cast, django_assert_max_num_queries, n
):
    found = scene(cast, n=n)
    with django_assert_max_num_queries(25):
        go_of(found.journey, timezone.localtime(), cast.sokha)


def test_a_rescue_asks_whether_she_wants_our_help_and_a_way_to_court_whether_she_goes_to_law(cast):
    for kind, purpose in (("rescue", "care"), ("court", "legal_action")):
        journey = files.journey(cast, kind)
        custodian = plans.add_custodian(
            journey=journey, label="Us", team=cast.bangkok, by=cast.sokha
        )
        case = files.case(cast)
        person = case.people.get()
        preparing.prepare(
            journey=journey, person=person, case=case, custodian=custodian, by=cast.sokha
        )
        (found,) = go_of(journey, timezone.localtime()).consents
        assert (found.said.purpose, found.said.allows) == (purpose, False)
        wants_to_go(cast, case, person, purpose=purpose)
        assert go_of(journey, timezone.localtime()).consents[0].said.allows


def test_as_many_reasons_are_counted_as_are_named(cast, here):
    for one in here.people:
        withdraw_consent(consent=here.case.consents.filter(person=one).get(), by=cast.sokha)
    plans.answer_item(journey=here.journey, item="home_is_safe", yes=None, by=cast.noi)
    with pytest.raises(Refused, match="Reasons against leaving: 3"):
        leave(cast, here)
    assert "No go: 3 reasons" in page(cast, here)


def test_the_list_of_a_rescue_asks_for_no_certificate_and_nothing_of_a_return(cast):
    found = files.journey(cast, "rescue", on=files.TODAY)
    address = reverse("journeys:journey", args=[found.id])
    text = files.browser(cast, cast.sokha).get(address).text
    assert "A code word is agreed with her." in text
    assert "certificate is kept" not in text
    assert "return is free" not in text


def test_what_is_missing_of_her_is_asked_on_a_form_that_knows_of_whom_and_about_what(cast, here):
    Consent.objects.filter(person=here.people[0]).delete()
    journey = reverse("journeys:journey", args=[here.journey.id])
    query = f"?purpose=return&person={here.people[0].id}&next={journey}"
    asks = reverse("cases:consent", args=[here.case.id]) + query
    assert asks.replace("&", "&amp;") in page(cast, here)
    sokha = files.browser(cast, cast.sokha)
    form = sokha.get(asks).context["form"]
    assert [form[name].value() for name in ("purpose", "person")] == [
        "return",
        str(here.people[0].id),
    ]
