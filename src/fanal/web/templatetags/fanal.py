"""What templates need beside Django's own tags: keys of forms, codes, dates, answers."""

from __future__ import annotations

import re
from typing import Protocol
from uuid import uuid4

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fanal.core.calendars import PartialDate
from fanal.core.casework.answers import NoAnswer, is_value
from fanal.web.forms.answers import WORDS
from fanal.web.sweeps import sweep_status
from fanal.web.typing import Context
from fanal.web.words import in_both_eras
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


@register.inclusion_tag("web/components/last_sweep.html")
def last_sweep() -> Context:
    """When the timer last ran, and a warning when it is late. The demonstration has no timer."""
    return {"sweep": sweep_status(timezone.localtime()), "demo": settings.DEMO}


@register.simple_tag
def once() -> SafeString:
    """The key by which a repeated sending of this form is recognised."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4().hex)


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


@register.filter
def partial_date(value: PartialDate | None) -> str:
    """`14 December 2011 (B.E. 2554)`, `December 2011 (…)`, `2011 (…)`: as much as is known."""
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


@register.simple_tag
def describe_state(code: str) -> str:
    """The state in words alone, for texts and tests."""
    return str(STATES[code][0])


@register.filter
def one_number(said: object) -> str:
    """The address by which a telephone calls what was said, where it is one number and no more: of
    two in one line neither would be called."""
    if not isinstance(said, str) or not ONE_NUMBER.fullmatch(said.strip()):
        return ""
    digits = "".join(one for one in said if one.isdecimal() or one == "+")
    return f"tel:{digits}" if 6 <= len(digits) <= 16 else ""
