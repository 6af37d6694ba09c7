"""Two people go on in spite of what stands against it: with a reason, and for that alone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import keep_out
from fanal.commands.sweep import sweep
from fanal.core.errors import Refused
from fanal.core.journeys.board import Colour
from fanal.core.journeys.planning import DERIVED, GoNoGoItem
from fanal.journeys.actions import decisions, events, handovers, plans
from fanal.journeys.models import Decision, JourneyCustodian
from fanal.journeys.queries.decisions import decisions_for, fingerprint, keys_for
from fanal.journeys.queries.tonight import board
from fanal.organisation.actions.stand_ins import end
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.journeys.scene import agreed, leg_told, trusted
from tests.organisation.colleagues import goes_on_leave
from tests.shares import strangers

REASON = "The last bus leaves tonight, and her uncle has found out where she is."


@pytest.fixture
def aunt(cast, here):
    return plans.add_custodian(journey=here.journey, label="Her aunt", by=cast.noi)


def address(here, name, *more):
    return reverse(f"journeys:{name}", args=[here.journey.id, *more])


def asked(cast, here, custodian=None, by=None):
    return decisions.ask_decision(
        journey=here.journey, custodian=custodian, reason=REASON, by=by or cast.sokha
    )


def agreed_by(user, decision):
    seen = fingerprint(keys_for(decision.journey, decision.custodian, user))
    decisions.decide(decision=decision, seen=seen, by=user)


def leaves(cast, here, **more):
    return events.record_event(
        journey=here.journey, kind="departed", persons=here.people, by=cast.sokha, **more
    )


def goes_to(cast, here, custodian, **more):
    return handovers.give(
        journey=here.journey,
        giver=here.shelter,
        receiver=custodian,
        persons=here.people,
        count=1,
        by=cast.sokha,
        **more,
    )


def row(user):
    return board(user, timezone.localtime()).lines[0].row


def test_two_let_her_leave_by_the_pages_and_the_second_reads_what_is_missing(cast, here):
    sokha, noi = files.browser(cast, cast.sokha), files.browser(cast, cast.noi)
    page = sokha.get(address(here, "ask_departure"))
    assert "Not known: A code word is agreed with her." in page.text
    assert sokha.post(address(here, "ask_departure"), {"reason": "soon"}).status_code == 422
    made = sokha.post(address(here, "ask_departure"), {"reason": REASON})
    assert "Claire Morel, Noi Saetang" in sokha.get(made["Location"]).text
    with pytest.raises(Refused):
        leaves(cast, here)
    assert made["Location"] in noi.get(reverse("web:decisions")).text
    page = noi.get(made["Location"])
    assert REASON in page.text
    assert "Not known: A code word is agreed with her." in page.text
    once = re.search(r'name="once" value="(\w+)"', page.text)[1]
    noi.post(made["Location"], {"seen": page.context["seen"], "once": once})
    assert "Sokha Chea and Noi Saetang decided" in noi.get(address(here, "journey")).text
    leaves(cast, here)
    assert row(cast.noi).colour is Colour.AMBER
    assert "Left without a go" in str(row(cast.noi).why[0])
    page = sokha.get(address(here, "journey")).text
    assert "Two of you decided to go on." in page
    assert f'href="{address(here, "ask_departure")}"' not in page


def test_the_sweep_tells_who_may_be_the_second_person(cast, here):
    asked(cast, here)
    sweep(timezone.localtime())
    assert {one for message in mail.outbox for one in message.to} == {
        cast.noi.email,
        cast.claire.email,
    }


def test_nobody_agrees_to_what_somebody_asked_who_is_kept_out_since(cast, here):
    made = asked(cast, here)
    keep_out(case=here.case, user=cast.sokha, reason="a cousin", by=cast.noi)
    with pytest.raises(Refused, match="kept out of this journey"):
        agreed_by(cast.noi, made)
    assert Decision.objects.get().second is None


@pytest.mark.parametrize(
    "who",
    strangers(
        ["sokha", "kham", "somchit", "mai", "duc"],
        "neither who asked nor who leads elsewhere is the second person",
    ),
)
def test_neither_who_asked_nor_who_leads_elsewhere_is_the_second_person(cast, here, who):
    made = asked(cast, here)
    with pytest.raises(Refused, match="second person"):
        agreed_by(getattr(cast, who), made)
    assert decisions_for(getattr(cast, who)) == []


def test_a_lead_who_goes_along_does_not_decide_on_herself(cast, here):
    findings.record_finding(colleague=cast.noi, level="dangerous", by=cast.claire)
    custodian = plans.add_custodian(
        journey=here.journey, label="Noi", colleagues=[cast.noi], reason=REASON, by=cast.sokha
    )
    made = custodian.decisions.get()
    assert decisions_for(cast.noi) == []
    agreed_by(cast.claire, made)
    assert JourneyCustodian.objects.get(id=custodian.id).planned


def test_what_was_not_decided_on_counts_again(cast, here, aunt):
    agreed_by(cast.noi, asked(cast, here))
    plans.answer_item(journey=here.journey, item="she_agrees", yes=True, by=cast.sokha)
    leaves(cast, here)  # less is missing than was decided on


def test_an_answer_of_no_that_comes_later_was_not_decided_on(cast, here, aunt):
    for item in set(GoNoGoItem) - set(DERIVED) - {GoNoGoItem.HOME_IS_SAFE}:
        plans.answer_item(journey=here.journey, item=item, yes=True, by=cast.noi)
    agreed_by(cast.noi, asked(cast, here))
    plans.answer_item(journey=here.journey, item="she_agrees", yes=False, by=cast.sokha)
    with pytest.raises(Refused, match="She agrees"):
        leaves(cast, here)


def test_two_accept_somebody_who_is_only_a_name_and_a_finding_stops_it_again(cast, here):
    with pytest.raises(Refused, match="Nothing speaks against it"):
        asked(cast, here, here.escort)
    owner = add_partner(kind="person", name="Driver", by=cast.noi)
    with pytest.raises(Refused, match="Nothing known says that Driver may"):
        plans.add_custodian(journey=here.journey, partner=owner, by=cast.sokha)
    driver = plans.add_custodian(journey=here.journey, partner=owner, reason=REASON, by=cast.sokha)
    with pytest.raises(Refused):
        goes_to(cast, here, driver)
    agreed(cast, here, owner)
    agreed_by(cast.noi, driver.decisions.get())
    goes_to(cast, here, driver)
    assert not row(cast.noi).custody[-1].red
    findings.record_finding(about=owner, level="dangerous", by=cast.noi)
    assert row(cast.noi).colour is Colour.RED
    assert "found dangerous" in str(row(cast.noi).why[0])


def test_a_decision_does_not_make_a_danger_less_than_red(cast, here):
    police = add_partner(kind="organisation", name="Police", by=cast.noi)
    findings.record_finding(about=police, level="dangerous", by=cast.noi)
    custodian = plans.add_custodian(
        journey=here.journey, partner=police, happened=True, by=cast.noi
    )
    goes_to(cast, here, custodian, happened=True)
    agreed_by(cast.claire, asked(cast, here, custodian))
    assert row(cast.sokha).colour is Colour.RED
    assert row(cast.noi).colour is Colour.RED


def test_what_changes_between_looking_and_agreeing_is_looked_at_again(cast, here, aunt):
    made = asked(cast, here)
    seen = fingerprint(keys_for(here.journey, None, cast.noi))
    plans.answer_item(journey=here.journey, item="she_agrees", yes=True, by=cast.sokha)
    with pytest.raises(Refused, match="look at it again"):
        decisions.decide(decision=made, seen=seen, by=cast.noi)


def test_a_request_is_refused_or_a_decision_taken_back(cast, here):
    made = asked(cast, here)
    noi = files.browser(cast, cast.noi)
    assert noi.post(address(here, "end_decision", made.id)).status_code == 302
    assert decisions_for(cast.noi) == []
    agreed_by(cast.noi, asked(cast, here))
    decisions.end_decision(decision=Decision.objects.get(ended_on=None), by=cast.sokha)
    with pytest.raises(Refused):
        leaves(cast, here)


def test_what_somebody_ended_meanwhile_is_neither_ended_again_nor_decided(cast, here):
    made = asked(cast, here)
    read = Decision.objects.get(pk=made.pk)
    decisions.end_decision(decision=made, by=cast.noi)
    with pytest.raises(Refused, match="ended already"):
        decisions.end_decision(decision=read, by=cast.sokha)
    with pytest.raises(Refused, match="second person"):
        agreed_by(cast.noi, read)
    read.refresh_from_db()
    assert (read.ended_by, read.second) == (cast.noi, None)


def test_asked_twice_it_waits_once(cast, here):
    asked(cast, here)
    with pytest.raises(Refused, match="asked already"):
        asked(cast, here, by=cast.noi)


def test_whoever_nobody_was_with_is_taken_out_of_the_plan_and_others_are_not(cast, here, aunt):
    sokha = files.browser(cast, cast.sokha)
    assert sokha.post(address(here, "remove_custodian", aunt.id)).status_code == 302
    assert not here.journey.custodians.filter(id=aunt.id).exists()
    sokha.post(address(here, "remove_custodian", here.shelter.id))
    assert here.journey.custodians.filter(id=here.shelter.id).exists()


def test_others_take_a_leg_over_from_whom_nobody_trusts_any_more(cast, here):
    lotus = trusted(cast, "Lotus")
    agreed(cast, here, lotus)
    centre = plans.add_custodian(journey=here.journey, partner=lotus, by=cast.noi)
    leaves_at = timezone.now() + timedelta(days=1)
    leg = files.leg(
        here.journey, here.areas[0], here.areas[2], centre, leaves_at, hours=3, by=cast.noi
    )
    findings.record_finding(about=lotus, level="dangerous", by=cast.noi)
    assert row(cast.noi).colour is Colour.RED
    page = files.browser(cast, cast.sokha)
    there = address(here, "change_leg", leg.id)
    way = (here.areas[0], here.areas[2])
    assert page.post(there, leg_told(*way, centre, leaves_at)).status_code == 422
    assert page.post(there, leg_told(*way, here.escort, leaves_at)).status_code == 302
    page.post(address(here, "remove_custodian", centre.id))
    assert row(cast.noi).colour is Colour.GREEN


def test_once_the_journey_is_over_leaving_without_a_go_is_settled_and_no_danger_of_tonight(
    cast, here
):
    leaves(cast, here, happened=True)
    assert row(cast.noi).colour is Colour.RED
    plans.debrief(
        journey=here.journey, words="Home.", still_away="With her aunt, who has her.", by=cast.sokha
    )
    of_it = row(cast.noi)
    assert of_it.colour is not Colour.RED
    assert "Left without a go" not in str(of_it.why)
    page = files.browser(cast, cast.sokha).get(address(here, "journey")).text
    assert "Left without a go" in page
    assert "The journey is over. Two of you say" in page
    assert f'href="{address(here, "ask_departure")}"' in page
    agreed_by(cast.noi, asked(cast, here))
    page = files.browser(cast, cast.sokha).get(address(here, "journey")).text
    assert "The journey is over. Two of you say" not in page


ASKS = "Left without a go, and the journey is over: two of you say why"


@pytest.fixture
def over(cast, here):
    """They left without a go, and the journey is over."""
    leaves(cast, here, happened=True)
    away = "With her aunt, who has her."
    plans.debrief(journey=here.journey, words="Home.", still_away=away, by=cast.sokha)
    here.journey.refresh_from_db()
    return here


def test_on_the_start_page_of_the_lead_it_is_asked_why_they_left_without_a_go(cast, over):
    def page():
        return files.browser(cast, cast.noi).get(reverse("cases:today")).text

    assert page().count(ASKS) == 1
    made = asked(cast, over)
    assert ASKS not in page()  # it stands there as what waits for her
    agreed_by(cast.noi, made)
    assert ASKS not in page()


@pytest.mark.parametrize("away", ["sokha", "noi"])
def test_while_its_lead_or_the_lead_of_its_team_is_away_the_stand_in_is_asked_why(cast, over, away):
    dara = goes_on_leave(cast, getattr(cast, away))
    assert files.start_page(cast, dara).count(ASKS) == 1
    end(row=StandIn.objects.get(), by=dara)
    genuine_rows.run()
    assert ASKS not in files.start_page(cast, dara)


def test_after_the_journey_a_no_of_the_second_person_ends_the_asking(cast, over):
    decisions.end_decision(decision=asked(cast, over), by=cast.noi)
    assert ASKS not in files.browser(cast, cast.noi).get(reverse("cases:today")).text
    page = " ".join(files.browser(cast, cast.sokha).get(address(over, "journey")).text.split())
    assert "The journey is over. Two of you say" not in page
    assert "Sokha Chea asked, and Noi Saetang said no on" in page


@pytest.mark.parametrize("before", [True, False])
def test_a_no_of_before_they_left_and_a_request_taken_back_answer_nothing(cast, here, before):
    if before:
        decisions.end_decision(decision=asked(cast, here), by=cast.noi)
    leaves(cast, here, happened=True)
    away = "With her aunt, who has her."
    plans.debrief(journey=here.journey, words="Home.", still_away=away, by=cast.sokha)
    here.journey.refresh_from_db()
    if not before:
        decisions.end_decision(decision=asked(cast, here), by=cast.sokha)
    assert ASKS in files.browser(cast, cast.noi).get(reverse("cases:today")).text
    page = files.browser(cast, cast.sokha).get(address(here, "journey")).text
    assert "The journey is over. Two of you say" in page
    assert "said no on" not in page
