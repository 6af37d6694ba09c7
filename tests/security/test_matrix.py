"""Every address, every role, own and other team's: closed unless the rules open it.

A new address appears here by itself. One that names something (a case, a person, a signal …) must
answer 404 to whoever has nothing to do with it, with the very page of what does not exist.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fanal.accounts.middleware import OPEN
from fanal.intake.actions import take_signal
from fanal.keys.demo import PEOPLE
from tests import files

ROLES = [person[0] for person in PEOPLE]
BANGKOK = {"noi", "sokha"}
PLAIN = {
    "section": "consent",
    "kind": "note",
    "token": "nothing",
    "name": "sokha",
    "status": 404,
    "number": 1,
    "pk": 1,
}
ANYBODY = {*OPEN, "web:home"}


def addresses():
    """(name, parameters) of every address of the house."""

    def walk(patterns, space):
        for one in patterns:
            if hasattr(one, "url_patterns"):
                yield from walk(
                    one.url_patterns, [*space, one.namespace] if one.namespace else space
                )
            else:
                yield ":".join([*space, one.name]), dict(one.pattern.converters)

    found = list(walk(get_resolver().url_patterns, []))
    return [(name, keys) for name, keys in found if not name.startswith("web:gallery")]


@pytest.fixture
def world(cast):
    """What belongs to Bangkok: its ids by the parameter that names them."""
    case = files.case(cast)
    person = files.person(cast)
    signal = take_signal(team=cast.bangkok, answers={"where": "Kolok"}, by=cast.sokha)
    return {"case_id": case.pk, "person_id": person.pk, "signal_id": signal.pk}


def ids(keys, world, absent=False):
    known = PLAIN if absent else PLAIN | world
    return {key: known.get(key) or made_up(kind) for key, kind in keys.items()}


def made_up(kind):
    """A value of a converter's kind that names nothing."""
    return {"IntConverter": 1, "UUIDConverter": uuid4()}.get(type(kind).__name__, "nothing")


def named(keys, world):
    return bool(set(keys) & set(world))


def page(answer):
    """What the answer says, without what differs each time."""
    text = re.sub(r'value="[^"]{20,}"|[A-Z0-9]{4}-[A-Z0-9]{4}', "", answer.content.decode())
    return answer.status_code, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def ask(client, name, parameters):
    address = reverse(name, kwargs=parameters)
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


def test_without_sign_in_everything_but_the_few_open_doors_asks_for_it(world):
    client, ajar = Client(), []
    for name, keys in addresses():
        answer = client.get(reverse(name, kwargs=ids(keys, world)))
        asks = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
        if name not in ANYBODY and not asks:
            ajar.append((name, answer.status_code))
    assert ajar == []


def test_with_a_passphrase_alone_no_page_about_anybody_opens(cast, world):
    client = cast.client(cast.sokha)
    kept = client.session
    del kept["second factor"]
    kept.save()
    ajar = [
        name
        for name, keys in addresses()
        if named(keys, world)
        and client.get(reverse(name, kwargs=ids(keys, world)))["Location"] != "/sign-in/factors/"
    ]
    assert ajar == []


@pytest.mark.parametrize("who", [role for role in ROLES if role not in BANGKOK])
def test_what_belongs_to_another_team_answers_like_what_does_not_exist(cast, world, who):
    client, wrong = cast.client(getattr(cast, who)), []
    for name, keys in addresses():
        if not named(keys, world):
            continue
        theirs = ask(client, name, ids(keys, world))
        nothing = ask(client, name, ids(keys, world, absent=True))
        if page(theirs) != page(nothing) or theirs.status_code != 404:
            wrong.append((name, theirs.status_code, nothing.status_code))
    assert wrong == []


@pytest.mark.parametrize("who", sorted(BANGKOK))
def test_the_own_team_gets_what_it_asks_for(cast, world, who):
    client = cast.client(getattr(cast, who))
    for parameter, name in (
        ("case_id", "cases:case"), ("person_id", "people:person"), ("signal_id", "intake:signal"),
    ):  # fmt: skip
        assert client.get(reverse(name, kwargs={parameter: world[parameter]})).status_code == 200


PAGES = {
    "audit:journal": {"vera"},
    "audit:check": {"vera"},
    "accounts:people": {"anan"},
    "accounts:invite": {"anan"},
    "keys:team": {"noi", "somchit", "huong"},
    "accounts:account": set(ROLES),
}


@pytest.mark.parametrize("who", ROLES)
def test_each_role_has_its_pages_and_no_other(cast, who):
    client = cast.client(getattr(cast, who))
    opened = {name for name in PAGES if client.get(reverse(name)).status_code == 200}
    assert opened == {name for name, roles in PAGES.items() if who in roles}


ABOUT_NOBODY = {"people:name_index", "people:agree_index", "people:end_index"}  # how search works


@pytest.mark.parametrize("who", ["anan", "vera", "duc"])
def test_administrator_auditor_and_analyst_open_no_page_about_a_person(cast, world, who):
    client = cast.client(getattr(cast, who))
    for name, keys in addresses():
        app = name.split(":")[0]
        if app in {"cases", "people", "intake"} and not keys and name not in ABOUT_NOBODY:
            assert ask(client, name, {}).status_code == 404, name


def test_the_matrix_is_as_large_as_it_claims(world):
    cells = sum(1 for _, keys in addresses() if named(keys, world)) * len(ROLES) * 2
    assert cells > 800
    assert all(isinstance(value, UUID) for value in world.values())
