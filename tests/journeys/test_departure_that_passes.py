"""The hour at which they were to leave passes, and nobody says that they did: that is not calm."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.queries.present import states_in
from fanal.core.journeys.board import Colour
from fanal.journeys.actions import events, legs, plans
from fanal.journeys.actions.sweeps import call_alarms
from fanal.journeys.models import Alarm
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import scene

UNHEARD = "Not heard from since the time agreed"


@pytest.fixture
def here(cast):
    """To leave seven hours ago; to be heard from every six hours on the way."""
    made = scene(cast, n=1)
    made.leaves = timezone.now() - timedelta(hours=7)
    made.leg = legs.add_leg(journey=made.journey, **way(made, made.leaves))
    return made


def way(here, leaves):
    start, _bridge, end = here.areas
    return {
        "start": start, "end": end, "custodian": here.escort, "leaves": leaves,
        "arrives": leaves + timedelta(hours=2), "by": here.by,
    }  # fmt: skip


def colour(cast):
    (line,) = board(cast.noi, timezone.localtime()).lines
    return line.row.colour


def test_it_is_red_on_the_pages_and_the_sweep_calls_it(cast, here):
    assert colour(cast) is Colour.RED
    page = reverse("journeys:journey", args=[here.journey.id])
    assert UNHEARD in files.browser(cast, cast.sokha).get(page).text
    call_alarms(now=timezone.now())
    assert Alarm.objects.filter(journey=here.journey).exists()


def test_her_case_asks_for_her_at_the_hour_of_the_board(cast, here):
    """It went on asking by the rhythm of the preparation, for days after the board was red."""
    (line,) = board(cast.noi, timezone.localtime()).lines
    seen = states_in(here.case, cast.sokha, cast.ring(cast.sokha))[here.people[0].id].state
    assert (seen.next_due, seen.late) == (line.row.due, True)
    page = reverse("cases:case", args=[here.case.id])
    assert "Not heard from" in files.browser(cast, cast.sokha).get(page).text


def test_who_was_seen_since_is_heard_from_again_until_the_next_time(cast, here):
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=cast.sokha)
    assert colour(cast) is Colour.AMBER  # since nobody has said yet whether she left


def test_what_is_red_for_another_reason_does_not_last_since_the_next_sign_is_due(cast, here):
    events.record_event(
        journey=here.journey, kind="departed", persons=here.people, happened=True, by=cast.sokha
    )
    for user, words in (
        (cast.noi, ("0 min ago",)),
        (cast.claire, ("since today", "since tomorrow")),
    ):
        page = files.browser(cast, user).get(reverse("cases:today")).text
        assert "Left without a go" in page
        assert not [word for word in words if word in page]


def test_a_journey_that_was_put_off_or_has_ended_is_not_called(cast, here):
    legs.change_leg(leg=here.leg, **way(here, timezone.now() + timedelta(days=2)))
    assert colour(cast) is Colour.GREEN
    legs.change_leg(leg=here.leg, **way(here, here.leaves))
    plans.debrief(journey=here.journey, words="Put off.", by=cast.sokha)
    assert colour(cast) is Colour.AMBER  # by her case: whether she is safe nobody has said
