"""`fanal prevalence simulate`: how often do intervals cover a truth that is known?"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from fanal.commands.terminal import told
from fanal.core.errors import BadInput

if TYPE_CHECKING:
    from fanal.core.prevalence.bounds import Assumption
    from fanal.core.prevalence.designs import Design
    from fanal.core.prevalence.simulate import Score

HEADING = (
    f"{'design':<16} {'method':<13} {'covered':>14} {'too low':>8} {'too high':>8} "
    f"{'log-RMSE':>8} {'N-hat/N':>8} {'width/N':>8} {'refused':>8} {'failed':>7}"
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "simulate", help=told("how often do intervals cover a truth that is known?")
    )
    parser.add_argument(
        "design", metavar="DESIGN", help=told("a design, `all`, or `list` to see what there is")
    )
    parser.add_argument(
        "--method",
        action="append",
        metavar="NAME",
        help=told("may be repeated (default: independence, stepwise, bounds)"),
    )
    parser.add_argument("--sets", type=int, default=300, metavar="N", help=told("data sets drawn"))
    parser.add_argument(
        "--replicates", type=int, default=500, metavar="N", help=told("of a bootstrap")
    )
    parser.add_argument("--order", type=int, choices=(2, 3), default=2, help=told("of BIC models"))
    parser.add_argument(
        "--keep", type=int, default=50, metavar="N", help=told("BIC models resampled")
    )
    parser.add_argument("--seed", type=int, default=1234)
    parser.add_argument("--harder", type=float, metavar="K", help=told("for the method bounds"))
    parser.add_argument(
        "--unreachable", type=float, metavar="S", help=told("for the method bounds")
    )
    parser.add_argument("--dependence", type=float, metavar="D", help=told("for the method bounds"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from fanal.core.prevalence.designs import DESIGNS
    from fanal.core.prevalence.designs_fitted import ALIASES, GENERATORS, design

    if options.design == "list":
        for each in DESIGNS.values():
            print(f"{each.name:<16} {each.says}")
        for name, full in ALIASES.items():
            print(f"{name:<16} {design(full).says}")
        print(f"{'fit:TABLE:METHOD':<16} any shipped table, any of {', '.join(GENERATORS)}")
        print(f"{'known:TABLE:LIST':<16} the people on one list of a shipped table")
        return 0
    names = [*DESIGNS, *ALIASES] if options.design == "all" else [options.design]
    chosen = [design(name) for name in names]
    if not options.json:
        print(HEADING)
    scores = [score for each in chosen for score in scores_of(each, options)]
    if options.json:
        from fanal.core.prevalence.simulate import as_record

        json.dump([as_record(score) for score in scores], sys.stdout, indent=2)
        print()
    return 0


def scores_of(chosen: Design, options: argparse.Namespace) -> list[Score]:
    from fanal.core.prevalence.compared import by_name
    from fanal.core.prevalence.methods import Choices
    from fanal.core.prevalence.simulate import score

    choices = Choices(
        replicates=options.replicates, order=options.order, keep=options.keep, seed=options.seed
    )
    scores = []
    for name in options.method or ["independence", "stepwise", "bounds"]:
        assumption = assumption_of(chosen, options)
        if name == "bounds" and assumption is None:
            if options.method and options.design != "all":
                raise BadInput(chosen.name, "no class holds it: state --harder or --dependence")
            continue
        compared = by_name(name, choices, assumption)
        scores.append(score(chosen, name, compared, options.sets, options.seed))
        if not options.json:
            print_score(scores[-1])
    return scores


def assumption_of(chosen: Design, options: argparse.Namespace) -> Assumption | None:
    """What was stated on the command line, or else what the design satisfies."""
    from fanal.core.prevalence.bounds import Assumption

    stated = {
        name: getattr(options, name)
        for name in ("harder", "unreachable", "dependence")
        if getattr(options, name) is not None
    }
    return Assumption(**stated) if stated else chosen.assumption


def print_score(score: Score) -> None:
    covered = f"{score.coverage:.1%} ± {score.coverage_error:.1%}"
    print(
        f"{score.design:<16} {score.method:<13} {covered:>14} {score.too_low:>8.1%} "
        f"{score.too_high:>8.1%} {score.log_rmse:>8.2f} {score.ratio:>8.2f} {score.width:>8.2f} "
        f"{score.refused:>8.1%} {score.failed:>7.1%}",
        flush=True,
    )
