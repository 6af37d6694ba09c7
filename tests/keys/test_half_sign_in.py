"""Between the two factors, and after ten idle minutes, nothing is left that opens anybody's keys."""

import base64
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from fanal.accounts.sessions import salt_of
from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys import half_sign_in, key_pairs
from fanal.keys import session as sessions
from fanal.keys.actions import sweeping
from fanal.keys.models import HalfSignIn, Unlock
from tests.cast import PASSPHRASE
from tests.keys.idle import idle_for, unlocks
from tests.keys.test_second_factor import at_the_second_step, code_of, secret, send  # noqa: F401
from tests.raw_files import read_by_another

HALF = "half-sign-in"
SIGNED_IN = "/keys/arrived/"


def _told(row):
    return str(signing.loads(row.session_data, salt=salt_of(row.session_key)))


def opened_by(jar):
    """The pairs that a thief opens who has the database, the key files and a browser's cookies."""
    cookies = {name: one.value for name, one in jar.items()}
    return [*_sessions_opened(cookies.get("unlock", "")), *_halves_opened(cookies.get(HALF, ""))]


def _sessions_opened(cookie):
    if not cookie:
        return
    for row in Unlock.objects.all():
        if not sessions._opened(row, cookie).locked:
            yield row.pair_id


def _halves_opened(cookie):
    for row in HalfSignIn.objects.all() if cookie else ():
        for pair in key_pairs.UserKeys.objects.all():
            if half_sign_in._opened(row, pair, cookie):
                yield pair.id


def test_a_sign_in_with_both_factors_unlocks_without_the_passphrase_once_more(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    assert send(client, code_of(secret))["Location"] == SIGNED_IN
    assert client.cookies["unlock"]["httponly"]
    assert client.cookies["unlock"]["samesite"] == "Strict"
    assert client.get("/keys/arrived/", follow=True).status_code == 200
    assert opened_by(client.cookies) == [key_pairs.pair_of(cast.sokha).id]


def test_after_the_first_factor_no_session_holds_her_keys_or_her_passphrase(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    assert not Unlock.objects.exists()
    assert "unlock" not in client.cookies
    told = " ".join(_told(row) for row in Session.objects.all())
    assert PASSPHRASE not in told
    assert not {"unlock", "sealed", "keys"} & set(told.split("'"))
    assert client.cookies[HALF]["httponly"]
    assert not client.cookies[HALF]["max-age"]  # a browser writes what lasts to its disk


def test_after_the_first_factor_the_database_opens_nothing_with_the_cookie(cast, secret):  # noqa: F811
    """Not even in those two minutes: it takes the file of the server's key too."""
    held, pair = at_the_second_step(cast).cookies[HALF].value, key_pairs.pair_of(cast.sokha)
    row = HalfSignIn.objects.get()
    blob = base64.urlsafe_b64decode(held.partition(".")[2])
    assert half_sign_in._opened(row, pair, held)
    half = bytes(row.half)
    for key in (half, server.derive(half, "half sign-in"), server.derive(half, "unlock")):
        with pytest.raises(BrokenSeal):
            server.unseal(key, half_sign_in._context(row, pair), blob)


def test_a_sign_in_that_does_not_go_on_is_forgotten_after_two_minutes(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    assert len(opened_by(client.cookies)) == 1
    HalfSignIn.objects.update(begun_at=timezone.now() - timedelta(seconds=121))
    sweeping.forget()
    assert not HalfSignIn.objects.exists()
    assert opened_by(client.cookies) == []


def test_whoever_takes_longer_gives_the_passphrase_after_the_second_factor(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    HalfSignIn.objects.update(begun_at=timezone.now() - timedelta(seconds=121))
    send(client, code_of(secret))
    asked = client.get(SIGNED_IN)["Location"]
    assert asked == "/keys/unlock/?next=%2Fkeys%2Farrived%2F"
    again = client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": SIGNED_IN})
    assert again["Location"] == SIGNED_IN
    assert unlocks(client).exists()


def test_what_the_browser_held_opens_once(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    held = client.cookies[HALF].value
    send(client, code_of(secret))
    assert client.cookies[HALF].value == ""
    client.cookies[HALF] = held
    assert not HalfSignIn.objects.exists()
    client.post("/keys/lock/")
    assert opened_by(client.cookies) == []


@pytest.mark.parametrize("held", ["x", "", "a.b.c", "00000000-0000-4000-8000-000000000000.eA=="])
def test_a_cookie_of_nonsense_ends_no_sign_in(cast, secret, held):  # noqa: F811
    client = at_the_second_step(cast)
    client.cookies[HALF] = held
    assert send(client, code_of(secret)).status_code == 302
    assert not unlocks(client).exists()


def test_what_another_person_held_opens_nothing_to_whoever_signs_in_next(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    row, noi = HalfSignIn.objects.get(), key_pairs.pair_of(cast.noi)
    assert half_sign_in._opened(row, noi, client.cookies[HALF].value) is None


@pytest.mark.asvs("V7.6.2")
def test_before_there_is_a_second_factor_nothing_unlocks(cast):
    client = Client()
    client.post("/sign-in/", {"login": cast.mai.email, "password": PASSPHRASE})
    assert client.get("/keys/unlock/")["Location"] == "/sign-in/factors/"
    client.post("/keys/unlock/", {"passphrase": PASSPHRASE})
    new = "seven lamps over the still water"
    form = {"passphrase": PASSPHRASE, "chosen": new, "again": new}
    assert client.post("/keys/passphrase/", form).status_code == 302
    assert not Unlock.objects.exists()
    assert not HalfSignIn.objects.exists()
    assert "unlock" not in client.cookies


def test_eleven_minutes_later_the_cookies_and_the_whole_server_open_nothing(cast, secret):  # noqa: F811
    client = at_the_second_step(cast)
    send(client, code_of(secret))
    assert len(opened_by(client.cookies)) == 1
    idle_for(client, 11)
    sweeping.forget()
    assert opened_by(client.cookies) == []


@pytest.mark.django_db(transaction=True)
def test_eleven_minutes_later_no_copy_of_the_files_holds_the_sealed_keys(cast):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps deleted rows until its vacuum: see THREAT_MODEL.md")
    client = cast.client(cast.sokha)
    sealed = bytes(unlocks(client).get().sealed)
    assert copies_with(sealed)
    idle_for(client, 11)
    sweeping.forget()
    sweeping.empty_the_log()
    assert copies_with(sealed) == []


def copies_with(blob):
    """The files of the database in which these bytes are."""
    name = str(settings.DATABASES["default"]["TEST"]["NAME"])
    files = [Path(name + end) for end in ("", "-wal", "-shm")]
    return [file.name for file in files if file.exists() and blob in read_by_another(file)]


def test_the_upgrade_ends_the_sessions_whose_rows_held_keys(cast):
    """Everybody signs in once more; what somebody was writing waits for her as before."""
    client = cast.client(cast.sokha)
    import_module("fanal.keys.migrations.0006_unlocks").end_sessions(apps, None)
    assert not Session.objects.exists()
    assert client.get("/accounts/")["Location"].startswith("/sign-in/")
