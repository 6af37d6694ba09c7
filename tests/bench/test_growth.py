"""With which exponent of the size of a team each page grows: ten times as many cases, so much longer."""

import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanal.core.roles import Role
from tests import files
from tests.bench.pace import milliseconds
from tests.bench.test_case_list import made

SMALL, LARGE = 300, 3000
GOAL = 0.15
SLACK = 0.25  # pages of a small house are quick: what the machine does beside weighs in them
PAGES = {
    "list of a team": "/cases/?show=team",
    "its last page": "/cases/?show=team&page=9999",
    "her own": "/cases/?show=mine",
    "by last contact": "/cases/?show=team&sort=contact",
    "tasks of a team": "/cases/tasks/?show=team",
}


# Nobody said that the people made here are in danger: each look corrects those whom it shows, and
# the next one shows others. So many looks until nobody is left.
LOOKS = 6


def questions(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
        return len(queries)


def looked_at(client):
    """Milliseconds and queries by page."""
    found = {}
    for name, address in PAGES.items():
        number = min(questions(client, address) for _look in range(LOOKS))
        _here, there = milliseconds(lambda address=address: client.get(address))
        found[name] = (there, number)
    return found


@pytest.mark.bench
def test_pages_grow_slower_than_the_team(cast):
    lead = cast.join("lead", "Lead", Role.TEAM_LEAD, "Bangkok")
    client = files.browser(cast, lead)
    made(cast, SMALL, cast.bangkok, lambda k: lead if k % 10 == 0 else cast.noi)
    small = looked_at(client)
    made(cast, LARGE - SMALL, cast.bangkok, lambda k: cast.sokha)
    large = looked_at(client)
    grown = {
        name: math.log(large[name][0] / small[name][0]) / math.log(LARGE / SMALL) for name in PAGES
    }
    for name, exponent in grown.items():
        (before, _n), (after, number) = small[name], large[name]
        print(
            f"\n{name}: {before:.0f} → {after:.0f} ms, {number} queries, exponent {exponent:.2f}"
            f" (goal {GOAL})",
            end="",
        )
    assert all(large[name][1] <= small[name][1] + 2 for name in PAGES)
    assert all(exponent <= SLACK for exponent in grown.values())
