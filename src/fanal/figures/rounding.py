"""Two significant digits, outwards: no interval knows more, and none is made narrower."""

from collections.abc import Callable
from math import ceil, floor, log10


def down(value: float) -> int:
    return _rounded(value, floor)


def up(value: float) -> int:
    return _rounded(value, ceil)


def _rounded(value: float, end: Callable[[float], int]) -> int:
    if value <= 0:
        return 0
    # Below 100 whole people are kept: rounding 37 to tens would be less than is known.
    place = 10 ** max(0, floor(log10(value)) - 1)
    return int(end(value / place) * place)
