"""What a journey says of her state: with whom, last heard from, next due; never that danger ends."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.queries.present import states_of
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.casework.present import DangerState
from fanal.journeys.actions import events
from fanal.journeys.actions import legs as plans_of_legs
from fanal.journeys.queries.tonight import board
from fanal.journeys.queries.tonight_hours import with_hours
from tests import files
from tests.journeys.scene import hand_over, scene

HOUR = timedelta(hours=1)


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


@pytest.fixture
def state(cast, here):
    def now():
        her = here.people[0].id
        return states_of([her], cast.sokha, cast.ring(cast.sokha))[her].state

    return now


def ends_of(cast, here):
    found = still_open_in(here.case, cast.sokha, cast.ring(cast.sokha))
    return {one.end for one in found}


def test_a_journey_says_who_she_is_with_and_when_she_was_seen(cast, here, state):
    assert state().custodian.answer == "Shelter team"
    assert state().last_sign is None
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    assert state().custodian.answer == "Escort"
    assert state().last_proof.said == state().last_sign.said


def test_the_next_sign_is_due_as_the_journey_says(here, state):
    assert state().code is DangerState.UNKNOWN
    events.sign_of_life(
        journey=here.journey,
        persons=here.people,
        sign="seen",
        by=here.by,
        at=timezone.now() - timedelta(days=1),
    )
    assert state().next_due > timezone.now()


def test_a_journey_that_is_planned_lets_nobody_in_danger_wait_for_a_week(cast, here, state):
    """In danger the next sign is due within twelve hours; what a journey asks for makes it sooner."""
    files.in_danger(cast, here.case, here.people[0], said_at=timezone.now() - timedelta(hours=2))
    events.sign_of_life(
        journey=here.journey,
        persons=here.people,
        sign="seen",
        by=here.by,
        at=timezone.now() - timedelta(hours=1),
    )
    soon = timezone.now() + timedelta(hours=12)
    assert state().next_due < soon
    now = timezone.localtime()
    lines = [one for one in board(cast.sokha, now).lines if one.state.counts_as_danger]
    (line,) = with_hours(lines, cast.sokha, cast.ring(cast.sokha), now)
    assert line.row.due == state().next_due


def test_the_direction_is_not_shown_a_sign_in_a_week_of_whom_nobody_may_wait_for_so_long(
    cast, here
):
    """She opens no case, and so reads no hour of hers: no hour is better than that of the plan."""
    files.in_danger(cast, here.case, here.people[0], said_at=timezone.now() - timedelta(hours=2))
    now = timezone.localtime()
    lines = [one for one in board(cast.claire, now).lines if one.state.counts_as_danger]
    (line,) = with_hours(lines, cast.claire, cast.ring(cast.claire), now)
    assert line.row.due is None
    (other,) = [one for one in board(cast.claire, now).lines if not one.state.counts_as_danger]
    assert other.row.due > now + timedelta(days=2)


def goes(here, *stops):
    """A leg from each of these places to the next."""
    for n, (start, end) in enumerate(pairwise(stops)):
        leaves = timezone.now() + timedelta(hours=5 * n)
        arrives = leaves + timedelta(hours=4)
        plans_of_legs.add_leg(
            journey=here.journey, start=start, end=end, crossing=None, custodian=here.shelter,
            leaves=leaves, arrives=arrives, by=here.by,
        )  # fmt: skip


def happens(here, kind, ago):
    at = timezone.now() - ago
    events.record_event(
        journey=here.journey, kind=kind, persons=here.people, by=here.by, at=at, happened=True
    )
    return at


def place_on_the_board(cast):
    return {line.place for line in board(cast.sokha, timezone.localtime()).lines}


def test_who_has_arrived_is_where_the_way_ended_since_then(cast, here, state):
    ubon, _bridge, pakse = here.areas
    goes(here, ubon, pakse)
    happens(here, "departed", 5 * HOUR)
    assert state().place.answer == "Ubon → Pakse"
    assert place_on_the_board(cast) == {"Ubon → Pakse"}
    arrived = happens(here, "arrived", 2 * HOUR)
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    assert (state().place.answer, state().place.said) == ("Pakse", arrived)
    assert place_on_the_board(cast) == {"Pakse"}
    happens(here, "departed", HOUR)
    assert state().place.answer == "Ubon → Pakse"


def test_an_arrival_on_the_way_is_not_the_end_of_it(here, state):
    goes(here, *here.areas)
    happens(here, "departed", 5 * HOUR)
    happens(here, "arrived", 4 * HOUR)
    assert state().place.answer == "Ubon → Pakse"
    happens(here, "departed", 3 * HOUR)
    happens(here, "arrived", 2 * HOUR)
    assert state().place.answer == "Pakse"


def test_where_she_is_back_counts_from_her_return_and_not_from_who_was_with_her(cast, here, state):
    ubon, _bridge, pakse = here.areas
    goes(here, ubon, pakse)
    add_entry(
        case=here.case, kind="whereabouts", answers={"place": "our shelter"}, **cast.acting(cast.sokha)
    )  # fmt: skip
    returned = happens(here, "returned", timedelta())
    assert (state().place.answer, state().place.said) == ("Pakse", returned)


def test_an_arrival_ends_no_danger(cast, here, state):
    files.in_danger(cast, here.case, here.people[0], said_at=timezone.now() - timedelta(hours=2))
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    events.record_event(journey=here.journey, kind="arrived", persons=here.people, by=here.by)
    assert state().danger is DangerState.IN_DANGER
    assert not state().late


def test_a_journey_and_a_proof_of_life_keep_a_case_open(cast, here):
    assert OpenEnd.JOURNEY in ends_of(cast, here)
    hand_over(here, here.shelter, here.centre, here.people, here.people)
    events.record_event(journey=here.journey, kind="returned", persons=here.people, by=here.by)
    assert OpenEnd.PROOF in ends_of(cast, here)
    assert OpenEnd.JOURNEY not in ends_of(cast, here)


def test_who_told_it_is_named_and_no_sentence_has_a_hole(cast):
    here = scene(cast, n=1)
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    address = reverse("cases:state", args=[here.case.id, here.people[0].id])
    page = files.browser(cast, cast.noi).get(address).text
    assert "written by ," not in page
    assert "journey, written by Sokha Chea, " in page
