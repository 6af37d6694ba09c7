"""Stretching takes memory and a core: few at once, a short wait, then a quiet page."""

import threading
from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings as installed

from fanal.accounts import hashers, kdf_limiter
from fanal.accounts.models import Attempts
from fanal.core.errors import TooBusy
from fanal.keys import key_pairs
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client

AT_ONCE = installed.STRETCHED_AT_ONCE


class Cheap(hashers.PepperedArgon2):
    time_cost, memory_cost = 1, 64


@contextmanager
def all_places_taken():
    """As many threads as may, stretching until the block is left."""
    inside, done = threading.Barrier(AT_ONCE + 1), threading.Event()

    def stretch():
        with kdf_limiter.slot():
            inside.wait(10)
            done.wait(10)

    threads = [threading.Thread(target=stretch) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    inside.wait(10)
    yield
    done.set()
    for thread in threads:
        thread.join(10)


def test_never_more_threads_stretch_than_may_and_all_have_their_turn():
    lock, now, most, done = threading.Lock(), [], [], []

    def stretch():
        with kdf_limiter.slot():
            with lock:
                now.append(1)
                most.append(len(now))
            threading.Event().wait(0.01)
            with lock:
                now.pop()
                done.append(1)

    threads = [threading.Thread(target=stretch) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert max(most) == AT_ONCE
    assert len(done) == 24


def test_who_waits_too_long_for_a_place_is_told_so(settings):
    settings.STRETCHING_WAITS = 0.01
    hashed = Cheap().encode("five quiet words", "saltsalt")
    with all_places_taken():
        with pytest.raises(TooBusy):
            Cheap().encode("five quiet words", "saltsalt")
        with pytest.raises(TooBusy):
            Cheap().verify("five quiet words", hashed)
    assert Cheap().verify("five quiet words", hashed)


def test_the_keys_of_a_person_wait_in_the_same_queue(cast, settings):
    settings.STRETCHING_WAITS = 0.01
    pair = key_pairs.pair_of(cast.sokha)
    with all_places_taken(), pytest.raises(TooBusy):
        key_pairs.open_keys(pair, PASSPHRASE)
    assert key_pairs.open_keys(pair, PASSPHRASE)


@pytest.mark.parametrize(("language", "says"), [("en", "signing in just now"), ("fr", "se connectent")])  # fmt: skip
def test_a_sign_in_that_finds_no_place_gets_a_quiet_page_and_is_not_counted(
    cast, settings, language, says
):
    settings.STRETCHING_WAITS = 0.01
    told = {"login": cast.sokha.email, "password": PASSPHRASE}
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    with all_places_taken():
        answer = client.post("/sign-in/", told)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    page = answer.content.decode()
    assert says in page
    assert PASSPHRASE not in page
    assert Attempts.objects.get().count == 1  # of the address


def test_unlocking_that_finds_no_place_gets_the_same_page(cast, settings):
    settings.STRETCHING_WAITS = 0.01
    client = cast.client(cast.sokha, unlocked=False)
    with all_places_taken():
        answer = client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": "/"})
    assert answer.status_code == 503
    assert PASSPHRASE not in answer.content.decode()
    assert client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": "/"}).status_code == 302


@pytest.mark.asvs("V15.2.2")
def test_strangers_never_take_all_places(settings):
    """Whoever is known, or signed in, does not wait for them."""
    settings.STRETCHING_WAITS = 0.01
    with ExitStack() as strangers:
        for _ in range(AT_ONCE // 2):
            strangers.enter_context(kdf_limiter.slot_for_strangers())
        with pytest.raises(TooBusy), kdf_limiter.slot_for_strangers():
            pass
        with kdf_limiter.slot():
            pass
