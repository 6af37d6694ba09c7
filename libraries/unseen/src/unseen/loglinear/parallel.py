"""Share rows out over cores: the compiled loops hold no lock, so threads are enough."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

SMALLEST_PART = 5

type Progress = Callable[[float], object]


def silent(share: float) -> None:
    """Do nothing: for whoever does not want to be told which share of the work is done."""


def by_parts(work: Callable[[slice], object], start: int, stop: int, cores: int) -> None:
    """Call `work` with slices that together go from `start` to `stop`.

    The answer does not depend on `cores`.
    """
    rows = stop - start
    parts = max(1, min(cores, rows // SMALLEST_PART))
    edges = [start + rows * k // parts for k in range(parts + 1)]
    slices = [slice(a, b) for a, b in pairwise(edges)]
    if parts == 1:
        work(slices[0])
        return
    with ThreadPoolExecutor(parts) as pool:
        list(pool.map(work, slices))
