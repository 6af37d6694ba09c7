"""What keeps a session unlocked, and what ends it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.sign_ins import end_sessions
from fanal.intake.actions import take_signal
from fanal.keys import session
from fanal.keys.actions import sweeping
from fanal.keys.models import Unlock
from fanal.keys.session import ring_of
from tests import files
from tests.keys.idle import idle_for, unlocks


def ring_in(client: Client, user):
    cookies = {name: one.value for name, one in client.cookies.items()}
    return ring_of(SimpleNamespace(session=client.session, COOKIES=cookies, user=user))


@pytest.mark.asvs("V7.2.1", "V7.2.2")
def test_the_cookie_opens_the_ring_and_without_it_nothing_does(cast):
    client = cast.client(cast.sokha)
    assert not ring_in(client, cast.sokha).locked
    del client.cookies["unlock"]
    assert ring_in(client, cast.sokha).locked


def test_a_session_without_the_passphrase_is_locked(cast):
    assert ring_in(cast.client(cast.sokha, unlocked=False), cast.sokha).locked


@pytest.mark.asvs("V7.3.1")
def test_ten_idle_minutes_lock(cast):
    client = idle_for(cast.client(cast.sokha), 11)
    assert ring_in(client, cast.sokha).locked
    assert not unlocks(client).exists()


def test_a_clock_that_was_put_back_keeps_nothing_unlocked(cast):
    client = idle_for(cast.client(cast.sokha), -60)
    assert ring_in(client, cast.sokha).locked


@pytest.mark.parametrize("page", ["/cases/", "/help/", "/accounts/", "/nowhere/"])
def test_no_page_wakes_a_session_that_was_idle(cast, page):
    signal = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    sealed = reverse("intake:signal", args=[signal.id])
    client = files.browser(cast, cast.sokha)
    assert client.get(sealed).status_code == 200
    idle_for(client, 11).get(page)
    assert not unlocks(client).exists()
    assert "/unlock/" in client.get(sealed)["Location"]


def test_a_session_that_is_used_stays_awake(cast):
    client = files.browser(cast, cast.sokha)
    for _ in range(3):
        assert idle_for(client, 4).get("/cases/").status_code == 200


def test_without_the_cookie_nobody_keeps_a_session_awake(cast):
    client = idle_for(files.browser(cast, cast.sokha), 4)
    del client.cookies["unlock"]
    before = unlocks(client).get().used_at
    client.get("/help/")
    assert unlocks(client).get().used_at == before


@pytest.mark.parametrize("way_out", ["/keys/lock/", "/hide/", "/sign-in/out/"])
def test_the_sealed_keys_go_with_the_lock_and_with_the_session(cast, way_out):
    client = cast.client(cast.sokha)
    assert Unlock.objects.count() == 1
    client.post(way_out)
    assert not Unlock.objects.exists()


def test_the_sealed_keys_go_when_the_session_is_ended_elsewhere(cast):
    cast.client(cast.sokha)
    end_sessions(cast.sokha)
    Session.objects.all().delete()
    assert not Unlock.objects.exists()


def test_idle_sessions_are_locked_though_their_browsers_never_come_back(cast):
    gone, used = idle_for(cast.client(cast.sokha), 11), idle_for(cast.client(cast.noi), 9)
    assert sweeping.forget() == 1
    assert not unlocks(gone).exists()
    assert unlocks(used).exists()
    assert session.forget_idle(timezone.now() + timedelta(minutes=2)) == 1


@pytest.mark.asvs("V7.2.1", "V13.3.2")
def test_no_session_row_holds_anything_that_opens(cast):
    client = cast.client(cast.sokha)
    assert set(client.session.keys()) <= {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
        "second factor",
        "signed in at",
        "notices up to",
        "unlock.given",
    }


@pytest.mark.parametrize("page", ["/cases/", "/journeys/", "/accounts/"])
def test_a_locked_session_answers_no_page_of_the_work(cast, page):
    client = cast.client(cast.noi)
    assert client.get(page).status_code == 200
    client.post("/keys/lock/")
    assert client.get(page)["Location"].startswith("/keys/unlock/?next=")
