"""`fanal prevalence simulate`: how often do intervals cover a truth that is known?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import unseen
from fanal.commands.lists import asked
from fanal.commands.messages import figure, spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.words import Translatable, say

if TYPE_CHECKING:
    from unseen import Assumption, Design, Score

# The title of each column, and how its cells are set.
COLUMNS: tuple[tuple[Translatable | str, str], ...] = (
    (say("design"), "<16"),
    (say("method"), "<13"),
    (say("covered"), ">14"),
    (say("too low"), ">8"),
    (say("too high"), ">8"),
    ("log-RMSE", ">8"),
    ("N-hat/N", ">8"),
    (say("width/N"), ">8"),
    (say("refused"), ">8"),
    (say("failed"), ">7"),
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "simulate", help=hint("how often do intervals cover a truth that is known?")
    )
    parser.add_argument(
        "design", metavar="DESIGN", help=hint("a design, `all`, or `list` to see what there is")
    )
    parser.add_argument(
        "--method",
        action="append",
        metavar="NAME",
        help=hint("may be repeated (default: independence, stepwise, bounds)"),
    )
    parser.add_argument("--sets", type=int, default=300, metavar="N", help=hint("data sets drawn"))
    parser.add_argument(
        "--replicates", type=int, default=500, metavar="N", help=hint("of a bootstrap")
    )
    parser.add_argument("--order", type=int, choices=(2, 3), default=2, help=hint("of BIC models"))
    parser.add_argument(
        "--keep", type=int, default=50, metavar="N", help=hint("BIC models resampled")
    )
    parser.add_argument("--seed", type=int, default=1234)
    parser.add_argument("--harder", type=float, metavar="K", help=hint("for the method bounds"))
    parser.add_argument(
        "--unreachable", type=float, metavar="S", help=hint("for the method bounds")
    )
    parser.add_argument("--dependence", type=float, metavar="D", help=hint("for the method bounds"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


@asked()
def run(options: argparse.Namespace) -> int:
    if options.design == "list":
        print_designs()
        return 0
    names = (
        [*unseen.DESIGNS, *unseen.DESIGN_ALIASES] if options.design == "all" else [options.design]
    )
    chosen = [unseen.design(name) for name in names]
    if not options.json:
        print(row(spoken(title) for title, _ in COLUMNS))
    scores = [score for each in chosen for score in scores_of(each, options)]
    if options.json:
        json.dump([score.to_dict() for score in scores], sys.stdout, indent=2)
        print()
    return 0


def print_designs() -> None:
    any_of = say("any shipped table, any of {names}", names=", ".join(unseen.DESIGN_METHODS))
    listed: dict[str, Translatable | str] = {
        **{each.name: each.says for each in unseen.DESIGNS.values()},
        **{name: unseen.design(full).says for name, full in unseen.DESIGN_ALIASES.items()},
        "fit:TABLE:METHOD": any_of,
        "known:TABLE:LIST": say("the people on one list of a shipped table"),
    }
    for name, says in listed.items():
        print(f"{name:<16} {spoken(says)}")


def scores_of(chosen: Design, options: argparse.Namespace) -> list[Score]:
    names = ("replicates", "order", "keep", "seed")
    chosen_options = {name: getattr(options, name) for name in names}
    scores = []
    for name in options.method or ["independence", "stepwise", "bounds"]:
        assumption = assumption_of(chosen, options)
        if name == "bounds" and assumption is None:
            if options.method and options.design != "all":
                raise BadInput(
                    chosen.name, say("no class holds it: state --harder or --dependence")
                )
            continue
        scores.append(unseen.simulate(chosen, name, options.sets, assumption, **chosen_options))
        if not options.json:
            print_score(scores[-1])
    return scores


def assumption_of(chosen: Design, options: argparse.Namespace) -> Assumption | None:
    """Return what was stated on the command line, or else what the design satisfies."""
    stated = {
        name: getattr(options, name)
        for name in ("harder", "unreachable", "dependence")
        if getattr(options, name) is not None
    }
    return unseen.Assumption(**stated) if stated else chosen.assumption


def print_score(score: Score) -> None:
    covered = f"{figure(score.coverage, '.1%')} ± {figure(score.coverage_error, '.1%')}"
    shares = (figure(one, ".1%") for one in (score.too_low, score.too_high))
    sizes = (figure(one, ".2f") for one in (score.log_rmse, score.ratio, score.width))
    unanswered = (figure(one, ".1%") for one in (score.refused, score.failed))
    print(row((score.design, score.method, covered, *shares, *sizes, *unanswered)), flush=True)


def row(cells: Iterable[str]) -> str:
    """The cells of a line, each at least as wide as its title in the language of the terminal."""
    return " ".join(
        f"{cell:{side[0]}{max(int(side[1:]), len(spoken(title)))}}"
        for cell, (title, side) in zip(cells, COLUMNS, strict=True)
    )
