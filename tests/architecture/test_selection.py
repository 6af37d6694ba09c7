"""No test is left out by accident (tests/selection.py)."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from tests.selection import (
    EACH_VALUE,
    EXPENSIVE,
    HOME,
    LARGE,
    LEFT,
    LISTED,
    NOT_FOR_THAT,
    ONE_IN_THREE,
    SLOW,
    differing,
    expensive,
    more_of_many,
    names_in,
    pytest_pycollect_makeitem,
    runs_on_postgresql,
    unread,
)

TESTS = Path(__file__).resolve().parents[1]
APPS = TESTS.parent / "src" / "fanal"
LOCKS_ROWS = re.compile(r"select_for_update\(|fanal\.sql import next_number")


def test_every_file_and_test_that_is_listed_is_there():
    named = [one.partition("::") for one in LISTED]
    assert [file for file, _, name in named if not (TESTS / file).exists()] == []
    assert [
        name for file, _, name in named if f"def {name}" not in (TESTS / file).read_text()
    ] == []


def test_what_is_not_run_on_postgresql_for_a_reason_would_have_been():
    assert [one for one in NOT_FOR_THAT if not differing(TESTS / one)] == []


def test_every_app_that_locks_rows_is_tested_on_postgresql():
    apps = {
        file.relative_to(APPS).parts[0]
        for file in APPS.rglob("*.py")
        if (APPS / file.relative_to(APPS).parts[0] / "apps.py").exists()
        and LOCKS_ROWS.search(file.read_text())
    }
    tested = {
        file.parent.name
        for file in TESTS.rglob("test_*.py")
        if any(runs_on_postgresql(file, name) for name in ("", *differing(file)))
    }
    assert len(apps) > 8
    assert apps - tested == set()


def test_of_each_file_that_locks_rows_some_tests_run_there():
    for one in ONE_IN_THREE:
        within, _, name = one.partition("::")
        tests = (name,) if name else names_in(TESTS / within)
        chosen = [test for test in tests if runs_on_postgresql(TESTS / within, test)]
        assert len(chosen) >= min(3, len(tests)), one
        assert len(chosen) == len(tests) or len(tests) >= LARGE, one


NEEDS = """
import pytest
from django.db import connection

SQL = connection.ops.quote_name("x")

def count():
    with connection.cursor() as cursor:
        return cursor.rowcount

@pytest.fixture
def counted():
    return count()

def test_by_a_fixture(counted): pass
def test_by_a_constant(): assert SQL
def test_by_itself(transactional_db): pass
def test_of_nothing_like_that(cast): pass
"""


def test_a_test_runs_there_for_what_its_helpers_and_fixtures_do(tmp_path):
    file = tmp_path / "test_x.py"
    file.write_text(NEEDS)
    assert differing(file) == {"test_by_a_fixture", "test_by_a_constant", "test_by_itself"}
    every = NEEDS.replace("@pytest.fixture", "@pytest.fixture(autouse=True)")
    file = tmp_path / "test_y.py"
    file.write_text(every)
    assert "test_of_nothing_like_that" in differing(file)


def test_a_file_of_which_nothing_runs_there_is_not_read_and_its_tests_are_counted(monkeypatch):
    plain, locks = TESTS / "web" / "test_errors.py", TESTS / "web" / "test_once.py"
    assert unread(plain) == 0
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    assert unread(plain) == plain.read_text().count("\ndef test_")
    assert unread(locks) == 0
    assert unread(TESTS / "conftest.py") == 0


class _Asked:
    """A test of one value, as far as the choice looks at it."""

    fixturenames = ("db",)

    def __init__(self, value, file="web/test_x.py"):
        self.path, self.name = HOME / file, f"test_of_it[{value}]"
        self.nodeid = f"tests/{file}::{self.name}"

    def get_closest_marker(self, _name):
        return None


def test_a_rule_is_asked_for_its_first_and_last_value_and_for_some_between(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    values = [_Asked(number) for number in range(40)]
    left = more_of_many(values)
    assert 20 < len(left) < 38
    assert left.isdisjoint({values[0], values[-1]})
    assert more_of_many(values[:5]) == set()


def test_what_decides_who_reads_and_who_holds_her_is_asked_for_each_value(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for app in EACH_VALUE:
        assert more_of_many([_Asked(n, f"{app}/test_x.py") for n in range(40)]) == set()


def _functions(file):
    return [f"{file.relative_to(TESTS.parent)}::{name}" for name in names_in(file)]


def test_what_takes_longest_is_there_and_its_seconds_are_told():
    """A name that is gone is deleted from the list; under its new one it runs until it is measured."""
    lines = [line.split() for line in EXPENSIVE.read_text().splitlines()]
    there = {one for name in expensive() for one in _functions(TESTS.parent / name.split("::")[0])}
    assert expensive() - there == set()
    assert [name for seconds, name in lines if float(seconds) <= 0] == []
    assert [name for _, name in lines] == sorted(expensive())


def test_the_access_matrix_and_a_walk_in_a_browser_are_in_every_run(monkeypatch):
    tool = _tool(monkeypatch)
    assert expensive().isdisjoint(tool.STAYS)
    for name in tool.STAYS:
        assert name in _functions(TESTS.parent / name.split("::")[0])


def _tool(monkeypatch):
    monkeypatch.syspath_prepend(str(TESTS.parent / "tools"))  # as the program that it is
    return import_module("expensive")


def test_the_longest_are_left_out_until_the_others_keep_to_their_seconds(monkeypatch):
    """Of each file one stays, unless it takes long by itself."""
    took = Counter({"a::x": 9.0, "a::y": 4.0, "b::x": 5.0, "c::x": 0.9, "c::y": 0.8})
    choose = _tool(monkeypatch).expensive
    assert choose(took, took.total()) == []
    assert choose(took, 11.0) == ["a::x"]
    assert choose(took, 2.0) == ["a::x", "b::x", "a::y"]
    assert choose(took, 0.0) == ["a::x", "b::x", "a::y", "c::x"]


def test_only_a_quick_run_leaves_out_what_takes_longest_and_says_so(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("tests.selection.expensive", lambda: {"tests/web/test_x.py::test_of_it"})
    for quick in (False, True):
        config = SimpleNamespace(
            getoption={"--short": True, "--quick": quick}.get, stash={LEFT: Counter()}
        )
        made = [pytest_pycollect_makeitem(file_of(one, config), "test_of_it") for one in "xy"]
        assert made == [[] if quick else None, None]
        assert config.stash[LEFT] == Counter({SLOW: 1} if quick else {})


def test_a_function_that_runs_on_the_other_database_is_left_out_for_that_alone(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://")
    monkeypatch.setattr("tests.selection.expensive", lambda: {"tests/web/test_x.py::test_of_it"})
    monkeypatch.setattr("tests.selection.runs_on_postgresql", lambda _file, _name: False)
    config = SimpleNamespace(getoption=lambda _name: True, stash={LEFT: Counter()})
    assert pytest_pycollect_makeitem(file_of("x", config), "test_of_it") is None
    assert config.stash[LEFT] == Counter()


def file_of(letter, config):
    """A file of tests, as pytest hands it to the hook."""
    file = f"web/test_{letter}.py"
    return SimpleNamespace(nodeid=f"tests/{file}", path=HOME / file, config=config)
