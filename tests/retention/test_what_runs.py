"""A running proceeding and money that has not reached her stand against erasing her file, for the
first and for the second person; where she asks for it herself, both read of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.core.casework.retention import Guard
from fanal.core.errors import Refused
from fanal.journeys.actions import events
from fanal.journeys.actions import plans as journeys
from fanal.retention.queries import guarding, plans
from tests import files
from tests.funds import scene as funds
from tests.journeys import scene as travel
from tests.justice import scene as justice
from tests.justice.scene import K
from tests.retention import scene

PROCEEDINGS = "Proceedings of hers are not over"
MONEY = "Money that was asked for, or claimed for her"


@pytest.fixture
def before_a_court(cast):
    here = justice.scene(cast)
    scene.close_by_hand(here.case.id)
    return here


def found(cast, case):
    plan = plans.of_case(case)
    return set(guarding.of_plan(plan, cast.ring(cast.noi))), set(guarding.without_keys(plan))


def test_proceedings_that_are_not_over_stand_against_it_without_a_hearing(cast, before_a_court):
    for both in found(cast, before_a_court.case):
        assert Guard.PROCEEDINGS in both
        assert Guard.COURT not in both
    with pytest.raises(Refused, match="proceedings of hers"):
        scene.asks(cast, plans.of_case(before_a_court.case), ground="time_over")


@pytest.mark.parametrize(
    ("hearing", "keeps"),
    [("1 day", True), ("0 days", True), ("-1 day", False), ("year", True), ("words", True)],
)
def test_a_hearing_that_is_to_come_keeps_her_file_also_where_it_stands_in_the_case_alone(
    cast, hearing, keeps
):
    """Of a year alone nobody knows that it is over, nor of what somebody wrote in words."""
    today = timezone.localdate()
    said = {"year": str(today.year), "words": "after the rains"}.get(hearing)
    held = said or (today + timedelta(days=int(hearing.split()[0]))).isoformat()
    case = files.case(cast)
    add_entry(case=case, kind="legal", answers={"hearing": held}, **cast.acting(cast.sokha))
    scene.close_by_hand(case.id)
    first, second = found(cast, case)
    assert (Guard.COURT in first) is keeps
    assert Guard.COURT not in second  # the first has looked
    with pytest.raises(Refused, match="a hearing is still to come" if keeps else "is not over yet"):
        scene.asks(cast, plans.of_case(case), ground="time_over")


def test_who_does_not_open_the_legal_part_does_not_propose_that_it_is_over(cast):
    case = files.case(cast)
    add_entry(case=case, kind="legal", answers={"charged": "No"}, **cast.acting(cast.sokha))
    scene.close_by_hand(case.id)
    plan = plans.of_case(case)
    assert Guard.CLOSED_TO_YOU not in guarding.of_plan(plan, cast.ring(cast.noi))
    assert Guard.CLOSED_TO_YOU in guarding.of_plan(plan, cast.ring(cast.somchit))


def test_both_people_read_of_it_where_she_asks_for_it_herself(cast, before_a_court):
    case = before_a_court.case
    client = files.browser(cast, cast.noi)
    assert PROCEEDINGS in client.get(reverse("retention:erase_case", args=[case.pk])).text
    scene.asks(cast, plans.of_case(case))
    assert PROCEEDINGS in files.browser(cast, cast.claire).get(reverse("retention:waiting")).text


@pytest.mark.parametrize(
    ("steps", "open_"),
    [
        ((), True),
        (("ordered",), True),
        (("ordered", "paid"), True),
        (("ordered", "paid", "in_her_hands"), False),
        (("ordered", "paid 400", "in_her_hands 400"), True),
        (("ordered", "paid 400", "in_her_hands 400", "uncollectable 600"), False),
        (("ordered", "paid 400", "in_her_hands 400", "set_aside 600"), False),
    ],
)
def test_a_claim_stands_against_it_until_all_of_the_money_is_in_her_hands(
    cast, before_a_court, steps, open_
):
    claim = {"amount": "1000", "currency": "THB", "head": "pay"}
    justice.records(cast, before_a_court.trial, K.CLAIM, claim)
    for told in steps:
        step, _, part = told.partition(" ")
        amount = {"amount": part or "1000", "currency": "THB"}
        justice.records(cast, before_a_court.trial, K.MONEY, amount | {"money": step})
    for both in found(cast, before_a_court.case):
        assert (Guard.MONEY in both) is open_


def test_money_that_was_asked_for_and_is_not_settled_stands_against_it(cast):
    here = funds.scene(cast)
    assert Guard.MONEY not in found(cast, here.case)[0]
    funds.asked(cast, here)
    scene.close_by_hand(here.case.id)
    client = files.browser(cast, cast.noi)
    assert MONEY in client.get(reverse("retention:erase_case", args=[here.case.pk])).text
    with pytest.raises(Refused, match="money that was asked for"):
        scene.asks(cast, plans.of_case(here.case), ground="time_over")


def test_the_page_leads_to_the_case_that_is_to_be_closed_first(cast, case):
    noi = cast.client(cast.noi)
    to_close = reverse("cases:close", args=[case.pk])
    address = reverse("retention:erase_person", args=[case.people.get().pk])
    assert f'href="{to_close}"' in noi.get(address).text
    scene.close_by_hand(case.id)
    assert f'href="{to_close}"' not in noi.get(address).text


def test_a_journey_keeps_her_file_until_she_is_back_and_not_while_she_is_asked_how_she_is(cast):
    here = travel.scene(cast, n=1)
    scene.close_by_hand(here.case.id)
    address = reverse("retention:erase_case", args=[here.case.pk])
    noi = files.browser(cast, cast.noi)
    for both in found(cast, here.case):
        assert Guard.JOURNEY in both
    page = noi.get(address).text
    assert f'href="{reverse("journeys:case", args=[here.case.pk])}"' in page
    assert "Ask to erase it" not in page
    travel.hand_over(here, here.shelter, here.centre, here.people, here.people)
    events.record_event(journey=here.journey, kind="returned", persons=here.people, by=here.by)
    assert here.journey.followed
    for both in found(cast, here.case):
        assert Guard.JOURNEY not in both
    assert "Ask to erase it" in noi.get(address).text


def test_a_journey_that_ended_while_somebody_is_away_keeps_her_file(cast):
    here = travel.scene(cast, n=1)
    scene.close_by_hand(here.case.id)
    travel.hand_over(here, here.shelter, here.escort, here.people, here.people)
    events.record_event(
        journey=here.journey, kind="departed", persons=here.people, by=here.by, happened=True
    )
    journeys.debrief(journey=here.journey, words="Over.", by=here.by, still_away="Her aunt looks.")
    assert Guard.JOURNEY in found(cast, here.case)[0]


def test_nobody_is_offered_to_agree_to_what_is_kept_on_that_ground(cast):
    case = scene.closed(cast)
    scene.asks(cast, plans.of_case(case))
    waiting = lambda: files.browser(cast, cast.claire).get(reverse("retention:waiting")).text  # noqa: E731
    assert "Erase it" in waiting()
    again = files.again(case)
    again.closed, again.stage = False, "reopened"
    again.save(update_fields=["closed", "stage"])
    assert "She has an open case" in waiting()
    assert "Erase it" not in waiting()
