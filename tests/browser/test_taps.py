"""How many taps a day's work takes, from the start page of a telephone.

`WALKS` names what each takes at most, and the addresses without which it cannot be walked. A walk
whose screens are all there runs by itself: where it fails the screen says other words than the walk,
or takes more taps. `test_no_walk_waits_for_a_screen_that_is_there` names those that still wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.urls import get_resolver

from fanal.partners.actions import areas
from fanal.partners.actions.partners import set_capacity
from tests import files
from tests.browser.taps import Finger
from tests.journeys.scene import trusted
from tests.shares import some


class Walk(NamedTuple):
    most: int
    screens: set[str]
    steps: Callable


class Scene(NamedTuple):
    """What the walks need: an open case of a girl in danger, who can be found by name; a partner
    who may be asked."""

    cast: object
    case: object


NAME, PARTNER = "ບົວຄຳ ວົງສາ", "Lotus Transit Centre"


def help_in_danger(finger, _here):
    finger.tap("Help")
    finger.sees("Numbers to call")


def is_she_safe_tonight(finger, here):
    """It stands on the start page, without a tap."""
    finger.sees(here.case.people.first().code_name)
    finger.sees("in danger")


def find_a_person_and_open_her_case(finger, here):
    finger.tap("Menu")
    finger.type("Find a person or a case", NAME, send=True)
    finger.tap(re.compile(here.case.people.first().code_name))
    finger.sees(here.case.code_name)


def add_a_note(finger, here):
    """Counted from the case."""
    open_case(finger, here)
    write_a_note(finger)


def add_a_note_from_the_start_page(finger, here):
    finger.tap(re.compile(here.case.people.first().code_name))
    write_a_note(finger)


def write_a_note(finger):
    finger.tap("Note")
    finger.type("What happened?", "She called.")
    finger.tap("Save note")
    finger.sees("She called")


def say_that_she_was_heard_from(finger, here):
    """To the form, from the start page."""
    finger.tap("She was heard from")
    finger.sees(here.case.people.first().code_name)


def open_a_case_from_a_call(finger, _here):
    finger.tap("Call")
    finger.choose("Is somebody in danger now?", "Yes")
    finger.choose("Who is calling?", "Her mother")
    finger.type("Where is she?", "Si Racha, over a shop")
    finger.tap("Save the call")
    finger.tap(re.compile("Neither|A new case|Open a case"))
    finger.tap("All right as said")
    finger.sees("In danger")


def refer_to_a_partner(finger, here):
    finger.tap(re.compile(here.case.people.first().code_name))
    finger.tap("Refer")
    finger.choose("What she needs", "A place to stay")
    finger.type("Where?", "Thailand")
    finger.choose("By when?", "Tonight")
    finger.tap("Show who fits")
    finger.tap(f"Ask {PARTNER}")
    finger.choose(f"May {PARTNER}", "Yes")
    finger.choose("Who says so?", "She herself")
    finger.tap(re.compile("^Ask .* to agree"))
    finger.sees("Noi Saetang")


def open_case(finger, here):
    """Where she stands already: no tap."""
    finger.page.goto(f"{finger.origin}/cases/{here.case.id}/")


WALKS = {
    "help in danger": Walk(1, {"web:help"}, help_in_danger),
    "is she safe tonight": Walk(0, {"cases:today"}, is_she_safe_tonight),
    "find a person and open her case": Walk(2, {"people:find"}, find_a_person_and_open_her_case),
    "add a note": Walk(2, {"cases:note"}, add_a_note),
    "add a note from the start page": Walk(
        3, {"cases:today", "cases:note"}, add_a_note_from_the_start_page
    ),
    "she was heard from": Walk(1, {"cases:today"}, say_that_she_was_heard_from),
    "open a case from a call": Walk(7, {"intake:known"}, open_a_case_from_a_call),
    "refer to a partner": Walk(12, {"sharing:refer_start"}, refer_to_a_partner),
}


def exists(screen):
    app, _colon, name = screen.partition(":")
    _prefix, resolver = get_resolver().namespace_dict[app]
    return name in resolver.reverse_dict


def is_there(walk):
    return all(exists(screen) for screen in walk.screens)


THERE = {name: walk for name, walk in WALKS.items() if is_there(walk)}
# Those of which a screen is not there yet.
NOT_YET: set[str] = set()


@pytest.fixture
def here(cast):
    case = files.case(cast, people=[files.person(cast, [NAME])])
    files.in_danger(cast, case)
    areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    set_capacity(
        partner=trusted(cast, PARTNER),
        services=["shelter"],
        sexes=["female"],
        places=2,
        by=cast.noi,
    )
    return Scene(cast, case)


def test_no_walk_waits_for_a_screen_that_is_there():
    """Nothing is left out in silence: what is not walked is named, and nothing that could be is."""
    assert WALKS.keys() - THERE.keys() == NOT_YET


# Whose taps test_call.py and test_referral.py count too, and more of what is on the way.
COUNTED_THERE = {"open a case from a call", "refer to a partner"}


@pytest.mark.parametrize(
    "name",
    [
        *some([one for one in THERE if one not in COUNTED_THERE], "a day's work", 3),
        *(pytest.param(one, marks=pytest.mark.long) for one in sorted(COUNTED_THERE)),
    ],
)
def test_a_day_s_work_takes_few_taps(visit, here, name):
    walk = WALKS[name]
    page = visit("/", client=here.cast.client(here.cast.sokha), width=360, allowed=(404, 422))
    finger = Finger(page)
    walk.steps(finger, here)
    assert finger.taps <= walk.most


# The frame is one: a role with cases and one without are enough for `make test`.
START_PAGES = ["sokha", "anan"] + [
    pytest.param(one, marks=pytest.mark.long) for one in ("noi", "mai", "claire", "duc", "vera")
]


@pytest.mark.parametrize("name", START_PAGES)
def test_help_and_hide_are_one_tap_away_on_the_start_page_of_every_role(visit, cast, name):
    finger = Finger(visit("/", client=cast.client(getattr(cast, name)), width=360))
    finger.tap("Help")
    finger.sees("Numbers to call")
    finger.tap("Hide")
    finger.page.wait_for_url("**/calendar/")
    assert finger.taps == 2


def test_the_finger_counts_links_buttons_and_answers_and_nothing_that_is_typed(visit):
    finger = Finger(visit("/gallery/question/"))
    finger.type("Name as said", "Noy")
    finger.choose("How may we reach her?", "A call")
    finger.tap("Save and continue")
    assert finger.taps == 2
