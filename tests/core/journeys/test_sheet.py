"""The sheet of a group: changes of hands, calls, and numbers over those told only."""

from datetime import timedelta

from hypothesis import given as over
from hypothesis import strategies as st

from fanal.core.journeys.planning import PlannedLeg
from fanal.core.journeys.sheet import MOST_CHECK_INS, check_ins, counted, meets, passings
from tests.core.journeys.way import CENTRE, ESCORT, FAMILY, GROUP, SHELTER, at, given, received

WAY = [
    PlannedLeg("1", "town", "bridge", ESCORT, at(0), at(5)),
    PlannedLeg("2", "bridge", "city", ESCORT, at(5), at(7)),
    PlannedLeg("3", "city", "village", CENTRE, at(8), at(14)),
]


def test_hands_change_where_a_leg_says_so_and_before_the_first():
    found = passings(reversed(WAY), {SHELTER})
    assert [(one.giver, one.receiver, one.area) for one in found] == [
        (SHELTER, ESCORT, "town"),
        (ESCORT, CENTRE, "city"),
    ]
    assert passings(WAY, {ESCORT}) == found[1:]
    assert passings([], {SHELTER}) == ()


def test_a_side_meets_only_those_it_gives_to_or_receives_from():
    found = passings([*WAY, PlannedLeg("4", "village", "home", FAMILY, at(15), at(16))], {SHELTER})
    assert meets({CENTRE}, found) == {ESCORT, FAMILY}
    assert meets({ESCORT}, found) == {SHELTER, CENTRE}
    assert meets({"nobody"}, found) == frozenset()


def test_it_calls_from_the_first_leaving_to_the_last_arrival():
    assert check_ins(WAY, timedelta(hours=6)) == (at(6), at(12))
    assert check_ins([], timedelta(hours=6)) == ()
    assert len(check_ins(WAY, timedelta(minutes=15))) == MOST_CHECK_INS


@over(st.frozensets(st.sampled_from(GROUP)))
def test_numbers_are_over_those_told_and_over_nobody_else(told):
    one = passings(WAY)[0]
    events = [
        given("H", ESCORT, CENTRE, at(8)),
        received("H", CENTRE, at(8, 9), GROUP[:5]),
        received("X", CENTRE, at(8, 9)),
    ]
    assert counted(events, one, told) == (len(told), len(told & set(GROUP[:5])))
    assert counted([], one, told) == (None, None)
