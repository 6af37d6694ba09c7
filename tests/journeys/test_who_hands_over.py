"""Who hands over is not asked where one of them has everybody."""

import pytest
from django.urls import reverse

from tests import files
from tests.journeys.scene import hand_over, scene


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


def form(cast, here):
    address = reverse("journeys:give", args=[here.journey.id])
    return files.browser(cast, cast.sokha), address


def test_where_one_has_everybody_she_is_named_and_not_asked(cast, here):
    sokha, address = form(cast, here)
    page = sokha.get(address).text
    assert "Shelter team hands over" in page
    assert 'name="giver"' not in page
    told = {
        "persons": [here.people[0].id],
        "receiver": here.escort.id,
        "count": 1,
        "happened": "on",
    }
    sokha.post(address, told)
    given = [row.event() for row in here.journey.happenings.all() if row.event().kind == "given"]
    assert [(one.custodian, one.to) for one in given] == [
        (str(here.shelter.id), str(here.escort.id))
    ]


def test_of_several_who_have_some_one_is_chosen(cast, here):
    hand_over(here, here.shelter, here.escort, here.people[:1], here.people[:1])
    sokha, address = form(cast, here)
    assert 'name="giver"' in sokha.get(address).text
