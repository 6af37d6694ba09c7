"""The rows of tonight's board. A board has hundreds of rows: written here at once, with each value
through `escape`, a row costs a fiftieth of what it would cost a template."""

from collections.abc import Iterator
from datetime import date
from html import escape

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import Colour
from fanal.core.journeys.tonight import NOBODY, is_unheld
from fanal.journeys.queries.board import BoardLine
from fanal.journeys.queries.tonight import red_of
from fanal.journeys.templatetags.journeys import people_words
from fanal.web.days_in_words import relative_day, since
from fanal.web.places import beside_its_name
from fanal.web.templatetags.components import icon, sign
from fanal.web.templatetags.fanal import colon, tel
from fanal.web.words import translated

register = template.Library()

NAMED = 12  # codes in one row of a group; of more, how many
ROW = """<li class="board__it board__it--{tone}">
<div><p class="board__who"><span class="mark{mark}">{sign}<span>{whom}</span></span></p>\
<p class="board__more">{why}</p>{to_do}</div>
<div><p class="hands{none}">{icon}<span>{hands}{known}</span></p>\
<p class="board__more">{place}{say_answers}\u00a0{team}{offered}</p></div>
<div><p><span class="hidden-label">{say_last} </span>{heard}</p></div>
<div><p><span class="hidden-label">{say_next} </span>{due}</p></div>{do}</li>
"""
TONES = {Colour.RED: "danger", Colour.AMBER: "care", Colour.GREEN: "plain"}
MARKS = {Colour.RED: "danger", Colour.AMBER: "care", Colour.GREEN: "ok"}
CODE = """<bdi class="code-name" translate="no">{}</bdi>"""
LINK = """<a href="{}">{}</a>"""
TAG = """ <span class="tag tag--amber">{}</span>"""
TO_DO = """<details class="board__more"><summary>{}</summary>{}</details>"""
BUTTON = """<a class="button {}button--small" href="{}">{}{}</a>"""
DO = """<div class="board__do">{}</div>"""


@register.simple_tag
def board_rows(lines: list[BoardLine]) -> SafeString:
    """The rows of these people; every value is escaped. Who travels together and fares alike in
    everything shown stands in one row, and so does whoever is as planned."""
    words, today = _fixed_words(), timezone.localdate()
    alike: dict[object, list[BoardLine]] = {}
    for line in lines:
        together = line.row.stage is not None or line.row.colour is Colour.GREEN
        cells = _cells(line, words, today)
        key = (line.address if line.row.stage else "", *cells.values()) if together else line
        alike.setdefault(key, []).append(line)
    rows = (
        ROW.format(
            **words, **_cells(some[0], words, today), whom=_whom(some), do=_do(some[0], words)
        )
        for some in alike.values()
    )
    return mark_safe("".join(rows))  # noqa: S308 - every value went through escape


def _fixed_words() -> dict[str, str]:
    fixed = {
        "last": gettext("Last sign"),
        "next": gettext("Next due"),
        "answers": gettext("responsible for her:"),
        "to_do": gettext("What to do next"),
        "no_journey": gettext("no journey"),
        "elsewhere": gettext("on a journey that stands in her other file"),
        "none": gettext("none"),
        "unknown": gettext("not known here"),
        "her_case": gettext("Her case"),
        "heard": gettext("She was heard from"),
        "closed": gettext("not part of your access"),
        "since_closed": gettext("since then: not part of your access"),
        "whom": gettext("Who to call"),
        "journey": gettext("The journey"),
        "another": gettext("also on another journey"),
        "late": gettext("late"),
    }
    return {f"say_{name}": escape(words) for name, words in fixed.items()}


def _whom(lines: list[BoardLine]) -> str:
    """Return her code; of people who fare alike how many, and the code of each."""
    codes = ", ".join(_code(line) for line in lines[:NAMED])
    if len(lines) == 1:
        return codes
    more = " …" if len(lines) > NAMED else ""
    return f"{escape(people_words(len(lines)))}{colon()} {codes}{more}"


def _code(line: BoardLine) -> str:
    code = CODE.format(escape(line.code))
    return LINK.format(escape(line.address), code) if line.address else code


def _cells(line: BoardLine, values: dict[str, str], today: date) -> dict[str, str]:
    """Return what a row shows of somebody besides her code."""
    row = line.row
    unheld = is_unheld(row.stage, line.custody, back=line.came_back)
    none = unheld and not line.custody_closed
    # Of who is on no journey a word of before speaks, that she is safe: no list shows it in green.
    mark = "" if row.stage is None and row.colour is Colour.GREEN else MARKS[row.colour]
    return {
        "tone": TONES[row.colour],
        "mark": f" mark--{mark}" if mark else "",
        "sign": sign(mark) if mark else "",
        "why": _why_cell(line, values, today),
        "to_do": _to_do(line, values),
        "none": " hands--none" if none else "",
        "icon": icon("hands"),
        "hands": _custodian(line) + _since_words(line, today),
        "known": ""
        if line.known or none or line.custody_closed
        else TAG.format(values["say_unknown"]),
        "place": _place(line),
        "team": escape(line.teams),
        "offered": _offered(line),
        "heard": _heard(line, values, today),
        "due": _due(line, values, today),
    }


