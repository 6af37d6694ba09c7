"""How often an interval covers the truth, measured on populations whose size is known."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isfinite, sqrt

import numpy as np

from unseen.errors import BadInput, Refused
from unseen.messages import say
from unseen.results.answer import Answer, Method
from unseen.simulation.designs import Design


@dataclass(frozen=True)
class Score:
    """One method on one design. Shares are of the data sets answered, but for the last two.

    too_low: intervals wholly below the truth; too_high: wholly above. coverage_error: the Monte
    Carlo standard error of coverage. ratio, width: medians, in units of the true number.
    refused: the method declined with reasons. failed: it gave something that is not a number.
    """

    design: str
    method: str
    sets: int
    coverage: float
    coverage_error: float
    too_low: float
    too_high: float
    # Of logarithms: an estimate of half the truth is as wrong as one of twice the truth.
    log_rmse: float
    ratio: float
    width: float
    refused: float
    failed: float

    def to_dict(self) -> dict[str, object]:
        """Return the score for JSON: NaN, which JSON does not know, becomes None."""
        return {
            key: None if isinstance(value, float) and not isfinite(value) else value
            for key, value in asdict(self).items()
        }


def score(design: Design, name: str, method: Method, sets: int, seed: int) -> Score:
    """Return the score of a method. Every method sees the same data sets for the same seed."""
    if sets < 1:
        raise BadInput("sets", say("at least one data set is needed"))
    draws = np.random.SeedSequence(seed).spawn(sets)
    answers, refused, failed = [], 0, 0
    for draw in draws:
        # Separate streams: a method that draws more numbers does not change the data of the next
        # set.
        for_data, for_method = (np.random.default_rng(s) for s in draw.spawn(2))
        try:
            answer = method(design.table(for_data), for_method)
        # Counted apart from what was answered: a method that declines the hard data sets would
        # otherwise look the better for it.
        except (Refused, BadInput):  # a drawn list can be empty
            refused += 1
            continue
        if answer.finite:
            answers.append(answer)
        else:
            failed += 1
    return summed_up(design, name, answers, sets, refused / sets, failed / sets)


def summed_up(
    design: Design, name: str, answers: Sequence[Answer], sets: int, refused: float, failed: float
) -> Score:
    """Return the score; shares are NaN when nothing was answered."""
    truth, given = design.people, len(answers)
    # In units of the truth, so that designs of different size can be compared. The shape is named
    # since an empty list has none of its own.
    table = np.array([(a.estimate, a.low, a.high) for a in answers]).reshape(given, 3) / truth
    low = share(table[:, 2] < 1)
    high = share(table[:, 1] > 1)
    # Misses on both sides apart: nearly all intervals of these methods miss too low (Binette &
    # Steorts 2022).
    covered = 1 - low - high
    return Score(
        design=design.name,
        method=name,
        sets=sets,
        coverage=covered,
        # Binomial, of the sets answered: about 1.3 points for 300 sets at 95 %.
        coverage_error=sqrt(covered * (1 - covered) / given) if given else float("nan"),
        too_low=low,
        too_high=high,
        log_rmse=sqrt(share(np.log(table[:, 0]) ** 2)) if given else float("nan"),
        ratio=median(table[:, 0]),
        width=median(table[:, 2] - table[:, 1]),
        refused=refused,
        failed=failed,
    )


def share(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")


def median(values: np.ndarray) -> float:
    return float(np.median(values)) if len(values) else float("nan")
