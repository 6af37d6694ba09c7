"""How a run of all tests is shared out and what it may take (tests/spread.py, tests/budget.py)."""

import subprocess
import sys
from collections import Counter
from importlib import import_module

import pytest

from tests.budget import QUICK, SECONDS, SPENT, pytest_terminal_summary, too_long, used
from tests.selection import HOME, say_last
from tests.spread import from_elsewhere, read_apart, together

MATRIX = "tests/security/test_matrix.py"
CLOSED = f"{MATRIX}::test_what_one_may_not_see_answers_like_what_does_not_exist"
LOCKED = "tests/security/test_locked.py"


def test_what_is_closed_to_a_role_is_a_piece_of_its_own():
    assert together(f"{CLOSED}[noi]") != together(f"{CLOSED}[anan]")
    asked = f"{LOCKED}::test_every_address_leads_to_the_passphrase_and_nothing_is_done"
    assert together(f"{asked}[sokha-idle]") == together(f"{asked}[sokha-locked]")
    assert together(f"{asked}[sokha-idle]") != together(f"{asked}[anan-locked]")


def test_tests_that_leave_something_to_each_other_stay_in_one_process():
    opened = f"{MATRIX}::test_what_one_may_open_opens[noi]"
    rubbish = f"{MATRIX}::test_rubbish_in_every_field_breaks_nothing_and_is_given_back"
    assert together(opened) == together(rubbish) == MATRIX
    assert (
        together("tests/keys/test_chosen.py::test_the_command[noi]") == "tests/keys/test_chosen.py"
    )


def test_processes_begin_to_read_apart_and_each_reads_all():
    folders = read_apart(HOME)
    orders = [folders, *(from_elsewhere(folders, number, 3) for number in range(3))]
    assert [sorted(order) for order in orders] == [folders] * 4
    assert len({order[0] for order in orders}) == 4


def test_a_folder_that_takes_more_than_it_was_granted_is_named():
    granted = SECONDS["audit"]
    assert too_long(Counter(audit=granted), SECONDS) == {}
    assert list(too_long(Counter(audit=granted + 1, new=1.0), SECONDS)) == ["audit"]


def test_where_less_runs_less_is_granted():
    assert set(QUICK) == set(SECONDS)
    assert [folder for folder in QUICK if QUICK[folder] > SECONDS[folder]] == []


class _Summary:
    """A run of pytest at its end, as far as the budget asks: what it took, and where it is told."""

    def __init__(self, **spent):
        self.stash, self.lines = pytest.Stash(), []
        self.stash[SPENT] = Counter(spent)

    def getoption(self, name):
        return name == "--budget"

    def write_line(self, line, **_colour):
        self.lines.append(line)


def test_the_last_words_of_a_run_name_the_folder_that_takes_too_long(tmp_path, monkeypatch):
    """In CI the last lines are kept, and what stands above them is not."""
    left = tmp_path / "left"
    monkeypatch.setenv("FANAL_TESTS_LEFT", str(left))
    monkeypatch.syspath_prepend(str(HOME.parent / "tools"))  # as the program that it is
    run_tests = import_module("run_tests")
    over = _Summary(audit=SECONDS["audit"] + 1, new=1.0)
    pytest_terminal_summary(over, over)
    say_last(["left to make test-all: 3 tests that are marked long"])
    part = run_tests.RunningCommand("tests", [sys.executable, "-c", "raise SystemExit(1)"])
    run_tests.wait([part])
    *before, last = run_tests.last_words(left.read_text(), [part]).splitlines()
    assert last.startswith("tests/audit takes too long: ")
    assert "left to make test-all: 3 tests that are marked long" in before
    assert "tests: ended with 1" in before[-1]


def test_a_run_that_keeps_to_its_seconds_says_nothing_of_them_at_the_end(tmp_path, monkeypatch):
    left = tmp_path / "left"
    monkeypatch.setenv("FANAL_TESTS_LEFT", str(left))
    within = _Summary(audit=1.0)
    pytest_terminal_summary(within, within)
    assert within.lines == ["seconds of a processor: 1 (audit 1)"]
    assert left.read_text() == ""


def test_programs_that_ended_and_that_still_run_are_counted():
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    before = used("browser")
    with subprocess.Popen(
        [sys.executable, "-c", burn], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        program.stdout.readline()
        assert used("browser") - before > 0.25
        program.communicate(b"\n")
    assert used("browser") - before > 0.25
