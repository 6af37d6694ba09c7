"""Ids and code names in the order in which they are made, for tests whose way depends on how they
sort; and for all tests with `--sorted up` or `--sorted down`.
"""

import itertools
import random
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from fanal.people import code_names

# Of the process: two houses in it do not share an id.
NUMBERS, REST = itertools.count(1), random.Random(1)
DRAWN = itertools.count(1)
OF_A_PAIR = 30  # code names of one colour and animal, before the next
PAIRS = len(code_names.COLOURS) * len(code_names.ANIMALS)
LAST = 2**32 - 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sorted",
        choices=("up", "down"),
        help="whoever is made later sorts later (or before) by id and by code name: a test whose way"
        " depends on which of two is listed first fails in one of them each time",
    )


@pytest.fixture(autouse=True, scope="session")
def _sorted(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if asked := request.config.getoption("--sorted"):
            in_order(patch, down=asked == "down")
        yield


def in_order(patch: pytest.MonkeyPatch, *, down: bool = False) -> None:
    """Of every `uuid4` and code name from here on: each is above the last, and a file that runs alone
    makes the same in each run. Where a page lists by id, and the first of a list is taken, another
    order is another way: a test that fails has to fail again.
    """

    def urandom(size: int) -> bytes:
        number = next(NUMBERS)
        return (LAST - number if down else number).to_bytes(4) + REST.randbytes(size - 4)

    def randbelow(top: int) -> int:
        number = next(DRAWN)
        return _named(-number if down else number) % top

    # Of these modules alone: keys and seals stay as random as they are.
    patch.setattr("uuid.os", SimpleNamespace(urandom=urandom))
    patch.setattr(code_names, "secrets", SimpleNamespace(randbelow=randbelow))


def _named(place: int) -> int:
    """The number of the code name that stands at this place in the alphabet; the numbers of three
    digits alone, of which 100 sorts before 101."""
    pair, number = divmod(place % (PAIRS * OF_A_PAIR), OF_A_PAIR)
    colour, animal = divmod(pair, len(code_names.ANIMALS))
    by_name = sorted(range(len(code_names.ANIMALS)), key=code_names.ANIMALS.__getitem__)
    numbered = code_names.NUMBERS.index(100) + number
    animals = len(code_names.ANIMALS)
    return colour + len(code_names.COLOURS) * (by_name[animal] + animals * numbered)
