"""A journey that ended before she left is nothing that happened to her: nobody follows her for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case
from fanal.cases.queries.present import states_of
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import Colour
from fanal.journeys.actions import events, plans, sweeps
from fanal.journeys.actions.legs import add_leg
from fanal.journeys.models import Alarm, Journey
from fanal.journeys.queries.board import on_journeys
from fanal.journeys.queries.hooks import returns_of
from fanal.journeys.queries.tonight import board
from tests.files import browser
from tests.journeys.scene import hand_over, scene


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


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
