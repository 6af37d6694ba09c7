"""The map of a journey: towns and crossings as dots, drawn on the server, asked of nobody.

Only areas of the register are drawn, and only those that are a town or a crossing: a shelter has
no coordinates here at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from fanal.core.extras import has
from fanal.journeys.queries.journey import Stretch

WIDTH, HEIGHT = 640, 420
INK, LINE = "#1f3a5f", "#b45309"
NAME_HEIGHT = 16
NEAR = (0.4, 0.15)  # of the width and height: nearer than this, two names would be on each other

EMPTY = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"></svg>'


def can_draw() -> bool:
    """Whether `fanal[figures]`, which draws, is installed: the table says the same without."""
    return has("figures")


def svg(stretches: Sequence[Stretch]) -> str:
    """SVG of the legs whose ends have coordinates; an empty picture where none has.

    Asked only where `can_draw`.
    """
    import altair as alt  # takes a second: only where a map is drawn
    import vl_convert as vlc

    points = _points(stretches)
    if not points:
        return EMPTY
    lines = [
        {"leg": number, "order": order, **points[area]}
        for number, stretch in enumerate(stretches)
        for order, area in enumerate((stretch.leg.start.name, stretch.leg.end.name))
        if area in points
    ]
    longitude = alt.X("longitude:Q", scale=alt.Scale(zero=False, padding=100), axis=None)
    latitude = alt.Y("latitude:Q", scale=alt.Scale(zero=False, padding=40), axis=None)
    way = (
        alt.Chart(alt.InlineData(values=lines))
        .mark_line(color=LINE, strokeWidth=3)
        .encode(x=longitude, y=latitude, detail="leg:N", order="order:Q")
    )
    dots = alt.Chart(alt.InlineData(values=list(points.values())))
    names = (
        alt.Chart(alt.InlineData(values=row))
        .mark_text(dy=-14 - NAME_HEIGHT * n, fontSize=13, color=INK)
        .encode(x=longitude, y=latitude, text="name:N")
        for n, row in enumerate(_rows(list(points.values())))
    )
    chart = alt.layer(
        way, dots.mark_circle(size=140, color=INK).encode(x=longitude, y=latitude), *names
    )
    spec = chart.properties(width=WIDTH, height=HEIGHT).configure_view(stroke=None)
    return str(vlc.vegalite_to_svg(spec.to_dict(), allowed_base_urls=[]))


class MapPoint(TypedDict):
    """A place as the chart reads it."""

    name: str
    latitude: float
    longitude: float


def _rows(points: list[MapPoint]) -> list[list[MapPoint]]:
    """The points by the row their names are written in: names of near places are stacked."""
    wide, high = (
        max(one[side] for one in points) - min(one[side] for one in points) or 1.0
        for side in ("longitude", "latitude")
    )
    rows: list[list[MapPoint]] = []
    for point in sorted(points, key=lambda one: one["latitude"]):
        free = (
            row
            for row in rows
            if not any(
                abs(one["longitude"] - point["longitude"]) < NEAR[0] * wide
                and abs(one["latitude"] - point["latitude"]) < NEAR[1] * high
                for one in row
            )
        )
        row = next(free, None)
        if row is None:
            rows.append([point])
        else:
            row.append(point)
    return rows


def _points(stretches: Sequence[Stretch]) -> dict[str, MapPoint]:
    found: dict[str, MapPoint] = {}
    for stretch in stretches:
        for area in (stretch.leg.start, stretch.leg.crossing, stretch.leg.end):
            if area is not None and area.latitude is not None and area.longitude is not None:
                found[area.name] = {
                    "name": area.name,
                    "latitude": area.latitude,
                    "longitude": area.longitude,
                }
    return found
