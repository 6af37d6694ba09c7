"""Every address, with requests that Hypothesis makes: no server error, nothing lost, nobody else's.

What an address reads is learnt from itself: the names that its view asks for, and the forms that the
pages send there. `make test` makes ten requests to one address in a hundred, `make test-all` a hundred
to each, `make fuzz` a thousand to each (FANAL_EXAMPLES) or as many as ten seconds give
(FANAL_SECONDS), as whoever may open it and as everybody else.
"""

from __future__ import annotations

import os
import time
from functools import cache
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fanal.cases.actions.entries import add_note
from fanal.cases.models import Case
from fanal.database.sql import rows
from fanal.keys.models import Draft
from tests import files
from tests.examples import PROFILE
from tests.security.generated import Known, any_request, as_offered, body_of, marked, noting_names
from tests.security.rubbish import forms_of, name_of
from tests.security.test_matrix import ENDS, NAMING, ROLES, TYPISTS, UNNAMED, may_open, there
from tests.security.world import undone
from tests.shares import mostly_long, tried

pytestmark = pytest.mark.django_db

QUIET = {200, 302, 400, 403, 404, 405, 409, 413, 415, 422, 429}
FOREIGN = "Zuyquexvajforeign"  # in the file of a team that nobody who asks belongs to
# A thousand to each of more than three hundred addresses take hours: `make fuzz`.
NUMBERS = {"short": 10, "long": 100}
# After so many seconds an address is left: `make fuzz` would take a day of the slow ones.
FIRST, SECONDS = 20, float(os.environ.get("FANAL_SECONDS") or "inf")
NUMBER = int(os.environ.get("FANAL_EXAMPLES") or NUMBERS.get(PROFILE, 20))
EVERY = {name: keys for name, keys in [*NAMING, *UNNAMED] if name not in ENDS}


@pytest.fixture(scope="module")
def house(world, django_db_blocker):
    """The world, a file of another team in it, and what was learnt of the addresses."""
    with django_db_blocker.unblock():
        foreign = foreign_case(world.cast)
        of_hers = [foreign.pk, foreign.people.get().pk, foreign.entries.first().pk]
    ids = {one for pair in world.ids.values() for one in pair if isinstance(one, UUID)}
    ids = sorted(map(str, [*ids, *of_hers]))
    return SimpleNamespace(world=world, foreign=foreign, ids=ids, sheets={})


def foreign_case(cast):
    acts = {"by": cast.linh, "team": cast.saigon}
    case = files.case(cast, people=[files.person(cast, names=(FOREIGN,), **acts)], **acts)
    add_note(case=case, text=f"{FOREIGN} said", **cast.acting(cast.linh))
    return case


@pytest.mark.asvs(
    "V1.3.3",
    "V1.3.10",
    "V1.4.2",
    "V2.2.2",
    "V3.5.3",
    "V8.2.2",
    "V15.3.5",
    "V15.3.7",
    "V16.5.1",
    "V16.5.3",
)
@pytest.mark.parametrize("name", mostly_long(sorted(EVERY), 100))
def test_no_request_breaks_loses_or_tells(house, browser, name):
    address = reverse(name, kwargs=there(house.world, name, EVERY[name]))
    asks = cache(browser)  # of sixteen, those who are drawn
    may = [who for who in (*TYPISTS, *ROLES) if may_open(who, name)] or list(TYPISTS)
    known = learnt(house, asks(may[0]), may[0], name, address)
    who = st.one_of(st.just(may[0]), st.just(may[0]), st.sampled_from(ROLES))

    def tried_with(number):
        @settings(
            max_examples=number,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # what fails is short enough, and asking again takes minutes
        )
        @given(who, any_request(known, house.ids))
        def never_breaks(who, request):
            look(house, asks(who), address, request, is_hers=who == may[0])

        never_breaks()

    tried_with(how_many(tried_with))


