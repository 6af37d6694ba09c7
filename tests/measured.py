"""What each test function takes, in seconds of a processor: with `--measure FOLDER` written there.

What several share (a fixture of a file or of the run, what a file puts away at its end) is divided
among those that ask for it: none pays for being the first, and leaving one out saves what is written
beside it. A kept scene is made for whoever comes first of many files: it counts for nobody.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import budget, kept, selection


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--measure", help="write into this folder what each test function takes")


def pytest_configure(config: pytest.Config) -> None:
    if folder := config.getoption("--measure"):
        config.pluginmanager.register(Measuring(Path(folder).absolute()))


class Measuring:
    """One process of tests, and what its functions took."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, ""
        self.own, self.shared = Counter[str](), Counter[str]()
        self.users: defaultdict[str, set[str]] = defaultdict(set)
        self.within = 0.0  # what was shared of what runs now
        self.first, kept._first = kept._first, self._first_scene

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.now, self.within = item.nodeid.partition("[")[0], 0.0
        for name in (*getattr(item, "fixturenames", ()), item.path.name):
            self.users[name].add(self.now)
        before = self._used()
        try:
            return (yield)
        finally:
            # A program that somebody else awaits is counted nowhere once it has ended.
            self.own[self.now] += max(0.0, self._used() - before - self.within)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: Any) -> Iterator[None]:
        if nextitem and nextitem.path == item.path:
            return (yield)
        with self._sharing(f"{self.now.partition('::')[0]}::{item.path.name}"):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        with self._sharing(f"{fixturedef.baseid}::{fixturedef.argname}"):
            return (yield)

    def pytest_sessionfinish(self) -> None:
        for what, seconds in self.shared.items():
            place, _, name = what.rpartition("::")
            users = [one for one in self.users[name] if one.startswith(place)]
            for one in users:
                self.own[one] += seconds / len(users)
        if self.own:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.folder / f"{selection.database()}-{os.getpid()}.json"
            file.write_text(json.dumps(self.own))

    def _used(self) -> float:
        return budget.used(self.now.split("/")[1] in budget.START_PROGRAMS)

    @contextmanager
    def _sharing(self, what: str) -> Iterator[None]:
        before, within = self._used(), self.within
        yield
        took = max(0.0, self._used() - before)
        self.shared[what] += max(0.0, took - (self.within - within))
        self.within = within + took

    def _first_scene(self, *asked: Any) -> Any:
        with self._sharing("a scene"):
            return self.first(*asked)
