"""Strangers wear out their own tries and nobody else's; every prompt of a pass-phrase is counted."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.sessions.models import Session
from django.forms import Form, PasswordInput
from django.test import RequestFactory
from django.utils import timezone

from fanal.accounts import limits, passphrase_attempts
from fanal.accounts.actions import end_account, invitation_approval, let_back, take_factors
from fanal.accounts.models import Attempts, BrowserToken
from fanal.audit.models import JournalEntry
from fanal.keys import forms as key_forms
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client
from tests.journal import entries

pytestmark = pytest.mark.usefixtures("one_span")
WRONG = "wrong wrong wrong wrong"
NEW = "seven lamps over the still water"
REFUSED = "Too many tries"


def sign_in(client, user, passphrase=PASSPHRASE, **options):
    told = {"login": user.email, "password": passphrase}
    return client.post("/sign-in/", told, HTTP_ACCEPT_LANGUAGE="en", **options)


def is_in(client):
    return client.get("/keys/passphrase/").status_code == 200


def code_of(secret):
    import time

    return totp.format_hotp_value(
        totp.hotp_value(secret, int(time.time()) // settings.MFA_TOTP_PERIOD)
    )


@pytest.fixture
def known(cast):
    """A browser in which Sokha was signed in with both steps, and has signed out."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.sokha, secret)
    client = Client()
    sign_in(client, cast.sokha)
    client.post("/sign-in/factor/", {"code": code_of(secret)})
    assert client.get("/cases/").status_code == 200
    client.post("/sign-in/out/")
    Authenticator.objects.all().delete()
    return client


def attack(user, times=5, **options):
    for n in range(times):
        sign_in(Client(), user, f"{WRONG} {n}", **options)


def test_strangers_do_not_keep_out_a_browser_that_is_known(cast, known):
    attack(cast.sokha, 12)
    stranger = Client()
    assert REFUSED in sign_in(stranger, cast.sokha).text
    assert not is_in(stranger)
    assert sign_in(known, cast.sokha).status_code == 302
    assert is_in(known)


