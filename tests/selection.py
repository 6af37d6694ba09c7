"""Which tests `make test` runs, and on which database. `make test-all` runs every test on both.

The database decides little of what the tests say: on PostgreSQL only those run that would notice a
difference. The functions that take longest, which EXPENSIVE lists (tools/expensive.py), are left to
`make test SLOW=yes`, as CI runs it; one that was not measured yet runs. What a run leaves, and to which
other, is said at its end, by number.
"""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests import shares

HOME = Path(__file__).resolve().parent
LEFT = pytest.StashKey[Counter[str]]()
EXPENSIVE = HOME / "expensive.txt"
SLOW = (
    "of the functions that take longest (tests/expensive.txt; each once, whatever it is tried with)"
)
UNREAD = "on PostgreSQL, in files of which none runs there (each once, whatever it is tried with)"

# What a test does that PostgreSQL may do in another way: it runs there as well. Looked at is the test
# itself with all that it names of its own file: helpers, fixtures, constants.
DIFFERS = re.compile(
    r"cursor\(|IntegrityError|OperationalError|transactional_db|transaction=True|MigrationExecutor"
    r"|transaction\.atomic|connection\.(?!vendor)|Thread\("
)
NOT_FOR_THAT = {
    "accounts/test_stretching.py": "its threads ask no database",
    "operations/test_doctor.py": "what each check says is the same; all of them are asked there once",
    "retention/test_attacks.py": "what is written by hand is the same in both; an erasure is tried there",
    "security/test_every_answer.py": "the database is made to fail before it is asked",
    "security/test_exclusion.py": "walks through the pages; the rule in SQL is tried in the apps",
    "security/test_in_clear.py": "both hold the columns of the models; that they do is asked there",
    "security/test_locked.py": "looks which tables are written to",
    "security/test_moved_values.py": "what is sealed is opened by us: the same bytes in both",
    "security/test_no_echo.py": "the database is made to fail before it is asked",
    "security/test_what_colleagues_decide.py": "the rule in SQL is tried in the apps",
    "web/test_errors.py": "the database is made to fail before it is asked",
    "web/test_post_redirect_get.py": "the database is made to fail before it is asked",
}
# Files and single tests that run there too although nothing in them shows why.
LOCKED = "rows are locked before they are changed"
ALSO_ON_POSTGRESQL = {
    "the chain of the journal, and the signed heads": (
        "audit/test_appending.py",
        "audit/test_checkpoint.py",
        "audit/test_journal.py",
        "audit/test_moved_values.py",
        "audit/test_rollback.py",
        "security/test_authority_certifying.py",
        "security/test_authority_rules.py",
    ),
    LOCKED: (
        "cases/test_closing.py",
        "cases/test_documents_operations.py",
        "cases/test_taken_off.py",
        "care/test_care.py",
        "coded_facts/test_at_save.py",
        "colleagues/test_small_offices_and_old_files.py",
        "figures/test_figures.py::test_the_same_counts_and_choices_are_one_frozen_estimate",
        "identification/test_review.py",
        "intake/test_signals.py",
        "justice/test_proceedings.py",
        "keys/test_leaving.py",
        "organisation/test_accounts.py",
        "organisation/test_offices_and_teams.py",
        "funds/test_funds.py",
        "prevention/test_rules.py",
        "protection/test_records.py",
        "reintegration/test_plans.py",
        "retention/test_attacks.py::test_the_ledger_holds_no_more_than_ids_of_what_was_erased",
        "rotation/test_who_left.py",
        "services/test_services.py",
        "shelters/test_shelters.py",
        "sharing/test_shared_files.py",
        "sharing/test_withdrawing.py",
    ),
    "lists and rules that are asked in SQL of our own, beside their plain form": (
        "cases/test_access.py",
        "cases/test_present.py",
        "cases/test_seen_as_written_plainly.py",
        "decisions/test_counts.py",
        "journeys/test_lead.py::test_of_two_who_choose_at_once_the_second_is_shown_whom_the_first_chose",
        "journeys/test_lead.py::test_all_that_the_question_for_everybody_finds_is_what_the_one_for_each_says",
        "journeys/test_lead.py::test_that_no_lead_may_open_them_takes_one_question_however_many_journeys",
        "keys/test_ring.py",
        "partners/test_bonds.py",
        "people/test_emergency_group.py",
        "people/test_group_is_no_team.py",
        "people/test_search_as_written.py",
        "people/test_seen_as_written_plainly.py",
        "sharing/test_gate_as_from_everything.py",
        "web/test_known_ids.py",
    ),
    "every column that the database has": (
        "security/test_in_clear.py::test_every_column_that_stands_in_clear_is_listed_and_no_other",
    ),
    "every check of the doctor": (
        "operations/test_doctor.py::test_the_others_are_green_where_nothing_is_wrong",
    ),
    "two at the same time": ("web/test_conflicts.py", "web/test_once.py"),
    "rows of all kinds are marked as texts": (
        "security/test_forged_plans.py::test_nothing_is_named_where_actions_alone_wrote",
    ),
    "one pass of the access matrix": ("security/test_matrix.py::test_what_one_may_open_opens",),
    "what its pass leaves behind": (
        "security/test_matrix.py::test_every_form_with_free_text_carries_a_draft",
    ),
    "what was released is upgraded, with its rows": (
        "upgrading/test_from_0_1_0.py::test_it_is_upgraded_and_every_record_opens",
    ),
    "it refuses more of what is typed": (
        "security/test_matrix.py::test_rubbish_in_every_field_breaks_nothing_and_is_given_back",
    ),
}
# What `make test` runs there and not on SQLite: it takes long, and SQLite breaks at nothing else. On
# SQLite the pages are opened by the walks of test_canaries.py, and `make test-all` upgrades what was
# released: what a migration does to rows breaks on PostgreSQL first.
ON_POSTGRESQL_ALONE = frozenset(
    one
    for why in (
        "it refuses more of what is typed",
        "one pass of the access matrix",
        "what its pass leaves behind",
        "what was released is upgraded, with its rows",
    )
    for one in ALSO_ON_POSTGRESQL[why]
)
LISTED = frozenset(file for files in ALSO_ON_POSTGRESQL.values() for file in files)
# Of their larger files one test in three: most tests of a file lock the same rows by the same few actions.
ONE_IN_THREE, LARGE = frozenset(ALSO_ON_POSTGRESQL[LOCKED]), 10
# A rule that is asked of the database for many values is asked for the first, the last and one in four
# of the others. Not of what decides who is let in, who reads, what is sealed, what goes out and in whose
# hands somebody is: there each value is a way in or out, and the test itself says which are tried.
MANY = 5
OF_MANY = "of rules that are asked of the database for many values, and that are tried for some"
EACH_VALUE = {
    "accounts", "audit", "cases", "intake", "journeys", "keys", "papers", "people", "rotation",
    "security", "sharing", "shelters",
}  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--short", action="store_true", help="leave to `make test-all` what only it runs"
    )
    parser.addoption(
        "--quick", action="store_true", help="leave to `make test SLOW=yes` what takes longest"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT] = Counter()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """On PostgreSQL a file of which nothing runs there is not even read: all of them take a process
    half a minute. Its tests are counted by their names.
    """
    if not config.getoption("--short") or not (left := unread(collection_path)):
        return None
    config.stash[LEFT][UNREAD] += left
    return True


