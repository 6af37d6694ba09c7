"""Of many of a kind, those that `make test` tries; `make test-all` tries them all.

A digest of the names decides which: the same on every machine and in every run, so that what fails
fails again, and spread over what there is, so that nothing is left out for being last in a list. How
much was left is counted, and said as the last words of `make test` (tests/selection.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

WITHIN = "more that tests of make test try within themselves"
NOW = Counter[str]()  # what was left so far, in this process
LEFT = pytest.StashKey[Counter[str]]()


class _Form:
    short = False


def pytest_configure(config: pytest.Config) -> None:
    _Form.short = config.getoption("--short")
    config.stash[LEFT] = NOW


def turn(name: object) -> int:
    """A number that the name decides."""
    return int.from_bytes(hashlib.sha256(str(name).encode()).digest()[:4])


def tried(chosen: bool) -> bool:
    """Whether a test tries it: what is not chosen is left to the long form, and counted."""
    if _Form.short and not chosen:
        NOW[WITHIN] += 1
    return chosen or not _Form.short


def share[One](things: Iterable[One], of: int, name: Callable[[One], object] = str) -> list[One]:
    """One in `of` things, by their names; all of them in the long form."""
    return [one for one in things if tried(turn(name(one)) % of == 0)]


def at_least(number: int, of: int) -> int:
    """How many there must be where one in `of` is tried, so that a test that finds nothing fails."""
    return number // (2 * of) if _Form.short else number


def in_turn[One](choices: Sequence[One], name: object, number: int = 1) -> list[One]:
    """`number` of the choices, of which the name decides the first."""
    first = turn(name)
    return [choices[(first + step) % len(choices)] for step in range(min(number, len(choices)))]


def mostly_long[One](
    things: Iterable[One], of: int, name: Callable[[One], object] = str
) -> list[Any]:
    """Parameters of a test: one in `of` as they are, the others marked `long`; at least the first."""
    things = list(things)
    kept = [one for one in things if turn(name(one)) % of == 0] or things[:1]
    return [one if one in kept else pytest.param(one, marks=pytest.mark.long) for one in things]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Each process left what it left: unlike what is not collected, which is the same for all."""
    node.config.stash[LEFT].update(getattr(node, "workeroutput", {}).get("within", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["within"] = dict(NOW)
