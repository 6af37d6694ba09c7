"""What an analyst may choose, as keyword arguments of every function that estimates."""

from dataclasses import fields
from typing import TypedDict, Unpack

from unseen.errors import BadInput
from unseen.loglinear.parallel import Progress
from unseen.results.choices import Choices, none_of


class Options(TypedDict, total=False):
    """threshold: of the stepwise choice (0.02). order: most lists in a term of a BIC model (any).

    replicates: resamples of a bootstrap (1,000; 0 for no interval). seed: of every random draw
    (1234). keep: how many of the best models compete in each resample (BIC). cores: threads; the
    answer does not depend on it. r_compatible: R's random numbers, to check published work.
    progress: called with the share done.
    """

    threshold: float
    order: int
    replicates: int
    seed: int
    keep: int | None
    cores: int
    r_compatible: bool
    progress: Progress


class ClassOptions(Options, total=False):
    """harder, unreachable, dependence: the class of people for which a range is quoted (bounds)."""

    harder: float | None
    unreachable: float
    dependence: float


KNOWN = tuple(field.name for field in fields(Choices))


def choices(**options: Unpack[ClassOptions]) -> Choices:
    """Return what was chosen. Raises `BadInput` for an option that there is not."""
    for name in options:
        if name not in KNOWN:
            raise BadInput(name, none_of(name, KNOWN))
    return Choices(**options)
