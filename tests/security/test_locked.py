"""Locked means closed: every address, as every role, by GET and POST, leads to the pass-phrase.

A new address is asked here by itself. Nothing is done and nothing is read: neither of the work nor
that it exists.
"""

import hashlib
import re
from contextlib import contextmanager, nullcontext
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.keys.lock_gate import OPEN_WHILE_LOCKED
from fanal.keys.models import Draft
from tests import files
from tests.keys.drafts import filled_in
from tests.keys.idle import idle_for, unlocks
from tests.security.headers import lacking
from tests.security.test_matrix import NAMING, UNNAMED, addresses, there
from tests.security.world import undone
from tests.shares import in_turn, share, tried

pytestmark = pytest.mark.django_db

WORDS = "her words, at length"
MADE_UP = {"IntConverter": 1, "UUIDConverter": uuid4()}
CHANGES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
OF_THE_LOCK = {"keys_unlock", "django_session"}
# The lock asks before a view knows the role: of the roles one with keys and one without are enough
# for `make test`, and of the second, as of a session that was idle, every sixth address.
STATES = [("sokha", "locked"), ("anan", "locked"), ("sokha", "idle")] + [
    pytest.param(who, state, marks=pytest.mark.long)
    for who, state in (
        ("noi", "locked"), ("claire", "locked"), ("vera", "locked"), ("duc", "locked"), ("claire", "idle")
    )
]  # fmt: skip


def closed(world):
    """(name, address) of all that has to be closed."""
    named = {name: there(world, name, keys) for name, keys in [*NAMING, *UNNAMED]}
    for name, keys in addresses():
        made_up = {key: MADE_UP.get(type(one).__name__, "x") for key, one in keys.items()}
        if name not in OPEN_WHILE_LOCKED:
            yield name, reverse(name, kwargs=named.get(name, made_up))


def browser(world, who, state):
    client = files.browser(world.cast, getattr(world.cast, who), unlocked=state == "idle")
    client.raise_request_exception = False
    return client


@contextmanager
def changed():
    """The tables that are written to inside."""
    tables = set()

    def note(execute, sql, *rest):
        tables.update(CHANGES.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield tables


def asked(client, method, address, state):
    """An answer, and what it wrote to; undone where the session was idle, to be idle once more."""
    with changed() as tables, undone(client) if state == "idle" else nullcontext():
        return getattr(client, method)(address, {"text": WORDS}), tables - OF_THE_LOCK


def digest():
    """Of every row of every table but those of sessions."""
    found = hashlib.sha256()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in OF_THE_LOCK:
            continue
        with connection.cursor() as cursor:  # as held: what is sealed reads otherwise each time
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            rows = sorted(map(repr, cursor.fetchall()))
        found.update(f"{model._meta.label}{rows}".encode())
    return found.hexdigest()


def asks(answer, address):
    """What is wrong with an answer that has to lead to the pass-phrase, and back."""
    where = urlsplit(answer.get("Location", ""))
    if answer.status_code != 302 or where.path != "/keys/unlock/":
        return answer.status_code
    told = parse_qs(where.query)
    if answer.content or lacking(answer):
        return "shows something"
    if answer.wsgi_request.method == "POST":
        # No form of ours: nothing is kept of it, and it says so.
        return None if told == {"next": ["/"], "press": ["1"]} else told
    return None if told == {"next": [address]} else told


@pytest.mark.parametrize(("who", "state"), STATES)
def test_every_address_leads_to_the_passphrase_and_nothing_is_done(world, who, state):
    client, wrong, before = browser(world, who, state), [], digest()
    idle_for(client, 11)
    every = (who, state) == ("sokha", "locked")
    for name, address in share(closed(world), 1 if every else 6, lambda one: one[0]):
        for method, query in (("get", "?" + urlencode({"text": WORDS})), ("post", "")):
            answer, tables = asked(client, method, address, state)
            if why := asks(answer, address + query):
                wrong.append((name, method, why))
            if tables:
                wrong.append((name, method, tables))
    assert wrong == []
    assert digest() == before
    assert unlocks(client).exists() is (state == "idle")


def test_what_stays_open_is_a_list_that_is_read():
    assert {
        "keys:unlock",
        "keys:lock",
        "account_logout",
        "web:hide",
        "web:calendar",
        "web:help",
        "web:language",
        "keys:keep_draft",
    } == OPEN_WHILE_LOCKED
    assert {name for name, _ in addresses()} >= OPEN_WHILE_LOCKED


@pytest.mark.parametrize("page", ["/keys/unlock/", "/help/", "/calendar/", "/no/such/page/"])
@pytest.mark.parametrize("who", ["sokha", "noi", "claire", "anan", "vera"])
def test_what_stays_open_shows_nothing_of_the_work(world, who, page):
    client = browser(world, who, "locked")
    text = client.get(page).text
    names = {str(user) for user in User.objects.exclude(pk=getattr(world.cast, who).pk)}
    names |= {case.code_name for case in Case.objects.all()}
    assert [name for name in names if name in text] == []
    assert 'class="nav' not in text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_takes_its_whole_page_to_the_passphrase(world, method):
    """In the short form each address by one of the two, which its name decides."""
    client, wrong = browser(world, "sokha", "locked"), []
    for name, address in closed(world):
        if not tried(method in in_turn(("get", "post"), name)):
            continue
        answer = getattr(client, method)(
            address, headers={"hx-request": "true", "referer": "http://testserver/cases/"}
        )
        back = "/keys/unlock/?next=%2Fcases%2F" + ("&press=1" if method == "post" else "")
        if answer.get("HX-Redirect") != back or answer.content:
            wrong.append((name, answer.status_code))
    assert wrong == []


def test_a_form_that_meets_the_lock_is_kept_sealed_and_nothing_else_happens(world):
    note = reverse(
        "cases:write", args=[cases_for(world.cast.sokha).order_by("id").first().id, "note"]
    )
    client = files.browser(world.cast, world.cast.sokha)
    form = filled_in(client, note) | {"text": WORDS}
    before = digest()
    with changed() as tables:
        answer = idle_for(client, 11).post(note, form)
    assert tables == OF_THE_LOCK | {Draft._meta.db_table}
    assert f"kept={form['draft']}" in answer["Location"]
    Draft.objects.filter(id=form["draft"]).delete()
    assert digest() == before
