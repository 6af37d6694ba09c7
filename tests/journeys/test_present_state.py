"""What a journey says of her state: with whom, last heard from, next due; never that danger ends."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from fanal.cases.queries.present import states_of
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import Colour
from fanal.journeys.actions import events, plans, sweeps
from fanal.journeys.actions import legs as plans_of_legs
from fanal.journeys.actions.legs import add_leg
from fanal.journeys.models import Alarm, Journey
from fanal.journeys.queries.board import on_journeys
from fanal.journeys.queries.hooks import returns_of
from fanal.journeys.queries.tonight import board
from fanal.journeys.queries.tonight_hours import with_hours
from tests import files
from tests.files import browser
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


# A journey that ended before she left is nothing that happened to her: nobody follows her for it.
def ends(here):
    plans.debrief(journey=here.journey, words="Her mother is ill.", by=here.by)
    here.journey.refresh_from_db()


def departs(here, people):
    events.record_event(
        journey=here.journey, kind="departed", persons=people, by=here.by, happened=True
    )
    events.record_event(journey=here.journey, kind="arrived", persons=people, by=here.by)


def shown(cast):
    return {journey.code for journey in on_journeys(cast.noi, timezone.localtime())}


def test_she_stands_on_the_board_by_her_case_alone_and_with_whoever_had_her(cast, here):
    ends(here)
    lines = board(cast.noi, timezone.localtime()).lines
    assert {(line.row.stage, line.row.colour, line.custody) for line in lines} == {
        (None, Colour.AMBER, Custody.OURS)  # whether she is safe nobody has said
    }


def test_she_has_no_row_no_alarm_and_her_case_can_be_closed(cast, here):
    assert len(shown(cast)) == 2
    ends(here)
    assert shown(cast) == set()
    found = still_open_in(here.case, cast.sokha, cast.ring(cast.sokha))
    assert OpenEnd.JOURNEY not in {one.end for one in found}
    sweeps.call_alarms(now=timezone.localtime() + timedelta(days=40))
    assert not Alarm.objects.exists()
    assert not Journey.objects.get(id=here.journey.id).followed


def test_her_state_says_nothing_of_where_she_was_to_leave_from(cast, here):
    her = here.people[0].id
    start, _bridge, end = here.areas
    leaves = timezone.now() + timedelta(days=2)
    add_leg(
        journey=here.journey, start=start, end=end, custodian=here.shelter, leaves=leaves,
        arrives=leaves + timedelta(hours=4), by=here.by,
    )  # fmt: skip
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    ends(here)
    state = states_of([her], cast.sokha, cast.ring(cast.sokha))[her].state
    assert state.custodian.answer == "Shelter team"
    assert state.place is None
    assert state.last_sign is not None  # she was seen all the same


def test_who_was_taken_over_before_it_is_still_with_them(cast, here):
    hand_over(here, here.shelter, here.centre, here.people, here.people)
    ends(here)
    her = here.people[0].id
    state = states_of([her], cast.sokha, cast.ring(cast.sokha))[her].state
    assert state.custodian.answer.startswith("Transit centre, when the journey ended (")
    assert state.custody is Custody.OURS


def test_no_return_asks_for_a_new_look_at_the_risk(here):
    ends(here)
    assert returns_of([here.case.id]) == {}


def test_who_left_while_another_stayed_is_followed(cast, here):
    departs(here, here.people[:1])
    ends(here)
    assert shown(cast) == {here.people[0].code_name}
    assert returns_of([here.case.id]) == {here.case.id: [here.journey.ended_on]}
    assert Case.objects.get(id=here.case.id).people.count() == 2


def test_that_she_left_after_all_can_still_be_told_and_she_is_followed_again(cast, here):
    ends(here)
    page = browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id])).text
    assert reverse("journeys:happened", args=[here.journey.id]) in page
    departs(here, here.people[:1])
    assert shown(cast) == {here.people[0].code_name}
