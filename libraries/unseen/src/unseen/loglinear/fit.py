"""One hierarchical model fitted to one table: estimate, Wald interval, AIC, BIC, deviance."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from unseen.data.lists import Lists
from unseen.errors import Refused
from unseen.loglinear import existence
from unseen.loglinear.bootstrap import NORMAL, tails
from unseen.loglinear.fitting import Floats, Ints, find_alive, first_guess, newton, solve
from unseen.loglinear.models import Model, written
from unseen.messages import say

WHY = {
    existence.NOT_EXIST: say("the estimate does not exist (it would be infinite)"),
    existence.NOT_IDENTIFIED: say("the estimate is not identified (many values fit equally well)"),
    existence.NEITHER: say("the estimate neither exists nor is identified"),
}


@dataclass(frozen=True)
class Fit:
    """`coefficients` by term, minus infinity where no person carries it; `se` of the empty one."""

    model: Model
    n: int
    unseen: float
    se: float
    coefficients: Mapping[int, float]
    log_likelihood: float
    deviance: float

    @property
    def estimate(self) -> float:
        return self.n + self.unseen

    @property
    def minus_infinity(self) -> list[int]:
        return [q for q in self.model if math.isinf(self.coefficients[q])]

    @property
    def aic(self) -> float:
        return 2 * len(self.model) - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        # Terms at minus infinity count as well (Silverman, Chan & Vincent 2024, section 2).
        return len(self.model) * math.log(self.n) - 2 * self.log_likelihood

    def wald(self, level: float) -> tuple[float, float]:
        """n + exp(a0 ± z se): says nothing of how the model was chosen."""
        low, high = (math.exp(NORMAL.inv_cdf(p) * self.se) for p in tails(level))
        return self.n + self.unseen * low, self.n + self.unseen * high


def fit(table: Lists, model: Model) -> Fit:
    """The extended maximum likelihood fit. Raises Refused if it does not exist or is not unique."""
    verdict = existence.judge(support(table), model, table.lists)
    # Before the fit: where there is no maximum, Newton's method still stops somewhere and prints a
    # number.
    if verdict:
        name = ",".join(written(q) for q in model if q.bit_count() > 1)
        raise Refused(say("model [{model}]: {why}", model=name, why=WHY[verdict]))
    counts, observed = table.dense, table.margins
    kept, alive = np.empty(len(model), np.int64), np.empty_like(counts)
    values, step = np.empty((2, len(model)))
    margins, hessian = np.empty_like(counts), np.empty((len(model), len(model)))
    many = find_alive(observed, np.array(model), len(model), kept, alive)
    first_guess(counts, kept, many, alive, margins, hessian, values)
    if not newton(observed, kept, many, alive, values, margins, hessian, step):
        raise Refused(say("the fit did not settle"))
    step[:] = 0.0
    # The first column of the inverse information; its first entry is the variance of the constant,
    # which is the logarithm of the unseen.
    step[0] = 1.0
    solve(hessian, many, step)
    by_term = {int(kept[i]): float(values[i]) for i in range(many)}
    coefficients = {q: by_term.get(q, -math.inf) for q in model}
    means = cell_means(kept[:many], alive, values[:many])
    return Fit(
        model, table.n, math.exp(values[0]), math.sqrt(step[0]), coefficients, *fits(counts, means)
    )


def support(table: Lists) -> list[int]:
    return [w for w, count in table.counts.items() if count]


def cell_means(kept: Ints, alive: Floats, values: Floats) -> Floats:
    """Fitted mean of every history."""
    means = np.zeros_like(alive)
    for w in np.flatnonzero(alive):
        means[w] = math.exp(values[(kept & w) == kept].sum())
    return means


def fits(counts: Floats, means: Floats) -> tuple[float, float]:
    """Log likelihood and deviance over the histories whose mean is not 0."""
    kept = means > 0
    n, mu = counts[kept], means[kept]
    seen = n > 0
    log_likelihood = float(np.sum(n * np.log(mu) - mu) - sum(math.lgamma(x + 1) for x in n))
    deviance = 2 * float(np.sum(n[seen] * np.log(n[seen] / mu[seen])) - np.sum(n - mu))
    return log_likelihood, deviance
