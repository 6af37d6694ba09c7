"""The map of a journey: towns and crossings as dots, drawn on the server, asked of nobody.

Only areas of the register are drawn, and only those that are a town or a crossing: a shelter has
no coordinates here at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from fanal.core.extras import has
from fanal.journeys.models import Leg
from fanal.journeys.queries.map_names import NamePlace, Spot, placed
from fanal.web.places import area_name

WIDTH, HEIGHT = 640, 420
INK, LINE = "#1f3a5f", "#b45309"
LETTERS = 21  # high: on a telephone the sheet is drawn at half its size
MARGIN = (130, 60)  # for the names, left and right, above and below

EMPTY = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"></svg>'


def can_draw() -> bool:
    """Whether `fanal[figures]`, which draws, is installed: the table says the same without."""
    return has("figures")


def svg(legs: Sequence[Leg]) -> str:
    """SVG of the legs whose ends have coordinates; an empty picture where none has.

    Asked only where `can_draw`.
    """
    import altair as alt  # takes a second: only where a map is drawn
    import vl_convert as vlc

    points = _points(legs)
    if not points:
        return EMPTY
    lines = [
        {"leg": number, "order": order, **points[area]}
        for number, leg in enumerate(legs)
        for order, area in enumerate((area_name(leg.start), area_name(leg.end)))
        if area in points
    ]
    across = alt.Scale(zero=False, nice=False, padding=MARGIN[0])
    upward = alt.Scale(zero=False, nice=False, padding=MARGIN[1])
    longitude = alt.X("longitude:Q", scale=across, axis=None)
    latitude = alt.Y("latitude:Q", scale=upward, axis=None)
    way = (
        alt.Chart(alt.InlineData(values=lines))
        .mark_line(color=LINE, strokeWidth=3)
        .encode(x=longitude, y=latitude, detail="leg:N", order="order:Q")
    )
    dots = alt.Chart(alt.InlineData(values=list(points.values())))
    names = (
        alt.Chart(alt.InlineData(values=[point]))
        .mark_text(dx=name.dx, dy=name.dy, align=name.side, fontSize=LETTERS, color=INK)
        .encode(x=longitude, y=latitude, text="name:N")
        for point, name in zip(points.values(), _names(points, legs), strict=True)
    )
    chart = alt.layer(
        way, dots.mark_circle(size=140, color=INK).encode(x=longitude, y=latitude), *names
    )
    spec = chart.properties(width=WIDTH, height=HEIGHT).configure_view(stroke=None)
    return str(vlc.vegalite_to_svg(spec.to_dict(), allowed_base_urls=[]))


def _names(points: dict[str, MapPoint], legs: Sequence[Leg]) -> list[NamePlace]:
    spots = dict(zip(points, _on_sheet(list(points.values())), strict=True))
    lines = [
        (spots[area_name(leg.start)], spots[area_name(leg.end)])
        for leg in legs
        if area_name(leg.start) in spots and area_name(leg.end) in spots
    ]
    dots = [(spots[name], name) for name in points]
    return placed(dots, lines, LETTERS, (WIDTH, HEIGHT))


class MapPoint(TypedDict):
    """A place as the chart reads it."""

    name: str
    latitude: float
    longitude: float


def _on_sheet(points: Sequence[MapPoint]) -> list[Spot]:
    """Return where the chart draws them: the scales are linear, with a margin all around."""
    return list(
        zip(
            _scaled([map_point["longitude"] for map_point in points], MARGIN[0], WIDTH - MARGIN[0]),
            _scaled([map_point["latitude"] for map_point in points], HEIGHT - MARGIN[1], MARGIN[1]),
            strict=True,
        )
    )


def _scaled(values: list[float], first: float, last: float) -> list[float]:
    least, span = min(values), max(values) - min(values)
    if not span:
        return [(first + last) / 2] * len(values)
    return [first + (last - first) * (value - least) / span for value in values]


def _points(legs: Sequence[Leg]) -> dict[str, MapPoint]:
    points: dict[str, MapPoint] = {}
    for leg in legs:
        for area in (leg.start, leg.crossing, leg.end):
            if area is not None and area.latitude is not None and area.longitude is not None:
                points[area_name(area)] = {
                    "name": area_name(area),
                    "latitude": area.latitude,
                    "longitude": area.longitude,
                }
    return points
