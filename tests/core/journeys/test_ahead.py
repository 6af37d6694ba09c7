"""Which legs lie behind her: in doubt one is named once too often, and none is lost."""

from fanal.core.journeys.events import EventKind
from fanal.core.journeys.remaining_legs import LegOfWay, legs_behind
from fanal.core.journeys.state import state_of
from tests.core.journeys.way import CENTRE, ESCORT, SHELTER, at, both, event, prepared

HER = ("p01",)


def behind(way, *events, **more):
    legs = [LegOfWay(custodian, at(n)) for n, custodian in enumerate(way)]
    return legs_behind(state_of([prepared(HER), *events]), legs, HER, **more)


def happens(kind, when, n=0):
    return event(f"{kind}-{n}", kind, when, HER)


def test_who_has_her_at_the_start_handed_her_on_to_nobody():
    assert behind([ESCORT, SHELTER]) == 0
    assert behind([ESCORT, CENTRE], *both("h", SHELTER, ESCORT, at(0), HER)) == 0
    on = [*both("h", SHELTER, ESCORT, at(0), HER), *both("i", ESCORT, CENTRE, at(1), HER)]
    assert behind([ESCORT, CENTRE], *on) == 1


def test_a_departure_that_two_write_down_is_one_leg():
    left = [happens(EventKind.DEPARTED, at(0), n) for n in range(2)]
    assert behind([ESCORT, ESCORT], *left) == 1
    onward = [happens(EventKind.ARRIVED, at(1)), happens(EventKind.DEPARTED, at(2), 2)]
    assert behind([ESCORT, ESCORT, ESCORT], *left, *onward) == 2


def test_who_is_home_in_the_evening_of_a_hearing_goes_again_in_the_morning():
    evening = [happens(EventKind.DEPARTED, at(0)), happens(EventKind.RETURNED, at(1, 30))]
    assert behind([ESCORT] * 4, *evening, comes_back=True) == 2
    assert behind([ESCORT] * 4, *evening) == 4
