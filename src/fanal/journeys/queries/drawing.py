"""The map of a journey: towns and crossings as dots, drawn on the server, asked of nobody.

Only areas of the register are drawn, and only those that are a town or a crossing: a shelter has
no coordinates here at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from fanal.journeys.queries.journey import Stretch

WIDTH, HEIGHT = 640, 420
INK, LINE = "#1f3a5f", "#b45309"


def svg(stretches: Sequence[Stretch]) -> str:
    """SVG of the legs whose ends have coordinates; an empty picture where none has."""
    import altair as alt  # takes a second: only where a map is drawn
    import vl_convert as vlc

    points = _points(stretches)
    lines = [
        {"leg": number, "order": order, **points[area]}
        for number, stretch in enumerate(stretches)
        for order, area in enumerate((stretch.leg.start.name, stretch.leg.end.name))
        if area in points
    ]
    longitude = alt.X("longitude:Q", scale=alt.Scale(zero=False, padding=60), axis=None)
    latitude = alt.Y("latitude:Q", scale=alt.Scale(zero=False, padding=40), axis=None)
    way = (
        alt.Chart(alt.InlineData(values=lines))
        .mark_line(color=LINE, strokeWidth=3)
        .encode(x=longitude, y=latitude, detail="leg:N", order="order:Q")
    )
    dots = alt.Chart(alt.InlineData(values=list(points.values())))
    chart = (
        way
        + dots.mark_circle(size=140, color=INK).encode(x=longitude, y=latitude)
        + dots.mark_text(dy=-14, fontSize=13, color=INK).encode(
            x=longitude, y=latitude, text="name:N"
        )
    )
    spec = chart.properties(width=WIDTH, height=HEIGHT).configure_view(stroke=None)
    return str(vlc.vegalite_to_svg(spec.to_dict(), allowed_base_urls=[]))


def _points(stretches: Sequence[Stretch]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for stretch in stretches:
        for area in (stretch.leg.start, stretch.leg.crossing, stretch.leg.end):
            if area is not None and area.latitude is not None and area.longitude is not None:
                found[area.name] = {
                    "name": area.name,
                    "latitude": area.latitude,
                    "longitude": area.longitude,
                }
    return found
