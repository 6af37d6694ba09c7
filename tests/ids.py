"""Ids in the order in which they are made, for tests whose way depends on how rows sort by them."""

import itertools
import random
from types import SimpleNamespace

import pytest

# Of the process: two houses in it do not share an id.
NUMBERS, REST = itertools.count(1), random.Random(1)


def in_order(patch: pytest.MonkeyPatch) -> None:
    """Of every `uuid4` from here on: each is above the last, and a file that runs alone makes the same
    in each run. Where a page lists by id, and the first of a list is taken, another order is another
    way: a test that fails has to fail again.
    """
    # Of that module alone: keys and seals stay as random as they are.
    patch.setattr("uuid.os", SimpleNamespace(urandom=_urandom))


def _urandom(size: int) -> bytes:
    return next(NUMBERS).to_bytes(4) + REST.randbytes(size - 4)
