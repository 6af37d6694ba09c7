"""How a run of all tests is shared out and what it may take (tests/spread.py, tests/budget.py)."""

import subprocess
import sys
from collections import Counter

from tests.budget import SECONDS, too_long, used
from tests.spread import together

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


def test_a_folder_that_takes_more_than_it_was_granted_is_named():
    granted = SECONDS["audit"]
    assert too_long(Counter(audit=granted)) == {}
    assert list(too_long(Counter(audit=granted + 1, new=1.0))) == ["audit"]


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
