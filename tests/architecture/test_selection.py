"""No test is left out by accident: PostgreSQL gets what could differ there, or a reason why not."""

import re
from pathlib import Path

from tests.selection import LISTED, ON_ONE_DATABASE, runs_on_postgresql

TESTS = Path(__file__).resolve().parents[1]
# What a file does that another database may do in another way; counting questions is the same.
DIFFERS = re.compile(
    r"cursor\(|IntegrityError|OperationalError|transactional_db|transaction=True|MigrationExecutor"
    r"|transaction\.atomic|connection\.(?!vendor)|Thread\("
)
ON_SQLITE_ALONE = {
    "accounts/test_stretching.py": "its threads ask no database",
    "security/test_every_answer.py": "the database is made to fail before it is asked",
    "security/test_locked.py": "notes to which tables is written",
    "security/test_no_echo.py": "the database is made to fail before it is asked",
    "web/test_errors.py": "the database is made to fail before it is asked",
    "web/test_post_redirect_get.py": "the database is made to fail before it is asked",
}


def files_of_tests():
    return [file for file in TESTS.rglob("test_*.py")
            if file.relative_to(TESTS).parts[0] not in ON_ONE_DATABASE]  # fmt: skip


def test_what_may_differ_on_postgresql_runs_there_or_says_why_not():
    differ = {file.relative_to(TESTS).as_posix() for file in files_of_tests()
              if DIFFERS.search(file.read_text()) and not runs_on_postgresql(file)}  # fmt: skip
    assert differ == set(ON_SQLITE_ALONE)


def test_every_file_that_is_listed_is_there():
    named = {one for one in LISTED if not (TESTS / one).exists()}
    assert named <= {"authority"}
