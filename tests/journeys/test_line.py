"""A journey as a line: whose hands after whose, red where an arrival was not confirmed."""

import re

import pytest
from django.urls import reverse

from tests import files
from tests.journeys.scene import hand_over, scene

SVG = re.compile(r'<svg class="pic".*?</svg>', re.S)


@pytest.fixture
def here(cast):
    return scene(cast)


def line(cast, here, language="en"):
    client = files.browser(cast, cast.sokha)
    client.cookies["django_language"] = language
    page = client.get(reverse("journeys:journey", args=[here.journey.id]))
    found = SVG.search(page.text)
    return found and found[0], page.text


def test_before_anybody_moved_there_is_no_line(cast, here):
    assert line(cast, here)[0] is None


def test_a_hand_over_confirmed_by_both_is_a_whole_line(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    drawn, page = line(cast, here)
    assert "edge--red" not in drawn
    assert drawn.count('class="ok"') == 2
    assert ">Shelter team<" in drawn
    assert "confirmed: 7" in drawn
    assert '<th scope="row">Escort</th>' in page


def test_two_who_did_not_arrive_are_red_and_counted(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people[:5])
    drawn, _page = line(cast, here)
    assert 'class="dot--red"' in drawn
    assert "5 confirmed, 2 not" in drawn


def test_of_many_hand_overs_the_last_are_drawn_and_all_stand_in_the_table(cast, here):
    sides = [here.shelter, here.escort]
    for number in range(15):
        giver, receiver = sides[number % 2], sides[(number + 1) % 2]
        hand_over(here, giver, receiver, here.people[:1], here.people[:1])
    drawn, page = line(cast, here)
    assert drawn.count("<circle") == 12
    assert page.count('<th scope="row">Escort</th>') == 8


def test_in_french_the_line_is_drawn_as_well(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    drawn, _page = line(cast, here, "fr")
    assert not re.search(r' (x|y|cx|cy|r)="\d+,', drawn)
