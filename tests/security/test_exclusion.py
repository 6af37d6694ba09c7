"""Whoever a conflict of interest keeps out decides nothing: by whatever way the conflict reaches
the case, and whatever there is to decide.

What there is to decide is found in the map of addresses, in the forms of every page, and in the
columns that name a colleague: what is new fails here until it is closed, or is said to stay open.
"""

import pytest
from django.urls import reverse

from fanal.cases.models import Case
from fanal.intake.actions import add_to_case
from fanal.intake.models import Signal
from fanal.keys import session
from fanal.people.models import Person
from tests import files
from tests.exclusion import WAYS, kept_out
from tests.security.test_matrix import NAMING, UNNAMED, may_open, nothing, there, told
from tests.security.world import undone

pytestmark = pytest.mark.django_db

# What stays open to who is kept out of every case, and why. It tells nothing of her all the same.
STAYS = {
    **dict.fromkeys(("accounts", "keys"), "of colleagues and their keys"),
    **dict.fromkeys(("partners", "figures"), "of no person"),
    **dict.fromkeys(
        (f"registers:{name}" for name in (
            "exchange", "agree", "end_exchange", "our_list", "our_answer", "our_question",
            "their_question", "ask_partner", "count", "unit_key", "our_encodings", "unit_answer",
            "pass_on",
        )), "an exchange of the whole team, in which she is left out"
    ),
    **dict.fromkeys(
        (f"identification:operation{name}" for name in ("", "_change", "_person")),
        "an operation of the whole team, in which she is left out"
    ),
    "people:make_index": "of a whole team",
    "journeys:list": "of all journeys, but hers",
}  # fmt: skip


@pytest.fixture
def case(world):
    """The case with one of everything; a signal was added to it."""
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    call = Signal.objects.get(id=world.ids["intake", "signal_id"][0])
    write = {"by": world.cast.sokha, "ring": world.cast.ring(world.cast.sokha)}
    add_to_case(signal=call, case=case, reason="", **write)
    return case


@pytest.fixture
def browser(world, monkeypatch):
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)

    def opened(user):
        client = files.browser(world.cast, user)
        client.raise_request_exception = False
        return client

    return opened


def stays(name):
    return name in STAYS or name.split(":")[0] in STAYS


def opens(world, page, name, keys):
    """By which methods an address answers otherwise than what does not exist."""
    none, address = nothing(page), reverse(name, kwargs=there(world, name, keys))
    found = []
    for method in ("get", "post"):
        with undone(page):
            answer = getattr(page, method)(address)
        if answer.status_code != 405 and told(answer) != none[method]:
            found.append((name, method, answer.status_code))
    return found


CLOSED = [("noi", way) for way in WAYS] + [
    (who, "through a merged file") for who in ("sokha", "claire", "mai")
]


def kept_out_of_all(world, user, way):
    """Of every case in the house: some addresses name a transfer, say, of another one."""
    for one in Case.objects.exclude(people=None).order_by("id"):
        kept_out(world.cast, one, user, way)


@pytest.mark.parametrize(("who", "way"), CLOSED)
def test_every_address_about_her_answers_as_what_does_not_exist(world, browser, case, who, way):
    user = getattr(world.cast, who)
    kept_out_of_all(world, user, way)
    page = browser(user)
    asked = [one for one in NAMING if may_open(who, one[0]) and not stays(one[0])]
    found = [found for name, keys in asked for found in opens(world, page, name, keys)]
    assert found == []


@pytest.mark.parametrize(("who", "way"), CLOSED)
def test_what_stays_open_tells_nothing_of_her(world, browser, case, who, way):
    user = getattr(world.cast, who)
    people = Person.objects.filter(cases=case)
    words = {str(one.id) for one in (case, *people)} | {one.code_name for one in (case, *people)}
    kept_out(world.cast, case, user, way)
    page = browser(user)
    asked = [one for one in NAMING if may_open(who, one[0]) and stays(one[0])]
    for name, keys in [*asked, *UNNAMED]:
        with undone(page):
            text = page.get(reverse(name, kwargs=there(world, name, keys) if keys else {})).text
        assert not [word for word in words if word in text], name