def _why_cell(line: BoardLine, values: dict[str, str], today: date) -> str:
    """Return what is the matter, since when and who said so."""
    row = line.row
    parts = [
        escape(translated(reason).removesuffix("."))
        for reason in row.why
        if reason != NOBODY.sentence
    ]
    # Of who was not heard from, `since` says since when she was safe.
    if line.alerts and line.since is not None and line.state is not DangerState.UNHEARD:
        parts.append(escape(gettext("since {day}").format(day=since(line.since, today))))
        parts += [escape(translated(line.said_by))] if line.said_by else []
    without = "say_elsewhere" if line.elsewhere else "say_no_journey"
    parts.append(escape(translated(row.stage.label)) if row.stage else values[without])
    parts += [LINK.format(escape(other), values["say_another"]) for other in line.also]
    return " · ".join(parts)


def _to_do(line: BoardLine, values: dict[str, str]) -> str:
    """Return what to do next in words, on demand; at once for whoever has no button for it."""
    to_do = dict.fromkeys(
        escape(translated(to_do_next)) for _sentence, to_do_next, _phones in red_of(line)
    )
    if not to_do:
        return ""
    words = "<br>".join(to_do)
    if not line.address:
        return f'<p class="board__more">{words}</p>'
    return TO_DO.format(values["say_to_do"], words)


def _custodian(line: BoardLine) -> str:
    """Return who is with her; that nobody of ours is stands here and not with what is
    the matter."""
    if NOBODY.sentence in line.row.why:
        return escape(translated(NOBODY.sentence))
    return escape(line.with_her)


def _known(line: BoardLine) -> bool:
    """Whether it is known who she is with, or said that the reader does not read it."""
    return line.known or line.custody_closed


def _since_words(line: BoardLine, today: date) -> str:
    if line.held_since is None:
        return ""
    return f", {escape(gettext('since {day}').format(day=since(line.held_since, today)))}"


def _place(line: BoardLine) -> str:
    """Return where she is; where the reader has no key to that, who has."""
    if line.place:
        place = beside_its_name(line.place, line.custodian)
        return escape(place) + " · " if place else ""
    if line.known_to:
        names = gettext(" and ").join(line.known_to)
        return escape(gettext("known to {who}").format(who=names)) + " · "
    return ""


def _offered(line: BoardLine) -> str:
    if not line.offered_to:
        return ""
    return TAG.format(escape(gettext("offered to {team}").format(team=line.offered_to)))


def _heard(line: BoardLine, values: dict[str, str], today: date) -> str:
    """The last sign of life and what it was, on a journey or as it was said in her case."""
    if line.last_sign is None:
        return values["say_closed" if line.signs_closed else "say_none"]
    at, words = line.last_sign
    sign = f"{escape(relative_day(at, today))}, {escape(translated(words))}"
    return f"{sign} ({values['say_since_closed']})" if line.signs_closed else sign


def _due(line: BoardLine, values: dict[str, str], today: date) -> str:
    if line.row.due is None:
        return "\u2013"
    late = f", <b>{values['say_late']}</b>" if line.row.due < timezone.localtime() else ""
    return escape(relative_day(line.row.due, today)) + late


def _do(line: BoardLine, values: dict[str, str]) -> str:
    """Return one thing to do first of whoever needs somebody now, and at most one beside it."""
    if line.row.colour is not Colour.RED or not line.address:
        return ""
    first, *others = list(_actions(line, values))[:2]
    buttons = BUTTON.format("", *first)
    return DO.format(
        buttons + "".join(BUTTON.format("button--second ", *action) for action in others)
    )


def _actions(line: BoardLine, values: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The address, the icon and the words of each, the most urgent first."""
    phones = {
        name: phone for _sentence, _next, called in red_of(line) for name, phone in called.items()
    }
    for name, phone in list(phones.items())[:1]:
        words = gettext("Call {who}").format(who=name)
        yield escape(tel(phone)), icon("call"), escape(words)
    if line.case is None:
        yield escape(line.address), "", values["say_journey"]
        return
    heard = reverse("cases:sign_of_life", args=[line.case, line.row.person])
    if line.state is DangerState.UNHEARD:
        contact = reverse("cases:section", args=[line.case, "contact"])
        yield contact, icon("call"), values["say_whom"]
    else:
        yield line.address, "", values["say_her_case"]
    yield heard, icon("sign_of_life"), values["say_heard"]
