"""What the tests of a folder may take: seconds of a processor, which a busy machine does not change.

Counted are the process that tests and the programs that it started: also those that still run, the
browser and a house that is served. `make test` fails where a folder takes more than is said here.
"""

from __future__ import annotations

import os
import resource
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import selection

TABLES = "the tables"  # made once a process: of no folder
# About three times what each takes on an idle machine: beside other processes, on a core that two
# share, the same work takes up to twice as long. The first of a process pays for the libraries.
SECONDS = {
    TABLES: 20.0,
    "accounts": 110.0, "architecture": 200.0, "audit": 50.0, "browser": 600.0, "care": 80.0, "cases": 450.0,
    "colleagues": 80.0, "commands": 350.0, "core": 180.0, "decisions": 130.0, "extras": 60.0, "figures": 130.0, "funds": 90.0,
    "identification": 110.0, "intake": 80.0, "journeys": 350.0, "justice": 150.0, "keys": 120.0, "matching": 130.0, "operations": 350.0,
    "organisation": 130.0, "papers": 80.0, "people": 90.0, "prevention": 90.0, "protection": 160.0, "reintegration": 150.0,
    "retention": 170.0, "rotation": 130.0, "scriptnames": 50.0, "security": 1100.0, "services": 80.0, "serving": 200.0, "sharing": 300.0,
    "shelters": 350.0, "unseen": 160.0, "upgrading": 170.0, "web": 80.0,
}  # fmt: skip
# Where what takes longest is left out (`--quick`).
QUICK = {
    TABLES: 20.0,
    "accounts": 40.0, "architecture": 40.0, "audit": 40.0, "browser": 40.0, "care": 40.0, "cases": 110.0,
    "colleagues": 40.0, "commands": 40.0, "core": 60.0, "decisions": 40.0, "extras": 40.0, "figures": 40.0,
    "funds": 40.0, "identification": 40.0, "intake": 40.0, "journeys": 100.0, "justice": 60.0, "keys": 60.0,
    "matching": 40.0, "operations": 40.0, "organisation": 40.0, "papers": 40.0, "people": 40.0,
    "prevention": 40.0, "protection": 40.0, "reintegration": 40.0, "retention": 40.0, "rotation": 40.0,
    "scriptnames": 40.0, "security": 100.0, "services": 40.0, "serving": 40.0, "sharing": 60.0,
    "shelters": 70.0, "unseen": 40.0, "upgrading": 40.0, "web": 40.0,
}  # fmt: skip
OTHERS = 60.0  # a small folder, or one that is new
# Whose programs run beside the tests: looking for them takes milliseconds.
START_PROGRAMS = {"browser", "commands", "serving"}
TICKS = os.sysconf("SC_CLK_TCK")
SPENT = pytest.StashKey[Counter[str]]()
NOW = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--budget", action="store_true", help="fail where a folder takes too long")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SPENT] = Counter()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    folder = item.config.stash[NOW] = item.nodeid.split("/")[1]
    # The last test ends what ran for all of them, a browser say: counted before, where it was used.
    programs = folder in START_PROGRAMS or nextitem is None
    before = used(programs)
    try:
        return (yield)
    finally:
        # A program that somebody else awaits is counted nowhere once it has ended.
        item.config.stash[SPENT][folder] += max(0.0, used(programs) - before)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request: pytest.FixtureRequest) -> Iterator[None]:
    if fixturedef.argname != "django_db_setup":
        return (yield)
    before = used(False)
    try:
        return (yield)
    finally:
        took, spent = used(False) - before, request.config.stash[SPENT]
        spent[TABLES] += took
        spent[request.config.stash[NOW]] -= took


def used(programs: bool) -> float:
    """Seconds of a processor, of this process and of what it started; `programs`: and still runs."""
    own, ended = (
        resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    seconds = sum(one.ru_utime + one.ru_stime for one in (own, ended))
    return seconds + (running_below(os.getpid()) if programs else 0.0)


def running_below(process: int) -> float:
    """What the programs that run used, and those below them that have ended."""
    spent, below = {}, defaultdict(list)
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = one.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        number = int(one.parent.name)
        spent[number] = sum(int(ticks) for ticks in told[11:15]) / TICKS
        below[int(told[1])].append(number)
    found = list(below[process])
    for one in found:
        found += below[one]
    return sum(spent[one] for one in found)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    node.config.stash[SPENT].update(getattr(node, "workeroutput", {}).get("spent", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["spent"] = dict(config.stash[SPENT])
    elif config.getoption("--budget") and too_long(config.stash[SPENT], granted(config)):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def granted(config: pytest.Config) -> dict[str, float]:
    return QUICK if config.getoption("--quick") else SECONDS


def too_long(spent: Counter[str], may_take: dict[str, float]) -> dict[str, str]:
    return {
        folder: f"{seconds:.0f} s, {may_take.get(folder, OTHERS):.0f} s were granted"
        for folder, seconds in spent.items()
        if seconds > may_take.get(folder, OTHERS)
    }


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """Say what each folder took, and which took too long: that again as the last words of the run."""
    if hasattr(config, "workeroutput") or not config.getoption("--budget"):
        return
    spent = config.stash[SPENT]
    told = ", ".join(f"{folder} {seconds:.0f}" for folder, seconds in spent.most_common())
    terminalreporter.write_line(f"seconds of a processor: {spent.total():.0f} ({told})")
    long = too_long(spent, granted(config))
    late = [f"tests/{folder} takes too long: {much}" for folder, much in long.items()]
    for one in late:
        terminalreporter.write_line(one, red=True)
    selection.say_last(f"{one} ({selection.database()})" for one in late)
