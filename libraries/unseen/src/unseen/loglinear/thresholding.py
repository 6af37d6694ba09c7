"""Bayesian thresholding: fit all pairs with a prior, drop the weak ones, fit again.

Silverman 2020, J. R. Statist. Soc. A 183, section 4. Interactions of pairs have a Gaussian prior,
lists and the constant a flat one; a pair stays if its posterior mean is two standard deviations
or more from zero.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.estimators.chains import SETTLED, r_hat
from unseen.messages import Sentence, say

PRIOR_PRECISION = 1.0
STRONG = 2.0
CHAINS = 64

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Thresholded:
    """Posterior median and equal-tailed intervals of the number of people.

    model: the pairs kept, as bitmasks of two lists. r_hat: of the number, over all chains.
    """

    estimate: float
    interval95: tuple[float, float]
    interval80: tuple[float, float]
    model: tuple[int, ...]
    r_hat: float

    @property
    def warnings(self) -> tuple[Sentence, ...]:
        if self.r_hat <= SETTLED:
            return ()
        return (say("The chains do not agree: R-hat is {r:.3f}.", r=self.r_hat),)


@dataclass(frozen=True)
class Posterior:
    """Poisson counts on all histories but the unseen; the log of the mean is rows @ terms.

    rows: histories x terms. precision: of the prior, one a term, 0 where it is flat.
    """

    rows: Floats
    counts: Floats
    precision: Floats

    def log_density(self, terms: Floats) -> Floats:
        """terms: terms x chains; up to a constant."""
        with np.errstate(over="ignore"):
            means = self.rows @ terms
            density = self.counts @ means - np.exp(means).sum(axis=0)
        return np.asarray(density - self.precision @ terms**2 / 2)

    def mode(self) -> tuple[Floats, Floats]:
        """The posterior mode by Newton's method, and the curvature there."""
        # Any positive number serves for empty histories: Newton's method starts here and forgets
        # it.
        guess = np.log(self.counts + 0.5)
        terms = np.linalg.lstsq(self.rows, guess, rcond=None)[0]
        for _ in range(200):
            means = np.exp(self.rows @ terms)
            curvature = (self.rows.T * means) @ self.rows + np.diag(self.precision)
            slope = self.rows.T @ (self.counts - means) - self.precision * terms
            try:
                step = np.linalg.solve(curvature, slope)
            except np.linalg.LinAlgError:
                raise Refused(say("the fit did not settle")) from None
            terms = terms + step * min(1.0, 4.0 / max(1e-300, float(np.abs(step).max())))
            if np.abs(step).max() < 1e-9:
                break
        return terms, curvature


def posterior(table: Lists, pairs: list[int], precision: float) -> Posterior:
    """The first term is the constant, then one a list, then one a pair."""
    lists = len(table.names)
    terms = [0, *(1 << j for j in range(lists)), *pairs]
    histories = range(1, 2**lists)
    return Posterior(
        rows=np.array([[float(w & q == q) for q in terms] for w in histories]),
        counts=np.array([float(table.counts.get(w, 0)) for w in histories]),
        precision=np.array([0.0] * (1 + lists) + [precision] * len(pairs)),
    )


def sample(target: Posterior, rng: Generator, draws: int) -> Floats:
    """Random-walk Metropolis in CHAINS chains; terms x chains x draws, after as much burn-in.

    The proposal has the shape of the curvature at the mode (Roberts & Rosenthal 2001).
    """
    mode, curvature = target.mode()
    root = np.linalg.cholesky(np.linalg.inv(curvature))
    size = len(mode)
    here = mode[:, None] + root @ rng.standard_normal((size, CHAINS))
    density = target.log_density(here)
    kept = np.empty((size, CHAINS, draws))
    for step in range(-draws, draws):
        # 2.38 / sqrt(d): the scale that mixes fastest for a normal target (Roberts & Rosenthal
        # 2001).
        there = here + 2.38 / np.sqrt(size) * root @ rng.standard_normal((size, CHAINS))
        proposed = target.log_density(there)
        taken = np.log(rng.random(CHAINS)) < proposed - density
        here = np.where(taken, there, here)
        density = np.where(taken, proposed, density)
        if step >= 0:
            kept[:, :, step] = here
    return kept


def strong_pairs(table: Lists, rng: Generator, draws: int, precision: float) -> list[int]:
    lists = len(table.names)
    pairs = [1 << a | 1 << b for a, b in combinations(range(lists), 2)]
    drawn = sample(posterior(table, pairs, precision), rng, draws)[1 + lists :]
    strength = np.abs(drawn.mean(axis=(1, 2))) / drawn.std(axis=(1, 2))
    return [pair for pair, value in zip(pairs, strength, strict=True) if value >= STRONG]


def thresholded(
    table: Lists, rng: Generator, *, draws: int = 4000, precision: float = PRIOR_PRECISION
) -> Thresholded:
    """Both fits. Raises BadInput if the prior is not proper: a flat one may have no posterior."""
    if not precision > 0 or draws < 100:
        raise BadInput("bayes", say("a positive prior precision and at least 100 draws are needed"))
    model = strong_pairs(table, rng, draws, precision)
    unseen = np.exp(sample(posterior(table, model, precision), rng, draws)[0])
    q = np.quantile(unseen, (0.025, 0.1, 0.5, 0.9, 0.975)) + table.n
    return Thresholded(
        estimate=float(q[2]),
        interval95=(float(q[0]), float(q[4])),
        interval80=(float(q[1]), float(q[3])),
        model=tuple(model),
        r_hat=r_hat(unseen),
    )
