"""`fanal prevalence bounds`: the interval when some people are harder to record than others."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from itertools import product
from typing import TYPE_CHECKING

from fanal.commands.terminal import told
from fanal.core.errors import Refused

if TYPE_CHECKING:
    from fanal.core.prevalence.bounds import Assumption, Bounds
    from fanal.core.prevalence.lists import Table

HARDER = (1.0, 2.0, 4.0, 9.0)
UNREACHABLE = (0.0, 0.1, 0.3)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "bounds", help=told("the interval when some people are harder to record than others")
    )
    parser.add_argument("lists", metavar="LISTS.csv")
    parser.add_argument(
        "--harder",
        type=float,
        metavar="K",
        help=told("some are at most K times less likely to be on a list than others"),
    )
    parser.add_argument(
        "--unreachable",
        type=float,
        metavar="S",
        help=told("at most this share is reached by no list"),
    )
    parser.add_argument(
        "--dependence",
        type=float,
        default=1.0,
        metavar="D",
        help=told(
            "one list changes the chance of another by at most a factor D (default 1: not at all)"
        ),
    )
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from fanal.core.prevalence.bounds import Assumption
    from fanal.core.prevalence.reading import read_table

    table = read_table(options.lists)
    harder = HARDER if options.harder is None else (options.harder,)
    unreachable = UNREACHABLE if options.unreachable is None else (options.unreachable,)
    stated = [Assumption(k, s, options.dependence) for k, s in product(harder, unreachable)]
    given, refused = sorted_out(table, stated, options.level)
    if not given:
        raise Refused(*dict.fromkeys(refused))
    if options.json:
        json.dump([asdict(each) for each in given], sys.stdout, indent=2)
        print()
    else:
        print_table(given, refused)
    return 0


def sorted_out(
    table: Table, stated: list[Assumption], level: float
) -> tuple[list[Bounds], list[str]]:
    """The intervals that can be given, and why the others cannot."""
    from fanal.core.prevalence.bounds import bounds

    given, refused = [], []
    for assumption in stated:
        try:
            given.append(bounds(table, assumption, level))
        except Refused as refusal:
            refused.append(str(refusal))
    return given, refused


def print_table(given: list[Bounds], refused: list[str]) -> None:
    first = given[0]
    print(f"{first.n:,} people seen. The number of people lies, with {first.level:.0%}, in")
    print(f"{'K':>6} {'S':>5} {'from':>10} {'to':>12} {'from, if the same are hard':>28}")
    for each in given:
        stated = each.assumption
        print(
            f"{stated.harder:>6g} {stated.unreachable:>5.0%} {each.low:>10,.0f} "
            f"{each.high:>12,.0f} {each.low_if_same_people:>28,.0f}"
        )
    print("K: some are at most K times less likely to be on a list than others.")
    print("S: at most this share is reached by no list.")
    for why in dict.fromkeys(refused):
        print(f"Left out: {why}.")