def test_they_do_not_keep_out_the_office_at_whose_address_they_sit(cast, known, settings):
    settings.BEHIND_PROXY = True
    office = {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    for n in range(limits_of_an_address() + 1):
        told = {"login": f"nobody{n}@fanal.example", "password": WRONG}
        Client().post("/sign-in/", told, **office)
    assert REFUSED in sign_in(Client(), cast.noi, **office).text
    assert sign_in(known, cast.sokha, **office).status_code == 302


def limits_of_an_address():
    return passphrase_attempts.AN_ADDRESS


def test_a_known_browser_has_no_more_tries_than_a_stranger(cast, known):
    for _ in range(5):
        assert REFUSED not in sign_in(known, cast.sokha, WRONG).text
    assert REFUSED in sign_in(known, cast.sokha).text
    assert sign_in(Client(), cast.sokha).status_code == 302  # and keeps nobody else out


def test_nor_a_day_after_day(cast, monkeypatch):
    """However patiently: a hundred a day for all strangers together."""
    now = limits.now() // limits.DAY * limits.DAY + limits.DAY
    looked_at = 0
    for span in range(30):
        monkeypatch.setattr(limits, "now", lambda at=now + span * limits.SPAN: at)
        for n in range(5):
            looked_at += REFUSED not in sign_in(Client(), cast.sokha, f"{WRONG} {span} {n}").text
    assert looked_at == 100
    monkeypatch.setattr(limits, "now", lambda: now + limits.DAY)
    assert sign_in(Client(), cast.sokha).status_code == 302


def test_a_browser_is_known_to_the_account_that_was_signed_in_there(cast, known):
    attack(cast.noi)
    assert REFUSED in sign_in(known, cast.noi).text


def test_it_is_known_after_both_steps_and_not_before(cast):
    client = Client()
    sign_in(client, cast.sokha)
    client.get("/keys/passphrase/")
    assert settings.BROWSER_COOKIE not in client.cookies
    assert not BrowserToken.objects.exists()


def test_what_it_keeps_is_for_our_pages_alone_and_the_database_does_not_hold_it(known):
    kept = known.cookies[settings.BROWSER_COOKIE]
    assert kept["httponly"]
    assert kept["samesite"] == "Strict"
    assert 170 * 86400 < int(kept["max-age"]) < 190 * 86400
    assert BrowserToken.objects.get().mark not in kept.value
    assert len(kept.value) > 60


@pytest.mark.parametrize("value", ["", "made up", "made:up", "a" * 5000])
def test_a_value_that_is_not_ours_is_worth_nothing(cast, known, value):
    attack(cast.sokha)
    known.cookies[settings.BROWSER_COOKIE] = value
    assert REFUSED in sign_in(known, cast.sokha).text


def test_two_people_at_one_computer_are_both_known(cast, known):
    other = cast.client(cast.noi)
    other.cookies[settings.BROWSER_COOKIE] = known.cookies[settings.BROWSER_COOKIE].value
    request = RequestFactory().get("/")
    request.COOKIES, request.user = dict(value_of(other)), cast.noi
    from django.http import HttpResponse

    from fanal.accounts import known_browsers

    known_browsers.remember(request, HttpResponse())
    assert known_browsers.mark_in(request, cast.noi.email)
    assert known_browsers.mark_in(request, cast.sokha.email)
    assert BrowserToken.objects.values("mark").distinct().count() == 2


def value_of(client):
    return {name: one.value for name, one in client.cookies.items()}


def test_after_half_a_year_it_is_forgotten(cast, known):
    BrowserToken.objects.update(day=BrowserToken.objects.get().day - timedelta(days=181))
    attack(cast.sokha)
    assert REFUSED in sign_in(known, cast.sokha).text


@pytest.mark.parametrize("end", [
    lambda cast: take_factors(user=cast.sokha, by=cast.anan),
    lambda cast: end_account(user=cast.sokha, by=cast.anan),
])  # fmt: skip
def test_what_she_lost_is_known_no_longer(cast, known, end):
    end(cast)
    assert not BrowserToken.objects.exists()


def challenge(client):
    return client.get(
        "/sign-in/key/",
        headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"},
    )


def test_tries_with_a_key_that_is_none_keep_no_key_out_and_fill_nothing(cast):
    for _ in range(30):
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        assert challenge(client).json()["request_options"]
        answer = client.post("/sign-in/key/", {"credential": "{}"})
        assert answer["Location"] == "/sign-in/?key=no"
    assert 'role="alert">The key did not answer' in client.get(answer["Location"]).text
    assert 'role="alert" hidden' in client.get("/sign-in/").text
    soon = timezone.now() + timedelta(minutes=6)
    assert Session.objects.exists()
    assert not Session.objects.filter(expire_date__gt=soon).exists()


# Every form that takes a pass-phrase or a code, and how it is reached.


def unlock(cast, client, passphrase):
    return client.post("/keys/unlock/", {"passphrase": passphrase, "next": "/"})


def change(cast, client, passphrase):
    told = {"passphrase": passphrase, "chosen": NEW, "again": NEW}
    return client.post("/keys/passphrase/", told)


def again(cast, client, passphrase):
    return client.post("/sign-in/again/", {"password": passphrase})


def come_in(cast, client, passphrase):
    return sign_in(client, cast.sokha, passphrase)


def come_back(cast, client, passphrase):
    token = let_back(user=cast.sokha, by=cast.anan)
    for one in invitation_approval.waiting():
        invitation_approval.agree(invitation=one, by=cast.noi)
    told = {"chosen": NEW, "again": NEW, "code": "AAAA-" * 7 + "AAAA"}
    return client.post(f"/keys/invitation/{token}/", told)


PROMPTS = {
    "SignInForm": come_in, "UnlockForm": unlock, "ChangePassphraseForm": change,
    "PassphraseAgainForm": again, "RecoverAccountForm": come_back,
}  # fmt: skip
CODES = {"SecondStepForm", "SecondStepAgainForm"}  # six digits: tests/keys/test_second_factor.py
CHOOSING = {"NewPassphraseForm"}  # a new one alone: there is nothing to guess


def forms(kind=Form):
    for subclass in kind.__subclasses__():
        yield subclass
        yield from forms(subclass)


@pytest.mark.asvs("V6.3.4")
def test_no_form_takes_a_passphrase_that_is_not_tried_here():
    taking = {
        form.__name__
        for form in forms()
        if form.__module__.startswith("fanal.")
        and (
            any(isinstance(field.widget, PasswordInput) for field in form.base_fields.values())
            or issubclass(form, key_forms.CountedTries)
        )
    }
    # Of allauth's two forms ours sets the field when it is made.
    assert taking | {"SignInForm", "PassphraseAgainForm"} == set(PROMPTS) | CODES | CHOOSING


@pytest.fixture
def at(cast):
    """A browser for a prompt: at the sign-in nobody is signed in."""
    return lambda name: (
        Client() if name in {"SignInForm", "RecoverAccountForm"} else cast.client(cast.sokha)
    )


@pytest.mark.asvs("V6.3.1", "V16.3.1")
@pytest.mark.parametrize("name", PROMPTS)
def test_the_sixth_try_at_any_prompt_is_not_looked_at(cast, at, name):
    client = at(name)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for _ in range(5):
        answer = PROMPTS[name](cast, client, WRONG)
        assert answer.status_code == 422
        assert REFUSED not in answer.text
    answer = PROMPTS[name](cast, client, PASSPHRASE)
    assert answer.status_code == 422
    assert REFUSED in answer.text


@pytest.mark.asvs("V6.3.1", "V6.3.4")
@pytest.mark.parametrize("first", ["UnlockForm", "ChangePassphraseForm", "PassphraseAgainForm"])
@pytest.mark.parametrize("second", ["UnlockForm", "ChangePassphraseForm", "PassphraseAgainForm"])
def test_no_prompt_gives_more_tries_than_another(cast, at, first, second):
    """Who found a laptop that is not locked yet does not go on guessing at the next page."""
    client = at(first)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for _ in range(5):
        PROMPTS[first](cast, client, WRONG)
    assert REFUSED in PROMPTS[second](cast, client, PASSPHRASE).text


def test_who_guesses_in_one_session_locks_no_other(cast):
    found = cast.client(cast.sokha, unlocked=False)
    for _ in range(6):
        unlock(cast, found, WRONG)
    hers = cast.client(cast.sokha, unlocked=False)
    assert unlock(cast, hers, PASSPHRASE).status_code == 302


@pytest.mark.asvs("V16.3.1")
@pytest.mark.parametrize("name", PROMPTS)
def test_wrong_ones_are_journalled_twice_a_day_and_no_more(cast, at, name):
    client = at(name)
    for _ in range(30):
        if name == "RecoverAccountForm":
            JournalEntry.objects.filter(
                number__in=[entry.number for entry in entries("account.back*")]
            ).delete()
        PROMPTS[name](cast, client, WRONG)
    found = [*entries("account.wrong*"), *entries("account.limit*")]
    where = "stranger" if name in {"SignInForm", "RecoverAccountForm"} else "inside"
    assert [one.act for one in found] == [f"account.wrong_{where}", f"account.limit_{where}"]
    assert {one.about for one in found} == {str(cast.sokha.pk)}
    assert WRONG not in "".join(one.detail for one in found)


def test_tries_at_addresses_without_an_account_do_not_fill_the_journal(cast):
    before = JournalEntry.objects.count()
    for n in range(40):
        Client().post("/sign-in/", {"login": f"n{n}@body.example", "password": WRONG})
    assert [(entry.act, entry.about) for entry in entries()][before:] == [
        ("account.wrong_nobody", "")
    ]


def test_she_is_told_that_somebody_guessed_in_her_session(cast):
    found = cast.client(cast.sokha, unlocked=False)
    for _ in range(6):
        unlock(cast, found, WRONG)
    page = cast.client(cast.sokha, HTTP_ACCEPT_LANGUAGE="en").get("/accounts/browsers/")
    assert "many wrong pass-phrases in one of your sessions" in page.text


def asks(**meta):
    return RequestFactory().get("/", **meta)


@pytest.mark.parametrize(
    ("meta", "near"),
    [
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, "203.0.113.7"),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, "203.0.113.7"),
        # What the browser made up stands before what the proxy saw.
        ({"REMOTE_ADDR": "::1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 203.0.113.7"}, "203.0.113.7"),
        # Nobody but the proxy says for whom it asks.
        ({"REMOTE_ADDR": "198.51.100.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9"}, "198.51.100.1"),
        # Who has one address of IPv6 has 2^64.
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "2001:db8:1:2:a:b:c:d"}, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "::ffff:203.0.113.7"}, "203.0.113.7"),
        # A proxy that says nothing: the address is everybody's.
        ({"REMOTE_ADDR": "127.0.0.1"}, ""),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "unknown"}, ""),
    ],
)  # fmt: skip
def test_an_address_is_what_the_one_proxy_says(settings, meta, near):
    settings.BEHIND_PROXY = True
    assert limits.address(asks(**meta)) == near


def test_behind_a_proxy_that_says_nothing_a_stranger_locks_nobody_else(cast, settings):
    """Finding F11: a hundred wrong tries stopped every sign-in."""
    settings.BEHIND_PROXY = True
    for n in range(passphrase_attempts.AN_ADDRESS + 1):
        Client().post("/sign-in/", {"login": f"n{n}@body.example", "password": WRONG})
    assert sign_in(Client(), cast.sokha).status_code == 302


def test_old_counts_of_a_day_go_after_some_days_and_not_before(cast):
    limits.count("something", span=limits.DAY)
    assert limits.forget_old() == 0
    Attempts.objects.update(span=int(limits.now() - limits.KEPT) // limits.SPAN - 300)
    assert limits.forget_old() == 1


@pytest.mark.parametrize("days", [0, 1])
def test_it_says_until_when_and_which_day_where_that_is_not_today(days):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    until = noon + timedelta(days=days)
    told = passphrase_attempts.said(limits.TooMany(until.timestamp()))
    assert "noon" in told or "12:00" in told
    assert (str(until.year) in told) == bool(days)
