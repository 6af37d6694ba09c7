"""Kinds of names and sources of births in words."""

from __future__ import annotations

from typing import Any

from django import template

from fanal.core.calendars import AgeInterval, BirthSource, read_text
from fanal.core.casework.name_kinds import NameKind
from fanal.web.templatetags.fanal import partial_date
from fanal.web.words import translated

register = template.Library()


@register.simple_tag
def name_kind(code: str) -> str:
    return translated(NameKind(code).sentence())


@register.simple_tag
def birth_source(code: str) -> str:
    return translated(BirthSource(code).sentence())


@register.simple_tag
def birth_says(data: dict[str, Any]) -> str:
    """The date as far as it is known, or the ages said on a day."""
    if "date" in data:
        return partial_date(read_text(data["date"]).date)
    return translated(AgeInterval(*data["ages"]).sentence())
