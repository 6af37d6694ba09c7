"""An estimate is worked out beside the server; the page that asked for it may be left."""

import json
import signal
import subprocess
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.figures import actions, estimating, queries
from fanal.figures.demo import play
from fanal.figures.models import Estimating, Snapshot
from fanal.processes import own_process
from tests.files import TODAY

ENGLISH = {"accept-language": "en"}
BUTTON = "Estimate with these choices"


@pytest.fixture
def study(cast):
    play(cast, TODAY)
    return queries.Study.objects.get()


@pytest.fixture
def told(settings, monkeypatch):
    """Nothing is started; what the process would have been told."""
    found = []
    settings.ESTIMATE_ELSEWHERE = True
    monkeypatch.setattr(own_process, "start", lambda _words, told: found.append(told))
    return found


def ask(cast, study, headers=ENGLISH):
    browser = cast.client(cast.duc, headers=headers)
    page = browser.post(reverse("figures:estimate", args=[study.id]), follow=True)
    return browser, page.text


def shown(browser, study):
    return browser.get(reverse("figures:study", args=[study.id])).text


def under_way(cast, study, heard):
    then = timezone.now() - heard
    return Estimating.objects.create(study=study, by=cast.duc, begun_at=then, seen_at=then)


def test_the_page_answers_at_once_and_says_how_far_it_is(cast, study, told):
    _browser, page = ask(cast, study)
    assert len(told) == 1
    assert "step 1 of 3" in page
    assert "Look again" in page
    assert BUTTON not in page
    assert not Snapshot.objects.exists()


def test_once_it_is_done_the_page_leads_to_the_estimate(cast, study, told):
    browser, _page = ask(cast, study)
    estimating.work(told[0])
    made = Snapshot.objects.get()
    page = shown(browser, study)
    assert "that was asked for last" in page
    assert reverse("figures:snapshot", args=[made.id]) in page
    assert BUTTON in page
    row = Estimating.objects.get()
    assert (row.begun_at, row.seen_at) == (None, None)


def test_nothing_of_the_lists_is_told_to_it(cast, study, told):
    ask(cast, study)
    asked = json.loads(told[0])
    assert set(asked) == {"id", "by", "choices", "language"}
    assert asked["choices"] == study.choices


def test_who_asks_is_not_read_from_the_row_of_progress(cast, study, told):
    """A row changed by hand gives the estimate no other author."""
    ask(cast, study)
    Estimating.objects.update(by=cast.noi)
    estimating.work(told[0])
    assert Snapshot.objects.get().by == cast.duc


def test_a_second_one_waits_until_the_first_is_done(cast, study, told):
    ask(cast, study)
    _browser, page = ask(cast, study)
    assert "already being worked out" in page
    assert len(told) == 1


def test_after_a_kill_the_page_says_that_it_did_not_finish_and_it_can_be_asked_for_again(
    cast, study, told
):
    under_way(cast, study, 2 * own_process.STOPPED_AFTER)
    browser = cast.client(cast.duc, headers=ENGLISH)
    page = shown(browser, study)
    assert "stopped before it finished" in page
    assert BUTTON in page
    _browser, page = ask(cast, study)
    assert "step 1 of 3" in page
    assert len(told) == 1


def test_whoever_cancels_gets_no_number(cast, study, told):
    browser, _page = ask(cast, study)
    page = browser.post(reverse("figures:cancel", args=[study.id]), {"once": "a"}, follow=True).text
    assert "was cancelled" in page
    assert BUTTON in page
    assert not estimating.heartbeat(told[0])
    estimating.work(told[0])
    assert not Snapshot.objects.exists()


def test_what_is_cancelled_while_it_reckons_is_not_saved(cast, study, told, monkeypatch):
    ask(cast, study)

    def cancelled(*_asked):
        estimating.cancel(study)
        return {}

    monkeypatch.setattr(actions.worker, "estimated", cancelled)
    estimating.work(told[0])
    assert not Snapshot.objects.exists()


def test_why_there_is_no_number_stands_on_the_page_in_the_language_of_whoever_asked(
    cast, study, told, monkeypatch
):
    browser, _page = ask(cast, study, {"accept-language": "fr"})

    def refuse(*_asked):
        raise actions.BadInput(
            "counts", queries.say("fewer than {n} people are on these lists", n=20)
        )

    monkeypatch.setattr(actions.worker, "estimated", refuse)
    estimating.work(told[0])
    assert "oins de 20 personnes" in shown(browser, study)
    assert not Snapshot.objects.exists()


def test_what_ended_is_not_cancelled(cast, study, told):
    _browser, _page = ask(cast, study)
    estimating.work(told[0])
    assert not estimating.cancel(study)
    assert Estimating.objects.exists()


def test_a_process_that_was_started_is_taken_away_and_hears_what_it_was_told(tmp_path):
    kept = tmp_path / "told"
    words = [
        own_process.sys.executable,
        "-c",
        f"import sys; open({str(kept)!r}, 'w').write(sys.stdin.read())",
    ]
    own_process.start(words, b"what to do")
    until = time.monotonic() + 20
    while time.monotonic() < until and not (kept.exists() and kept.read_text()):
        time.sleep(0.05)
    assert kept.read_text() == "what to do"


ENDS_WITH_ITS_CHILD = """
import subprocess, sys, types
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
cancelled = types.SimpleNamespace(heartbeat=lambda told: False)
sys.modules["fanal.figures"] = types.SimpleNamespace(estimating=cancelled)
from fanal.commands import estimating
estimating._heartbeat(b"{}")
"""


def test_once_cancelled_it_ends_with_the_process_that_reckons():
    code = ENDS_WITH_ITS_CHILD
    process = subprocess.Popen(
        [own_process.sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=own_process._surroundings(),
    )
    child = int(process.stdout.readline())
    assert process.wait(20) == -signal.SIGKILL
    process.stdout.close()
    until = time.monotonic() + 10
    while time.monotonic() < until and _lives(child):
        time.sleep(0.05)
    assert not _lives(child)


def _lives(pid):
    try:
        with open(f"/proc/{pid}/stat") as held:
            return held.read().rsplit(") ", 1)[1][0] != "Z"
    except FileNotFoundError:
        return False
