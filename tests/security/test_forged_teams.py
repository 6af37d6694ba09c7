"""Somebody who writes to the database points rows of another team at that of a colleague: no list
that she may open shows anything of them. A number may become smaller, and none larger.

Each team column of each attested table that is not read whole at each request: a new one is asked
about here by itself.
"""

import re
from functools import cache

import pytest
from django.urls import reverse

from fanal.accounts.models import Team
from fanal.authority.tables import attested_models, guarded_models
from fanal.cases.models import Case
from fanal.keys.models import Folder
from fanal.people.models import Person
from tests.security.planting import update
from tests.security.test_matrix import ENDS, UNNAMED
from tests.security.world import undone
from tests.shares import at_least, share, tried, turn

pytestmark = pytest.mark.django_db

EACH = [
    [(model, field.column)]
    for model in attested_models()
    if model not in guarded_models()
    for field in model._meta.concrete_fields
    if field.related_model is Team
]
TOGETHER = [(Case, "team_id"), (Person, "team_id"), (Folder, "team_id")]
CHANGES = [TOGETHER, *EACH]
MORE = ("/cases/?show=team", "/cases/?show=closed", "/cases/tasks/?show=team", "/journeys/print/")
LISTS = [*sorted(reverse(name) for name, _keys in UNNAMED if name not in ENDS), *MORE]
# What is drawn anew for each answer: what is hidden in forms, the hour, a pass-phrase offered.
ANEW = re.compile(r'<input type="hidden"[^>]*>|\b\d\d:\d\d\b|<p class="offered__words">.*')
NAMES = re.compile(r'translate="no">([^<]+)<')
TODAY = "/cases/today/"
# What each change is asked about in the short form too.
ALWAYS = (TODAY, "/cases/", "/journeys/", "/sharing/", "/justice/", "/care/files/without-holder/")
NUMBERS = re.compile(r"\d+")
# On whose journey somebody of hers travels: she reads that she does, under the wrong name of a team.
TEAMS = re.compile("Vientiane|Bangkok")


def named(changes):
    return " and ".join(f"{model._meta.db_table}.{column}" for model, column in changes)


def lines(client, page):
    """What a list says, line by line; None where it is none of hers."""
    with undone(client):
        answer = client.get(page)
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return None
    found = (ANEW.sub("", one).strip() for one in answer.text.splitlines())
    return list(filter(None, found))


def said_anew(before, after):
    """The lines that were not there before, but for numbers that became smaller."""
    known, before, after = {}, without_teams(before), without_teams(after)
    for one in before:
        known.setdefault(NUMBERS.sub("#", one), []).append(numbers(one))
    return [
        one
        for one in after
        if not any(
            all(new <= old for new, old in zip(numbers(one), held, strict=True))
            for held in known.get(NUMBERS.sub("#", one), ())
        )
    ]


def without_teams(lines):
    return [TEAMS.sub("a team", line) for line in lines]


def numbers(line):
    return [int(one) for one in NUMBERS.findall(line)]


def only_moved_up(line, before):
    """Whether Today now shows what other lists said before: it shows the first of what waits, and
    where one goes another comes up."""
    return NAMES.findall(line) and all(one in before for one in NAMES.findall(line))


READ_BY = ("kham", pytest.param("somchit", marks=pytest.mark.long))


@pytest.mark.parametrize("who", READ_BY)
def test_no_list_says_anything_of_what_was_pointed_at_her_team(world, browser, who):
    client, wrong, opened = browser(who), {}, set()
    before = cache(lambda page: lines(client, page) or [])
    for changes in CHANGES:
        # In the short form one change in four is looked for by itself.
        if not tried(changes is TOGETHER or turn(named(changes)) % 4 == 0):
            continue
        of = 4 if changes is TOGETHER else 40
        asked = {*share(LISTS, of, f"{named(changes)} {{}}".format), *ALWAYS}
        opened |= (hers := {page for page in asked if before(page)})
        for page, more in said_of_another_team(client, world.cast, changes, before, hers).items():
            if page == TODAY:
                shown = "\n".join(one for page in LISTS for one in before(page))
                more = [one for one in more if not only_moved_up(one, shown)]
            if more:
                wrong[named(changes), page] = more
    assert len(opened) > at_least(30, 2)
    assert wrong == {}


def said_of_another_team(client, cast, changes, before, pages):
    """What these lists say anew once the rows of another team were pointed at hers."""
    found = {}
    with undone(client):
        for model, column in changes:
            update(model, {column: cast.vientiane.pk}, **{column: cast.bangkok.pk})
        for page in pages:
            more = said_anew(before(page), lines(client, page) or [])
            more = [one for one in more if page != TODAY or NAMES.search(one)]
            if more:
                found[page] = more
    return found
