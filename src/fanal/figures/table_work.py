"""What is worked out of an uploaded table: groups one by one and added up, or two lists with
covariates. It runs in the process of `apart`, and knows neither Django nor the database.

Every sentence is kept in each language, as an estimate keeps its pages.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

import unseen
from fanal.core.words import Sentence, say
from fanal.figures import rounding
from fanal.figures.tables import JOIN, ChosenTable, Group
from unseen import Answer

LANGUAGES = ("en", "fr", "vi")
HOUSE = Path(__file__).resolve().parents[1]
# Read from the files: Django, which knows where catalogues are, is not loaded in this process.
PLACES = (HOUSE / "figures" / "locale", HOUSE / "core" / "locale", unseen.LOCALE)
NOT_OF_GROUPS = ("harder", "unreachable", "dependence")
AXIS = say("people, seen and unseen (logarithmic)")
ADDED, TOGETHER = say("groups added up"), say("all together")
type Row = dict[str, Any]  # of a record, as JSON keeps it


@cache
def catalogue(language: str) -> NullTranslations:
    first, *others = (
        translation("django", str(place), [language], fallback=True) for place in PLACES
    )
    for other in others:
        first.add_fallback(other)
    return first


def in_languages(said: Sentence | unseen.Sentence) -> dict[str, str]:
    return {code: said.translated(catalogue(code).gettext) for code in LANGUAGES}


def drawn(rows: Sequence[tuple[Mapping[str, str], Row]], limit: float | None) -> Row:
    """The chart of these rows in each language, wide and narrow; the lower limit is dashed."""
    charts = {}
    for code, axis in in_languages(AXIS).items():
        named = [{**row, "name": names[code]} for names, row in rows]
        charts[code] = {
            width: unseen.draw_intervals(named, limit, axis=axis, narrow=width == "narrow")
            for width in ("wide", "narrow")
        }
    return charts


def main_method(method: str, lists: int) -> str:
    """The method of each group: the best of all models where all can be listed, as in a report."""
    if method != "all":
        return method
    # Chapman's estimator is the nearly unbiased form of Lincoln-Petersen for two lists.
    if lists == 2:
        return "chapman"
    # Beyond five lists not all hierarchical models can be fitted (`unseen.loglinear.bic`).
    return "bic" if lists <= 5 else "stepwise"


def of_groups(table: ChosenTable, given: Row, method: str) -> Row:
    """Each group, their sum, all together, the trend; and what may be quoted of each."""
    groups = list(table.by_group())
    named = table.lists_by_group()
    chosen = main_method(method, len(table.lists))
    # The class under which a range is quoted is an assumption about what is quoted; it changes no
    # estimate.
    plain = {name: value for name, value in given.items() if name not in NOT_OF_GROUPS}
    quotes = unseen.quote_strata(named, **given)
    found = unseen.estimate_strata(named, (), chosen, **plain)
    rows = [row_of(name, found, quotes.parts[name]) for name in map(JOIN.join, groups)]
    sums = {"added": found.unpooled, "together": found.pooled}
    figures = {
        "n": quotes.n,
        "method": chosen,
        "rows": rows,
        "at_least": quotes.at_least,
        "low": quotes.low,
        "high": quotes.high,
        **{name: answer_row(answer) for name, answer in sums.items()},
        "trends": trends(groups, found.parts) if table.year else [],
    }
    lines = _lines(rows, found)
    return {
        "answer": str(quotes.sentence),
        "figures": figures,
        "answers": in_languages(quotes.sentence),
        "charts": drawn(lines, quotes.at_least) if lines else {},
    }


def _lines(rows: list[Row], found: unseen.StratifiedEstimate) -> list[tuple[dict[str, str], Row]]:
    """The lines of the chart, with their names: each group that has an estimate, and both sums."""
    groups = [
        (dict.fromkeys(LANGUAGES, str(row["name"])), row)
        for row in rows
        if row["estimate"] is not None
    ]
    sums = [
        (in_languages(name), answer_row(answer))
        for name, answer in ((ADDED, found.unpooled), (TOGETHER, found.pooled))
        if answer is not None
    ]
    return groups + sums


def row_of(name: str, found: unseen.StratifiedEstimate, quote: unseen.Quote) -> Row:
    refused = found.refused.get(name)
    bounds = quote.bounds
    return {
        "name": name,
        "n": quote.n,
        **answer_row(found.parts.get(name)),
        "at_least": quote.at_least,
        "range": [bounds.low, bounds.high] if bounds else None,
        "sentence": in_languages(quote.sentence),
        "refused": in_languages(refused) if refused else None,
    }


def answer_row(answer: Answer | None) -> Row:
    """An answer as JSON: no number where there is none, or none that is finite."""
    # JSON knows no infinity.
    if answer is None or not answer.finite:
        return {"estimate": None, "low": None, "high": None}
    return {"estimate": answer.estimate, "low": answer.low, "high": answer.high}


def trends(groups: Sequence[Group], parts: Mapping[str, Answer]) -> list[Row]:
    """The yearly ratio, for each combination of the other columns."""
    kinds = dict.fromkeys(group[:-1] for group in groups)
    return [trend_of(kind, groups, parts) for kind in kinds]


def trend_of(kind: Group, groups: Sequence[Group], parts: Mapping[str, Answer]) -> Row:
    years = [group[-1] for group in groups if group[:-1] == kind]
    row: Row = {"name": JOIN.join(kind), "refused": None}
    # A trend with a year left out would be a trend of other years than it says.
    missing = [year for year in years if JOIN.join((*kind, year)) not in parts]
    if missing:
        why = say("there is no estimate for {years}", years=", ".join(missing))
        return row | {"refused": in_languages(why)}
    try:
        found = unseen.trend({year: parts[JOIN.join((*kind, year))] for year in years})
    except unseen.Refused as refusal:
        return row | {"refused": in_languages(refused(refusal))}
    return row | {
        "ratio": found.yearly_ratio,
        "low": found.low,
        "high": found.high,
        "misfit": found.misfit,
    }


def refused(refusal: unseen.Refused) -> Sentence | unseen.Sentence:
    reason = refusal.reasons[0]
    return Sentence("{why}", {"why": reason}) if isinstance(reason, str) else reason


def of_covariates(table: ChosenTable, given: Row, learner: str) -> Row:
    """Two lists, doubly robust with the covariates; and the lower limit that needs none."""
    seed = given["seed"]
    found = unseen.estimate_with_covariates(table.people(), table.lists, learner=learner, seed=seed)
    plain = unseen.compare(table.all_lists(), **given)
    low, high = found.interval95
    row = {"estimate": found.estimate, "low": low, "high": high}
    lines = [(in_languages(DOUBLY_ROBUST), row)]
    for name, one in plain.estimates.items():
        if name == "chapman" and (limits := one.interval()):
            without = {"estimate": one.estimate, "low": limits[0], "high": limits[1]}
            lines.append((in_languages(one.name), without))
    figures = {"n": found.n, **row, "at_least": plain.at_least, "learner": learner}
    sentence = if_alike(table, found)
    return {
        "answer": str(plain.quoted),
        "figures": figures,
        "answers": in_languages(plain.quoted),
        "conditional": in_languages(sentence),
        "charts": drawn(lines, plain.at_least),
    }


DOUBLY_ROBUST = say("with covariates (doubly robust)")


def if_alike(table: ChosenTable, found: unseen.CovariateEstimate) -> Sentence:
    low, high = found.interval95
    return say(
        "There were between {low:,} and {high:,} people in all (95 % interval), {n:,} of them seen,"
        " if among people alike in {columns} being on one list says nothing of being on the other,"
        " nobody came or left meanwhile, and every person was recognised from one list to the next."
        " No data can confirm the first of these.",
        low=max(found.n, rounding.down(low)),
        high=rounding.up(high),
        n=found.n,
        columns=", ".join(table.covariates),
    )
