"""Words of journeys in templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from html import escape

from babel import Locale, UnknownLocaleError
from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext

from fanal.core.journeys.board import COLOUR_SAYS, Colour
from fanal.journeys import words
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import BoardLine
from fanal.journeys.queries.danger import in_danger
from fanal.journeys.words import SIGNS, STAGES
from fanal.web.typing import Context
from fanal.web.words import spoken, translated

register = template.Library()
register.filter("stage_words", spoken(words.STAGES))
register.filter("sign_words", spoken(words.SIGNS))
register.filter("journey_kind", spoken(words.KINDS))
register.filter("paper_words", spoken(words.PAPERS))
register.filter("event_words", spoken(words.EVENTS))


@register.filter
def moment(value: datetime | date | None) -> str:
    """Day and time of day, short; the day alone where nobody knows the hour. A board has few
    different ones: each is written once."""
    return "" if value is None else _moment(value, get_language() or "")


@lru_cache(maxsize=4096)
def _moment(value: datetime | date, language: str) -> str:
    if not isinstance(value, datetime):
        return date_format(value, "SHORT_DATE_FORMAT")
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT")


@register.filter
def tel(phone: str) -> str:
    """The address by which a telephone calls this number."""
    return "tel:" + "".join(one for one in phone if one.isdecimal() or one in "+*#")


@register.filter
def people_words(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=n)


@register.filter
def country_name(code: str) -> str:
    """The name of a country written down by its code; anything else as it stands."""
    try:
        known = Locale.parse(get_language() or "en", sep="-").territories
    except (UnknownLocaleError, ValueError):
        known = Locale("en").territories
    return str(known.get(code.upper(), code))


@register.inclusion_tag("journeys/danger.html")
def travellers_in_danger(journey: Journey) -> Context:
    """Shown wherever somebody of this journey is given or taken over."""
    return {"people": in_danger(journey)}


# A board has hundreds of rows: written here at once, with each value through `escape`, a row costs
# a fiftieth of what it would cost a template.
ROW = """<tr>
<td data-label="{person}">{whom}</td>{rest}</tr>"""
REST = """
<td data-label="{now}">{stage}{why}</td>
<td data-label="{in_hands}">{hands}{known}<br><span class="soft">{since}</span>
<br>{answers}\u00a0<strong>{team}</strong>{offered}</td>
<td data-label="{where}">{place}</td>
<td data-label="{last}">{sign}<br><span class="soft">{sign_at}</span></td>
<td data-label="{next}">{due}</td>"""
TAG = """\n <span class="tag tag--{}">{}</span>"""
CODE = """<bdi class="code-name" translate="no">{}</bdi>"""
LINK = """<a href="{}">{}</a>"""
OFFERED = """ <span class="tag tag--amber">{}</span>"""
WHY = "<br><strong>{}</strong>"
SAID = """<br><span class="soft">{}</span>"""


def _code(line: BoardLine) -> str:
    code = CODE.format(escape(line.code))
    return LINK.format(escape(line.address), code) if line.address else code


def _whom(lines: list[BoardLine]) -> str:
    """Her code and how it stands; of people who fare alike, how many and each one's code."""
    colour = lines[0].row.colour
    tag = TAG.format(escape(colour), escape(translated(COLOUR_SAYS[colour])))
    many = people_words(len(lines))
    count = f" {escape(many)}" if len(lines) > 1 else ""
    return ", ".join(_code(line) for line in lines) + tag + count


def _offered(line: BoardLine, asked: str) -> str:
    return OFFERED.format(escape(asked.format(team=line.offered_to))) if line.offered_to else ""


def _labels() -> dict[str, str]:
    said = {
        "person": gettext("Person"),
        "now": gettext("Now"),
        "in_hands": gettext("With"),
        "answers": gettext("answers for her:"),
        "where": gettext("Place"),
        "last": gettext("Last sign of life"),
        "next": gettext("Next due"),
    }
    return {name: escape(words) for name, words in said.items()}


@register.simple_tag
def board_rows(lines: list[BoardLine]) -> SafeString:
    """The rows of the board; every value is escaped.

    People who are as planned and fare alike in everything shown stand in one row, so that who is
    not stands out and a director reads one page.
    """
    said = _labels()
    rest = _rest(said)
    alike: dict[object, list[BoardLine]] = {}
    for line in lines:
        alone = line.row.colour is not Colour.GREEN
        alike.setdefault(line if alone else rest(line), []).append(line)
    rows = (
        ROW.format(person=said["person"], whom=_whom(some), rest=rest(some[0]))
        for some in alike.values()
    )
    return mark_safe("".join(rows))  # noqa: S308 - every value went through escape


def _rest(said: dict[str, str]) -> Callable[[BoardLine], str]:
    """What writes the cells after the first."""
    none, asked = escape(gettext("none")), gettext("offered to {team}")
    no_journey = escape(gettext("no journey"))
    not_known = OFFERED.format(escape(gettext("not known here")))
    stages = {code: escape(str(words)) for code, words in STAGES.items()}
    signs = {code: escape(str(words)) for code, words in SIGNS.items()}

    def cells(line: BoardLine) -> str:
        row = line.row
        sign, sign_at = _sign(line, signs, none)
        return REST.format(
            **said,
            team=escape(line.team),
            offered=_offered(line, asked),
            stage=stages[row.stage] if row.stage else no_journey,
            why="".join(WHY.format(escape(translated(one))) for one in row.why) + _said(line),
            hands=escape(line.hands),
            known="" if line.known else not_known,
            since=escape(moment(row.since)),
            place=escape(line.place or "–"),
            sign=sign,
            sign_at=escape(sign_at),
            due=escape(moment(row.due) or "–"),
        )

    return cells


def _sign(line: BoardLine, signs: dict[str, str], none: str) -> tuple[str, str]:
    """The last sign of life and when it was, on a journey or as it was said in her case."""
    if line.row.sign:
        return signs[line.row.sign.sign], moment(line.row.sign.at)
    if line.heard and line.heard.sign:
        return signs[line.heard.sign], moment(line.heard.said)
    return none, ""


def _said(line: BoardLine) -> str:
    """Since when, and who said so, where the reader may know."""
    if not line.alerts or line.since is None:
        return ""
    since = gettext("since {when}").format(when=moment(line.since))
    told = f"{since} · {translated(line.said_by)}" if line.said_by else since
    return SAID.format(escape(told))


@register.filter
def colour_words(colour: Colour) -> str:
    return translated(COLOUR_SAYS[colour])


@register.filter
def called(key: str, labels: dict[str, str]) -> str:
    """The label of an id, for instance `row.hands|called:seen.labels`."""
    return labels.get(key, "")
