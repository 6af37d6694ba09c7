"""A name stands once in the line that says where she is."""

import re

import pytest
from django.urls import reverse

from fanal.web.places import beside_its_name
from tests import files
from tests.shelters.scene import scene, sleeps


@pytest.fixture
def here(cast):
    made = scene(cast)
    made.stay = sleeps(cast, made)
    return made


def line_of_place(cast, user, case):
    page = files.browser(cast, user).get(reverse("cases:case", args=[case.id])).text
    return re.search(r"<dt>\s*Where she is.*?</dd>", page, re.S)[0]


def test_a_shelter_that_is_where_she_is_and_who_has_her_is_named_once(cast, here):
    line = line_of_place(cast, cast.sokha, here.case)
    assert line.count("House Jasmine") == 1
    assert "With House Jasmine." in line


def test_on_the_board_it_is_named_once_as_well(cast, here):
    row = files.main_of(cast, cast.noi, reverse("journeys:board"))
    assert row.count("House Jasmine") == 1


@pytest.mark.parametrize(
    ("place", "who", "left"),
    [
        ("House Jasmine", "House Jasmine", ""),
        ("House Jasmine · Thailand", "House Jasmine", "Thailand"),
        ("House Jasmine 2", "House Jasmine", "House Jasmine 2"),
        ("A room in Kolok", "her aunt", "A room in Kolok"),
        ("A room in Kolok", "", "A room in Kolok"),
        ("", "", ""),
    ],
)
def test_a_place_loses_only_a_name_that_stands_beside_it(place, who, left):
    assert beside_its_name(place, who) == left
