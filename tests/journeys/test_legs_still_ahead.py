"""The calendar and the next dates of a case name the legs that she has still to go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events, handovers, legs
from tests import files
from tests.journeys.scene import scene

HOUR = timedelta(hours=1)


@pytest.fixture
def here(cast):
    """Two legs, both with hours to come: by the escort, then by the transit centre."""
    made = scene(cast, n=1)
    ubon, bridge, pakse = made.areas
    made.now = timezone.now()
    for start, end, custodian, n in (
        (ubon, bridge, made.escort, 1),
        (bridge, pakse, made.centre, 3),
    ):
        hours = {"leaves": made.now + n * HOUR, "arrives": made.now + (n + 1) * HOUR}
        legs.add_leg(
            journey=made.journey, start=start, end=end, custodian=custodian, by=made.by, **hours
        )
    return made


def happens(here, kind):
    told = {"persons": here.people, "at": timezone.now(), "happened": True, "by": here.by}
    events.record_event(journey=here.journey, kind=kind, **told)


def shown(cast, here):
    """Whether each of the two legs stands in the calendar, and among the next dates."""
    sokha = files.browser(cast, cast.sokha)
    agenda = sokha.get(reverse("cases:tasks")).text
    case = sokha.get(reverse("cases:case", args=[here.case.id])).text
    return [
        ("Journey: Ubon → Chong Mek" in agenda, "leaves Ubon" in case.replace("Leaves", "leaves")),
        (
            "Journey: Chong Mek → Pakse" in agenda,
            "leaves Chong Mek" in case.replace("Leaves", "leaves"),
        ),
    ]


BOTH, NEITHER = (True, True), (False, False)


def test_before_she_leaves_both_legs_are_ahead(cast, here):
    assert shown(cast, here) == [BOTH, BOTH]


def test_a_leg_that_she_left_on_early_is_behind_her(cast, here):
    happens(here, "departed")
    assert shown(cast, here) == [NEITHER, BOTH]


def test_whoever_is_back_goes_on_no_leg(cast, here):
    happens(here, "departed")
    happens(here, "returned")
    assert shown(cast, here) == [NEITHER, NEITHER]


def test_a_leg_from_which_she_was_handed_on_is_behind_her(cast, here):
    for giver, receiver in ((here.shelter, here.escort), (here.escort, here.centre)):
        told = {"journey": here.journey, "persons": here.people, "count": 1}
        when = {"at": timezone.now(), "happened": True}
        given = handovers.give(giver=giver, receiver=receiver, by=here.by, **told, **when)
        handovers.receive(
            handover=given.event().handover, custodian=receiver, by=here.other, **told, **when
        )
    assert shown(cast, here) == [NEITHER, BOTH]
