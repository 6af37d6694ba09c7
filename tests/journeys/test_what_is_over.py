"""What of a journey is over stands folded on its page, and nobody's number is said twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events, legs, plans
from tests import files
from tests.folded import folded, open_at_once
from tests.journeys.scene import hand_over, scene

HOUR = timedelta(hours=1)


@pytest.fixture
def here(cast):
    made = scene(cast, n=2)
    ubon, bridge, pakse = made.areas
    now = timezone.now()
    for start, end, custodian, n in (
        (ubon, bridge, made.escort, 1),
        (bridge, pakse, made.centre, 3),
    ):
        hours = {"leaves": now + n * HOUR, "arrives": now + (n + 1) * HOUR}
        legs.add_leg(
            journey=made.journey, start=start, end=end, custodian=custodian, by=made.by, **hours
        )
    return made


def page(cast, here):
    address = reverse("journeys:journey", args=[here.journey.id])
    return files.browser(cast, cast.sokha).get(address).text


def happens(here, kind):
    told = {"persons": here.people, "at": timezone.now(), "happened": True, "by": here.by}
    events.record_event(journey=here.journey, kind=kind, **told)


def leg(here, n):
    return reverse("journeys:remove_leg", args=[here.journey.id, here.journey.legs.all()[n].id])


def test_before_they_leave_no_leg_is_folded(cast, here):
    text = page(cast, here)
    assert leg(here, 0) in open_at_once(text)
    assert leg(here, 1) in open_at_once(text)


def test_the_leg_on_which_they_are_stands_open(cast, here):
    happens(here, "departed")
    assert leg(here, 0) in open_at_once(page(cast, here))


def test_once_they_left_on_the_next_the_leg_before_is_folded(cast, here):
    for kind in ("departed", "arrived", "departed"):
        happens(here, kind)
    text = page(cast, here)
    assert leg(here, 0) in folded(text)
    assert leg(here, 1) in open_at_once(text)


def test_of_those_who_are_back_no_leg_stands_open(cast, here):
    happens(here, "departed")
    happens(here, "returned")
    text = page(cast, here)
    assert leg(here, 0) in folded(text)
    assert leg(here, 1) in folded(text)


def test_an_answer_that_is_yes_is_folded_and_what_is_missing_is_not(cast, here):
    for item, yes in (("she_agrees", True), ("home_is_safe", False)):
        plans.answer_item(journey=here.journey, item=item, yes=yes, by=cast.noi)
    text = page(cast, here)
    assert 'value="she_agrees"' in folded(text)
    assert 'value="home_is_safe"' in open_at_once(text)


def test_that_they_may_not_leave_yet_stands_before_everything_that_is_planned(cast, here):
    text = open_at_once(page(cast, here))
    assert text.index('href="#go"') < text.index("<h2>People</h2>")


def test_whoever_had_them_before_is_folded_and_who_has_them_is_not(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    text = page(cast, here)
    assert reverse("journeys:phone", args=[here.journey.id, here.shelter.id]) in folded(text)
    assert reverse("journeys:phone", args=[here.journey.id, here.escort.id]) in open_at_once(text)


def test_whoever_still_has_one_of_them_is_not_folded(cast, here):
    hand_over(here, here.shelter, here.escort, here.people[:1], here.people[:1])
    text = page(cast, here)
    assert reverse("journeys:phone", args=[here.journey.id, here.shelter.id]) in open_at_once(text)


def test_while_the_other_side_has_not_confirmed_nobody_is_folded(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, [])
    text = page(cast, here)
    assert reverse("journeys:phone", args=[here.journey.id, here.shelter.id]) in open_at_once(text)


def test_of_several_with_the_same_people_whom_to_call_is_said_once(cast, here):
    version = here.escort.version
    plans.set_phone(custodian=here.escort, phone="+66 00 000 0007", by=here.by, version=version)
    hand_over(here, here.shelter, here.escort, here.people, [])
    banner = page(cast, here).partition("Not heard from since the time agreed.")[2]
    banner = banner.partition("She was heard from")[0]
    assert all(person.code_name in banner for person in here.people)
    assert banner.count("Escort") == 1
