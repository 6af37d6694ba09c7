"""What keeps a session unlocked, and what ends it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from fanal.accounts import clock
from fanal.intake.actions import take_signal
from fanal.keys.session import SEALED, SEEN, ring_of
from tests import files


def ring_in(client: Client, user):
    from types import SimpleNamespace

    return ring_of(SimpleNamespace(session=client.session, COOKIES={
        name: one.value for name, one in client.cookies.items()}, user=user))  # fmt: skip


def test_the_cookie_opens_the_ring_and_without_it_nothing_does(cast):
    client = cast.client(cast.sokha)
    assert not ring_in(client, cast.sokha).locked
    del client.cookies["unlock"]
    assert ring_in(client, cast.sokha).locked


def test_a_session_without_the_passphrase_is_locked(cast):
    assert ring_in(cast.client(cast.sokha, unlocked=False), cast.sokha).locked


def test_ten_idle_minutes_lock(cast, monkeypatch):
    client = cast.client(cast.sokha)
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert ring_in(client, cast.sokha).locked


@pytest.mark.parametrize("page", ["/cases/", "/help/", "/accounts/", "/nowhere/"])
def test_a_page_that_opens_nothing_wakes_no_session_that_was_idle(cast, page):
    signal = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    sealed = reverse("intake:signal", args=[signal.id])
    client = files.browser(cast, cast.sokha)
    assert client.get(sealed).status_code == 200
    kept = client.session
    kept[SEEN] -= 11 * 60
    kept.save()
    client.get(page)
    assert SEALED not in client.session
    assert "/unlock/" in client.get(sealed)["Location"]


def test_pages_that_open_nothing_keep_a_session_awake_that_is_used(cast):
    signal = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    client = files.browser(cast, cast.sokha)
    for _ in range(3):
        kept = client.session
        kept[SEEN] -= 4 * 60
        kept.save()
        client.get("/cases/")
    assert client.get(reverse("intake:signal", args=[signal.id])).status_code == 200
