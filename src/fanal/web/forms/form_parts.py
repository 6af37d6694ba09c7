"""A form in parts: what is asked first, and what stands closed below until somebody opens it.

A form names the rest in `later`, by the title of each part: `later = {_("More"): ("phone",)}`. No
form shows more than seven questions at once, nor does a part of it: see
`tests/security/test_short_forms.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django import forms
from django.utils.text import format_lazy

from fanal.core.casework.answers import is_value
from fanal.web.typing import PageText

# What one screen of a telephone holds; a test counts every form.
MOST_SHOWN = 7

type Later = Mapping[PageText, Sequence[str]]


@dataclass(frozen=True)
class FormPart:
    """Fields under one title. `open`: the form was refused, and the way out may stand in here.
    `answered`: so many hold something."""

    title: PageText
    fields: list[forms.BoundField]

    @property
    def open(self) -> bool:
        # Open after a refusal: a mistake in a closed part would be a form that will not save, for
        # no reason.
        return bool(self.fields and self.fields[0].form.errors)

    @property
    def answered(self) -> int:
        return sum(_is_answered(field) for field in self.fields)


@dataclass(frozen=True)
class FormParts:
    first: list[forms.BoundField]
    later: list[FormPart]


def parts_of(form: forms.BaseForm) -> FormParts:
    """The visible fields of a form, in its order within each part."""
    named: Later = getattr(form, "later", {})
    shown = {one.name: one for one in form.visible_fields()}
    put_off = {name for names in named.values() for name in names}
    later = [
        FormPart(title, [field for name, field in shown.items() if name in names])
        for title, names in named.items()
    ]
    first = [field for name, field in shown.items() if name not in put_off]
    # A part of which no field is shown is no part.
    return FormParts(first, [part for part in later if part.fields])


def in_short_parts(title: PageText, names: Sequence[str]) -> dict[PageText, Sequence[str]]:
    """A list that is longer than one screen, in parts of much the same length: 1/3, 2/3, 3/3."""
    # Rounded up, by negative division.
    parts = -(-len(names) // MOST_SHOWN)
    if parts < 2:
        return {title: names}
    # Of equal length, or the last part would hold one question.
    ends = [round(len(names) * one / parts) for one in range(parts + 1)]
    return {
        format_lazy("{} · {}/{}", title, number, parts): names[begin:end]
        for number, (begin, end) in enumerate(pairwise(ends), 1)
    }


def _is_answered(box: forms.BoundField) -> bool:
    """Return whether it is answered, by what was read where the form comes back: a reason, or the
    year of today, says nothing."""
    # What was cleaned says more than what was sent: the year of today comes along with an empty
    # day.
    read = getattr(box.form, "cleaned_data", {}) if box.form.is_bound else {}
    return _holds(read[box.name] if box.name in read else box.value())


def _holds(value: object) -> bool:
    """Whether somebody wrote an answer: of several boxes, in one of them."""
    if isinstance(value, list | tuple):
        return any(_holds(one) for one in value)
    return value not in (None, "", False) and is_value(value)
