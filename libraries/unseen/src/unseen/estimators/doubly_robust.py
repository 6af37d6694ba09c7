"""Two lists that are independent once what is recorded of each person is taken into account.

Das, Kennedy & Jewell 2024, J. Am. Stat. Assoc. 119: doubly robust, cross-fitted. It needs one row
per person with covariates that explain who is recorded where; without any it is Lincoln-Petersen.
"""

from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from unseen.errors import BadInput, Refused
from unseen.messages import say

FEWEST_SHARED = 5
SMALLEST_CHANCE = 0.005
NOT_ABOVE = say("the estimate is not above the people seen: too few of a kind are on both")
Z95, Z80 = 1.959963984540054, 1.2815515655446004

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class DoublyRobust:
    """The number of people with Wald intervals on the log of the unseen.

    clipped: people whose chance to be on both lists was raised to SMALLEST_CHANCE.
    """

    estimate: float
    error: float
    interval95: tuple[float, float]
    interval80: tuple[float, float]
    n: int
    clipped: int


def doubly_robust(
    on_first: Flags,
    on_second: Flags,
    covariates: Floats,
    rng: Generator,
    *,
    learner: str = "logistic",
    folds: int = 5,
) -> DoublyRobust:
    """Estimate from two lists; covariates people x columns, as numbers.

    One row a person seen on any list. Raises BadInput for rows that do not fit together, Refused
    with fewer than 5 people on both.
    """
    first, second, x = checked(on_first, on_second, covariates, folds)
    chances = cross_fitted(2 * first + second, x, rng, learner, folds)
    # The chance of being on both stands in a denominator: near 0 it would let one person stand for
    # thousands.
    both = np.maximum(chances[:, 3], SMALLEST_CHANCE)
    q1 = np.maximum(chances[:, 2] + chances[:, 3], both)
    q2 = np.maximum(chances[:, 1] + chances[:, 3], both)
    # The bias-corrected (one-step) form of q1 q2 / q12: it stays accurate where either nuisance
    # model is somewhat wrong (Das, Kennedy & Jewell 2024).
    people = q1 * q2 / both * (first / q1 + second / q2 - first * second / both)
    return summed(people, int((chances[:, 3] < SMALLEST_CHANCE).sum()))


def checked(
    on_first: Flags, on_second: Flags, covariates: Floats, folds: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    first, second = np.asarray(on_first, np.int64), np.asarray(on_second, np.int64)
    x = np.asarray(covariates, float)
    if first.ndim != 1 or first.shape != second.shape:
        raise BadInput("lists", say("both lists need one value for each person"))
    if x.ndim != 2 or len(x) != len(first):
        raise BadInput("covariates", say("one row for each person is needed"))
    if not np.isfinite(x).all():
        row, column = np.argwhere(~np.isfinite(x))[0] + 1
        raise BadInput(f"row {row}, covariate {column}", say("a number is needed"))
    if not 2 <= folds <= max(2, len(x)):
        raise BadInput("folds", say("at least 2, and no more than there are people"))
    if (shared := int((first * second).sum())) < FEWEST_SHARED:
        raise Refused(
            say(
                "only {n} people are on both lists; {least} are needed",
                n=shared,
                least=FEWEST_SHARED,
            )
        )
    return first, second, x


def cross_fitted(
    states: NDArray[np.int64], x: Floats, rng: Generator, learner: str, folds: int
) -> Floats:
    """P(state | covariates, seen), people x 4: each person from the people of the other folds.

    States: 0 on neither of the two lists, 1 second only, 2 first only, 3 both. Folds hold equal
    parts of every state.
    """
    chances = np.zeros((len(states), 4))
    # Shuffled within each state, then dealt out in turn: no fold lacks the few who are on both
    # lists.
    order = np.lexsort((rng.random(len(states)), states))
    fold = np.empty(len(states), np.int64)
    fold[order] = np.arange(len(states)) % folds
    for k in range(folds):
        out = fold == k
        model = learner_named(learner, rng)
        if x.shape[1] == 0:
            chances[out] = np.bincount(states[~out], minlength=4) / (~out).sum()
            continue
        model.fit(x[~out], states[~out])
        chances[np.ix_(out, model.classes_)] = model.predict_proba(x[out])
    return chances


def learner_named(name: str, rng: Generator) -> Any:
    """A scikit-learn classifier; its start is drawn from `rng`. Raises ImportError saying how to
    install it."""
    try:
        from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
    except ImportError as missing:
        raise ImportError("covariates need scikit-learn: pip install scikit-learn") from missing

    seed = int(rng.integers(2**31))
    learners: dict[str, Any] = {
        "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        "forest": lambda: RandomForestClassifier(200, min_samples_leaf=50, random_state=seed),
        "boosting": lambda: GradientBoostingClassifier(
            learning_rate=0.05, n_estimators=60, max_depth=2, subsample=0.7, random_state=seed
        ),
    }
    if name not in learners:
        raise BadInput(
            "learner", say("{name} is none of {names}", name=name, names=", ".join(learners))
        )
    return learners[name]()


def summed(people: Floats, clipped: int) -> DoublyRobust:
    """Return the estimate; `people` holds for each person seen how many she stands for."""
    n, mean = len(people), float(people.mean())
    estimate = n * mean
    if estimate <= n:
        raise Refused(NOT_ABOVE)
    # Two parts: the error of the mean, and the binomial chance of who was seen at all.
    error = sqrt(n * float(people.var(ddof=1)) + n * mean * (mean - 1))
    return DoublyRobust(
        estimate=estimate,
        error=error,
        interval95=around(n, estimate - n, error, Z95),
        interval80=around(n, estimate - n, error, Z80),
        n=n,
        clipped=clipped,
    )


def around(n: int, unseen: float, error: float, z: float) -> tuple[float, float]:
    """Log-normal limits of the unseen (Burnham et al. 1987): never below the people seen."""
    reach = exp(z * error / unseen)
    return n + unseen / reach, n + unseen * reach
