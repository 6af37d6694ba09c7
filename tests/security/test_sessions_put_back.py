"""Whoever writes to the database, with the cookies of a browser, does not go on where its owner
ended it: neither the session, nor what kept it unlocked."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from fanal.accounts import clock, ended_sessions
from fanal.accounts.actions import take_factors
from fanal.accounts.adapters import FIRST_STEP
from fanal.accounts.models import SignIn
from fanal.accounts.sessions import hashed
from fanal.accounts.sign_ins import end_sessions
from fanal.commands.sweep import sweep
from fanal.core.roles import Role
from fanal.keys import session as unlocked
from fanal.keys.models import Unlock
from fanal.rotation.actions import suspect_person
from tests import files
from tests.cast import PASSPHRASE
from tests.changed_accounts import changed
from tests.changed_accounts import changed as changed_role
from tests.keys.idle import idle_for
from tests.keys.test_second_factor import at_the_second_step, code_of, secret, send  # noqa: F401
from tests.security.planting import delete, insert, row_of, update

PAGE = "/cases/"


@pytest.fixture
def here(cast):
    """A browser in use, what its rows and its cookies are, and a copy of both."""
    client = files.browser(cast, cast.sokha)
    assert client.get(PAGE).status_code == 200
    key = hashed(client.session.session_key)
    held = [(Session, row_of(Session, session_key=key)), (Unlock, row_of(Unlock, session_id=key))]
    held += [(SignIn, row_of(SignIn, session=sign.session)) for sign in SignIn.objects.all()]
    cookies = {name: one.value for name, one in client.cookies.items()}
    return SimpleNamespace(cast=cast, client=client, key=key, held=held, cookies=cookies)


def stolen(here):
    """Another browser with those cookies."""
    client = files.browser(here.cast, here.cast.sokha)
    client.cookies.clear()
    for name, value in here.cookies.items():
        client.cookies[name] = value
    return client


def put_back(here):
    there = {Session: Session.objects.filter(session_key=here.key).exists(), Unlock: False}
    for model, row in here.held:
        if model is SignIn or there[model]:
            continue
        insert(model, **row)


def test_the_copy_is_one_that_would_open(here):
    assert stolen(here).get(PAGE).status_code == 200


@pytest.mark.parametrize("ended", ["signed out", "ended elsewhere", "swept"])
def test_a_session_that_was_ended_is_not_one_again(here, ended):
    if ended == "signed out":
        here.client.post(reverse("account_logout"))
    elif ended == "ended elsewhere":
        end_sessions(here.cast.sokha)
        Session.objects.filter(session_key=here.key).delete()
    else:
        update(Session, {"expire_date": timezone.now() - timedelta(days=1)}, session_key=here.key)
        sweep(timezone.localtime())
    assert not Session.objects.filter(session_key=here.key).exists()
    put_back(here)
    assert "/sign-in/" in stolen(here).get(PAGE)["Location"]


@pytest.mark.parametrize("how", ["by hand", "idle", "by a page"])
def test_a_session_that_was_locked_is_not_unlocked_again(here, how):
    if how == "by hand":
        here.client.post("/keys/lock/")
    elif how == "idle":
        idle_for(here.client, 11)
        unlocked.forget_idle(clock.now())
    else:
        idle_for(here.client, 11).get(PAGE)
    assert not Unlock.objects.filter(session_id=here.key).exists()
    put_back(here)
    assert "/unlock/" in stolen(here).get(PAGE)["Location"]


def test_nor_by_what_sealed_it_before_it_was_unlocked_once_more(here):
    here.client.post("/keys/lock/")
    here.client.post("/keys/unlock/", {"passphrase": PASSPHRASE})
    update(Unlock, {"sealed": row_of_unlock(here)["sealed"]}, session_id=here.key)
    assert "/unlock/" in stolen(here).get(PAGE)["Location"]


def test_nor_by_a_later_hour_of_its_last_use(here):
    """Whoever has her browser would go on for hours after she left it."""
    idle_for(here.client, 11)
    update(Unlock, {"used_at": timezone.now()}, session_id=here.key)
    assert "/unlock/" in stolen(here).get(PAGE)["Location"]


def row_of_unlock(here):
    return next(row for model, row in here.held if model is Unlock)


def test_what_unlocked_one_session_unlocks_no_later_one(here):
    later = files.browser(here.cast, here.cast.sokha)
    later.get(PAGE)
    key = hashed(later.session.session_key)
    row = row_of_unlock(here)
    update(Unlock, {"sealed": row["sealed"]}, session_id=key)
    later.cookies[settings.UNLOCK_COOKIE] = here.cookies[settings.UNLOCK_COOKIE]
    assert "/unlock/" in later.get(PAGE)["Location"]


def test_what_ended_is_kept_as_long_as_a_session_can_last(here, monkeypatch):
    here.client.post(reverse("account_logout"))
    ended_sessions.forget_old()
    assert ended_sessions.has_ended(here.key)
    later = clock.seconds() + settings.ABSOLUTE_END.total_seconds() + 120
    monkeypatch.setattr(clock, "seconds", lambda: later)
    ended_sessions.forget_old()
    assert not ended_sessions.has_ended(here.key)
    put_back(here)
    assert "/sign-in/" in stolen(here).get(PAGE)["Location"]


def test_a_line_that_a_crash_cut_off_stops_nobody(here):
    here.client.post(reverse("account_logout"))
    with ended_sessions.path().open("a") as file:
        file.write("cut o")
    ended_sessions.forget_old()
    assert ended_sessions.has_ended(here.key)
    assert "cut o" not in ended_sessions.path().read_text()


# ── The list of her browsers ─────────────────────────────────────────────────
def an_hour_later(monkeypatch):
    later = clock.seconds() + 3600
    monkeypatch.setattr(clock, "seconds", lambda: later)


def of_her_list(here):
    return next(row for model, row in here.held if model is SignIn)


@pytest.mark.parametrize("what", ["deleted", "given to another"])
def test_a_session_that_is_taken_off_the_list_of_her_browsers_is_none(here, what):
    if what == "deleted":
        delete(SignIn, session=here.key)
    else:
        update(SignIn, {"user_id": here.cast.noi.pk}, session=here.key)
    assert "/sign-in/" in stolen(here).get(PAGE)["Location"]


@pytest.mark.parametrize("changed", [False, True])
def test_nor_does_it_go_on_where_it_is_put_back_on_the_list_once_all_were_ended(
    here, monkeypatch, changed
):
    """By her, who lost a device, or with a role that she has no more."""
    session = row_of(Session, session_key=here.key)
    delete(SignIn, session=here.key)
    an_hour_later(monkeypatch)
    if changed:
        changed_role(here.cast.sokha, here.cast.claire, role=Role.LAWYER)
    else:
        assert end_sessions(here.cast.sokha) == 0
    assert session == row_of(Session, session_key=here.key)
    insert(SignIn, **of_her_list(here))
    assert "/sign-in/" in stolen(here).get(PAGE)["Location"]


@pytest.mark.asvs("V7.4.3")
def test_the_browser_in_which_she_changed_her_pass_phrase_stays_on_the_list_and_ends_with_the_others(
    cast, monkeypatch
):
    here, other = (files.browser(cast, cast.sokha) for _ in range(2))
    an_hour_later(monkeypatch)
    chosen = "anchor velvet orbit candle meadow tiger"
    answer = here.post(
        reverse("keys:passphrase"), {"passphrase": PASSPHRASE, "chosen": chosen, "again": chosen}
    )
    assert answer.status_code == 302, answer.text
    assert here.get(PAGE).status_code == 200
    assert "/sign-in/" in other.get(PAGE)["Location"]
    assert SignIn.objects.get(user=cast.sokha).session == hashed(here.session.session_key)
    an_hour_later(monkeypatch)
    assert end_sessions(cast.sokha) == 1
    assert "/sign-in/" in here.get(PAGE)["Location"]


# Who stands at the second step was let through the first by a pass-phrase: where that is none any
# more, or all sessions ended since, she begins anew.
CHOSEN = "anchor velvet orbit candle meadow tiger"


def changes_her_phrase(cast):
    told = {"passphrase": PASSPHRASE, "chosen": CHOSEN, "again": CHOSEN}
    assert files.browser(cast, cast.sokha).post(reverse("keys:passphrase"), told).status_code == 302


SINCE = {
    "phrase": changes_her_phrase,
    "role": lambda cast: changed(cast.sokha, cast.claire, role=Role.LAWYER),
    "factors": lambda cast: take_factors(user=cast.sokha, by=cast.anan),
    "suspected": lambda cast: suspect_person(user=cast.sokha, by=cast.anan),
}


def later(monkeypatch):
    passed = clock.seconds() + 60
    monkeypatch.setattr(clock, "seconds", lambda: passed)


@pytest.mark.asvs("V7.4.3")
@pytest.mark.parametrize("what", SINCE)
def test_who_stood_at_the_second_step_begins_anew(cast, secret, what, monkeypatch):  # noqa: F811
    waiting = at_the_second_step(cast)
    later(monkeypatch)
    SINCE[what](cast)
    send(waiting, code_of(secret))
    waiting.get("/sign-in/factor/")
    assert waiting.get("/accounts/")["Location"].startswith("/sign-in/")
    assert SESSION_KEY not in waiting.session


def test_where_nothing_ended_the_second_step_lets_her_in(cast, secret):  # noqa: F811
    waiting = at_the_second_step(cast)
    send(waiting, code_of(secret))
    assert waiting.get("/accounts/").status_code == 200
    assert FIRST_STEP not in waiting.session
