"""What one may not see takes as long as what does not exist: the same questions to the database, the
same entry in the journal, and so the same time.
"""

import re
import time
from statistics import median

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.security.test_matrix import METHODS, NAMING, may_open, nowhere, there
from tests.security.world import undone
from tests.shares import in_turn, share, tried, turn

pytestmark = pytest.mark.django_db
# To whom no part of these cases was opened.
STRANGERS = ["linh", "anan", pytest.param("duc", marks=pytest.mark.long)]
ALIKE = {"linh": "kham"}  # as a worker of another team
NEAR = 1.10
ROUNDS, TRIES = 15, 6


def kind(name, keys):
    """What an address is about."""
    return name.split(":")[0], *keys


def closed_to(world, who):
    """{(name, method): (the address of what is there, the address of nothing)}."""
    others = {who, ALIKE.get(who, who)}
    # Of what she reads on another page nothing is to be hidden: an interpreter, say, whom she may
    # not vet.
    seen = {kind(name, keys) for name, keys in NAMING if any(may_open(o, name) for o in others)}
    shut = [(name, keys) for name, keys in NAMING if kind(name, keys) not in seen]
    pairs = {name: (there(world, name, keys), nowhere(world, name, keys)) for name, keys in shut}
    return {
        (name, method): tuple(reverse(name, kwargs=one) for one in two)
        for name, two in pairs.items()
        if two[0] != two[1]
        for method in METHODS
    }


def asked(client, method, address):
    """The questions to the database, without their values."""
    reset_queries()  # of thousands before it keeps none
    with (
        undone(client),
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        getattr(client, method)(address)
    return [
        re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+", "?", query["sql"])
        for query in seen.captured_queries
    ]


@pytest.mark.parametrize("who", STRANGERS)
def test_what_one_may_not_see_asks_the_database_the_same_as_what_is_not_there(world, browser, who):
    """In the short form one address in eighteen, each as one of the three."""
    client, wrong = browser(who), {}
    asked(client, "get", "/")  # the first request of a process reads the ledger of changed rows
    for (name, method), (real, none) in closed_to(world, who).items():
        asks = who in in_turn(("linh", "anan", "duc"), (name, method))
        if not tried(asks and turn((method, name)) % 18 == 0):
            continue
        one, other = asked(client, method, real), asked(client, method, none)
        if one != other:
            wrong[name, method] = (len(one), len(other), set(one) ^ set(other))
    assert [*wrong] == []


def one_of_each_app(world, who):
    """For every kind of object that an address names: one address where it is shut."""
    found = {}
    for (name, method), two in closed_to(world, who).items():
        keys = dict(NAMING)[name]
        kind = (name.split(":")[0], keys[0])
        if method == "get":
            found.setdefault(kind, two)
    return found


def medians(client, two):
    """The middle time of an answer for each of the two, asked in turn."""
    taken = ([], [])
    for _round in range(ROUNDS):
        for times, address in zip(taken, two, strict=True):
            with undone(client):
                begun = time.thread_time()
                client.get(address)
                times.append(time.thread_time() - begun)
    return [median(one) for one in taken]


def far_apart(client, two):
    """Whether they stay apart however often they are measured: a busy machine is no proof."""
    for _try in range(TRIES):
        one, other = medians(client, two)
        if max(one, other) <= NEAR * min(one, other):
            return None
    return round(one * 1000, 2), round(other * 1000, 2)


def test_what_one_may_not_see_takes_as_long_as_what_is_not_there(world, browser):
    client = browser("linh")
    kinds = one_of_each_app(world, "linh")
    assert len(kinds) > 10
    apart = {kind: far for kind in share(kinds, 36) if (far := far_apart(client, kinds[kind]))}
    assert apart == {}
