"""The numbers of an estimate for a file: as it was frozen, small counts of its lists left out."""

from collections.abc import Iterator
from dataclasses import replace

import unseen
from fanal.core.coded_facts.outcome_rates import printed, printed_parts
from fanal.core.number_pages import estimates as of
from fanal.core.number_pages.definitions import Defined
from fanal.core.number_pages.printed import (
    INSIDE_ONLY,
    REFUSED,
    CountedDays,
    PrintedNumber,
)
from fanal.core.thresholds import SMALLEST_RELEASED
from fanal.core.words import Sentence, say
from fanal.figures import rounding
from fanal.figures.models import Snapshot, SnapshotContent

LISTS, BETWEEN_LISTS = "+", " · "


def numbers_of(snapshot: Snapshot, *, published: bool) -> list[PrintedNumber]:
    """Return every number of the estimate, with the days that it is about and that of the
    estimate; of one that is not published, or not any more, that each stays inside."""
    study, content = snapshot.study, snapshot.parsed
    days = CountedDays(study.begins, study.ends, snapshot.day)
    numbers = [replace(one, days=days) for one in _OF_KIND[content.get("kind", "lists")](content)]
    return numbers if published else [replace(one, said=INSIDE_ONLY) for one in numbers]


def _of_lists(content: SnapshotContent) -> Iterator[PrintedNumber]:
    yield from _histories(content)
    figures = content["figures"]
    yield PrintedNumber(of.QUOTED, of.SEEN, printed(figures["n"]))
    low = figures.get("at_least")
    if low is not None:
        yield PrintedNumber(of.QUOTED, of.AT_LEAST, _whole(low["rounded"]))
    for code, found in figures["methods"].items():
        refused, limits = found.get("refused"), found.get("interval95")
        row = {"estimate": None if refused else found.get("estimate")}
        row |= {"low": limits[0], "high": limits[1]} if limits else {"low": None, "high": None}
        name = Sentence("{name}", {"name": unseen.METHODS[code]})
        yield from _named(_estimate(of.METHODS, row), code, name)


def _histories(content: SnapshotContent) -> Iterator[PrintedNumber]:
    """Yield the numbers of the histories: no small one, and none from how many all are together,
    which stands beside them."""
    names = content["names"]
    # A file of what is published leaves the house.
    cells = printed_parts(dict(content["counts"]), SMALLEST_RELEASED)
    for history, cell in cells.items():
        on = [n for n in range(len(names)) if history >> n & 1]
        words = Sentence("{names}", {"names": BETWEEN_LISTS.join(names[n] for n in on)})
        code = LISTS.join(str(n + 1) for n in on)
        yield PrintedNumber(of.HISTORIES, of.SEEN, cell, code, words)


def _of_groups(content: SnapshotContent) -> Iterator[PrintedNumber]:
    figures = content["figures"]
    yield from _limit(of.QUOTED, figures)
    for row in figures["rows"]:
        name = Sentence("{name}", {"name": row["name"]})
        yield from _named(_limit(of.GROUPS, row), row["name"], name)
        yield from _named(_estimate(of.GROUPS, row), row["name"], name)
    yield from _estimate(of.ADDED, figures["added"])
    yield from _estimate(of.TOGETHER, figures["together"])


def _of_covariates(content: SnapshotContent) -> Iterator[PrintedNumber]:
    yield from _limit(of.QUOTED, content["figures"])
    yield from _estimate(of.COVARIATES, content["figures"])


_OF_KIND = {"lists": _of_lists, "groups": _of_groups, "covariates": _of_covariates}


def _limit(line: Defined, row: SnapshotContent) -> Iterator[PrintedNumber]:
    """How many were seen, and the lower limit, where there is one."""
    yield PrintedNumber(line, of.SEEN, printed(row["n"]))
    if row["at_least"] is not None:
        # Rounded down it may fall below those who were seen, and fewer than were seen there are
        # not.
        low = max(row["n"], rounding.down(row["at_least"]))
        yield PrintedNumber(line, of.AT_LEAST, _whole(low))


def _estimate(line: Defined, row: SnapshotContent) -> Iterator[PrintedNumber]:
    """Yield the numbers of one estimate. `row`: estimate, low and high; no number where the lists
    bear none."""
    estimate, ends = row["estimate"], (row["low"], row["high"])
    yield PrintedNumber(line, of.ESTIMATE, REFUSED if estimate is None else _whole(estimate))
    known = estimate is not None and None not in ends
    between = say("{low:,} – {high:,}", low=_rounded(ends[0]), high=_rounded(ends[1]))
    yield PrintedNumber(line, of.INTERVAL, between if known else REFUSED)


def _named(found: Iterator[PrintedNumber], code: str, name: Sentence) -> Iterator[PrintedNumber]:
    for one in found:
        yield replace(one, item=code, item_name=name)


def _whole(number: float) -> Sentence:
    return say("{n:,}", n=round(number))


def _rounded(number: float | None) -> int:
    return round(number or 0)
