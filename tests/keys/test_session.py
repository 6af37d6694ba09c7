"""What keeps a session unlocked, and what ends it."""

from django.test import Client

from fanal.keys.session import ring_of


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
    import time

    now = time.time()
    monkeypatch.setattr("fanal.keys.session.time.time", lambda: now + 11 * 60)
    assert ring_in(client, cast.sokha).locked
