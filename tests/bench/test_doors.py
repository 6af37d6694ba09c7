"""How long the doors take, and what a worker weighs."""

import time
from statistics import median

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from fanal.accounts.actions import end_account
from fanal.accounts.models import Attempts, User
from tests.cast import PASSPHRASE

pytestmark = pytest.mark.bench
WRONG = "wrong wrong wrong wrong"
TRIES, APART = 40, 0.010  # of each kind; seconds between medians (OWASP ASVS 5.0, 6.3.8)


def knock(address, passphrase):
    Attempts.objects.all().delete()
    client, before = Client(), time.thread_time()
    client.post("/sign-in/", {"login": address, "password": passphrase})
    return time.thread_time() - before


def test_nobody_learns_from_the_time_of_a_sign_in_who_has_an_account(cast, settings):
    settings.PASSWORD_HASHERS = ["fanal.accounts.hashers.PepperedArgon2"]
    User.objects.update(password=make_password(PASSPHRASE))
    end_account(user=cast.kham, by=cast.anan)
    kinds = {
        "unknown": ("no@body.example", WRONG),
        "wrong": (cast.sokha.email, WRONG),
        "ended": (cast.kham.email, PASSPHRASE),
    }
    knock(*kinds["unknown"])
    times = {name: [] for name in kinds}
    for _ in range(TRIES):
        for name, told in kinds.items():
            times[name].append(knock(*told))
    medians = {name: median(taken) for name, taken in times.items()}
    for name, taken in medians.items():
        print(f"\nsign-in, {name}: {taken * 1000:.1f} ms of CPU")
    apart = max(medians.values()) - min(medians.values())
    print(f"apart: {apart * 1000:.1f} ms (at most {APART * 1000:.0f})")
    assert apart <= APART
