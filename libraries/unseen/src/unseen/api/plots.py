"""Pictures of answers, as Altair charts: a notebook shows them, `.save("x.svg")` keeps them."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from unseen.loglinear.fitting import Floats

INK, QUIET, ACCENT = "#0b0c0c", "#505a5f", "#1d70b8"
AXIS = "people, seen and unseen"
WIDTH = 480
LABEL = 300  # the longest name of a method


def altair() -> Any:
    """Return Altair. Raises ImportError saying which extra brings it."""
    try:
        import altair as alt
    except ImportError as missing:
        raise ImportError("plot needs Altair: pip install altair vl-convert-python") from missing
    return alt


def intervals(rows: Sequence[dict[str, Any]], limit: float | None = None) -> Any:
    """A dot and a line for each row (name, estimate, low, high) on one logarithmic axis.

    limit: drawn dashed, the lower limit that may be quoted.
    """
    alt = altair()
    base = alt.Chart(alt.Data(values=[finite(row) for row in rows])).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABEL))
    )
    # Logarithmic: the methods differ by factors, and on a plain axis the largest answer hides the
    # others.
    scale = alt.Scale(type="log", nice=False, padding=20)
    x = alt.X("low:Q", scale=scale, title=f"{AXIS} (logarithmic)", axis=alt.Axis(format="~s"))
    chart = base.mark_rule(color=QUIET).encode(x=x, x2="high:Q")
    dots = base.transform_filter("datum.estimate != null")
    chart += dots.mark_point(size=90, filled=True, color=ACCENT, opacity=1).encode(
        x=alt.X("estimate:Q", scale=scale)
    )
    if limit is not None and isfinite(limit):
        quoted = alt.Chart(alt.Data(values=[{"limit": limit}]))
        chart += quoted.mark_rule(strokeDash=[4, 3], color=INK).encode(
            x=alt.X("limit:Q", scale=scale)
        )
    return chart.properties(width=WIDTH, height=28 * len(rows))


def marked(chart: Any, reasons: Sequence[object], drawn: Floats | None = None) -> Any:
    """The chart under the reasons for which its number is not to be quoted: a picture is passed on
    without the page it stood on. Resamples that are not finite are in no bar: how many is said."""
    lines = [f"NOT TO BE QUOTED: {reason}" for reason in reasons]
    if drawn is not None and (missing := sum(not isfinite(one) for one in drawn)):
        lines.append(f"{missing:,} of {len(drawn):,} resamples have no finite estimate: in no bar")
    if not lines:
        return chart
    return chart.properties(title=altair().TitleParams(lines, fontSize=11, limit=WIDTH))


def finite(row: dict[str, Any]) -> dict[str, Any]:
    """JSON, in which a chart holds its data, knows no infinity."""
    return {
        key: None if isinstance(value, float) and not isfinite(value) else value
        for key, value in row.items()
    }


def resamples(drawn: Floats, estimate: float, limits: tuple[float, float]) -> Any:
    """Plot how the estimates of the resamples spread, with the estimate and its interval."""
    alt = altair()
    values = [{"people": float(one)} for one in drawn if isfinite(one)]
    bars = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(color=QUIET)
        .encode(
            x=alt.X("people:Q", bin=alt.Bin(maxbins=40), title=AXIS),
            y=alt.Y("count():Q", title="resamples"),
        )
    )
    marks = [{"x": estimate, "kind": "estimate"}]
    marks += [{"x": limit, "kind": "95 % limit"} for limit in limits if isfinite(limit)]
    lines = (
        alt.Chart(alt.Data(values=marks))
        .mark_rule(color=ACCENT, strokeWidth=2)
        .encode(x="x:Q", strokeDash=alt.StrokeDash("kind:N", title=None))
    )
    return (bars + lines).properties(width=WIDTH, height=220)