def unread(file: Path) -> int:
    """How many tests a file has, if on this database none of them runs."""
    if not (_is_postgresql() and HOME in file.parents and file.match("test_*.py")):
        return 0
    tests = names_in(file)
    return 0 if any(runs_on_postgresql(file, name) for name in tests) else len(tests)


@cache
def names_in(file: Path) -> tuple[str, ...]:
    return tuple(piece for piece in _pieces(file.read_text()) if piece.startswith("test_"))


def _is_postgresql() -> bool:
    return "postgres" in os.environ.get("DATABASE_URL", "")


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, name: str) -> list[pytest.Item] | None:
    """Of a function that takes longest no test is made: one for each value, with its fixtures, and
    then none of them would run.
    """
    config = collector.config
    if not (config.getoption("--short") and config.getoption("--quick")):
        return None
    if f"{collector.nodeid}::{name}" not in expensive():
        return None
    if _is_postgresql() and not runs_on_postgresql(collector.path, name):
        return None  # it is left out for that
    config.stash[LEFT][SLOW] += 1
    return []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without `--short` everything runs that was asked for."""
    if not config.getoption("--short"):
        return
    kept, left, more = [], [], more_of_many(items)
    for item in items:
        why = left_out(item) or (OF_MANY if item in more else "")
        (left if why else kept).append(item)
        config.stash[LEFT].update([why] if why else ())
    items[:] = kept
    if left:
        config.hook.pytest_deselected(items=left)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left"] = dict(config.stash[LEFT])


@cache
def expensive() -> frozenset[str]:
    """file::function of each that takes longest."""
    return frozenset(line.split()[1] for line in EXPENSIVE.read_text().splitlines())


def left_out(item: pytest.Item) -> str:
    """Why `make test` leaves a test to `make test-all`; empty if it does not."""
    if item.get_closest_marker("long"):
        return "that are marked long"
    file = _within(item.path)
    if not file:  # of a library, which knows no database
        return ""
    name = item.name.partition("[")[0]
    if not _is_postgresql():
        alone = {file, f"{file}::{name}"} & ON_POSTGRESQL_ALONE
        return "on SQLite, which run on PostgreSQL here" if alone else ""
    return "" if runs_on_postgresql(item.path, name) else "on PostgreSQL, which run on SQLite here"


def more_of_many(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Of each rule that is asked of the database for many values, those for which it is not asked."""
    families: dict[str, list[pytest.Item]] = {}
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) and not left_out(item):
            families.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return {
        item
        for name, family in families.items()
        if len(family) > MANY and name.split("/")[1] not in EACH_VALUE
        for item in family[1:-1]
        if shares.turn(item.nodeid) % 4
    }


