"""What templates need beside Django's own tags: keys of forms, codes, dates, answers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import uuid4

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fanal.core.calendars import PartialDate
from fanal.core.casework.answers import NoAnswer, is_value
from fanal.core.roles import Permission
from fanal.web.amounts import money_words, number_words
from fanal.web.codes import COUNTRIES
from fanal.web.days_in_words import day_here, past_day, relative_day
from fanal.web.forms.answers import WORDS
from fanal.web.places import area_name
from fanal.web.sweeps import sweep_status
from fanal.web.time_zones import in_words as time_zone_words
from fanal.web.titles import title_of
from fanal.web.typing import Context
from fanal.web.words import in_both_eras, in_page_language
from fanal.web.words import translated as say_translated

register = template.Library()
ONE_NUMBER = re.compile(r"[+0-9 ().-]{6,30}")

STATES = {
    "not_started": (gettext_lazy("Not started"), "plain"),
    "in_progress": (gettext_lazy("In progress"), "blue"),
    "waiting": (gettext_lazy("Waiting"), "amber"),
    "done": (gettext_lazy("Done"), "green"),
    "not_applicable": (gettext_lazy("Not applicable"), "plain"),
}


class VersionedRecord(Protocol):
    version: int


@register.simple_tag
def version_field(record: VersionedRecord) -> SafeString:
    """The version that this form was filled in from: an edit of another one is found by it."""
    return format_html('<input type="hidden" name="version" value="{}">', record.version)


@register.inclusion_tag("web/components/last_sweep.html", takes_context=True)
def last_sweep(context: template.Context) -> Context:
    """Return when the timer last ran, and a warning when it is late: who administers reads what to
    do. The demonstration has no timer."""
    return {
        "sweep": sweep_status(timezone.localtime()),
        "demo": settings.DEMO,
        "sees_to_it": context["request"].user.may(Permission.MANAGE_ACCOUNTS),
    }


@register.simple_tag
def once() -> SafeString:
    """The key by which a repeated sending of this form is recognised."""
    # As many digits as the column takes, and nothing but letters and digits (`web.idempotency`).
    return format_html('<input type="hidden" name="once" value="{}">', uuid4().hex)


@register.filter
def here(day: date | None) -> date | None:
    """Return a day on which something was done, also in an office that is a day ahead."""
    return day and day_here(day, timezone.localdate())


@register.filter
def near(moment: datetime | date) -> str:
    """Return when something was done: near days as people say them, with a known hour."""
    if isinstance(moment, datetime):
        return relative_day(moment)
    return past_day(moment, timezone.localdate())


@register.filter
def has_passed(moment: datetime | None) -> bool:
    return moment is not None and moment < timezone.now()


@register.filter
def tel(phone: str) -> str:
    """The address by which a telephone calls this number."""
    return "tel:" + "".join(
        character for character in phone if character.isdecimal() or character in "+*#"
    )


@register.filter
def initials(name: object) -> str:
    """The first letters of the first two words of a name."""
    return "".join(word[0] for word in str(name).split()[:2])


@register.simple_tag
def attributes(**given: object) -> SafeString:
    """The attributes of an element that have a value: ` id="…" aria-label="…"`."""
    named = ((name.replace("_", "-"), value) for name, value in given.items() if value)
    return format_html_join("", ' {}="{}"', named)


@register.filter
def as_attributes(given: Mapping[str, Any]) -> SafeString:
    """The attributes of a widget. Not `maxlength` from 100 up: browsers cut what is pasted there
    without a word."""
    return SafeString(
        "".join(
            f" {escape(name)}"
            if value is True
            else f' {escape(name)}="{conditional_escape(value)}"'
            for name, value in given.items()
            if value is not False and (name != "maxlength" or int(value) < 100)
        )
    )


@register.simple_tag
def input_attributes(widget: Mapping[str, Any]) -> SafeString:
    """Return the attributes of an input: nothing that is typed is kept by the browser or sent to be
    spelled."""
    given = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        given["value"] = str(widget["value"])
    if widget["type"] != "hidden":
        kept = {} if widget["attrs"].get("autocomplete") else {"autocomplete": "off"}
        given |= {**kept, "spellcheck": "false"}
    return as_attributes(given) + as_attributes(widget["attrs"])


@register.simple_tag
def select_options(groups: Iterable[tuple[object, list[Context], int]]) -> SafeString:
    """Return the options of a select, those of a named group together."""
    # Written here and not by a template for each option: a page with filters draws two hundred.
    return SafeString("".join(_group(name, options) for name, options, _at in groups))


def _group(name: object, options: list[Context]) -> SafeString:
    written = SafeString("".join(_option(option) for option in options))
    return format_html('<optgroup label="{}">{}</optgroup>', name, written) if name else written


def _option(option: Context) -> str:
    attributes = as_attributes({"value": str(option["value"])} | option["attrs"])
    return f"<option{attributes}>{conditional_escape(option['label'])}</option>"


@register.filter
def address(args: list[Any], query: object = "") -> str:
    """The address of a page by its name and what stands in it; an address stays what it is."""
    name, *rest = args or [""]
    path = reverse(name, args=rest) if re.fullmatch(r"[\w:]+", str(name)) else str(name)
    return f"{path}?{query}" if query else path


@register.simple_tag
def colon() -> str:
    """A colon as the language of the page sets it: French puts a narrow space before it."""
    return gettext(":")


@register.simple_tag
def semicolon() -> str:
    """A semicolon, likewise."""
    return gettext(";")


@register.simple_tag
def code_name(record: object) -> SafeString:
    """The code of a record (or the code itself): never translated, never mixed into the line."""
    code = getattr(record, "code_name", record)
    return format_html('<bdi class="code-name" translate="no">{}</bdi>', code)


@register.filter
def translated(value: object) -> str:
    """A sentence of the rules in the language of the page."""
    return say_translated(value)


register.filter("area_name", area_name)
register.filter("number_words", number_words)
register.filter("in_page_language", in_page_language)
register.filter("time_zone_words", time_zone_words)
register.filter("title_of", title_of)
register.simple_tag(money_words, name="money")


@register.filter
def country_in_words(code: str) -> str:
    return COUNTRIES.name(code)


@register.filter
def with_code(sentence: str) -> SafeString:
    """A sentence in which a command stands between backticks, as on the server: set as code."""
    parts = (
        format_html("<code>{}</code>" if n % 2 else "{}", one)
        for n, one in enumerate(sentence.split("`"))
    )
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def partial_date(value: PartialDate | None) -> str:
    """Return a date as `14 December 2011 (B.E. 2554)`, `December 2011 (…)`, `2011 (…)`: as much as
    is known."""
    return "" if value is None else in_both_eras(value)


@register.filter
def answer(value: object) -> object:
    """The value, or in soft letters why there is none."""
    if is_value(value):
        return say_translated(value)
    reason = value if isinstance(value, NoAnswer) else NoAnswer.NOT_ASKED
    return format_html('<span class="soft">{}</span>', WORDS[reason])


@register.inclusion_tag("web/components/state.html")
def state(code: str, detail: object = "") -> Context:
    """How far a section is; `detail` says what it waits for, or why it does not apply."""
    words, tone = STATES[code]
    return {"words": words, "tone": tone, "detail": say_translated(detail), "code": code}


@register.filter
def one_number(said: object) -> str:
    """The address by which a telephone calls what was said, where it is one number and no more: of
    two in one line neither would be called."""
    if not isinstance(said, str) or not ONE_NUMBER.fullmatch(said.strip()):
        return ""
    digits = "".join(one for one in said if one.isdecimal() or one == "+")
    return f"tel:{digits}" if 6 <= len(digits) <= 16 else ""
