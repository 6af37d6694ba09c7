"""`fanal prevalence`: from overlapping lists to how many were never seen."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import unseen
from fanal.commands.lists import asked, read
from fanal.commands.messages import in_words, language, limits, people, seen, spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say

if TYPE_CHECKING:
    from unseen import Comparison, Estimate, Lists, Suitability

MODELS = ("chao", "poisson", "darroch", "gamma")
METHODS = (
    *("stepwise", "bic", "dga", "bayes", "latent", "independence", "chapman", "chao"),
    *(f"{kind}-{name}" for kind in ("mth", "mh") for name in MODELS),
    "all",
)
LANGUAGES = ("en", "fr")  # of the report
ORDERS = {"2": 2, "3": 3, "all": 99}
ELSEWHERE = ("simulate", "bounds", "people")


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_estimate(commands.add_parser("estimate", help=hint("how many people, seen and unseen")))
    check = commands.add_parser("check", help=hint("what a table of lists can and cannot bear"))
    check.add_argument("lists", nargs="+", metavar="LISTS.csv")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)
    for name in ELSEWHERE:
        if find_spec(f"fanal.commands.prevalence_{name}") is None:
            continue
        import_module(f"fanal.commands.prevalence_{name}").register(commands)


def add_estimate(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "lists",
        nargs="+",
        metavar="LISTS.csv",
        help=hint(
            "0 or 1 for each list, and `count` or one row a person; or `list` and `person`; CSV or"
            " .xlsx. Several files: one a list, with the id of each person"
        ),
    )
    add("--method", choices=METHODS, default="all")
    add("--threshold", type=float, default=0.02, help=hint("of the stepwise choice (0.02)"))
    add(
        "--order",
        choices=ORDERS,
        default="all",
        help=hint("most lists in a term of a BIC model; six lists: pairs"),
    )
    add("--replicates", type=int, default=1000, help=hint("resamples for the interval; 0 for none"))
    add("--seed", type=int, default=1234)
    add(
        "--keep",
        type=kept,
        help=hint("models that compete in each resample (bic): a number, or all"),
    )
    add_class(parser)
    add("--cores", type=int, default=1)
    add(
        "--r-compatible",
        action="store_true",
        help=hint("R's random numbers, to check published work"),
    )
    add("--anyway", action="store_true", help=hint("print a number that would be refused, marked"))
    add("--json", action="store_true")
    add("--report", metavar="FILE.html", help=hint("write the whole report"))
    spoken_here = language() if language() in LANGUAGES else "en"
    add("--language", choices=LANGUAGES, default=spoken_here, help=hint("of the report"))
    parser.set_defaults(run=run_estimate)


def add_class(parser: argparse.ArgumentParser) -> None:
    """Add the options of the class of people under which a range is quoted; without
    it a lower limit alone."""
    add = parser.add_argument
    add(
        "--harder",
        type=float,
        metavar="K",
        help=hint(
            "quote a range, if some are at most K times less likely to be on a list than others"
        ),
    )
    add(
        "--unreachable",
        type=float,
        metavar="S",
        default=0.0,
        help=hint("at most this share is reached by no list"),
    )
    add(
        "--dependence",
        type=float,
        metavar="D",
        default=1.0,
        help=hint(
            "one list changes the chance of another by at most a factor D (default 1: not at all)"
        ),
    )


def kept(text: str) -> int:
    return 2**31 if text == "all" else int(text)


def show_progress(share: float) -> None:
    bar = "#" * round(30 * share)
    end = "\n" if share >= 1 else ""
    # Around `Shown`: the bar begins its line anew, which no text of a file may.
    print(f"\r[{bar:<30}] {share:4.0%}", end=end, file=sys.__stderr__, flush=True)


@asked()
def run_check(options: argparse.Namespace) -> int:
    found = unseen.check(read(options.lists))
    if options.json:
        show_json(found.to_dict())
    else:
        show_lists(found)
    if found.reasons:
        raise Refused(*found.reasons)
    if not options.json:
        names = ", ".join(spoken(unseen.METHODS[name]) for name in found.methods)
        print(spoken(say("Methods that these lists can bear: {methods}.", methods=names)))
    return 0


def show_lists(found: Suitability) -> None:
    lists = found.lists
    held = say(
        "People seen: {n}, of them on two lists or more: {several}; combinations of lists: {k}.",
        n=people(lists.n),
        several=people(lists.on_several),
        k=sum(1 for count in lists.counts.values() if count),
    )
    print(spoken(held))
    for j, name in enumerate(lists.names):
        print(f"  {name}: {people(lists.people_on(j))}")
    show_warnings(lists)


def show_warnings(lists: Lists) -> None:
    """Print what the lists themselves call for: once, however many methods answer."""
    for warning in unseen.check(lists).warnings:
        print(spoken(warning))


@asked()
def run_estimate(options: argparse.Namespace) -> int:
    lists = read(options.lists)
    if options.report:
        return write_report(lists, options)
    if options.method == "all":
        return estimate_all(lists, options)
    return estimate_one(lists, options)


def choices_of(options: argparse.Namespace) -> dict[str, Any]:
    if not 1 <= options.cores <= 256:
        raise BadInput("--cores", say("{n} is not a number of cores", n=options.cores))
    names = ("threshold", "replicates", "seed", "r_compatible", "keep", "cores")
    given = {name: getattr(options, name) for name in names}
    given["order"] = ORDERS[options.order]
    return given | ({"progress": show_progress} if sys.stderr.isatty() else {})


def class_of(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("harder", "unreachable", "dependence")}


def estimate_one(lists: Lists, options: argparse.Namespace) -> int:
    unseen.Choices(**choices_of(options), **class_of(options))  # a class that makes no sense
    found = unseen.estimate(lists, options.method, anyway=options.anyway, **choices_of(options))
    if options.json:
        show_json(found.to_dict())
    else:
        show(found)
        show_warnings(lists)
    return 0


def estimate_all(lists: Lists, options: argparse.Namespace) -> int:
    chosen = choices_of(options) | class_of(options)
    found = unseen.compare(lists, anyway=options.anyway, **chosen)
    if options.json:
        show_json(found.to_dict())
        return 0
    show_each(found, options.anyway)
    show_warnings(lists)
    print(spoken(found.verdict))
    print(spoken(found.quoted))
    return 0


def show_each(found: Comparison, anyway: bool) -> None:
    for name in found.methods:
        one = found.estimates.get(name)
        reasons = found.refused.get(name, [])
        if one is not None and (anyway or not reasons):
            show(one)
        else:
            print(f"{name}: {in_words(Refused(*reasons))}")


def show(found: Estimate) -> None:
    low_high = " ".join(limits(level, low, high) for level, (low, high) in found.limits.items())
    print(f"{found.method}: {people(found.estimate)} {low_high}; {seen(found.n)}")
    for sentence in found.reasons:
        print("  " + spoken(say("NOT TO BE QUOTED: {why}", why=sentence)))
    for sentence in found.warnings_of_method:
        print(f"  {spoken(sentence)}")


def write_report(lists: Lists, options: argparse.Namespace) -> int:
    reasons = unseen.check(lists).reasons
    if reasons and not options.anyway:
        raise Refused(*reasons)
    page = unseen.report(
        lists,
        options.method,
        language=options.language,
        command=shlex.join(["fanal", *sys.argv[1:]]),
        **choices_of(options),
        **class_of(options),
    )
    Path(options.report).write_text(page, encoding="utf-8")
    print(options.report)
    return 0


def show_json(found: object) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
    print()
