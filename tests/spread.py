"""Which process takes which tests: a file stays in one, but for those that are a role at a time.

And with which folder each begins to read them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDERS = pytest.StashKey[list[Path]]()

# Each process makes the house for itself, which takes a few seconds; what one test leaves to another
# (the forms of the pages that opened, what was typed into all of them) would be made again as well.
BY_ROLE = re.compile(
    r"test_generated_requests\.py::.*\[(\w+)|test_matrix\.py::test_what_one_may_not_see.*\[(\w+)|test_locked\.py::test_every_address.*\[(\w+)"
)


def together(test: str) -> str:
    """What the tests of one process have in common: the file, or the file and the role."""
    found, file = BY_ROLE.search(test), test.partition("::")[0]
    return f"{file}[{found[1] or found[2] or found[3]}]" if found else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    return Together(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each process reads all tests. In a clean clone it compiles them as well, which takes twenty
    seconds: one that begins with another folder finds compiled what the others have read.
    """
    config, worker = session.config, getattr(session.config, "workerinput", None)
    given = [config.rootpath / one for one in config.args]
    if worker and all(one.is_dir() for one in given):
        folders = config.stash[FOLDERS] = [one for folder in given for one in read_apart(folder)]
        number, of = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
        config.args[:] = map(str, from_elsewhere(folders, number, of))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the order in which one process alone reads them: all have to agree on it."""
    folders = config.stash.get(FOLDERS, [])
    place = {path: number for number, path in enumerate(folders)}
    if folders:
        items.sort(key=lambda item: next(place[up] for up in item.path.parents if up in place))


def read_apart(folder: Path) -> list[Path]:
    """The folders in it, or itself where tests lie beside them."""
    within = sorted(one for one in folder.iterdir() if one.is_dir() and any(one.rglob("test_*.py")))
    return [folder] if not within or any(folder.glob("test_*.py")) else within


def from_elsewhere[One](folders: list[One], number: int, of: int) -> list[One]:
    """The same folders, begun where no other process begins; what runs on PostgreSQL takes the first."""
    begin = len(folders) * (number + 1) // (of + 1)
    return [*folders[begin:], *folders[:begin]]
