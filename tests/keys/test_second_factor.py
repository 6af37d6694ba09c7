"""The code of the app, over HTTP: guessed slowly, good once. The rest is in tests/browser."""

import math
import time
from datetime import time as time_of_day

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from fanal.keys.forms import SecondStepForm
from fanal.settings import security
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client


@pytest.fixture
def secret(cast):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.sokha, secret)
    return secret


def at_the_second_step(cast):
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.post("/sign-in/", {"login": cast.sokha.email, "password": PASSPHRASE})
    return client


def send(client, code):
    return client.post("/sign-in/factor/", {"code": code})


def code_of(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, int(time.time()) // settings.MFA_TOTP_PERIOD)
    )


def test_the_sixth_code_in_five_minutes_is_not_looked_at(cast, secret, one_span):
    for _ in range(5):
        # From a new browser each time: it is counted by person.
        assert "Too many tries" not in send(at_the_second_step(cast), "12").content.decode()
    client = at_the_second_step(cast)
    assert "Too many tries" in send(client, code_of(secret)).content.decode()
    assert client.get("/accounts/").status_code == 302


def test_a_wrong_code_is_said_at_its_field_in_french(cast, secret):
    client = at_the_second_step(cast)
    answer = client.post("/sign-in/factor/", {"code": "000000"}, HTTP_ACCEPT_LANGUAGE="fr")
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["code"]
    assert "incorrect" in form.errors["code"][0].lower()
    assert form.errors["code"][0] in answer.text


@pytest.mark.asvs("V6.5.1")
def test_a_code_opens_once(cast, secret):
    now = code_of(secret)
    first = at_the_second_step(cast)
    assert send(first, now).status_code == 302
    assert first.get("/accounts/").status_code == 200
    second = at_the_second_step(cast)
    assert send(second, now).status_code == 422
    assert second.get("/accounts/").status_code == 302


@pytest.mark.asvs("V7.2.3", "V7.2.4")
def test_the_token_of_the_session_is_random_and_another_after_each_step(cast, secret):
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.get("/sign-in/")
    tokens = [token_of(client)]
    client.post("/sign-in/", {"login": cast.sokha.email, "password": PASSPHRASE})
    tokens.append(token_of(client))
    assert send(client, code_of(secret)).status_code == 302
    tokens.append(token_of(client))
    assert tokens[-1] not in tokens[:-1]
    assert len(tokens[-1]) * math.log2(36) >= 128
    stolen = Client()
    for token in tokens[:-1]:
        stolen.cookies[settings.SESSION_COOKIE_NAME] = token
        assert stolen.get("/accounts/").status_code == 302


def token_of(client):
    found = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


@pytest.mark.asvs("V6.5.5")
def test_a_code_of_the_minute_before_does_not_open(cast, secret):
    assert [
        one for one in dir(security) if one.startswith("MFA_TOTP")
    ] == []  # as the library has it
    assert app_settings.TOTP_TOLERANCE == 0
    with override_settings():
        del settings.MFA_TOTP_PERIOD
        assert app_settings.TOTP_PERIOD == 30
    before = int(time.time()) // settings.MFA_TOTP_PERIOD - 1
    old = totp.format_hotp_value(totp.hotp_value(secret, before))
    client = at_the_second_step(cast)
    assert send(client, old).status_code == 422
    assert client.get("/accounts/").status_code == 302


def test_a_code_of_the_app_is_not_enough_for_a_lead_who_has_a_security_key(cast):
    """A code can be coaxed out on a false page, a key cannot."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.noi, secret)
    key = {"name": "key", "credential": {}}
    Authenticator.objects.create(user=cast.noi, type=Authenticator.Type.WEBAUTHN, data=key)
    form = SecondStepForm({"code": code_of(secret)}, user=cast.noi)
    assert form.errors == {"code": ["Your role signs in with the security key."]}
    Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).delete()
    assert SecondStepForm(user=cast.noi).takes_code  # until she has one, to set it up


def test_a_stolen_database_does_not_say_at_which_hour_she_signed_in(cast, secret):
    """The library notes the moment; the page of factors shows days."""
    assert send(at_the_second_step(cast), code_of(secret)).status_code == 302
    factor = Authenticator.objects.get(user=cast.sokha)
    for moment in (factor.created_at, factor.last_used_at):
        assert timezone.localtime(moment).time() == time_of_day()
        assert timezone.localdate(moment) == timezone.localdate()
