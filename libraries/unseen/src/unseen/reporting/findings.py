"""Everything the report says, as data: the number, how far it can be trusted, and why not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import log, prod

import numpy as np

from unseen.assess import sensitivity
from unseen.assess.bounds import CHANCE_TO_CONTRADICT, Assumption
from unseen.assess.consistency import Consistency, consistency
from unseen.assess.linkage_error import WhatIf, what_if
from unseen.assess.sensitivity import What
from unseen.data.lists import Lists, bits
from unseen.errors import BadInput, Refused
from unseen.estimators.overlap import overlap_of
from unseen.loglinear.bic import MOST_LISTS_PAIRWISE, best_by_bic
from unseen.loglinear.fit import Fit, fit
from unseen.loglinear.models import bracketed
from unseen.loglinear.ranking import Ranking
from unseen.messages import Sentence, say
from unseen.results import caution
from unseen.results.by_name import by_name
from unseen.results.comparison import SideBySide, side_by_side, tried
from unseen.results.method_names import NAMES
from unseen.results.methods import LOCAL_OPTIMUM, UNEQUAL, Choices, Limits, Result
from unseen.results.quoted import AtLeast, Stated, at_least, quoted, stated
from unseen.results.record import Record

# How far the interval depends on how many models compete (Silverman, Chan & Vincent 2024).
KEPT = (1, 5, 20, 50, 100)
# Missed and false links. Measured in simulations: 10 % missed give 13 % more people, 5 % false ones
# 17 % fewer, as much as the interval is wide.
LINKAGE = ((0.0, 0.0), (0.05, 0.0), (0.1, 0.0), (0.0, 0.02), (0.0, 0.05))
# From "all alike" to nine times harder with three in ten whom no list can reach.
HARDER = ((1.0, 0.0), (2.0, 0.0), (4.0, 0.0), (9.0, 0.0), (9.0, 0.3))
# Fewer than for an answer: the check asks of each list in turn.
REPLICATES_OF_CHECK = 200
OTHERS = ("chao", "latent", *UNEQUAL)


@dataclass(frozen=True)
class Row:
    """One answer on the common axis; `method` by its name, where it is one."""

    name: Sentence
    estimate: float
    limits: Limits | None
    baseline: bool = False
    refused: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    method: str = ""


@dataclass(frozen=True)
class Findings:
    table: Lists
    choices: Choices
    together: SideBySide
    main: Result | None = None
    rows: tuple[Row, ...] = ()
    bound: Row | None = None
    unequal: tuple[Row, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    reasons: tuple[Sentence, ...] = ()
    fitted: Fit | None = None
    xi: tuple[tuple[float, float, Limits | None], ...] = ()
    left_out: tuple[What, ...] = ()
    merged: tuple[What, ...] = ()
    kept: tuple[tuple[int, float, Limits], ...] = ()
    linkage: tuple[WhatIf, ...] = ()
    heterogeneity: tuple[Stated, ...] = ()
    exclusive: tuple[str, ...] = ()
    check: Consistency | None = None

    @property
    def ratio(self) -> float | None:
        """The largest answer by the smallest of those that take all people to be alike."""
        return ratio_of(row.estimate for row in self.rows)

    @property
    # Independence is the baseline and known to be wrong wherever lists refer people.
    def ratio_without_baseline(self) -> float | None:
        return ratio_of(row.estimate for row in self.rows if not row.baseline)

    @property
    def disagree(self) -> bool:
        """Whether the answers differ too much for any of them to be taken for the number.

        That they agree says nothing: they share the assumption that people are alike to reach.
        """
        # 1.5 and more: then the data do not determine the number, whichever method is named.
        return self.ratio is not None and self.ratio > caution.UNDETERMINED

    @property
    def ratio_with_unequal(self) -> float | None:
        """The same with the models for unequal people, whose assumption is another."""
        unequal = [one.estimate for one in self.unequal if not one.refused]
        return ratio_of([*(row.estimate for row in self.rows), *unequal]) if unequal else None

    @property
    def own(self) -> Stated | None:
        """The class that the analyst stated beforehand."""
        return next((one for one in self.heterogeneity if one.own), None)

    @property
    def answer(self) -> Sentence:
        """The sentence that may be quoted, with its conditions."""
        return quoted(self.table, self.together.results, self.own)

    @property
    def at_least(self) -> AtLeast | None:
        return at_least(self.together.results)

    def to_dict(self) -> Record:
        """The figures as plain data, for JSON."""
        return self.together.record(self.table, self.own)

    @property
    def models(self) -> list[tuple[str, str, int | None]]:
        """Method, model as the literature writes it, and how many resamples chose it, if any."""
        return [
            (name, bracketed(r.model), r.models[r.model] if r.bootstrap else None)
            for name, r in self.together.results.items()
            if r.model is not None
        ]


def find(table: Lists, choices: Choices, method: str = "all") -> Findings:
    """Do all the work of the report: a second or two for five lists.

    method: whose answer is the one to quote; the others stand beside it all the same.
    """
    if reasons := caution.reasons_before(table):
        return _refused(table, choices, method, reasons)
    together = side_by_side(table, choices, method)
    # A method that was fixed beforehand stays the one to quote, also if another fits better.
    main = main_result(together) if method == "all" else fixed_result(together, method)
    ranking = ranking_or_none(table, choices)
    return Findings(
        table=table,
        choices=choices,
        together=together,
        main=main,
        rows=tuple(rows_of(table, together)),
        bound=next(iter(rows_by(together, ("chao",))), None),
        unequal=tuple(rows_by(together, OTHERS[1:])),
        warnings=tuple(caution.warnings(table, main)),
        fitted=fit(table, main.model) if main and main.model else None,
        xi=tuple(sensitivity.xi_table(table, main)) if main else (),
        left_out=tuple(sensitivity.leaving_lists_out(table)),
        merged=tuple(sensitivity.merging_two(table)),
        kept=tuple(by_kept(table, choices, ranking)) if ranking else (),
        linkage=tuple(w for w in what_if(table) if (w.missed, w.false) in LINKAGE),
        heterogeneity=tuple(stated_bounds(table, choices.stated)),
        exclusive=tuple(surprisingly_empty(table)),
        # A list is taken as the population and the others as lists, of which three are needed.
        check=checked(table) if table.lists >= 4 else None,
    )


def _refused(table: Lists, choices: Choices, method: str, reasons: list[Sentence]) -> Findings:
    """The report of lists of which `estimate` gives no number: it has none either, neither of a
    method with a prior, which answers of any lists, nor of other choices."""
    names = tried(table, method)
    return Findings(
        table=table,
        choices=choices,
        together=SideBySide({}, dict.fromkeys(names, reasons)),
        warnings=tuple(caution.warnings(table)),
        reasons=tuple(reasons),
    )


def main_result(together: SideBySide) -> Result | None:
    """The best of all models where they can be listed, else the stepwise choice."""
    # The order of preference: all models by BIC, which admits how unsure the model is, then the
    # stepwise choice.
    for name in ("bic", "stepwise", "chapman"):
        found = together.results.get(name)
        # A search that may have stopped at a local optimum is no best model: on the UK table it
        # found 12,262 where the best is 25,311.
        if found is not None and LOCAL_OPTIMUM not in found.notes:
            return found
    return None


def fixed_result(together: SideBySide, method: str) -> Result | None:
    """The answer of the method fixed beforehand; none, rather than another, if it is refused."""
    return None if together.reasons[method] else together.results[method]


def ranking_or_none(table: Lists, choices: Choices) -> Ranking | None:
    # With two lists there is one model and nothing to rank.
    if table.lists < 3:
        return None
    ranking = sensitivity.ranking_of(table, choices.order)
    return ranking if len(ranking.family) else None


def rows_by(together: SideBySide, names: Iterable[str]) -> list[Row]:
    return [
        Row(
            NAMES[name],
            together.results[name].estimate,
            together.results[name].limits.get(0.95),
            name == "independence",
            tuple(together.reasons[name]),
            together.results[name].notes if name in OTHERS else (),
            name,
        )
        for name in names
        if name in together.results
    ]


def rows_of(table: Lists, together: SideBySide) -> list[Row]:
    """The answers that take people to be alike, with the choices another analyst could make."""
    rows = rows_by(together, (name for name in together.results if name not in OTHERS))
    if table.lists < 3:
        return rows
    rows += [
        Row(say("stepwise at p = {p}", p=float(w.choice)), w.estimate, None)
        for w in sensitivity.by_threshold(table)
        # 0.02 is the stepwise choice itself, which stands there already.
        if w.estimate is not None and w.choice != "0.02"
    ]
    if table.lists <= MOST_LISTS_PAIRWISE:
        pairwise = sensitivity.ranking_of(table, order=2)
        if len(pairwise.family):
            # AIC and BIC differ by a factor of two on the UK table: a choice that another analyst
            # could make.
            total = sensitivity.by_aic(table, pairwise)
            rows.append(Row(say("best pairwise model (AIC)"), total, None))
    return rows


def by_kept(table: Lists, choices: Choices, ranking: Ranking) -> list[tuple[int, float, Limits]]:
    """The interval by how many of the best models compete in each resample."""
    found = []
    for keep in (k for k in KEPT if k <= len(ranking.family)):
        answer = best_by_bic(
            table,
            order=choices.order,
            replicates=choices.replicates,
            seed=choices.seed,
            r_compatible=choices.r_compatible,
            keep=keep,
            cores=choices.cores,
            ranking=ranking,
        )
        if answer.bootstrap:
            found.append((keep, answer.estimate, answer.bootstrap.bca(0.95)))
    return found


def stated_bounds(table: Lists, own: Assumption | None) -> list[Stated]:
    """Return every assumption, the analyst's own first: one contradicted, with the reason."""
    # `own` once, though it may be one of these.
    usual = [Assumption(*each) for each in HARDER]
    found = [stated(table, own, own=True)] if own else []
    return found + [stated(table, one) for one in usual if one != own]


def surprisingly_empty(table: Lists) -> list[str]:
    """Pairs that share nobody where chance would leave them so in one case of a hundred."""
    pooled = overlap_of(table).estimate
    return [
        table.label(pair)
        for pair in table.empty_pairs()
        # Expected by chance; exp(-expected) is the chance of none (Poisson).
        if prod(table.people_on(j) for j in bits(pair)) / pooled > -log(CHANCE_TO_CONTRADICT)
    ]


def ratio_of(totals: Iterable[float]) -> float | None:
    found = list(totals)
    return max(found) / min(found) if found else None


def checked(table: Lists) -> Consistency | None:
    """Return the check with each list in turn taken as a population whose size is known (Binette &
    Steorts 2022)."""
    # Its own choices and seed: the check does not depend on what was asked for.
    method = by_name("stepwise", replace(Choices(), replicates=REPLICATES_OF_CHECK))
    return or_none(lambda: consistency(table, method, np.random.default_rng(1)))


def or_none[T](ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except (Refused, BadInput):
        return None
