"""Every method by name, each giving the same kind of answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from fanal.core.errors import BadInput, Refused
from fanal.core.prevalence.answer import LEVELS
from fanal.core.prevalence.cores import Progress, silent
from fanal.core.prevalence.lists import MOST, Table, by_name, moved
from fanal.core.prevalence.models import Model, closed
from fanal.core.words import Sentence, say

if TYPE_CHECKING:  # brings numba, 60 MB: only where something is estimated
    from fanal.core.prevalence.bootstrap import Bootstrap
    from fanal.core.prevalence.ranking import Ranking

type Limits = tuple[float, float]


def not_between(value: float, low: int, high: int) -> Sentence:
    return say("{value} is not between {low:,} and {high:,}", value=value, low=low, high=high)


def none_of(name: str, known: Iterable[str]) -> Sentence:
    return say("{value} is not one of {names}", value=repr(name), names=", ".join(known))


@dataclass(frozen=True)
class Choices:
    """What an analyst decides before seeing a number."""

    threshold: float = 0.02
    order: int = 99
    replicates: int = 1000
    seed: int = 1234
    r_compatible: bool = False
    keep: int | None = None
    cores: int = 1
    progress: Progress = silent

    def __post_init__(self) -> None:
        if not 0.0 <= self.threshold <= 1.0:
            raise BadInput("--threshold", not_between(self.threshold, 0, 1))
        if not 0 <= self.replicates <= 1_000_000:
            raise BadInput("--replicates", not_between(self.replicates, 0, 1_000_000))
        if not 0 <= self.seed < 2**31:
            raise BadInput("--seed", not_between(self.seed, 0, 2**31 - 1))
        if self.keep is not None and self.keep < 1:
            raise BadInput("--keep", say("keep at least one model"))


@dataclass(frozen=True)
class Result:
    """People, seen and unseen, by one method; `limits` by level, 0.95 and 0.80."""

    method: str
    estimate: float
    limits: Mapping[float, Limits]
    interval_by: Sentence
    model: Model | None = None
    bootstrap: Bootstrap | None = None
    models: Counter[Model] = field(default_factory=Counter)
    considered: tuple[int, int] | None = None
    notes: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if math.isnan(self.estimate):
            raise Refused(say("the method found no number"))


def by_independence(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.fit import fit

    found = fit(table, closed((), table.lists))
    limits = {level: found.wald(level) for level in LEVELS}
    return Result("independence", found.estimate, limits, say("Wald interval"), found.model)


def by_stepwise(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.stepwise import stepwise

    found = stepwise(
        table,
        threshold=choices.threshold,
        replicates=choices.replicates,
        seed=choices.seed,
        r_compatible=choices.r_compatible,
        cores=choices.cores,
    )
    return bootstrapped("stepwise", found.estimate, found.bootstrap, found.model, found.models)


def by_bic(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.bic import best_by_bic

    found = best_by_bic(
        table,
        order=choices.order,
        replicates=choices.replicates,
        seed=choices.seed,
        r_compatible=choices.r_compatible,
        keep=choices.keep,
        cores=choices.cores,
        progress=choices.progress,
    )
    ranking = found.ranking
    notes = notes_on(ranking, table.lists, choices.order)
    return bootstrapped(
        "bic",
        found.estimate,
        found.bootstrap,
        found.model,
        found.models,
        considered=(len(ranking.family), ranking.without_estimate),
        notes=notes,
    )


def notes_on(ranking: Ranking, lists: int, order: int) -> tuple[Sentence, ...]:
    if not ranking.complete:
        return (LOCAL_OPTIMUM,)
    return (PAIRS_ALONE,) if lists == 6 and order > 2 else ()


PAIRS_ALONE = say(
    "With six lists all models of pairs were tried; with triples there are millions of them."
)
LOCAL_OPTIMUM = say(
    "There are too many models to try them all; they were searched one term at a time, which can"
    " stop at a model that is not the best."
)


def bootstrapped(
    method: str,
    estimate: float,
    bootstrap: Bootstrap | None,
    model: Model,
    models: Counter[Model],
    considered: tuple[int, int] | None = None,
    notes: tuple[Sentence, ...] = (),
) -> Result:
    limits = {level: bootstrap.bca(level) for level in LEVELS} if bootstrap else {}
    by = say("BCa bootstrap with the model chosen again in every resample")
    return Result(method, estimate, limits, by, model, bootstrap, models, considered, notes)


def by_graphs(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.decomposable import average

    found = average(table, choices.r_compatible)
    notes = (
        say("{k} graphs of dependence carry 95 % of the weight.", k=found.graphs),
        *(() if found.trustworthy else (HEAVY_TAIL,)),
    )
    limits = {level: found.interval(level) for level in LEVELS}
    return Result("dga", found.median, limits, say("credible interval"), notes=notes)


HEAVY_TAIL = say("Large totals keep so much weight that the answer depends on where one stops.")


def by_chapman(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.two_lists import two_lists

    found = two_lists(table)
    limits = {level: found.chapman_interval(level) for level in LEVELS}
    note = say("Lincoln–Petersen: {total:,.0f}.", total=found.lincoln_petersen)
    return Result("chapman", found.chapman, limits, say("log-normal interval"), notes=(note,))


def by_thresholding(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.thresholding import thresholded

    found = thresholded(by_name(table), generator(choices))
    places = {k: j for j, k in table.places_by_name().items()}
    limits = {0.95: found.interval95, 0.80: found.interval80}
    model = closed((moved(q, places) for q in found.model), table.lists)
    by = say("credible interval")
    return Result("bayes", found.estimate, limits, by, model, notes=found.warnings)


def by_latent(table: Table, choices: Choices) -> Result:
    from fanal.core.prevalence.latent import latent

    found = latent(by_name(table), generator(choices))
    limits = {0.95: found.interval95, 0.80: found.interval80}
    return Result("latent", found.estimate, limits, say("credible interval"), notes=found.notes)


def generator(choices: Choices) -> Generator:
    """Raises BadInput for R's random numbers: there is nothing published to compare with."""
    if choices.r_compatible:
        raise BadInput("--r-compatible", say("is for stepwise and bic only"))
    return np.random.default_rng(choices.seed)