@cache
def _within(file: Path) -> str:
    """Its place below this folder; empty if it is elsewhere. Asked of each of its tests."""
    return file.relative_to(HOME).as_posix() if HOME in file.parents else ""


def runs_on_postgresql(file: Path, name: str) -> bool:
    within = _within(file)
    listed = {within, f"{within}::{name}"} & LISTED
    if within in ONE_IN_THREE and name and len(names_in(file)) >= LARGE:
        listed = () if shares.turn(f"{within}::{name}") % 3 else listed
    return bool(listed) or (within not in NOT_FOR_THAT and name in differing(file))


@cache
def differing(file: Path) -> frozenset[str]:
    """The tests of a file that do such a thing."""
    pieces = _pieces(file.read_text())
    tests = (piece for piece in pieces if piece.startswith("test_"))
    return frozenset(one for one in tests if DIFFERS.search(_all_of(one, pieces)))


def _pieces(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """{what a file defines: its text, the names in it}; of every test: marks and what is `autouse`."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for node in ast.parse(text).body:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        own = "\n".join(text.splitlines()[first - 1 : node.end_lineno])
        names = frozenset(
            getattr(one, "id", getattr(one, "arg", "")) or "" for one in ast.walk(node)
        )
        for name in _defined(node, own):
            before = found.get(name, ("", frozenset()))
            found[name] = (f"{before[0]}\n{own}", before[1] | names)
    return found


ALWAYS = "pytestmark"


def _defined(node: ast.stmt, text: str) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name, ALWAYS] if "autouse=True" in text else [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _all_of(test: str, pieces: dict[str, tuple[str, frozenset[str]]]) -> str:
    waiting, seen = {test, ALWAYS}, set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= {one for one in pieces.get(name, ("", ()))[1] if one in pieces} - seen
    return "\n".join(pieces[one][0] for one in seen if one in pieces)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    """Every process collects all and leaves the same: what one of them says is enough."""
    node.config.stash[LEFT] = Counter(getattr(node, "workeroutput", {}).get("left", {}))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """Say how many tests were left out; tools/run_tests.py says it again as its last words."""
    if hasattr(config, "workeroutput"):  # each process ends with a summary that nobody reads
        return
    told = [
        f"left to make {'test SLOW=yes' if why == SLOW else 'test-all'}: {number} tests {why}"
        for why, number in sorted(config.stash[LEFT].items())
    ]
    told += [
        f"left to make test-all: {number} {what}"
        for what, number in config.stash[shares.LEFT].items()
    ]
    for one in told:
        terminalreporter.write_line(one)
    say_last(told)


def say_last(words: Iterable[str]) -> None:
    """What tools/run_tests.py says when all parts have ended, where nobody has to look for it."""
    if place := os.environ.get("FANAL_TESTS_LEFT"):
        with Path(place).open("a") as file:
            file.write("".join(f"{word}\n" for word in words))


def database() -> str:
    return "PostgreSQL" if _is_postgresql() else "SQLite"