def how_many(tried_with):
    """As many as fit into the seconds, by what the first ones took."""
    if float("inf") == SECONDS:
        return NUMBER
    begun = time.monotonic()
    tried_with(FIRST)
    return max(FIRST, min(NUMBER, int(FIRST * SECONDS / (time.monotonic() - begun))))


def learnt(house, client, who, name, address):
    """What the address asks for: by itself, by an empty form, by the forms that are sent to it."""
    known = Known(sheets=sheets_to(house, client, who, name, address))
    with noting_names() as asked, undone(client):
        client.get(address)
    known.query, tried_forms = asked - {"answer"}, [(address, {})]
    tried_forms += [(target, as_offered(sheet)) for target, sheet in known.sheets]
    with noting_names() as asked:
        for target, sent in tried_forms:
            with undone(client):
                sent_on(client, target, *body_of(sent, {}))
    known.typed = asked - {"csrfmiddlewaretoken", "answer"}
    controls = [one for _target, sheet in known.sheets for one in sheet.controls.values()]
    known.files = {one.name for one in controls if one.type == "file"}
    return known


def sheets_to(house, client, who, name, address):
    """The forms that are sent to an address of this name: of its own page, or of all in the long form."""
    if who not in house.sheets:
        pages = every_page_of(house, who) if tried(False) else []
        house.sheets[who] = list(forms_of(client, pages, {}))
    sheets = [*house.sheets[who], *forms_of(client, [address], {})]
    return [(target, sheet) for target, sheet in sheets if name_of(target) == name]


def every_page_of(house, who):
    return [
        reverse(name, kwargs=there(house.world, name, keys))
        for name, keys in EVERY.items()
        if may_open(who, name)
    ]


def look(house, client, address, request, is_hers):
    kind, made = request
    with undone(client):
        before = held_of(house.foreign)
        answer, marks = SEND[kind](client, address, made)
        assert answer.status_code in QUIET, (answer.status_code, getattr(answer, "exc_info", None))
        assert answer.streaming or FOREIGN.encode() not in answer.content
        assert held_of(house.foreign) == before
        if is_hers and answer.status_code >= 400:
            assert missing(answer, marks) == {}


def get(client, address, query):
    return client.get(f"{address}?{query}"), {}


def raw(client, address, made):
    return sent_on(client, address, *made), {}


def post(client, address, made):
    target, sent, uploads, sheet = made
    marks = marked(sent, sheet)
    body, kind = body_of(sent, uploads)
    return sent_on(client, target or address, body, kind), marks


def sent_on(client, address, body, kind):
    """To the byte, which the client's own `post` would write anew."""
    answer = client.generic("POST", address, body, content_type=kind)
    return client.get(answer["Location"]) if answer.status_code == 303 else answer


SEND = {"get": get, "raw": raw, "post": post}


def held_of(case):
    """How much there is of a case, in every table that names cases: all in one question, as it is
    asked twice with each of thousands of requests."""
    given = [case._meta.pk.get_db_prep_value(case.pk, connection)] * len(OF_CASES)
    return rows(HELD, given)


OF_CASES = [
    model
    for model in apps.get_models()
    if any(field.name == "case" and field.related_model is Case for field in model._meta.fields)
]
HELD = " UNION ALL ".join(
    f"SELECT '{model._meta.db_table}', count(*) FROM {model._meta.db_table}"
    f" WHERE {model._meta.get_field('case').column} = %s"
    for model in OF_CASES
)


def test_what_is_held_of_a_case_is_counted_as_django_counts_it(house):
    plain = {
        case._meta.db_table: case._base_manager.filter(case=house.foreign).count()
        for case in OF_CASES
    }
    assert dict(held_of(house.foreign)) == plain
    assert sum(plain.values()) > 1


def missing(answer, marks):
    """Marks of what was typed that are neither on the page nor in a draft."""
    gone = {name: mark for name, mark in marks.items() if mark not in answer.text}
    return {} if gone and Draft.objects.count() > 1 else gone
