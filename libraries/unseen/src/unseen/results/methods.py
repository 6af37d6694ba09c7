"""Every method by name, each giving the same kind of answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from unseen.data.lists import MOST, Lists, by_name, moved
from unseen.errors import BadInput, Refused, check_kind, check_number
from unseen.loglinear.models import Model, closed
from unseen.messages import Sentence, say
from unseen.results.answer import LEVELS
from unseen.results.choices import Choices as Choices
from unseen.results.choices import none_of
from unseen.results.method_names import NAMES
from unseen.results.result import Limits as Limits
from unseen.results.result import Result as Result

if TYPE_CHECKING:  # brings numba, 60 MB: only where something is estimated
    from unseen.loglinear.bootstrap import Bootstrap
    from unseen.loglinear.ranking import Ranking


def by_independence(table: Lists, choices: Choices) -> Result:
    from unseen.loglinear.fit import fit

    found = fit(table, closed((), table.lists))
    limits = {level: found.wald(level) for level in LEVELS}
    return Result("independence", found.estimate, limits, say("Wald interval"), found.model)


def by_stepwise(table: Lists, choices: Choices) -> Result:
    from unseen.loglinear.stepwise import stepwise

    found = stepwise(
        table,
        threshold=choices.threshold,
        replicates=choices.replicates,
        seed=choices.seed,
        r_compatible=choices.r_compatible,
        cores=choices.cores,
    )
    return bootstrapped("stepwise", found.estimate, found.bootstrap, found.model, found.models)


def by_bic(table: Lists, choices: Choices) -> Result:
    from unseen.loglinear.bic import best_by_bic

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


def by_graphs(table: Lists, choices: Choices) -> Result:
    from unseen.estimators.decomposable import average

    found = average(table, choices.r_compatible)
    notes = (
        say("Graphs of dependence that carry 95 % of the weight: {k}.", k=found.graphs),
        *(() if found.trustworthy else (HEAVY_TAIL,)),
    )
    limits = {level: found.interval(level) for level in LEVELS}
    return Result("dga", found.median, limits, say("credible interval"), notes=notes)


HEAVY_TAIL = say("Large totals keep so much weight that the answer depends on where one stops.")


def by_chapman(table: Lists, choices: Choices) -> Result:
    from unseen.estimators.two_lists import two_lists

    found = two_lists(table)
    limits = {level: found.chapman_interval(level) for level in LEVELS}
    note = say("Lincoln–Petersen: {total:,.0f}.", total=found.lincoln_petersen)
    return Result("chapman", found.chapman, limits, say("log-normal interval"), notes=(note,))


def by_thresholding(table: Lists, choices: Choices) -> Result:
    from unseen.loglinear.thresholding import thresholded

    # The sampler draws list by list: sorted by name, a seed gives the same answer however the file
    # is arranged.
    found = thresholded(by_name(table), generator(choices))
    places = {k: j for j, k in table.places_by_name().items()}
    limits = {0.95: found.interval95, 0.80: found.interval80}
    model = closed((moved(q, places) for q in found.model), table.lists)
    by = say("credible interval")
    return Result("bayes", found.estimate, limits, by, model, notes=found.warnings)


def by_latent(table: Lists, choices: Choices) -> Result:
    from unseen.estimators.latent import latent

    found = latent(by_name(table), generator(choices))
    limits = {0.95: found.interval95, 0.80: found.interval80}
    return Result("latent", found.estimate, limits, say("credible interval"), notes=found.notes)


def by_chao(table: Lists, choices: Choices) -> Result:
    from unseen.estimators.lower_bound import chao

    found = chao(table)
    limits = {level: found.limits(level) for level in LEVELS}
    return Result("chao", found.estimate, limits, say("exact Poisson limits"), notes=(LOWER,))


LOWER = say("Estimates a number below the true one, the further the more people differ.")


def by_unequal(table: Lists, choices: Choices, *, kind: str, equal_lists: bool) -> Result:
    from unseen.estimators.heterogeneity import unequal

    found = unequal(table, kind, equal_lists=equal_lists)
    limits = {level: found.limits(level) for level in LEVELS}
    name = f"{'mh' if equal_lists else 'mth'}-{kind}"
    notes = (*((LOWER,) if kind == "chao" else ()), *((NO_SPREAD,) if found.reversed else ()))
    return Result(name, found.estimate, limits, say("log-normal interval"), notes=notes)


NO_SPREAD = say("The lists show no inequality of this shape: it answers less than without any.")


def generator(choices: Choices) -> Generator:
    """Return the generator. Raises BadInput for R's random numbers: there is nothing published to
    compare with."""
    if choices.r_compatible:
        raise BadInput("r_compatible", say("is for stepwise and bic only"))
    return np.random.default_rng(choices.seed)


METHODS: dict[str, Callable[[Lists, Choices], Result]] = {
    "independence": by_independence,
    "stepwise": by_stepwise,
    "bic": by_bic,
    "dga": by_graphs,
    "bayes": by_thresholding,
    "latent": by_latent,
    "chapman": by_chapman,
    "chao": by_chao,
    **{
        f"{model}-{kind}": partial(by_unequal, kind=kind, equal_lists=model == "mh")
        for model in ("mth", "mh")
        for kind in ("chao", "poisson", "darroch", "gamma")
    },
}
# Those that take all people to be alike to reach: one assumption, whatever else they differ in.
ALIKE = ("independence", "stepwise", "bic", "dga", "bayes", "chapman")
UNEQUAL = tuple(name for name in NAMES if name.startswith(("mth-", "mh-")))


# How many lists each method can take, at least and at most.
LISTS = {
    "independence": (2, MOST),
    "stepwise": (3, MOST),
    "bic": (3, MOST),
    "dga": (3, 6),
    "bayes": (3, 6),
    "latent": (3, MOST),
    "chapman": (2, 2),
    "chao": (2, MOST),
    **dict.fromkeys(UNEQUAL, (3, MOST)),
    "all": (2, MOST),
}
WITH_ORDER = ("bic", "all")


def check_known(method: object) -> None:
    """Refuse what is the name of no method. Raises BadInput."""
    if not isinstance(method, str) or method not in LISTS:
        raise BadInput("method", say("{method} is not one of the methods", method=str(method)))


def check_method(method: str, lists: int, order: int = 99) -> None:
    """Check a method. Raises BadInput for what it cannot do with so many lists, or
    with an order."""
    check_known(method)
    check_number("lists", lists, whole=True)
    check_number("order", order, whole=True)
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


def apply(method: str, table: Lists, choices: Choices) -> Result:
    """Apply a method. Raises BadInput where it does not suit the table, Refused for
    no finite answer."""
    check_kind("method", method, str)
    if method not in METHODS:
        raise BadInput("method", none_of(method, METHODS))
    if table.on_several == 0:
        raise Refused(NO_OVERLAP)
    result = METHODS[method](table, choices)
    if math.isinf(result.estimate):
        raise Refused(NOT_FINITE)
    return result


def suitable(table: Lists) -> list[str]:
    """The methods that are run side by side on such a table."""
    # Two lists cannot show whether they depend on one another: every method with interactions
    # needs a third.
    if table.lists == 2:
        return ["independence", "chapman", "chao"]
    of_few_lists = ["dga", "bayes"] if table.lists <= 6 else []
    return ["independence", "stepwise", "bic", *of_few_lists, "chao", *UNEQUAL]
