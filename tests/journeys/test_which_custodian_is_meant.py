"""Whoever takes her over is typed by a name that the register knows: it is asked whether it is that
partner, so that nobody of whom something was found goes by a name alone."""

import re

import pytest
from django.urls import reverse

from tests import files
from tests.journeys.scene import trusted

ASKED = "Is it this partner of the register?"


@pytest.fixture
def journey(cast):
    return files.journey(cast)


def adds(cast, journey, label, **more):
    address = reverse("journeys:custodians", args=[journey.id])
    return files.browser(cast, cast.sokha).post(address, {"label": label} | more)


def offered(answer):
    return re.findall(r'name="meant" value="([^"]+)"', answer.content.decode())


@pytest.mark.parametrize("typed", ["Quiet House", "Quiet Hous", "the night shift of Quiet House"])
def test_a_name_of_the_register_comes_back_with_the_question(cast, journey, typed):
    house = trusted(cast, "Quiet House")
    answer = adds(cast, journey, typed)
    assert answer.status_code == 422
    assert ASKED in answer.content.decode()
    assert offered(answer) == [str(house.id), f"none of {house.id}"]
    assert not journey.custodians.exists()


def test_yes_makes_them_that_partner_under_the_name_that_was_typed(cast, journey):
    house = trusted(cast, "Quiet House")
    adds(cast, journey, "the night shift of Quiet House", meant=str(house.id))
    (row,) = journey.custodians.all()
    assert (row.partner_id, row.label) == (house.id, "the night shift of Quiet House")


def test_no_keeps_a_name_alone_which_counts_as_not_known(cast, journey):
    house = trusted(cast, "Quiet House")
    adds(cast, journey, "Quiet Hous", meant=f"none of {house.id}")
    (row,) = journey.custodians.all()
    assert row.partner_id is None
    assert not row.known


def test_who_is_chosen_from_a_list_or_has_another_name_is_not_asked_about(cast, journey):
    house = trusted(cast, "Quiet House")
    adds(cast, journey, "Quiet Hous", partner=str(house.id))
    adds(cast, journey, "her aunt")
    assert {row.label for row in journey.custodians.all()} == {"Quiet Hous", "her aunt"}