METHODS: dict[str, Callable[[Table, Choices], Result]] = {
    "independence": by_independence,
    "stepwise": by_stepwise,
    "bic": by_bic,
    "dga": by_graphs,
    "bayes": by_thresholding,
    "latent": by_latent,
    "chapman": by_chapman,
}
NAMES = {
    "independence": say("no dependence between lists"),
    "stepwise": say("stepwise choice of pairs"),
    "bic": say("best of all models (BIC)"),
    "dga": say("average over graphs (dga)"),
    "bayes": say("Bayesian thresholding"),
    "latent": say("latent classes (LCMCR)"),
    "chapman": say("two lists (Chapman)"),
}


# How many lists each method can take, at least and at most.
LISTS = {
    "independence": (2, MOST),
    "stepwise": (3, MOST),
    "bic": (3, MOST),
    "dga": (3, 6),
    "bayes": (3, 6),
    "latent": (3, MOST),
    "chapman": (2, 2),
    "all": (2, MOST),
}
WITH_ORDER = ("bic", "all")


def check_method(method: str, lists: int, order: int = 99) -> None:
    """Raises BadInput for what the method cannot do with so many lists, or with an order."""
    if method not in LISTS:
        raise BadInput("method", say("{method} is not one of the methods", method=method))
    fewest, most = LISTS[method]
    if not fewest <= lists <= most:
        raise BadInput(
            "method",
            say(
                "With {lists} lists this method cannot work: it takes {fewest} to {most}.",
                lists=lists,
                fewest=fewest,
                most=most,
            ),
        )
    if order < 99 and method not in WITH_ORDER:
        raise BadInput("order", say("Only the best of all models (BIC) is limited by an order."))


NO_OVERLAP = say("no two lists share a person: the estimate does not exist (it is infinite)")
NOT_FINITE = say("this method has no finite estimate on this table")


def apply(method: str, table: Table, choices: Choices) -> Result:
    """Raises BadInput for a method that does not suit the table, Refused for no finite answer."""
    if method not in METHODS:
        raise BadInput("--method", none_of(method, METHODS))
    if table.on_several == 0:
        raise Refused(NO_OVERLAP)
    result = METHODS[method](table, choices)
    if math.isinf(result.estimate):
        raise Refused(NOT_FINITE)
    return result


def suitable(table: Table) -> list[str]:
    """The methods that are run side by side on such a table."""
    if table.lists == 2:
        return ["independence", "chapman"]
    of_few_lists = ["dga", "bayes"] if table.lists <= 6 else []
    return ["independence", "stepwise", "bic", *of_few_lists]
