"""Models ranked by BIC on one table, after an exact check that their estimates exist."""

from dataclasses import dataclass

import numpy as np

from unseen.data.lists import Lists
from unseen.loglinear import existence
from unseen.loglinear.fitting import Floats
from unseen.loglinear.models import Family, Model
from unseen.loglinear.scoring import RULED_OUT, SURE, UNSURE, Verdicts, check_each, score

DIGITS = 8


@dataclass(frozen=True)
class Ranking:
    """Models with an estimate, best first; and how many had none."""

    family: Family
    bic: Floats
    unseen: Floats
    without_estimate: int
    complete: bool

    def top(self, many: int) -> Family:
        return self.family.only(np.arange(min(many, len(self.family))))


def ranked(table: Lists, family: Family, complete: bool = True) -> Ranking:
    """Every model of the family fitted to the table, best BIC first.

    Of models that are equal but for rounding the one with fewer people comes first, so that
    neither the compiler nor the order of the lists decides.
    """
    verdicts = judged(table.dense[None, :], family, table.lists)[0]
    bic, unseen = np.empty((2, len(family)))
    score(table.dense, family.terms, family.held, verdicts, bic, unseen)
    best_first = np.lexsort((np.round(unseen, DIGITS), np.round(bic, DIGITS)))
    best_first = best_first[np.isfinite(bic[best_first])]
    return Ranking(
        family.only(best_first),
        bic[best_first],
        unseen[best_first],
        len(family) - best_first.size,
        complete,
    )


def judged(tables: Floats, family: Family, lists: int) -> Verdicts:
    """Return for every table and model whether the estimate exists: SURE or RULED_OUT.

    Tables with the same histories observed are judged once.
    """
    _, first, group = np.unique(tables > 0, axis=0, return_index=True, return_inverse=True)
    verdicts = np.full((first.size, len(family)), UNSURE, np.int8)
    check_each(tables[first], family.terms, family.held, verdicts)
    models: dict[int, Model] = {}
    for b, m in zip(*np.nonzero(verdicts == UNSURE), strict=True):
        model = models.setdefault(m, family.model(m))
        support = [int(w) for w in np.flatnonzero(tables[first[b]])]
        ok = existence.judge(support, model, lists) == existence.OK
        verdicts[b, m] = SURE if ok else RULED_OUT
    return verdicts[group.ravel()]
