"""She was given a bed where her journey ends: the journey's last word does not take her out of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger
from fanal.cases.queries.present import states_in
from fanal.core.casework.statements import Custody
from fanal.journeys.actions import events, handovers, legs, plans, preparing
from fanal.journeys.models import JourneyCustodian
from fanal.journeys.queries.departed import Departure
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import hand_over
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


@pytest.fixture
def fetched(cast):
    """Fetched by an escort of ours this morning, and in a bed of ours since."""
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    (made.person,), made.case = made.way.people, made.way.case
    JourneyCustodian.objects.filter(id=made.way.escort.id).update(does="escort")
    made.way.journey = files.again(made.way.journey)
    made.way.journey.kind = "rescue"
    made.way.journey.save(update_fields=["kind"])
    ubon, _bridge, pakse = made.way.areas
    hours = {"leaves": timezone.now() - 5 * HOUR, "arrives": timezone.now() - HOUR}
    legs.add_leg(
        journey=made.way.journey, custodian=made.way.escort, start=ubon, end=pakse,
        by=cast.sokha, **hours,
    )  # fmt: skip
    hand_over(made.way, made.way.shelter, made.way.escort, [made.person], [made.person])
    made.stay = sleeps(cast, made)
    happens(cast, made, "returned")
    return made


def row_of(cast, here):
    seen = board(cast.noi, timezone.localtime()).people
    return [one.row for one in seen if one.person == here.person.id]


def against(cast, here):
    return [str(one.sentence) for row in row_of(cast, here) for one in row.custody]


def test_who_was_fetched_is_in_our_bed_and_no_longer_with_the_escort(cast, fetched):
    state = seen(cast, fetched)
    assert (state.custodian.answer, state.place.answer) == ("House Jasmine", "House Jasmine")
    assert not any("still with the escort" in one for one in against(cast, fetched))


def test_nor_while_another_journey_is_planned_for_her_nor_once_she_left_on_it(cast, fetched):
    plans.debrief(journey=fetched.way.journey, words="Ours.", still_away="Here.", by=cast.sokha)
    told = {"by": cast.sokha, "at": timezone.now()}
    away = files.journey(cast)
    ours = plans.add_custodian(journey=away, team=cast.bangkok, by=cast.sokha)
    preparing.prepare(
        journey=away, person=fetched.person, case=fetched.case, custodian=ours, nationality="LA",
        **told,
    )  # fmt: skip
    assert not any("still with the escort" in one for one in against(cast, fetched))
    events.record_event(
        journey=away, kind="departed", persons=[fetched.person], happened=True, **told
    )
    assert not any("still with the escort" in one for one in against(cast, fetched))


def test_a_count_of_a_day_before_she_was_home_says_no_more_that_she_is_in_that_bed():
    now = timezone.now()
    left = Departure(now - 30 * HOUR, "", last=now, home=True)
    assert left.is_home_since(timezone.localdate(now) - timedelta(days=1))
    assert not left.is_home_since(timezone.localdate(now))
    assert not left.is_home_since(None)
    assert not left._replace(home=False).is_home_since(timezone.localdate(now) - timedelta(days=1))
