"""Who knocks at the sign-in learns nothing about who has an account, from the answer or its time."""

import re
import time
from statistics import median

import pytest
from django.contrib.auth.hashers import make_password

from fanal.accounts import hashers
from fanal.accounts.actions import end_account
from fanal.accounts.models import Attempts, User
from fanal.accounts.passphrase_attempts import IN_A_SPAN
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client

WRONG = "wrong wrong wrong wrong"


class Middling(hashers.PepperedArgon2):
    """Dear enough to be seen in the time of an answer, cheap enough for a test."""

    time_cost, memory_cost = 2, 8192


@pytest.fixture
def knocks(cast, settings):
    """What somebody may try: an address and a pass-phrase for each case."""
    settings.PASSWORD_HASHERS = ["tests.accounts.test_same_answer.Middling"]
    User.objects.update(password=make_password(PASSPHRASE))
    end_account(user=cast.kham, by=cast.anan)
    return {
        "unknown": ("no@body.example", WRONG),
        "wrong": (cast.sokha.email, WRONG),
        "wrong, no keys": (bare(cast).email, WRONG),
        "ended": (cast.kham.email, PASSPHRASE),
        "ended, wrong": (cast.kham.email, WRONG),
    }


def bare(cast):
    return User.objects.create(
        email="bare@fanal.example",
        display_name="B",
        office=cast.sokha.office,
        role="case_worker",
        password=make_password(PASSPHRASE),
    )


def knock(address, passphrase):
    return Client().post("/sign-in/", {"login": address, "password": passphrase})


def seen(answer):
    """What an answer shows, without what is new in every answer."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    page = re.sub(r'value="[^"]*@[^"]*"', "", page)  # the address that was typed
    return answer.status_code, sorted(answer.headers), sorted(answer.cookies), page


def test_unknown_wrong_and_ended_get_the_same_answer(knocks):
    answers = {name: seen(knock(*told)) for name, told in knocks.items()}
    assert answers["unknown"][0] == 422
    for name, answer in answers.items():
        assert answer == answers["unknown"], name


def test_after_five_tries_everybody_is_closed_in_the_same_way(knocks, one_span):
    for told in knocks.values():
        for _ in range(IN_A_SPAN):
            knock(*told)
    answers = {name: seen(knock(*told)) for name, told in knocks.items()}
    right = {"right": seen(knock(knocks["wrong"][0], PASSPHRASE))}
    for name, answer in (answers | right).items():
        assert answer == answers["unknown"], name


def cpu(told):
    Attempts.objects.all().delete()
    before = time.thread_time()
    knock(*told)
    return time.thread_time() - before


def test_unknown_wrong_and_ended_take_the_same_time(knocks):
    knock(*knocks["unknown"])
    times = {name: [] for name in knocks}
    for _ in range(7):
        for name, told in knocks.items():
            times[name].append(cpu(told))
    medians = {name: median(taken) for name, taken in times.items()}
    stretching = min(medians.values())
    # One stretching more or less would be twice the time.
    assert max(medians.values()) < 1.6 * stretching, medians
