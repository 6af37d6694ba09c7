"""Who knocks at the sign-in learns nothing about who has an account, from the answer or its time."""

import re
import time
from statistics import median

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import Attempts, Invitation, User
from fanal.accounts.passphrase_attempts import IN_A_SPAN
from fanal.core.sealing.passphrases import Cost
from fanal.keys import key_pairs
from tests import files
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client
from tests.keys.test_one_stretching import stretched

WRONG = "wrong wrong wrong wrong"
# Dear enough to be seen in the time of an answer, cheap enough for a test.
MIDDLING = Cost(passes=2, memory=8192)


@pytest.fixture
def knocks(cast, settings):
    """What somebody may try: an address and a pass-phrase for each case."""
    settings.PASSPHRASE_COST = MIDDLING
    _pair, private = cast.private[cast.sokha.pk]
    key_pairs.change_passphrase(user=cast.sokha, private=private, passphrase=PASSPHRASE)
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


def questions(what):
    """To the database, without their values, and how often a pass-phrase was stretched."""
    seen = []

    def noted(execute, sql, *rest):
        seen.append(re.sub(r"'[^']*'|\d+", "?", sql))
        return execute(sql, *rest)

    with stretched() as passphrases, connection.execute_wrapper(noted):
        what()
    return seen, len(passphrases)


@pytest.mark.parametrize("tries", [1, IN_A_SPAN + 1], ids=["wrong", "locked"])
def test_each_asks_the_database_the_same_and_stretches_as_often(knocks, one_span, tries):
    """After the first wrong try of the day, which is journalled. Over 250 tries of each on this table, all
    took the same time but for what the machine did besides."""
    for told in knocks.values():
        for _ in range(tries):
            knock(*told)
    found = {name: questions(lambda told=told: knock(*told)) for name, told in knocks.items()}
    for name, asked in found.items():
        assert asked == found["unknown"], name


def test_a_link_that_was_used_that_is_over_or_was_never_made_asks_and_tells_the_same(cast):
    links = {
        name: files.invited(cast, email=f"{name}@fanal.example", display_name=name)
        for name in ("used", "over")
    }
    Invitation.objects.filter(display_name="used").update(used=True)
    Invitation.objects.filter(display_name="over").update(until=timezone.now())
    links |= {"unknown": "x" * len(links["used"])}
    Client().get("/sign-in/")
    found = {}
    for name, token in links.items():
        answers = []
        page = reverse("keys:invitation", args=[token])
        asked = questions(lambda page=page, answers=answers: answers.append(Client().get(page)))
        answer = answers[0]
        shown = answer.content.decode().replace(token, "")
        found[name] = asked, answer.status_code, dict(answer.headers), sorted(answer.cookies), shown
    assert found["used"] == found["over"] == found["unknown"]
    assert found["used"][1] == 404


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
