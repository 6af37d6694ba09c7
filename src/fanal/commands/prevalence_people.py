"""`fanal prevalence strata` and `covariates`: from one row a person, with more than her lists."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from fanal.commands.spoken import limits, people, seen, spoken
from fanal.commands.terminal import told
from fanal.core.errors import BadInput, Refused
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from unseen.assess.strata import Strata, Trend


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    strata = commands.add_parser("strata", help=told("group by group, added up, and all together"))
    strata.add_argument(
        "people", metavar="PEOPLE.csv", help=told("0 or 1 for each list, and columns")
    )
    strata.add_argument(
        "--by", required=True, metavar="COLUMN", help=told("the column with the group")
    )
    strata.add_argument(
        "--years", action="store_true", help=told("groups are years: give their trend")
    )
    strata.add_argument("--method", default="stepwise")
    strata.add_argument("--replicates", type=int, default=1000)
    strata.set_defaults(run=run_strata)
    robust = commands.add_parser(
        "covariates", help=told("two lists, doubly robust with covariates")
    )
    robust.add_argument(
        "people", metavar="PEOPLE.csv", help=told("0 or 1 for each list, and columns")
    )
    robust.add_argument(
        "--lists",
        required=True,
        nargs="+",
        metavar="LIST",
        help=told("the two that are compared, then others on which people of the file may be"),
    )
    robust.add_argument("--covariates", required=True, nargs="+", metavar="COLUMN")
    robust.add_argument("--learner", default="logistic", help=told("logistic, forest or boosting"))
    robust.set_defaults(run=run_covariates)
    for parser in (strata, robust):
        parser.add_argument("--seed", type=int, default=1234)
        parser.add_argument("--json", action="store_true")


def run_strata(options: argparse.Namespace) -> int:
    import numpy as np

    from unseen.assess.strata import by_stratum, split
    from unseen.data.people import read_records
    from unseen.results.by_name import by_name
    from unseen.results.methods import Choices

    choices = Choices(replicates=options.replicates, seed=options.seed)
    found = read_records(options.people, [options.by])
    tables = split(found.lists, found.histories, found.columns[options.by])
    method = by_name(options.method, choices)
    strata = by_stratum(tables, method, np.random.default_rng(options.seed))
    over_years = trend_of(strata) if options.years else None
    if options.json:
        json.dump(
            {
                **asdict(strata),
                "refused": {group: str(why) for group, why in strata.refused.items()},
                "ratio": strata.ratio,
                "trend": over_years and asdict(over_years),
            },
            sys.stdout,
            indent=2,
        )
        print()
    else:
        print_strata(strata, over_years)
    return 0


def trend_of(strata: Strata) -> Trend:
    from unseen.assess.strata import trend

    for year in strata.parts:
        if not (year.isascii() and year.isdecimal()):
            raise BadInput("--years", say("{text} is not a year", text=repr(year)))
    if strata.refused:
        raise Refused(*(of_group(group, why) for group, why in strata.refused.items()))
    return trend({int(year): answer for year, answer in strata.parts.items()})


def print_strata(strata: Strata, over_years: Trend | None) -> None:
    sums = (say("added up"), strata.unpooled), (say("all together"), strata.pooled)
    for name, answer in (*strata.parts.items(), *sums):
        if answer is not None:
            low, high = people(answer.low), people(answer.high)
            print(spoken(of_group(name, f"{people(answer.estimate)} ({low} – {high})")))
    for name, why in strata.refused.items():
        no_sum = say("{group}: refused: {why}. There is no sum without it.", group=name, why=why)
        print(spoken(no_sum))
    if over_years is not None:
        print(spoken(in_a_year(over_years)))


def of_group(group: str | Sentence, what: str | Sentence) -> Sentence:
    return say("{group}: {what}", group=group, what=what)


def in_a_year(found: Trend) -> Sentence:
    return say(
        "each year times {ratio:.2f} ({low:.2f} – {high:.2f}); "
        "chance of such scatter around a steady trend: {misfit:.3f}",
        ratio=found.yearly_ratio,
        low=found.low,
        high=found.high,
        misfit=found.misfit,
    )


def run_covariates(options: argparse.Namespace) -> int:
    from unseen.data.people import read_records
    from unseen.estimators.doubly_robust import doubly_robust
    from unseen.results.methods import Choices, generator

    rng = generator(Choices(seed=options.seed))
    found = read_records(options.people, options.covariates, options.lists)
    first, second = (found.on(name) for name in options.lists[:2])
    answer = doubly_robust(first, second, found.numbers(), rng, learner=options.learner)
    if options.json:
        json.dump(asdict(answer), sys.stdout, indent=2)
        print()
    else:
        low, high = answer.interval95
        print(f"{people(answer.estimate)} {limits(0.95, low, high)}; {seen(answer.n)}")
    return 0
