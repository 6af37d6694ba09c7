"""An id in the query of an address, of what somebody may not see: it answers as one of nothing, to the byte.

For ids in the path see `test_matrix`, in the fields of forms `test_ids_in_fields`. Each page is asked with
every name that a view of ours reads; one that is new fails here until it is said what it names.
"""

import re
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from fanal.cases.models import Case, CaseEntry, Task
from fanal.intake.actions import take_signal
from fanal.intake.models import Signal
from fanal.people.models import Person
from tests.security.test_ids_in_fields import OTHER_EACH_TIME, foreign
from tests.security.test_kept_out import differ
from tests.security.test_matrix import ENDS, NAMING, TYPISTS, UNNAMED, may_open, there
from tests.security.world import undone
from tests.shares import share

pytestmark = pytest.mark.django_db
__all__ = ["foreign"]  # a fixture
SETTING_UP = {"mfa_add_webauthn", "mfa_activate_totp"}  # draws a challenge each time
SHARE = 12  # of the pages, in make test
SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
READ = re.compile(r'request\.GET\.get(?:list)?\("(\w+)"')
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b|offered__words.*")
# What each names: a model of `foreign`, or None where it names nothing that belongs to anybody.
NAMES = {
    "case": Case, "person": Person, "with": Person, "call": Signal, "need": CaseEntry, "after": CaseEntry,
    "done": Task, "from": Task,
    **dict.fromkeys((
        "all", "area", "away", "community", "kept", "next", "page", "partner", "period", "purpose", "quarter",
        "day", "show", "sort", "week", "width", "number", "month",
        # of accounts and teams, on the page of whoever manages all of them
        "again", "role", "team",
    )),
}  # fmt: skip


def test_of_every_name_that_a_view_reads_it_is_said_what_it_names():
    # Views stand in a folder of that name, or in one file: `views.py`, `helper_views.py`.
    files = {*SOURCE.rglob("views*/**/*.py"), *SOURCE.rglob("*views.py")}
    read = {name for path in files for name in READ.findall(path.read_text())}
    assert read - set(NAMES) == set()


def told(client, address, ids):
    """All that an answer tells, with the same word for each id."""
    with undone(client):
        answer = client.get(address + "?" + urlencode(ids))
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    # A page that is not kept ends at the second at which it was asked for.
    headers = str(dict(answer.headers, **{"Content-Length": "", "Expires": ""}))
    for name, id in ids.items():
        text, headers = text.replace(id, name), headers.replace(id, name)
    return answer.status_code, headers, CLOCK.sub("", OTHER_EACH_TIME.sub("", text))


def called(cast):
    return take_signal(team=cast.vientiane, answers={"about_whom": "Bouavan"}, by=cast.kham)


@pytest.mark.asvs("V8.2.2", "V8.4.1")
@pytest.mark.parametrize("who", TYPISTS)
def test_an_id_of_another_team_in_a_query_answers_as_one_of_nothing(world, browser, foreign, who):
    client, wrong = browser(who), []
    opened = [
        (n, k)
        for n, k in (*NAMING, *UNNAMED)
        if n not in ENDS | SETTING_UP and (not k or may_open(who, n))
    ]
    foreign[Signal] = str(called(world.cast).id)
    nowhere = {model: str(uuid4()) for model in foreign}
    theirs, nothing = ({n: of[m] for n, m in NAMES.items() if m} for of in (foreign, nowhere))
    for name, keys in share(opened, SHARE, lambda one: f"{who} {one[0]} query"):
        address = reverse(name, kwargs=there(world, name, keys) if keys else {})
        of_nothing = told(client, address, nothing)
        hers = told(client, address, theirs)
        wrong += [
            (name, differ(one, other))
            for one, other in zip(of_nothing, hers, strict=True)
            if one != other
        ]
    assert wrong == []
