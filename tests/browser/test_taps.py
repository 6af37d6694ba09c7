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

from tests import files
from tests.browser.taps import Finger


class Walk(NamedTuple):
    most: int
    screens: set[str]
    steps: Callable


class Cast(NamedTuple):
    """The cast and what the walks need: an open case of a girl who can be found by name."""

    cast: object
    case: object


NAME = "ບົວຄຳ ວົງສາ"


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
    finger.tap("Note")
    finger.type("Text", "She called.")
    finger.tap("Save")
    finger.sees("She called.")


def say_that_she_was_heard_from(finger, here):
    """To the form, from the start page."""
    finger.tap("She was heard from")
    finger.sees(here.case.people.first().code_name)


def open_a_case_from_a_call(finger, _here):
    finger.tap("Call")
    finger.choose("Is somebody in danger now?", "Yes")
    finger.choose("Who is calling?", "her mother")
    finger.type("Where is she?", "Si Racha, over a shop")
    finger.tap("Save the call")
    finger.tap(re.compile("Neither|A new case|Open a case"))
    finger.tap("All right as said")
    finger.sees("In danger")


def refer_to_a_partner(finger, here):
    open_case(finger, here)
    finger.tap("Refer")
    finger.choose("What she needs", "A safe place to stay")
    finger.type("Where?", "Bangkok")
    finger.choose("By when?", "Today")
    finger.tap("Show who fits")
    finger.tap(re.compile("^(Ask|Choose)"))
    finger.choose("May they be told?", "Yes")
    finger.choose("Who says so?", "herself")
    finger.tap(re.compile("^Ask .* to agree|^Ask them to agree|^Prepare to send"))


def open_case(finger, here):
    finger.page.goto(finger.page.url.split("/", 3)[0] + f"//{finger.host}/cases/{here.case.id}/")


WALKS = {
    "help in danger": Walk(1, {"web:help"}, help_in_danger),
    "is she safe tonight": Walk(0, {"cases:today"}, is_she_safe_tonight),
    "find a person and open her case": Walk(2, {"people:find"}, find_a_person_and_open_her_case),
    "add a note": Walk(2, {"cases:note"}, add_a_note),
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
