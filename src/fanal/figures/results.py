"""What an estimate from an uploaded table says, as its page shows it in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext

import unseen
from fanal.figures import rounding
from fanal.figures.models import SnapshotContent
from fanal.web.typing import Context
from fanal.web.words import translated


def result_in(content: SnapshotContent, code: str) -> Context:
    """Sentences, rows, sums, trends and the chart. code: of a language that the estimate keeps."""
    figures = content["figures"]
    # The sentences were written when the estimate was frozen; a language that came since has none.
    code = code if code in content["answers"] else "en"
    shown: Context = {
        "kind": content["kind"],
        "answer": content["answers"][code],
        "chart": content["charts"].get(code),
        "n": people(figures["n"]),
    }
    if content["kind"] == "covariates":
        conditional = content["conditional"][code]
        return shown | {"conditional": conditional, "rows": [covariate_row(figures)]}
    return shown | {
        "method": translated(unseen.METHODS[figures["method"]]),
        "rows": [group_row(row, code) for row in figures["rows"]],
        "sums": sums(figures),
        "trends": [trend_row(row, code) for row in figures["trends"]],
    }


def group_row(row: SnapshotContent, code: str) -> Context:
    return {
        "name": row["name"],
        "n": people(row["n"]),
        # Rounded down, and never below the people seen.
        "at_least": people(max(row["n"], rounding.down(row["at_least"]))),
        "sentence": row["sentence"][code],
        # A group without an estimate keeps its row, or the table would look complete.
        "refused": row["refused"][code] if row["refused"] else "",
        **estimate_and_interval(row),
    }


def sums(figures: SnapshotContent) -> list[Context]:
    """The groups added up, with their limits added up; and everybody as one group."""
    at_least = people(max(figures["n"], rounding.down(figures["at_least"])))
    added, together = gettext("groups added up"), gettext("all together")
    n = people(figures["n"])
    return [
        {"name": added, "n": n, "at_least": at_least, **estimate_and_interval(figures["added"])},
        {"name": together, "n": n, "at_least": "–", **estimate_and_interval(figures["together"])},
    ]


def covariate_row(figures: SnapshotContent) -> Context:
    name = gettext("with covariates (doubly robust)")
    low = figures["at_least"]
    at_least = "–" if low is None else people(max(figures["n"], rounding.down(low)))
    n = people(figures["n"])
    return {"name": name, "n": n, "at_least": at_least, **estimate_and_interval(figures)}


def trend_row(row: SnapshotContent, code: str) -> Context:
    if row["refused"]:
        return {"name": row["name"], "refused": row["refused"][code]}
    ratio, low, high = (number_format(row[end], 2) for end in ("ratio", "low", "high"))
    return {
        "name": row["name"],
        "ratio": ratio,
        "interval": f"{low} – {high}",
        "misfit": number_format(row["misfit"], 3),
    }


def estimate_and_interval(row: SnapshotContent) -> Context:
    # A dash and no 0.
    if row["estimate"] is None:
        return {"estimate": "–", "interval": "–"}
    interval = f"{people(row['low'])} – {people(row['high'])}"
    return {"estimate": people(row["estimate"]), "interval": interval}


def people(number: float) -> str:
    return number_format(round(number), force_grouping=True)
