"""Which process takes which tests: a file stays in one, but for those that are a role at a time."""

from __future__ import annotations

import re

import pytest

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
