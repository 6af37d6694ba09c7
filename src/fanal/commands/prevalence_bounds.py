"""`fanal prevalence bounds`: the interval when some people are harder to record than others."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import product
from typing import TYPE_CHECKING

import unseen
from fanal.commands.lists import asked, read
from fanal.commands.messages import figure, people, spoken
from fanal.commands.terminal import hint
from fanal.core.errors import Refused
from fanal.core.words import Sentence, joined, say

if TYPE_CHECKING:
    from unseen import Bounds, Lists

TITLES = (say("lowest"), say("highest"), say("lowest, if the same are hard"))
WIDTHS = (10, 12, 28)
BELOW = (
    say("K: some are at most K times less likely to be on a list than others."),
    say("S: at most this share is reached by no list."),
)
HARDER = (1.0, 2.0, 4.0, 9.0)
UNREACHABLE = (0.0, 0.1, 0.3)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "bounds", help=hint("the interval when some people are harder to record than others")
    )
    parser.add_argument("lists", nargs="+", metavar="LISTS.csv")
    parser.add_argument(
        "--harder",
        type=float,
        metavar="K",
        help=hint("some are at most K times less likely to be on a list than others"),
    )
    parser.add_argument(
        "--unreachable",
        type=float,
        metavar="S",
        help=hint("at most this share is reached by no list"),
    )
    parser.add_argument(
        "--dependence",
        type=float,
        default=1.0,
        metavar="D",
        help=hint(
            "one list changes the chance of another by at most a factor D (default 1: not at all)"
        ),
    )
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


@asked()
def run(options: argparse.Namespace) -> int:
    lists = read(options.lists)
    harder = HARDER if options.harder is None else (options.harder,)
    unreachable = UNREACHABLE if options.unreachable is None else (options.unreachable,)
    stated = [(k, s, options.dependence) for k, s in product(harder, unreachable)]
    given, refused = sorted_out(lists, stated, options.level)
    if not given:
        raise Refused(*dict.fromkeys(refused))
    if options.json:
        json.dump([each.to_dict() for each in given], sys.stdout, indent=2)
        print()
    else:
        print_table(given, refused)
    return 0


def sorted_out(
    lists: Lists, stated: list[tuple[float, float, float]], level: float
) -> tuple[list[Bounds], list[Sentence]]:
    """The intervals that can be given, and why the others cannot."""
    given, refused = [], []
    for each in stated:
        try:
            given.append(unseen.bounds(lists, *each, level=level))
        except unseen.Refused as refusal:
            refused.append(joined(*refusal.reasons))
    return given, refused


def print_table(given: list[Bounds], refused: list[Sentence]) -> None:
    first = given[0]
    head = say(
        "People seen: {n}. The number of people lies, with {level:.0%}, in",
        n=people(first.n),
        level=first.level,
    )
    print(spoken(head))
    print(row("K", "S", *map(spoken, TITLES)))
    for each in given:
        stated = each.assumption
        limits = (each.low, each.high, each.low_if_same_people)
        print(
            row(figure(stated.harder, "g"), figure(stated.unreachable, ".0%"), *map(people, limits))
        )
    for sentence in BELOW:
        print(spoken(sentence))
    for why in dict.fromkeys(refused):
        print(spoken(say("Left out: {why}.", why=why)))


def row(harder: str, unreachable: str, *limits: str) -> str:
    """The cells set to the right, as wide as the titles of the language need."""
    widths = (max(width, len(spoken(title))) for title, width in zip(TITLES, WIDTHS, strict=True))
    ends = (f"{limit:>{width}}" for limit, width in zip(limits, widths, strict=True))
    return " ".join((f"{harder:>6}", f"{unreachable:>5}", *ends))
