"""Who stands at the second step was let through the first by a pass-phrase: where that is none any more,
or all sessions ended since, she begins anew."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from fanal.accounts import clock
from fanal.accounts.actions import take_factors
from fanal.accounts.adapters import FIRST_STEP
from fanal.core.roles import Role
from fanal.rotation.actions import suspect_person
from tests import files
from tests.cast import PASSPHRASE
from tests.changed_accounts import changed
from tests.keys.test_second_factor import at_the_second_step, code_of, secret, send  # noqa: F401

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
