"""An error page gives back no code, no pass-phrase and no search: what was typed is kept sealed."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from fanal.keys import session
from fanal.keys.models import Draft
from fanal.web.middleware import DatabaseFailures
from tests import files
from tests.security.rubbish import forms_of
from tests.security.test_matrix import NAMING, TYPISTS, UNNAMED, may_open, there
from tests.security.world import undone
from tests.shares import at_least, tried, turn

pytestmark = pytest.mark.django_db
MARK = "zuyquexvaj"
KEPT_AS_GIVEN = {
    "once", "draft", "draft_page", "draft_title", "draft_action", "draft_ticket", "draft_seen",
    "version",
}  # fmt: skip
SECRETS = ["account_login", "mfa_authenticate", "keys:unlock", "keys:passphrase", "people:search",
           "account_reauthenticate", "accounts:invite"]  # fmt: skip


@pytest.fixture
def browser(world, menu, monkeypatch):
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)

    def opened(who):
        client = files.browser(world.cast, getattr(world.cast, who), enforce_csrf_checks=True)
        client.raise_request_exception = False
        return client

    return opened


def marked(sheet):
    """A mark in each field, and a key against forged forms that is none."""
    given = {}
    for name, one in sheet.controls.items():
        if name in KEPT_AS_GIVEN:
            given[name] = one.values[0] if one.values else ""
        elif one.type == "file":
            given[name] = SimpleUploadedFile(f"{MARK}.txt", MARK.encode())
        else:
            given[name] = f"{MARK} {name}"
    return given | {"csrfmiddlewaretoken": "x" * 64}


def types_on(who, name):
    """In the short form one page in eight, and each as the first who may open it."""
    may = [typist for typist in TYPISTS if may_open(typist, name)]
    return who in may and tried(who == may[0] and turn(name) % 8 == 0)


@pytest.mark.asvs("V3.5.1", "V16.5.1")
@pytest.mark.parametrize("who", TYPISTS)
def test_a_form_sent_with_a_broken_key_gives_nothing_back_and_loses_no_text(world, browser, who):
    client, seen, wrong, kept = browser(who), set(), [], 0
    opened = [(name, keys) for name, keys in [*NAMING, *UNNAMED] if types_on(who, name)]
    pages = [reverse(name, kwargs=there(world, name, keys)) for name, keys in opened]
    pages += ["/keys/unlock/", "/keys/passphrase/", "/help/", "/sign-in/again/"]
    for target, sheet in forms_of(client, pages, {}):
        seen.add((target, *sorted(sheet.controls)))
        before = Draft.objects.count()
        with undone(client):
            answer = client.post(target, marked(sheet))
            kept += Draft.objects.count() > before
            if MARK in answer.text or MARK in str(answer.headers):
                wrong.append((target, answer.status_code))
    assert wrong == []
    assert len(seen) > at_least(5, 8)
    assert kept > at_least(3, 8) or who in {"anan", "duc"}


def lost(path, typed):
    def gone(request):
        raise OperationalError("away")

    return DatabaseFailures(gone)(RequestFactory().post(path, typed))


@pytest.mark.parametrize("name", SECRETS)
def test_a_database_that_is_away_gives_back_nothing_of_what_proves_who_somebody_is(name):
    names = ("login", "password", "code", "passphrase", "let_back", "text", "credential", "email")
    answer = lost(reverse(name), {one: f"{MARK} {one}" for one in names})
    assert answer.status_code == 503
    assert MARK not in answer.text


def test_a_database_that_is_away_gives_back_the_text_of_a_form_that_saves():
    path = reverse("cases:write", kwargs={"case_id": uuid4(), "kind": "note"})
    answer = lost(path, {"text": MARK, "once": "k" * 32, "passphrase": "hers", "code": "123456"})
    assert MARK in answer.text
    assert "hers" not in answer.text
    assert "123456" not in answer.text


def test_an_address_that_nobody_named_gives_nothing_back():
    answer = lost("/no/such/page/", {"text": MARK})
    assert MARK not in answer.text
    assert isinstance(answer, HttpResponse)
