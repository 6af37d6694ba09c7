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
    return [thing for thing in things if tried(turn(name(thing)) % of == 0)]


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
    kept = [thing for thing in things if turn(name(thing)) % of == 0] or things[:1]
    return [thing if thing in kept else _long(thing) for thing in things]


# Of the cast: to these a page is shut by the case or the team, to the others by their role.
WORK_ON_CASES = {"sokha", "noi", "kham", "somchit", "linh", "huong", "bopha"}


def strangers(names: Iterable[str], rule: str) -> list[Any]:
    """Those to whom a rule says no, as parameters: one who works on cases and one who does not, others
    for each rule. The rest is marked `long`; security/test_matrix.py asks every address as well.
    """
    names = list(names)
    near = [name for name in names if name in WORK_ON_CASES]
    far = [name for name in names if name not in WORK_ON_CASES]
    kept = [*in_turn(near, rule), *in_turn(far, rule)]
    return [name if name in kept else _long(name) for name in names]


def some(things: Iterable[Any], rule: str, number: int = 2) -> list[Any]:
    """Parameters that all take the same way through a rule: `number` as they are, others for each rule;
    the rest marked `long`. For whom it says yes and for whom no is given apart: both are tried.
    """
    things = list(things)
    kept = in_turn(things, rule, number)
    return [thing if thing in kept else _long(thing) for thing in things]


def _long(one: Any) -> Any:
    values = one if isinstance(one, tuple) else (one,)
    return pytest.param(*values, marks=pytest.mark.long)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Each process left what it left: unlike what is not collected, which is the same for all."""
    node.config.stash[LEFT].update(getattr(node, "workeroutput", {}).get("within", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["within"] = dict(NOW)
