"""Whoever gives or takes her over reads that she is in danger."""

import pytest
from django.urls import reverse

from fanal.cases.actions import states
from tests import files
from tests.journeys.scene import scene


@pytest.fixture
def here(cast):
    here = scene(cast)
    traveller = here.journey.travellers.first()
    states.say_in_danger(
        case=traveller.case,
        person=traveller.person,
        said_by="friend",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    here.her = traveller.person
    return here


@pytest.mark.parametrize("name", ["journey", "give", "happened"])
def test_the_pages_of_her_journey_say_it(cast, here, name):
    page = files.browser(cast, cast.noi).get(reverse(f"journeys:{name}", args=[here.journey.id]))
    assert f"{here.her.code_name}" in page.text
    assert "banner--danger" in page.text
    assert "In danger" in page.text


def test_a_journey_of_nobody_in_danger_says_nothing(cast):
    here = scene(cast)
    page = files.browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "In danger" not in page.text.partition("<main")[2].partition("</main>")[0]
