"""What if some links between lists were missed, and some people wrongly merged?

A missed link makes one person two and the estimate too high; a false one makes two people one and
the estimate too low. The counts that perfect links would have given are found by undoing what the
errors do on average: Ding & Fienberg 1994 (Survey Methodology 20) for two lists, Di Consiglio &
Tuoto 2018 (Journal of Official Statistics 34) for more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.messages import say

Floats = NDArray[np.float64]
# Rates to be tried where the true ones are not known: a table of what-ifs, not an estimate of the
# errors.
MISSED = (0.0, 0.05, 0.10)
FALSE = (0.0, 0.02, 0.05)
# Beyond a half most links would be wrong, and undoing them has no stable answer.
MOST = 0.5


@dataclass(frozen=True)
class WhatIf:
    """The answer to one combination of error rates. estimate: as if links were perfect, given these
    rates; None where none can be given."""

    missed: float
    false: float
    estimate: float | None


def as_recorded(true: Floats, missed: float, false: float) -> Floats:
    """Expected counts after linkage with these error rates.

    missed: the chance that a record of a person is not linked to her first one, whichever of her
    lists comes first. false: the share of the people seen who are merged, two by two, by chance.
    """
    return merged(unlinked(true, missed), false)


def unlinked(true: Floats, missed: float) -> Floats:
    """Return counts where every record but an anchor stands alone with this chance; each list is as
    often anchor."""
    after = np.zeros_like(true)
    for history in np.flatnonzero(true):
        records = [1 << j for j in range(int(history).bit_length()) if history >> j & 1]
        for anchor in records:
            # Which record is taken first depends on the order of files: each is as likely.
            _spread(after, int(history), anchor, missed, float(true[history]) / len(records))
    return after


def _spread(after: Floats, history: int, anchor: int, missed: float, people: float) -> None:
    others = history ^ anchor
    kept = others
    while True:
        lost = (others ^ kept).bit_count()
        after[anchor | kept] += people * missed**lost * (1 - missed) ** kept.bit_count()
        if not kept:
            break
        kept = kept - 1 & others
    for j in range(others.bit_length()):
        if others >> j & 1:
            after[1 << j] += people * missed


def merged(true: Floats, false: float) -> Floats:
    """A pair of people merged has the union of their histories."""
    total = float(true.sum())
    if not total:
        return true.copy()
    # The chance that two random people have both their histories within w is the square of one's;
    # the inverse transform turns it into the chance that their union is exactly w.
    unions = within_differences(subset_sums(true / total) ** 2)
    # Divided by two: of each pair that is merged one record is left.
    return (1 - false) * true + false * total / 2 * unions


def subset_sums(values: Floats) -> Floats:
    """Return for each history the sum over all histories within it."""
    return _transform(values, 1.0)


def within_differences(values: Floats) -> Floats:
    """Return the inverse of `subset_sums`."""
    return _transform(values, -1.0)


def _transform(values: Floats, sign: float) -> Floats:
    out = values.copy()
    for j in range(len(out).bit_length() - 1):
        halves = out.reshape(-1, 2, 1 << j)
        halves[:, 1] += sign * halves[:, 0]
    return out


def corrected(recorded: Floats, missed: float, false: float) -> Floats:
    """The counts that perfect links would have given: fractions of people, none below 0.

    Raises BadInput for rates outside 0 to 0.5, Refused when no counts give what was recorded.
    """
    for name, rate in (("missed", missed), ("false", false)):
        if not 0 <= rate <= MOST:
            raise BadInput(name, say("a share from 0 to {most} is needed", most=MOST))
    true = recorded.copy()
    # Fixed-point iteration, projected on counts that are not negative: solving the linear system
    # alone can give negative people.
    for _ in range(1000):
        wrong = recorded - as_recorded(true, missed, false)
        true = np.maximum(0, true + wrong)
        if np.abs(wrong[true > 0]).max(initial=0) < 1e-9 * recorded.sum():
            break
    if overlap(true) <= 0:
        raise Refused(say("with so many false links no true overlap remains"))
    return true


def overlap(cells: Floats) -> float:
    """Return the number of people on two lists or more."""
    several = [history for history in range(len(cells)) if history.bit_count() > 1]
    return float(cells[several].sum())


def pooled_estimate(cells: Floats) -> float:
    """Estimate from all pairs of lists together, as if independent; counts may be fractions."""
    lists = len(cells).bit_length() - 1
    on = np.array([[w >> j & 1 for j in range(lists)] for w in range(len(cells))], float)
    sizes = cells @ on
    shared = on.T @ (cells[:, None] * on)
    pairs = np.triu_indices(lists, 1)
    return float(np.outer(sizes, sizes)[pairs].sum() / shared[pairs].sum())


def what_if(
    table: Lists,
    estimate: Callable[[Floats], float] = pooled_estimate,
    missed: Sequence[float] = MISSED,
    false: Sequence[float] = FALSE,
) -> list[WhatIf]:
    """Return the estimate for every combination of error rates; `estimate` takes
    fractional counts."""
    recorded = table.dense
    rows = []
    for missed_share, false_share in product(missed, false):
        try:
            answer = estimate(corrected(recorded, missed_share, false_share))
        except Refused:
            answer = None
        rows.append(WhatIf(missed_share, false_share, answer))
    return rows
