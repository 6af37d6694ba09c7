"""An estimate in a process of its own: the same figures, and a plain answer when it dies."""

import json
import sys

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput
from fanal.figures import queries, worker
from fanal.figures.demo import play
from fanal.figures.models import Snapshot
from tests.files import TODAY
from unseen import Choices, Lists

TABLE = Lists(("Hotline", "Police", "Court"), {1: 14, 2: 12, 4: 11, 3: 8, 5: 8, 6: 8})
CHOICES = Choices(threshold=0.02, replicates=100, seed=1234)


@pytest.fixture
def by_itself(settings):
    settings.ESTIMATE_SECONDS = 600.0
    return settings


def test_it_says_the_same_as_here(by_itself):
    here = json.dumps(worker.work_out(TABLE, CHOICES, "all"))
    assert json.dumps(worker.estimated(TABLE, CHOICES, "all")) == here


def test_it_reckons_as_this_process_does(by_itself, monkeypatch):
    """Another kernel of the linear algebra rounds otherwise: the same seed, other last digits."""
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setattr(worker, "COMMAND", [sys.executable, "-I", "-c", SHOW])
    assert "'OPENBLAS_CORETYPE': 'Haswell'" in worker.estimated(TABLE, CHOICES, "all")["around"]


def test_what_it_refuses_comes_back_with_its_place(monkeypatch):
    def refuse(*_what):
        raise BadInput("--seed", "is no number")

    monkeypatch.setattr(worker, "work_out", refuse)
    given = worker.pickle.dumps(("lists", (("A", "B"), {1: 3, 2: 4, 3: 5}), CHOICES, "all"))
    with pytest.raises(BadInput) as mistake:
        worker._read(worker.subprocess.CompletedProcess([], 0, worker.answer(given)))
    assert (mistake.value.where, mistake.value.why) == ("--seed", "is no number")


DEATHS = {
    "import os; os.kill(os.getpid(), 9)": "broke off",
    "import time; time.sleep(600)": "too long",
    "raise SystemExit('Bouakham')": "broke off",
}


@pytest.mark.parametrize(("script", "said"), DEATHS.items())
def test_a_death_or_a_long_wait_is_said_on_the_page_and_nothing_is_saved(
    cast, by_itself, monkeypatch, caplog, script, said
):
    by_itself.ESTIMATE_SECONDS = 1.0 if said == "too long" else 600.0
    monkeypatch.setattr(worker, "COMMAND", [sys.executable, "-I", "-c", script])
    play(cast, TODAY)
    study = queries.Study.objects.get()
    client = cast.client(cast.duc, headers={"accept-language": "en"})
    page = client.post(reverse("figures:estimate", args=[study.id]), follow=True)
    assert page.status_code == 200
    assert said in page.text
    assert not Snapshot.objects.exists()
    assert "Bouakham" not in caplog.text


SHOW = """
import os, pickle, sys
told = {"around": repr(dict(os.environ)), "with": open("/proc/self/cmdline").read()}
sys.stdout.buffer.write(pickle.dumps((dict, told)))
"""


def test_neither_its_arguments_nor_its_surroundings_tell_anything(by_itself, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://fanal:secret@db/fanal")
    monkeypatch.setattr(worker, "COMMAND", [sys.executable, "-I", "-c", SHOW])
    known = worker.estimated(TABLE, CHOICES, "all")
    assert "Hotline" not in known["around"] + known["with"]
    assert "DATABASE" not in known["around"]
    assert "FANAL" not in known["around"]
