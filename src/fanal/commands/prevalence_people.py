"""`fanal prevalence strata` and `covariates`: from one row a person, with more than her lists."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import unseen
from fanal.commands.lists import asked, read_people
from fanal.commands.messages import limits, people, seen, spoken
from fanal.commands.prevalence import add_class, class_of
from fanal.commands.terminal import hint
from fanal.core.words import Sentence, Translatable, say

if TYPE_CHECKING:
    from unseen import People, StratifiedEstimate, Trend

    type Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def register(commands: Commands) -> None:
    for parser in (add_strata(commands), add_covariates(commands)):
        parser.add_argument("--seed", type=int, default=1234)
        parser.add_argument("--json", action="store_true")


def add_strata(commands: Commands) -> argparse.ArgumentParser:
    strata = commands.add_parser("strata", help=hint("group by group, added up, and all together"))
    strata.add_argument(
        "people", metavar="PEOPLE.csv", help=hint("0 or 1 for each list, and columns")
    )
    strata.add_argument(
        "--by",
        required=True,
        action="append",
        metavar="COLUMN",
        help=hint("the column of the group; may be repeated: every combination is a group"),
    )
    strata.add_argument(
        "--lists",
        nargs="+",
        default=(),
        metavar="LIST",
        help=hint("the columns that are lists (default: all others)"),
    )
    strata.add_argument(
        "--years", action="store_true", help=hint("groups are years: give their trend")
    )
    strata.add_argument("--method", default="stepwise")
    strata.add_argument("--replicates", type=int, default=1000)
    add_class(strata)
    strata.set_defaults(run=run_strata)
    return strata


def add_covariates(commands: Commands) -> argparse.ArgumentParser:
    robust = commands.add_parser(
        "covariates", help=hint("two lists, doubly robust with covariates")
    )
    robust.add_argument(
        "people", metavar="PEOPLE.csv", help=hint("0 or 1 for each list, and columns")
    )
    robust.add_argument(
        "--lists",
        required=True,
        nargs="+",
        metavar="LIST",
        help=hint("the two that are compared, then others on which people of the file may be"),
    )
    robust.add_argument("--covariates", required=True, nargs="+", metavar="COLUMN")
    robust.add_argument("--learner", default="logistic", help=hint("logistic, forest or boosting"))
    robust.set_defaults(run=run_covariates)
    return robust


@asked()
def run_strata(options: argparse.Namespace) -> int:
    chosen = {"replicates": options.replicates, "seed": options.seed}
    stated = class_of(options)
    unseen.Choices(**chosen, **stated)  # a mistake in them is said before a large file is read
    found = read_people(options.people, options.by, options.lists)
    strata = unseen.estimate_strata(found, options.by, options.method, **chosen)
    over_years = unseen.trend(strata) if options.years else None
    quoted = quoted_of(found, options.by, chosen | stated)
    if options.json:
        more = {"trend": over_years and asdict(over_years), "quoted": quoted and str(quoted)}
        json.dump({**strata.to_dict(), **more}, sys.stdout, indent=2)
        print()
    else:
        print_strata(strata, over_years)
        if quoted:
            print(spoken(quoted))
    return 0


def quoted_of(found: People, by: list[str], chosen: dict[str, Any]) -> unseen.Sentence | None:
    """Return what may be quoted of all together; nothing where no group has a limit."""
    try:
        return unseen.quote_strata(found, by, **chosen).sentence
    except unseen.Refused:
        return None


def print_strata(strata: StratifiedEstimate, over_years: Trend | None) -> None:
    names: list[str | Sentence] = [*strata.parts, say("added up"), say("all together")]
    answers = (*strata.parts.values(), strata.unpooled, strata.pooled)
    for name, answer in zip(names, answers, strict=True):
        if answer is not None:
            low, high = people(answer.low), people(answer.high)
            print(spoken(of_group(name, f"{people(answer.estimate)} ({low} – {high})")))
    for name, why in strata.refused.items():
        no_sum = say("{group}: refused: {why}. There is no sum without it.", group=name, why=why)
        print(spoken(no_sum))
    if over_years is not None:
        print(spoken(in_a_year(over_years)))


def of_group(group: str | Translatable, what: str | Translatable) -> Sentence:
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


@asked()
def run_covariates(options: argparse.Namespace) -> int:
    unseen.Choices(seed=options.seed)
    found = read_people(options.people, options.covariates, options.lists)
    answer = unseen.estimate_with_covariates(
        found, options.lists, learner=options.learner, seed=options.seed
    )
    if options.json:
        json.dump(answer.to_dict(), sys.stdout, indent=2)
        print()
    else:
        low, high = answer.interval95
        print(f"{people(answer.estimate)} {limits(0.95, low, high)}; {seen(answer.n)}")
    return 0
