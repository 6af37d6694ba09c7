"""Sign-in, second factor, and the pages that each role has: for every address of the house."""

import pytest
from django.urls import reverse

from fanal.accounts.middleware import OPEN
from fanal.keys.demo import PEOPLE
from tests.cast import Browser as Client
from tests.security.headers import lacking
from tests.security.test_matrix import NAMING, addresses
from tests.shares import share

ROLES = [person[0] for person in PEOPLE]
ANYBODY = {*OPEN, "web:home"}
MADE_UP = {"IntConverter": 1, "UUIDConverter": "00000000-0000-4000-8000-000000000000"}
PAGES = {
    "audit:journal": {"vera"},
    "audit:check": {"vera", "anan", "claire"},  # whether it is whole: who sees to it has to be told
    "accounts:people": {"anan"},
    "accounts:invite": {"anan"},
    "accounts:invitations": {"noi", "somchit", "huong", "claire"},
    "keys:team": {"noi", "somchit", "huong"},
    "keys:sheets": {"noi", "somchit", "huong"},
    "accounts:account": set(ROLES),
}


def address(name, keys):
    return reverse(name, kwargs={k: MADE_UP.get(type(v).__name__, "x") for k, v in keys.items()})


@pytest.mark.django_db
def test_without_sign_in_everything_but_the_few_open_doors_asks_for_it():
    client, ajar = Client(), []
    for name, keys in addresses():
        answer = client.get(address(name, keys))
        asks = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
        if name not in ANYBODY and not asks:
            ajar.append((name, answer.status_code))
        assert lacking(answer) == [], name
    assert ajar == []


def test_with_a_passphrase_alone_no_page_about_anybody_opens(cast):
    client = cast.client(cast.sokha)
    kept = client.session
    del kept["second factor"]
    kept.save()
    told = dict(addresses())
    ajar = [
        name
        for name, _ in share(NAMING, 3, lambda one: one[0])
        if client.get(address(name, told[name]))["Location"] != "/sign-in/factors/"
    ]
    assert ajar == []


@pytest.mark.parametrize("who", ROLES)
def test_each_role_has_its_pages_and_no_other(cast, who):
    client = cast.client(getattr(cast, who))
    opened = {name for name in PAGES if client.get(reverse(name)).status_code == 200}
    assert opened == {name for name, roles in PAGES.items() if who in roles}


@pytest.mark.parametrize("who", ["anan", "vera", "duc"])
def test_administrator_auditor_and_analyst_open_no_page_about_a_person(cast, who):
    client = cast.client(getattr(cast, who))
    for name, keys in addresses():
        about = name.split(":")[0] in {"cases", "people", "intake"}
        if about and not keys:
            answer = client.get(reverse(name))
            answer = client.post(reverse(name)) if answer.status_code == 405 else answer
            assert answer.status_code == 404, name
