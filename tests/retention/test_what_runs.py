"""A running proceeding and money that has not reached her stand against erasing her file, for the
first and for the second person; where she asks for it herself, both read of it."""

import pytest
from django.urls import reverse

from fanal.core.casework.retention import Guard
from fanal.core.errors import Refused
from fanal.retention.queries import guarding, plans
from tests import files
from tests.funds import scene as funds
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
