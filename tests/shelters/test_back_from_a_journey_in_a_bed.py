"""She was given a bed where her journey ends: the journey's last word does not take her out of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger
from fanal.cases.queries.present import states_in
from fanal.core.casework.statements import Custody
from fanal.journeys.actions import events, handovers, legs
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import scene as journey_scene
from tests.shelters.scene import scene, sleeps

HOUR = timedelta(hours=1)


@pytest.fixture
def here(cast):
    """On the way home since this morning, and in a bed of ours there since an hour."""
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    (made.person,), made.case = made.way.people, made.way.case
    ubon, _bridge, pakse = made.way.areas
    way = {"custodian": made.way.escort, "start": ubon, "end": pakse, "by": cast.sokha}
    hours = {"leaves": timezone.now() - 5 * HOUR, "arrives": timezone.now() - HOUR}
    legs.add_leg(journey=made.way.journey, **way, **hours)
    happens(cast, made, "departed", timezone.now() - 5 * HOUR)
    made.stay = sleeps(cast, made)
    return made


def happens(cast, here, kind, at=None, **more):
    told = {"at": at or timezone.now(), "happened": True, "by": cast.sokha} | more
    events.record_event(journey=here.way.journey, kind=kind, persons=[here.person], **told)


def seen(cast, here):
    return states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state


def test_who_has_a_bed_there_is_in_it_when_the_journey_says_that_she_is_home(cast, here):
    assert here.way.journey.kind == "return"
    happens(cast, here, "returned")
    state = seen(cast, here)
    assert (state.custody, state.custodian.answer) == (Custody.OURS, "House Jasmine")
    assert (state.place.answer, state.or_place, state.or_custodian) == ("House Jasmine", (), ())
    told = {"said_by": "herself", "said_at": timezone.now(), **cast.acting(cast.sokha)}
    say_in_danger(case=here.case, person=here.person, **told)
    page = files.browser(cast, cast.noi).get(reverse("cases:case", args=[here.case.id])).text
    assert "With House Jasmine." in page
    on_board = {one.person: one for one in board(cast.noi, timezone.localtime()).people}
    assert not on_board[here.person.id].is_unheld


def test_who_left_her_bed_for_a_journey_is_where_it_says(cast, here):
    happens(cast, here, "departed")
    happens(cast, here, "returned")
    assert seen(cast, here).place.answer == "Pakse"


def test_who_was_handed_on_after_that_night_is_not_in_the_bed_that_nobody_freed(cast, here):
    persons = {"persons": [here.person], "count": 1, "happened": True}
    given = handovers.give(
        journey=here.way.journey,
        giver=here.way.shelter,
        receiver=here.way.centre,
        by=cast.sokha,
        **persons,
    )
    handovers.receive(
        journey=here.way.journey,
        handover=given.event().handover,
        custodian=here.way.centre,
        by=cast.noi,
        **persons,
    )
    happens(cast, here, "returned")
    assert seen(cast, here).place.answer == "Pakse"


def test_while_she_is_on_the_way_the_journey_says_who_has_her(cast, here):
    happens(cast, here, "crossed")
    assert seen(cast, here).custodian.answer != "House Jasmine"
