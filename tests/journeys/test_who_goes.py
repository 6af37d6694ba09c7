"""Who goes on a journey is said person by person: a case may concern a mother who stays at home."""

import pytest
from django.urls import reverse

from fanal.cases.actions import add_person
from fanal.journeys.models import Traveller
from tests import files
from tests.journeys.scene import scene


@pytest.fixture
def here(cast):
    return scene(cast, n=1)


def add(client, here, case, **told):
    filled = {"case": str(case.id), "hands": str(here.shelter.id), "nationality": "LA"}
    return client.post(reverse("journeys:person", args=[here.journey.id]), filled | told)


def on_it(here):
    return set(here.journey.travellers.values_list("person", flat=True))


def test_of_a_case_of_several_only_those_who_are_named_go(cast, here):
    daughter, mother = (files.person(cast) for _ in range(2))
    case = files.case(cast, people=[daughter, mother])
    sokha = files.browser(cast, cast.sokha)
    asked = add(sokha, here, case)
    assert asked.status_code == 422
    assert "Say who of this case goes." in asked.text
    assert daughter.code_name in asked.text
    assert add(sokha, here, case, persons=[str(daughter.id)]).status_code == 302
    assert on_it(here) == {here.people[0].id, daughter.id}


def test_whoever_comes_into_the_case_later_can_still_be_added(cast, here):
    sokha, child = files.browser(cast, cast.sokha), files.person(cast)
    full = add(sokha, here, here.case)
    assert full.status_code == 422
    assert "Everybody of this case is on this journey already." in full.text
    add_person(case=here.case, person=child, by=cast.sokha)
    assert add(sokha, here, here.case).status_code == 302
    assert on_it(here) == {here.people[0].id, child.id}


def test_nobody_of_another_case_can_be_named(cast, here):
    sokha, stranger = files.browser(cast, cast.sokha), files.person(cast)
    case = files.case(cast, people=[files.person(cast), files.person(cast)])
    assert add(sokha, here, case, persons=[str(stranger.id)]).status_code == 422
    assert Traveller.objects.count() == 1
