"""Who travels alone is proposed where something happened to her, and never where she is confirmed."""

import pytest
from django.urls import reverse

from tests import files
from tests.journeys.scene import hand_over, scene

FORMS = ("happened", "sign", "give")


def chosen(cast, here, name, *more):
    page = files.browser(cast, cast.noi).get(
        reverse(f"journeys:{name}", args=[here.journey.id, *more])
    )
    return page.context["form"]["persons"].value()


@pytest.mark.parametrize("name", FORMS)
def test_the_only_person_of_a_journey_is_proposed(cast, name):
    here = scene(cast, n=1)
    assert chosen(cast, here, name) == [str(here.people[0].id)]


@pytest.mark.parametrize("name", FORMS)
def test_of_two_nobody_is_chosen_for_whoever_writes(cast, name):
    assert not chosen(cast, scene(cast, n=2), name)


def test_whoever_confirms_or_lets_go_chooses_her_herself(cast):
    here = scene(cast, n=1)
    row = hand_over(here, here.shelter, here.escort, [here.people[0].id], ())
    assert not chosen(cast, here, "receive", row)
    assert not chosen(cast, here, "let_go")
