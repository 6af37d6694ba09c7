"""`fanal prevalence`: from overlapping lists to how many were never seen."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fanal.commands.spoken import in_words, language, limits, people, seen, spoken
from fanal.commands.terminal import told
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say

if TYPE_CHECKING:
    from fanal.core.words import Sentence
    from unseen.data.lists import Table
    from unseen.results.methods import Choices, Result

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
    add_estimate(commands.add_parser("estimate", help=told("how many people, seen and unseen")))
    check = commands.add_parser("check", help=told("what a table of lists can and cannot bear"))
    check.add_argument("lists", metavar="LISTS.csv")
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
        metavar="LISTS.csv",
        help=told("0 or 1 for each list, and `count` or one row a person; or `list` and `person`"),
    )
    add("--method", choices=METHODS, default="all")
    add("--threshold", type=float, default=0.02, help=told("of the stepwise choice (0.02)"))
    add(
        "--order",
        choices=ORDERS,
        default="all",
        help=told("most lists in a term of a BIC model; six lists: pairs"),
    )
    add("--replicates", type=int, default=1000, help=told("resamples for the interval; 0 for none"))
    add("--seed", type=int, default=1234)
    add(
        "--keep",
        type=kept,
        help=told("models that compete in each resample (bic): a number, or all"),
    )
    add_class(parser)
    add("--cores", type=int, default=1)
    add(
        "--r-compatible",
        action="store_true",
        help=told("R's random numbers, to check published work"),
    )
    add("--anyway", action="store_true", help=told("print a number that would be refused, marked"))
    add("--json", action="store_true")
    add("--report", metavar="FILE.html", help=told("write the whole report"))
    spoken_here = language() if language() in LANGUAGES else "en"
    add("--language", choices=LANGUAGES, default=spoken_here, help=told("of the report"))
    parser.set_defaults(run=run_estimate)


def add_class(parser: argparse.ArgumentParser) -> None:
    """The class of people under which a range is quoted; without it a lower limit alone."""
    add = parser.add_argument
    add(
        "--harder",
        type=float,
        metavar="K",
        help=told(
            "quote a range, if some are at most K times less likely to be on a list than others"
        ),
    )
    add(
        "--unreachable",
        type=float,
        metavar="S",
        default=0.0,
        help=told("at most this share is reached by no list"),
    )
    add(
        "--dependence",
        type=float,
        metavar="D",
        default=1.0,
        help=told(
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


def run_check(options: argparse.Namespace) -> int:
    from unseen.data.reading import read_table
    from unseen.results.caution import reasons_before
    from unseen.results.record import table_record

    table = read_table(options.lists)
    reasons = reasons_before(table)
    if options.json:
        show_json(table_record(table))
    else:
        show_table(table)
    if reasons:
        raise Refused(*reasons)
    if not options.json:
        show_methods(table)
    return 0


def show_table(table: Table) -> None:
    held = say(
        "{n} people seen, {several} of them on two lists or more, in {k} combinations of lists.",
        n=people(table.n),
        several=people(table.on_several),
        k=sum(1 for count in table.counts.values() if count),
    )
    print(spoken(held))
    for j, name in enumerate(table.names):
        print(f"  {name}: {people(table.people_on(j))}")
    show_warnings(table)


def show_warnings(table: Table) -> None:
    """What the lists themselves call for: once, however many methods answer."""
    from unseen.results.caution import warnings_of_table

    for warning in warnings_of_table(table):
        print(spoken(warning))


def show_methods(table: Table) -> None:
    from unseen.results.methods import NAMES, suitable

    names = ", ".join(spoken(NAMES[name]) for name in suitable(table))
    print(spoken(say("Methods that these lists can bear: {methods}.", methods=names)))


def run_estimate(options: argparse.Namespace) -> int:
    from unseen.data.reading import read_table
    from unseen.results.caution import reasons_before

    table = read_table(options.lists)
    reasons = reasons_before(table)
    if reasons and not options.anyway:
        raise Refused(*reasons)
    if options.report:
        return write_report(table, options)
    if options.method == "all":
        return estimate_all(table, options, reasons)
    return estimate_one(table, options, reasons)


def choices_of(options: argparse.Namespace) -> Choices:
    from unseen.loglinear.parallel import silent
    from unseen.results.methods import Choices

    if not 1 <= options.cores <= 256:
        raise BadInput("--cores", say("{n} is not a number of cores", n=options.cores))
    return Choices(
        threshold=options.threshold,
        order=ORDERS[options.order],
        replicates=options.replicates,
        seed=options.seed,
        r_compatible=options.r_compatible,
        keep=options.keep,
        cores=options.cores,
        progress=show_progress if sys.stderr.isatty() else silent,
        harder=options.harder,
        unreachable=options.unreachable,
        dependence=options.dependence,
    )


def estimate_one(table: Table, options: argparse.Namespace, reasons: list[Sentence]) -> int:
    from unseen.results.caution import reasons_after
    from unseen.results.methods import apply
    from unseen.results.record import record

    result = apply(options.method, table, choices_of(options))
    reasons = [*reasons, *reasons_after(table, result)]
    if reasons and not options.anyway:
        raise Refused(*reasons)
    if options.json:
        show_json(record(table, result, reasons))
    else:
        show(table, result, reasons)
        show_warnings(table)
    return 0


def estimate_all(table: Table, options: argparse.Namespace, before: list[Sentence]) -> int:
    from unseen.results.comparison import side_by_side
    from unseen.results.quoted import quoted, stated

    choices = choices_of(options)
    own = stated(table, choices.stated, own=True) if choices.stated else None
    together = side_by_side(table, choices)
    given = {name: r for name, r in together.results.items() if not together.reasons[name]}
    if not options.anyway and not given:
        raise Refused(*dict.fromkeys(r for reasons in together.reasons.values() for r in reasons))
    if options.json:
        show_json(together.record(table, own))
        return 0
    for name, reasons in together.reasons.items():
        if name in together.results and (options.anyway or not reasons):
            show(table, together.results[name], [*before, *reasons])
        else:
            print(f"{name}: {in_words(Refused(*reasons))}")
    show_warnings(table)
    print(spoken(together.verdict))
    print(spoken(quoted(table, together.results, own)))
    return 0


def show(table: Table, result: Result, reasons: list[Sentence]) -> None:
    from unseen.results.caution import warnings_of_result

    low_high = " ".join(limits(level, low, high) for level, (low, high) in result.limits.items())
    print(f"{result.method}: {people(result.estimate)} {low_high}; {seen(table.n)}")
    for sentence in reasons:
        print("  " + spoken(say("NOT TO BE QUOTED: {why}", why=sentence)))
    for sentence in warnings_of_result(table, result):
        print(f"  {spoken(sentence)}")


def write_report(table: Table, options: argparse.Namespace) -> int:
    import shlex
    from pathlib import Path

    from unseen.reporting import report

    command = shlex.join(["fanal", *sys.argv[1:]])
    page = report(
        table,
        choices_of(options),
        method=options.method,
        language=options.language,
        command=command,
    )
    Path(options.report).write_text(page, encoding="utf-8")
    print(options.report)
    return 0


def show_json(found: object) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
    print()
