"""The report's pictures, drawn as SVG: every one has its table beneath it on the page.

Each is drawn twice, for a sheet of paper and for a telephone: shrunk to 320 pixels the labels of
the first could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # brings numba; `draw_intervals` needs none of it
    from unseen.reporting.findings import Findings, Row
    from unseen.reporting.wording import Wording

# Colours with enough contrast on white for text (WCAG 2.2, 1.4.3).
INK, QUIET, ACCENT, LIGHT = "#0b0c0c", "#505a5f", "#1d70b8", "#eef3f8"
# Pixels: a sheet of paper, and a telephone of 320 less its margins.
WIDE, NARROW = 620, 270
AXIS = "people, seen and unseen (logarithmic)"


def charts(findings: Findings, wording: Wording, width: int = WIDE) -> dict[str, str]:
    """SVG texts by name, at most `width` pixels wide; one that has nothing to show is left out."""
    drawn = {"overlaps": overlaps(findings, wording, width)}
    if findings.rows:
        drawn["methods"] = methods(findings, wording, width)
    if findings.main and findings.main.bootstrap:
        drawn["resamples"] = resamples(findings, wording, width)
    return drawn


def methods(findings: Findings, wording: Wording, width: int) -> str:
    """Draw every answer as a dot with its 95 % interval, and the bounds as bars, on one axis.

    The axis is logarithmic. The dashed line is the lower limit that is quoted.
    """
    limit = findings.at_least.people if findings.at_least else None
    words = wording.text(AXIS)
    return intervals(drawn_rows(findings, wording), limit, words, width)


def draw_intervals(
    rows: Sequence[Mapping[str, Any]],
    limit: float | None = None,
    *,
    axis: str = AXIS,
    narrow: bool = False,
) -> str:
    """An SVG text of intervals on one logarithmic axis, in the reader's words.

    rows: name, estimate (or None), low and high. limit: drawn dashed. narrow: for a telephone.
    """
    drawn = [
        {
            "name": row["name"],
            "total": row["estimate"],
            "low": row["low"],
            "high": row["high"],
            "kind": "",
            # Bounds are a bar: no number within is likelier than another.
            "thick": 2 if row["estimate"] is not None else 7,
        }
        for row in rows
    ]
    return intervals(drawn, limit, axis, NARROW if narrow else WIDE)


def intervals(
    rows: Sequence[Mapping[str, Any]], limit: float | None, words: str, width: int
) -> str:
    """The names stand beside the lines, or above them where it is narrow."""
    # In the function: without pictures the library needs no Altair.
    import altair as alt

    above = width < WIDE
    axis = alt.Axis(format="~s", tickCount=3 if above else 6, labelOverlap=True, labelSeparation=8)
    beside = None if above else alt.Axis(labelLimit=320)
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=beside)
    )
    # Logarithmic: answers differ by factors. `nice` would add a decade of nothing at each end.
    scale = alt.Scale(type="log", nice=False, padding=20)
    # A narrow axis has no room for one line of title.
    title = words.replace(" (", "\n(").splitlines() if above else words
    x = alt.X("total:Q", scale=scale, title=title, axis=axis)
    thick = alt.Size("thick:Q", scale=None, legend=None)
    lines = base.mark_rule(color=QUIET).encode(
        x=alt.X("low:Q", scale=scale, axis=axis, title=title), x2="high:Q", size=thick
    )
    # A refused answer is shown as a cross, and not left out: whoever tries the method sees it, too.
    shape = alt.Shape("kind:N", legend=None, scale=alt.Scale(range=["circle", "cross"]))
    only = base.transform_filter("datum.total != null")
    drawn = lines + only.mark_point(size=90, filled=True, color=ACCENT, opacity=1).encode(
        x=x, shape=shape
    )
    if limit is not None:
        quoted = alt.Chart(alt.Data(values=[{"limit": limit}]))
        drawn += quoted.mark_rule(strokeDash=[4, 3], color=INK).encode(
            x=alt.X("limit:Q", scale=scale, axis=axis, title=title)
        )
    if above:
        drawn += base.mark_text(align="left", dy=-16, fontSize=13, color=INK).encode(
            x=alt.value(0), text="name:N"
        )
    size = {"width": width - 30, "height": 48} if above else {"width": width - 260, "height": 26}
    return svg(drawn.properties(width=size["width"], height=size["height"] * len(rows)))


def drawn_rows(findings: Findings, wording: Wording) -> list[dict[str, Any]]:
    """The methods, then the bounds, whose bars have no dot: no number in them is likelier.

    Left out are the models for lists of equal size: of other lists they say nothing.
    """
    unequal = [row for row in findings.unequal if not row.method.startswith("mh-")]
    bound = [findings.bound] if findings.bound else []
    answers = [*findings.rows, *bound, *unequal]
    # Cut at 50 times the people seen, beyond which an upper limit is refused anyway; one of
    # millions would make dots of all others.
    rows = [drawn_row(row, wording, 50 * findings.table.n) for row in answers]
    return rows + [
        {
            "name": wording.sentence(one.name),
            "total": None,
            "low": one.bounds.low,
            "high": min(one.bounds.high, 50 * findings.table.n),
            "kind": wording.text("given"),
            "thick": 7,
        }
        for one in findings.heterogeneity
        if one.bounds
    ]


def drawn_row(row: Row, wording: Wording, most: float) -> dict[str, Any]:
    return {
        "name": wording.sentence(row.name),
        "total": min(row.estimate, most),
        "low": row.limits[0] if row.limits else row.estimate,
        "high": min(row.limits[1], most) if row.limits else row.estimate,
        "kind": wording.text("refused") if row.refused else wording.text("given"),
        "thick": 2,
    }


def overlaps(findings: Findings, wording: Wording, width: int) -> str:
    """Draw how many people each pair of lists shares; on the diagonal, the list itself."""
    import altair as alt

    table = findings.table
    cells = [
        {
            "row": table.names[i],
            "column": table.names[j],
            "people": wording.people(float(table.margins[1 << i | 1 << j])),
            # A pair that shares nobody stands out: it tells most about how lists depend on each
            # other.
            "kind": "list" if i == j else "none" if not table.margins[1 << i | 1 << j] else "some",
        }
        for i in range(table.lists)
        # The table is symmetric; half of it is enough.
        for j in range(i + 1)
    ]
    fill = alt.Scale(domain=["list", "some", "none"], range=["#d9dee2", LIGHT, "#ffffff"])
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("column:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("row:N", sort=None, title=None),
    )
    boxes = base.mark_rect(stroke=QUIET, strokeWidth=0.5).encode(
        color=alt.Color("kind:N", scale=fill, legend=None)
    )
    numbers = base.mark_text(fontSize=13, color=INK).encode(text="people:N")
    side = max(34, min(90, (width - 0.26 * width) // table.lists))
    return svg((boxes + numbers).properties(width=side * table.lists, height=34 * table.lists))


def resamples(findings: Findings, wording: Wording, width: int) -> str:
    """Draw how the totals of the resamples spread, up to 50 times the people seen."""
    import altair as alt
    import numpy as np

    assert findings.main is not None
    assert findings.main.bootstrap is not None
    totals = findings.main.bootstrap.resampled
    # The rest is counted in words: in bars it would be one long empty axis.
    shown = totals[totals <= 50 * findings.table.n]
    if not shown.size:
        return ""
    heights, edges = np.histogram(shown, bins=40)
    bars = [
        {"from": float(a), "to": float(b), "many": int(h)}
        for a, b, h in zip(edges, edges[1:], heights, strict=False)
    ]
    axis = alt.Axis(format="~s", tickCount=6 if width == WIDE else 4, labelOverlap=True)
    chart = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X("from:Q", bin="binned", axis=axis, title=wording.text("people in a resample")),
            x2="to:Q",
            y=alt.Y("many:Q", title=wording.text("resamples")),
        )
    )
    return svg(chart.properties(width=width - 100, height=160))


def svg(chart: Any) -> str:
    import vl_convert

    chart = chart.configure(font="sans-serif", axis={"labelFontSize": 13, "titleFontSize": 13})
    chart = chart.configure_view(stroke=None)
    # Readers' fonts are wider than the one that the drawing was measured with.
    chart = chart.properties(padding={"left": 40, "right": 10, "top": 5, "bottom": 5})
    text: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return text
