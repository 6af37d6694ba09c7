"""The idle lock, the end of the day and the second asking go by a clock that nobody sets back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts import clock
from fanal.intake.actions import take_signal
from tests import files

MINUTES = 60


@pytest.fixture
def sealed(cast):
    signal = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    return reverse("intake:signal", args=[signal.id])


@pytest.fixture
def passes(monkeypatch):
    """Time that passes while the clock on the wall is set back by as much."""
    begun, passed = clock._running(), [1.0]
    monkeypatch.setattr(clock, "_running", lambda: begun + passed[0])

    def more(seconds):
        passed[0] += seconds

    return more


def test_the_clock_goes_on_while_that_on_the_wall_is_set_back(passes):
    before = clock.now()
    passes(11 * MINUTES)
    assert clock.now() - before >= timedelta(minutes=11)
    assert timezone.now() - before < timedelta(minutes=5)


def test_a_clock_that_was_put_forward_is_followed(monkeypatch):
    later = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr("fanal.accounts.clock.timezone.now", lambda: later)
    assert clock.now() == later


@pytest.mark.asvs("V7.3.1")
def test_setting_the_clock_back_prolongs_no_session_that_is_idle(cast, sealed, passes):
    client = files.browser(cast, cast.sokha)
    assert client.get(sealed).status_code == 200
    passes(9 * MINUTES)
    assert client.get(sealed).status_code == 200
    passes(11 * MINUTES)
    assert "/unlock/" in client.get(sealed)["Location"]


def test_a_session_used_in_the_future_is_locked(cast, sealed, monkeypatch):
    client = files.browser(cast, cast.sokha)
    assert client.get(sealed).status_code == 200
    behind = timezone.now() - timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: behind)
    assert client.get(sealed).status_code == 302
    assert client.get(sealed)["Location"].startswith(("/sign-in/", "/keys/unlock/"))


@pytest.mark.asvs("V7.3.2")
def test_setting_the_clock_back_does_not_prolong_the_day(cast, sealed, passes):
    client = files.browser(cast, cast.sokha)
    kept = client.session
    kept["signed in at"] = int(clock.seconds())
    kept.save()
    for _ in range(66):
        passes(10 * MINUTES - 40)
        answer = client.get(reverse("web:menu"))
    assert "/sign-in/" in answer["Location"]


def test_setting_the_clock_back_does_not_spare_the_passphrase_before_somebody_is_let_in(
    cast, passes, settings
):
    client = files.browser(cast, cast.anan)
    assert client.get(reverse("accounts:invite")).status_code == 200
    passes(settings.ASK_AGAIN_AFTER_SECONDS + 60)
    assert "/unlock/" in client.get(reverse("accounts:invite"))["Location"]


def test_a_code_that_is_refused_tells_what_the_clock_of_the_server_says(cast, client, settings):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from tests.cast import PASSPHRASE

    TOTP.activate(cast.sokha, generate_totp_secret())
    client.post("/sign-in/", {"login": cast.sokha.email, "password": PASSPHRASE})
    told = {}
    for language in ("en", "fr"):
        answer = client.post(
            reverse("mfa_authenticate"),
            {"code": "000000"},
            headers={"Accept-Language": language},
            follow=True,
        )
        told[language] = answer.text
    assert "the clock of the server says" in told["en"]
    assert "l’horloge du serveur indique" in told["fr"]
