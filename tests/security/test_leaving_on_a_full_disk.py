"""Nothing can be saved: whoever hides, signs out or locks is gone from this browser all the same."""

import errno
import os
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.urls import reverse

from fanal.accounts import ended_sessions
from fanal.accounts.sessions import hashed
from fanal.keys.models import Unlock

pytestmark = pytest.mark.django_db(transaction=True)
WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def full_disk():
    """Reading goes on as before; whatever would be written fails as SQLite says it."""

    def fails(execute, sql, *more):
        if sql.lstrip().startswith(WRITES):
            raise OperationalError("database or disk is full")
        return execute(sql, *more)

    with connection.execute_wrapper(fails):
        yield


def gone(answer):
    """The cookies that the answer takes out of the browser."""
    return {name for name, one in answer.cookies.items() if one["max-age"] == 0}


@pytest.mark.asvs("V7.4.1")
def test_hide_shows_the_calendar_and_signs_out_of_this_browser(cast):
    client = cast.client(cast.sokha)
    with full_disk():
        answer = client.post(reverse("web:hide"))
    assert (answer.status_code, answer.get("Location")) == (302, reverse("web:calendar"))
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert gone(answer) >= {settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE}
    assert client.get(reverse("cases:today")).status_code == 302


@pytest.mark.parametrize("name", ["account_logout", "keys:sign_out_without_drafts"])
def test_signing_out_takes_both_cookies_out_of_the_browser(cast, name):
    client = cast.client(cast.sokha)
    with full_disk():
        answer = super(type(client), client).post(
            reverse(name)
        )  # what comes with the answer itself
    assert gone(answer) == {settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE}
    assert client.get(reverse("cases:today")).status_code == 302


def test_the_session_that_was_left_counts_no_more_once_there_is_room(cast):
    client = cast.client(cast.sokha)
    kept = dict(client.cookies)
    with full_disk():
        client.post(reverse("web:hide"))
    assert ended_sessions.has_ended(hashed(kept[settings.SESSION_COOKIE_NAME].value))
    client.cookies.update(kept)
    assert client.get(reverse("cases:today")).status_code == 302


def test_locking_takes_the_secret_out_of_the_browser_and_leaves_her_signed_in(cast):
    client = cast.client(cast.sokha)
    with full_disk():
        answer = super(type(client), client).post(reverse("keys:lock"))
    assert gone(answer) == {settings.UNLOCK_COOKIE}
    assert client.get(reverse("cases:today"))["Location"].startswith(reverse("keys:unlock"))


def test_a_page_is_read_though_nobody_can_note_that_the_session_is_used(cast):
    client = cast.client(cast.sokha)
    before = Unlock.objects.get().used_at
    with full_disk(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("fanal.keys.session.NOTED_EVERY", -1)
        assert client.get(reverse("web:help")).status_code == 200
        assert client.get(reverse("cases:today")).status_code == 200
    assert Unlock.objects.get().used_at - before < timedelta(seconds=1)


def test_a_file_beside_the_journal_that_takes_no_more_is_said_as_a_full_disk(cast, monkeypatch):
    def full(*_asked):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ended_sessions.outside_files, "append", full)
    client = cast.client(cast.sokha)
    answer = client.post(reverse("web:hide"))
    assert answer["Location"] == reverse("web:calendar")
    assert gone(answer) >= {settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE}
