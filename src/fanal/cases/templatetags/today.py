"""Pictures of the start page: a line of months, and what is known of those who came home."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fanal.cases.queries.today.rows import HomeCount

register = template.Library()

WIDTH, HEIGHT, EDGE = 104, 28, 2
SPARK = (
    '<svg class="spark" viewBox="0 0 104 28" role="img" aria-label="{}">'
    '<path d="M{}"/><circle cx="{}" cy="{}" r="3"/></svg>'
)
BAR = '<rect class="{}" x="{}" y="0" width="{}" height="34"/>'
HATCH = SafeString(
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V6" stroke="currentColor" stroke-width="1.5" '
    'opacity=".5"/></pattern></defs>'
)
HOME = '<svg class="pic" viewBox="0 0 460 34" role="img" aria-label="{}">{}{}</svg>'
HOME_WIDTH, GAP, NARROWEST = 460, 4, 8


@register.simple_tag
def spark(numbers: Sequence[int], label: object) -> SafeString:
    """How a number went over the months; the same numbers in words for who does not see it."""
    words = _("{what}: {numbers}").format(what=label, numbers=", ".join(map(str, numbers)))
    top, last = max(*numbers, 1), len(numbers) - 1
    points = [
        (round(WIDTH * n / last), round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * number / top))
        for n, number in enumerate(numbers)
    ]
    path = "L".join(f"{x} {y}" for x, y in points)
    return format_html(SPARK, words, path, *points[-1])


@register.simple_tag
def home_picture(home: HomeCount, words: str) -> SafeString:
    """One bar of all who came home; the table beside it gives the numbers."""
    parts = [
        ("ok", home.seen),
        ("bar--soft", home.late),
        ("node", home.not_due),
        ("hatch", home.left),
        ("bar--red", home.lost),
    ]
    shown = [(name, n) for name, n in parts if n]
    # One person lost among hundreds is still a bar that can be seen.
    free = HOME_WIDTH - GAP * (len(shown) - 1) - NARROWEST * len(shown)
    bars, at = [], 0
    for name, n in shown:
        width = NARROWEST + free * n // home.total
        bars.append((name, at, width))
        at += width + GAP
    return format_html(HOME, words, HATCH, format_html_join("", BAR, bars))
