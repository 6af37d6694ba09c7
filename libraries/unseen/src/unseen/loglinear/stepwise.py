"""The stepwise estimate with its bootstrap (Chan, Silverman & Vincent 2021)."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from unseen.data.lists import Lists
from unseen.loglinear import existence, glm
from unseen.loglinear.bootstrap import Bootstrap, leaving_one_out, resamples, spread_out
from unseen.loglinear.fitting import Floats, Ints, fitted_margins, margins_of
from unseen.loglinear.models import Model, closed, pairwise_model
from unseen.loglinear.parallel import by_parts
from unseen.loglinear.residuals import most_surprising
from unseen.loglinear.stepwise_kernel import UNDECIDED, step_forward, step_forward_each

THRESHOLD = 0.02
ALL = 2.0


@dataclass(frozen=True)
class Chosen:
    """Models (bits over pairs) and the people they say were never seen, one of each a table."""

    models: Ints
    unseen: Floats


@dataclass(frozen=True)
class Stepwise:
    """What stepwise choice says of a table. `models` counts the resamples that chose each."""

    model: Model
    estimate: float
    bootstrap: Bootstrap | None
    models: Counter[Model]


def choose(
    tables: Floats, lists: int, threshold: float, stop_if_empty: bool = False, cores: int = 1
) -> Chosen:
    """Stepwise choice in each row of `tables`, shape (rows, 2**lists)."""
    pairs = np.array(
        [1 << i | 1 << j for i in range(lists) for j in range(i + 1, lists)], dtype=np.int64
    )
    status, models = np.zeros((2, len(tables)), np.int64)
    unseen = np.full(len(tables), np.inf)

    def work(part: slice) -> None:
        step_forward_each(
            tables[part], pairs, threshold, stop_if_empty, status[part], models[part], unseen[part]
        )

    by_parts(work, 0, len(tables), cores)
    for b in np.flatnonzero(status == UNDECIDED):
        models[b], unseen[b] = choose_judging(tables[b], pairs, lists, threshold, stop_if_empty)
    return Chosen(models, unseen)


def choose_judging(
    counts: Floats, pairs: Ints, lists: int, threshold: float, stop_if_empty: bool
) -> tuple[int, float]:
    """Stepwise choice in one table, asking for an exact judgement wherever one is needed."""
    support = [int(w) for w in np.flatnonzero(counts)]
    # The compiled part stops wherever existence is not evident; it starts again, with what was
    # judged.
    good: list[int] = []
    bad: list[int] = []
    while True:
        status, model, unseen = step_forward(
            counts,
            pairs,
            threshold,
            stop_if_empty,
            np.array(good, np.int64),
            np.array(bad, np.int64),
        )
        if status != UNDECIDED:
            return model, unseen
        verdict = existence.judge(support, pairwise_model(model, lists), lists)
        (bad if verdict else good).append(model)


def as_r(counts: Floats, lists: int, chosen: int) -> float:
    """The estimate as R rounds it: the pairs stand in its formula as they were chosen."""
    main = closed((), lists)
    order: list[int] = []
    missing = [q for q in pairwise_model(chosen, lists) if q.bit_count() > 1]
    while missing:
        margins = fitted_margins(counts, np.array([*main, *order]))
        pairs, tails = np.array(missing), np.empty(len(missing))
        k = most_surprising(margins_of(counts), margins, pairs, 0, ALL, tails)
        order.append(missing.pop(k))
    return glm.total(counts, lists, [*main, *order])


def stepwise(
    table: Lists,
    *,
    threshold: float = THRESHOLD,
    replicates: int = 1000,
    seed: int = 1234,
    r_compatible: bool = False,
    cores: int = 1,
) -> Stepwise:
    """Choose pairs at `threshold`, estimate, and do all of it again in every resample.

    r_compatible: R's random numbers, its way to tell tied resamples apart, and SparseMSE's way
    with a list that a resample leaves empty; the rows are drawn in the order of the table.
    """
    on_data = choose(table.dense[None, :], table.lists, threshold, r_compatible)
    estimate = table.n + float(on_data.unseen[0])
    model = pairwise_model(int(on_data.models[0]), table.lists)
    if not replicates or not np.isfinite(estimate):
        return Stepwise(model, estimate, None, Counter())
    rows = list(table.counts) if r_compatible else table.drawing_order()
    drawn = resamples([table.counts[w] for w in rows], replicates, seed, r_compatible)
    tables = spread_out(drawn, rows, table.size)
    again = choose(tables, table.lists, threshold, r_compatible, cores)
    fewer, weights = leaving_one_out(table.dense)
    left = choose(fewer, table.lists, threshold, r_compatible)
    bootstrap = Bootstrap(estimate, table.n + again.unseen, table.n - 1 + left.unseen, weights)
    if r_compatible:
        bootstrap = glm.with_ties_as_in_r(
            bootstrap,
            as_r(table.dense, table.lists, int(on_data.models[0])),
            lambda b: as_r(tables[b], table.lists, int(again.models[b])),
        )
    counted = Counter(int(m) for m in again.models)
    models = Counter({pairwise_model(m, table.lists): c for m, c in counted.items()})
    return Stepwise(model, estimate, bootstrap, models)
