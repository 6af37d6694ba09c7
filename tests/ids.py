"""Ids in the order in which they are made, for a walk whose way depends on how pages sort what they list."""

import itertools
import random
from types import SimpleNamespace

import pytest


def in_order(patch: pytest.MonkeyPatch) -> None:
    """Of every `uuid4` from here on: as random as before to whoever reads one, but the same in each
    run, and each above the last. Where a page lists by id, and a list is chosen from by its first
    entry, another order is another walk: one that fails has to fail again.
    """
    numbers, rest = itertools.count(1), random.Random(1)

    def urandom(size: int) -> bytes:
        return next(numbers).to_bytes(4) + rest.randbytes(size - 4)

    # Of that module alone: keys and seals stay as random as they are.
    patch.setattr("uuid.os", SimpleNamespace(urandom=urandom))
