"""A backup of many cases put back into an empty place, in seconds of a processor for 20,000 cases.

Few are made and the rest is reckoned: what is restored is rows, each as costly as the one before.
FANAL_BENCH_CASES: how many are made (800).
"""

import os
import resource

import pytest
from django.conf import settings

from tests import files
from tests.operations.installation import DONE, Machine, backup

CASES, WANTED, GOAL_S = int(os.environ.get("FANAL_BENCH_CASES", "800")), 20_000, 60


def of_programs():
    """Seconds of a processor in programs that ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def restored(tmp_path, name, shares):
    folder = tmp_path / name
    folder.mkdir()
    path, there = backup(folder), Machine(tmp_path / f"{name}-elsewhere")
    before = of_programs()
    answer = there.fanal("restore", path, lines=shares[:2])
    assert answer.returncode == DONE, answer.stderr
    return of_programs() - before


@pytest.mark.bench
@pytest.mark.django_db(transaction=True)
def test_twenty_thousand_cases_are_put_back_within_a_minute(cast, tmp_path, monkeypatch):
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))
    (settings.VAR / "backup.key").unlink(missing_ok=True)
    empty = restored(tmp_path, "empty", cast.shares)
    for _ in range(CASES):
        files.case(cast)
    full = restored(tmp_path, "full", cast.shares)
    seconds = empty + max(0, full - empty) * WANTED / CASES
    print(
        f"\nrestore: {empty:.1f} s of nothing, {full:.1f} s of {CASES} cases: {seconds:.0f} s of {WANTED}"
    )
    assert seconds < GOAL_S
