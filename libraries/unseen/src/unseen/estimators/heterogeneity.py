"""Log-linear models for people who are unequally easy to record: M_h, and M_th with unequal lists.

The ease of a person is unknown, and so is its distribution. Each model takes a shape for it, which
appears as a convex function of the number of lists she is on (Rivest & Baillargeon 2007, Biometrics
63; Baillargeon & Rivest 2007, J. Stat. Software 19(5): their package Rcapture fits the same):
Poisson 2^k − 1, Darroch k²/2, Gamma −log(3.5 + k) + log 3.5. Chao's model takes no shape and gives
a lower bound: one non-negative term for each number of lists from three on (Chao 1987, Biometrics
43). Nothing in the lists tells which shape is right.

M_h takes all lists to reach equally many people. Where they do not, it answers too high.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.loglinear.bootstrap import NORMAL, tails
from unseen.messages import say

Floats = NDArray[np.float64]

# With two lists the three counts are used up by the two lists and the total.
FEWEST_LISTS = 3
MOST_STEPS = 200
SETTLED = 1e-10
LOOSE = 1e4  # of the variance of a logarithm: the fit runs away to infinity
# The default of Rcapture for its Gamma models, so that both give the same answer.
GAMMA = 3.5

SHAPES: dict[str, Callable[[Floats], Floats]] = {
    "poisson": lambda k: 2.0**k - 1,
    "darroch": lambda k: k**2 / 2,
    "gamma": lambda k: log(GAMMA) - np.log(GAMMA + k),
}
KINDS = ("chao", *SHAPES)


@dataclass(frozen=True)
class Unequal:
    """The fit of one model. `unseen` of `n` people, and the variance of its logarithm; `spread`:
    the coefficients of heterogeneity, none of them negative where people are unequal."""

    n: int
    unseen: float
    variance: float
    spread: tuple[float, ...]
    deviance: float
    parameters: int

    @property
    def estimate(self) -> float:
        return self.n + self.unseen

    @property
    def reversed(self) -> bool:
        """Whether the fit asks for less inequality than none."""
        return any(value < 0 for value in self.spread)

    @property
    def se(self) -> float:
        """The standard error of a Poisson number of people, as Rcapture prints it."""
        return sqrt(self.unseen + self.unseen**2 * self.variance)

    def limits(self, level: float) -> tuple[float, float]:
        """Return limits on the logarithm of the unseen, so that they never fall below
        n (Chao 1987)."""
        wide = sqrt(log1p(self.variance + 1 / self.unseen))
        low, high = (exp(NORMAL.inv_cdf(p) * wide) for p in tails(level))
        return self.n + self.unseen * low, self.n + self.unseen * high


def unequal(table: Lists, kind: str, *, equal_lists: bool = False) -> Unequal:
    """Fit one model. kind: one of KINDS. equal_lists: M_h, else M_th.

    Raises BadInput for another kind and for two lists, which cannot tell heterogeneity from
    independence, and Refused where the fit does not settle: where it would be at infinity, or the
    lists do not determine it.
    """
    if kind not in KINDS:
        raise BadInput("kind", say("{kind} is none of {known}", kind=kind, known=", ".join(KINDS)))
    if table.lists < FEWEST_LISTS:
        raise BadInput("lists", say("these models need three lists, not {n}", n=table.lists))
    histories = np.arange(1, table.size)
    counts = table.dense[1:]
    on = (histories[:, None] >> np.arange(table.lists) & 1).astype(float)
    many = on.sum(axis=1)
    first = np.column_stack([np.ones(len(many)), many if equal_lists else on])
    if kind == "chao":
        design = with_terms_above_two(counts, first, many, table.lists)
    else:
        design = np.column_stack([first, SHAPES[kind](many)])
    values, information = regression(counts, design)
    variance = float(solved(information, np.eye(len(values))[0])[0])
    if not (0 < variance < LOOSE and exp(values[0]) > 1 / LOOSE):
        raise Refused(say("the fit did not settle"))
    return Unequal(
        table.n,
        exp(values[0]),
        variance,
        tuple(float(value) for value in values[first.shape[1] :]),
        deviance(counts, np.exp(design @ values)),
        len(values),
    )


def with_terms_above_two(counts: Floats, first: Floats, many: Floats, lists: int) -> Floats:
    """The design of Chao's model: `first` with those of its terms that are not negative.

    Terms join one by one, the one that the counts ask for most, and leave when they turn negative
    (the active set of Lawson & Hanson 1974): none is fitted that has no finite value.
    """
    terms = np.maximum(many[:, None] - np.arange(3, lists + 1) + 1, 0.0)
    chosen: list[int] = []
    # A term may leave and join again; the limit only guards against rounding that never settles.
    for _ in range(4 * lists):
        design = np.column_stack([first, terms[:, chosen]])
        values, _information = regression(counts, design)
        spread = values[first.shape[1] :]
        if (spread < 0).any():
            chosen.pop(int(np.argmin(spread)))
            continue
        pull = terms.T @ (counts - np.exp(design @ values))
        pull[chosen] = 0.0
        if pull.max() <= 1e-6 * counts.sum():
            break
        chosen.append(int(np.argmax(pull)))
    return np.column_stack([first, terms[:, sorted(chosen)]])


def regression(counts: Floats, design: Floats) -> tuple[Floats, Floats]:
    """Return coefficients and information of a Poisson regression; each step is
    halved until it gains."""
    # A history that nobody has would have no logarithm; R's glm starts from the same 0.1.
    values = np.linalg.lstsq(design, np.log(counts + 0.1), rcond=None)[0]
    reached = likelihood(counts, design, values)
    for _ in range(MOST_STEPS):
        means = np.exp(design @ values)
        information = design.T @ (design * means[:, None])
        step = solved(information, design.T @ (counts - means))
        while (gained := likelihood(counts, design, values + step)) < reached:
            step /= 2
            if np.abs(step).max() < SETTLED:
                return values, information
        values, reached = values + step, gained
        if np.abs(step).max() < SETTLED:
            return values, information
    raise Refused(say("the fit did not settle"))


def solved(information: Floats, score: Floats) -> Floats:
    try:
        return np.linalg.solve(information, score)
    except np.linalg.LinAlgError:
        raise Refused(say("the fit did not settle")) from None


def likelihood(counts: Floats, design: Floats, values: Floats) -> float:
    """Return the log-likelihood of the counts up to a constant; minus infinity where a mean is
    beyond all numbers."""
    logs = design @ values
    # exp overflows just above 709.
    return float(counts @ logs - np.exp(logs).sum()) if logs.max() < 700 else -np.inf


def deviance(counts: Floats, means: Floats) -> float:
    seen = counts > 0
    fitted = counts[seen] @ np.log(counts[seen] / means[seen])
    return 2 * float(fitted - (counts - means).sum())
