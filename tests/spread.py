"""Which process takes which tests: a file stays in one, but for those that are a role at a time."""

from __future__ import annotations

import re

import pytest

# Their house is made once for each process: cheaper than one process that is still busy alone.
BY_ROLE = ("test_matrix.py", "test_locked.py")
ROLE = re.compile(r"\[([a-z]+)")


def together(test: str) -> str:
    """What the tests of one process have in common: the file, or the file and the role."""
    file, _, name = test.partition("::")
    role = ROLE.search(name) if file.endswith(BY_ROLE) else None
    return f"{file}[{role[1]}]" if role else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    return Together(config, log)
