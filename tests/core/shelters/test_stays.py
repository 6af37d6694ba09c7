"""Bed counts conserve people: whatever happens, nobody is lost and no bed holds two."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import AgeInterval
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.errors import BadInput
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import (
    MOVES,
    StayAct,
    StayNow,
    StayState,
    StayStep,
    after,
    check_leaving,
    check_step,
    stands,
)

DAY = timedelta(days=1)
FIRST = date(2026, 3, 1)
BEDS = tuple(f"bed {n}" for n in range(4))
PEOPLE = tuple(f"person {n}" for n in range(6))
A = StayAct
ACTS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(list(StayAct)), st.sampled_from(BEDS))


class House:
    """A shelter as the actions keep it: a bed is given only while nobody holds it."""

    def __init__(self):
        self.now = {}  # of each person the last stay
        self.left = []

    def held(self):
        return [one.holds for one in self.now.values() if one.holds]

    def happens(self, person, act, bed):
        before = self.now.get(person, StayNow())
        if before.state is not None and not before.state.open:
            before = StayNow()  # she comes again: another stay
        first = before.state is None
        takes = act in {A.EXPECT, A.MOVE} or (act is A.ADMIT and first)
        if takes and bed in self.held():
            return False
        try:
            found = after(before, StayStep(act, FIRST, bed if takes else ""))
        except BadInput:
            return False
        if not found.state.open:
            self.left.append(person)
        self.now[person] = found
        return True


@given(st.lists(ACTS, max_size=60))
def test_bed_counts_conserve_people(story):
    house, came = House(), 0
    for person, act, bed in story:
        was_in = bool(house.now.get(person, StayNow()).holds)
        if house.happens(person, act, bed) and not was_in:
            came += 1
        held = house.held()
        # no bed holds two, and beds held and free are all beds
        assert len(held) == len(set(held))
        assert len(held) + len(set(BEDS) - set(held)) == len(BEDS)
        # whoever came is here, or left: nobody is lost
        assert came == len(held) + len(house.left)


@given(st.lists(ACTS, max_size=40))
def test_who_is_away_in_hospital_or_missing_keeps_her_bed(story):
    house = House()
    for person, act, bed in story:
        before = house.now.get(person, StayNow()).holds
        done = house.happens(person, act, bed)
        if done and act in {A.GO_AWAY, A.GO_TO_HOSPITAL, A.NOT_SEEN, A.RETURN}:
            assert house.now[person].holds == before


@given(st.lists(st.sampled_from(list(StayAct)), max_size=20))
def test_the_state_is_that_of_the_last_step_that_could_follow(acts):
    now, steps = StayNow(), []
    for act in acts:
        step = StayStep(act, FIRST, "bed")
        allowed, to = MOVES[act]
        if now.state in allowed:
            now = after(now, step)
            steps.append(step)
            assert now.state is (to or now.state)
        else:
            with pytest.raises(BadInput):
                after(now, step)
    assert stands(steps) == now


def test_a_stay_begins_when_she_comes_and_not_when_she_was_expected():
    steps = [StayStep(A.EXPECT, FIRST, "a"), StayStep(A.ADMIT, FIRST + 2 * DAY)]
    assert stands(steps).since == FIRST + 2 * DAY
    gone = [*steps, StayStep(A.LEAVE, FIRST + 9 * DAY, to=LeftTo.FAMILY)]
    assert stands(gone).over == FIRST + 9 * DAY
    assert stands(gone).holds == ""


@pytest.mark.parametrize("on", [FIRST + DAY, FIRST - DAY])
def test_a_day_that_is_to_come_or_before_the_last_step_is_refused(on):
    steps = [StayStep(A.ADMIT, FIRST, "a")]
    with pytest.raises(BadInput) as refused:
        check_step(steps, StayStep(A.GO_AWAY, on), FIRST)
    assert refused.value.where == "on"


ADULT = ConsentAge(AgeInterval(20, 20))
CHILD = ConsentAge(AgeInterval(17, 19))


@given(st.sampled_from(list(LeftTo)), st.text(max_size=3), st.booleans())
def test_nobody_who_may_be_a_child_is_sent_away(to, place, second):
    if to is LeftTo.SENT_AWAY:
        with pytest.raises(BadInput):
            check_leaving(to, CHILD, place_to_go=place, second=second)
    else:
        check_leaving(to, CHILD, place_to_go=place, second=second)


@pytest.mark.parametrize(
    ("place", "second", "where"),
    [("", True, "words"), (" ", False, "words"), ("aunt", False, "second")],
)
def test_who_is_of_age_is_sent_away_by_two_with_a_place_to_go(place, second, where):
    check_leaving(LeftTo.SENT_AWAY, ADULT, place_to_go="her aunt", second=True)
    with pytest.raises(BadInput) as refused:
        check_leaving(LeftTo.SENT_AWAY, ADULT, place_to_go=place, second=second)
    assert refused.value.where == where


def test_an_expected_bed_is_held_and_not_counted_at_night():
    now = stands([StayStep(A.EXPECT, FIRST, "a")])
    assert now.holds == "a"
    assert not StayState.EXPECTED.lives_here
    assert replace(now, state=StayState.MISSING).holds == "a"
    assert StayState.MISSING.lives_here
