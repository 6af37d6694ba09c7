"""Two edits of one record: both texts side by side, and nothing typed is lost."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanal.core.errors import Conflict
from fanal.web.draft_fields import ABOUT
from fanal.web.forms.date_boxes import PARTS
from fanal.web.words import translated

KEYS_OF_FORMS = {"csrfmiddlewaretoken", "once", "version"} | ABOUT


def conflict_page(
    request: HttpRequest, conflict: Conflict, form: forms.BaseForm | None = None
) -> HttpResponse:
    """Answer 409: what differs, both texts, each to keep or to rewrite, posted to the same
    address."""
    found = _differing(conflict, form)
    differing = [row for row in found if _sent_as(row["name"]) & set(request.POST)]
    # Where a day differs, it is written whole: its boxes would contradict what is chosen here.
    names = {name for row in differing for name in _sent_as(row["name"])}
    context = {
        "rows": differing,
        "version": conflict.version,
        "carried": [
            (name, value)
            for name in request.POST
            if name not in KEYS_OF_FORMS | names
            for value in request.POST.getlist(name)
        ],
    }
    return render(request, "web/conflict.html", context, status=409)


def _sent_as(name: object) -> set[str]:
    """The names under which a field is sent: a date has boxes beside its days."""
    return {f"{name}_{part}" if part else str(name) for part in PARTS}


def _differing(conflict: Conflict, form: forms.BaseForm | None) -> list[dict[str, object]]:
    yours, theirs = _texts(conflict.yours), _texts(conflict.theirs)
    return [
        {
            "name": name,
            "label": _label(name, form),
            "yours": yours.get(name, ""),
            "theirs": _words(theirs.get(name, ""), choices := _choices(name, form)),
            "choices": choices,
        }
        for name in dict.fromkeys([*yours, *theirs])
        if yours.get(name, "") != theirs.get(name, "")
    ]


def _texts(version: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else translated(value) for name, value in version.items()}


def _choices(name: str, form: forms.BaseForm | None) -> list[tuple[str, str]]:
    """The options of the field if it is a plain list; otherwise nothing."""
    field = form.fields.get(name) if form is not None else None
    # Not `isinstance`: a `ModelChoiceField` is one as well, and would list the rows of a table.
    if type(field) is not forms.ChoiceField:
        return []
    # Whatever it was given as: Django has made pairs of it.
    pairs = field.choices
    return [(str(value), str(label)) for value, label in pairs]  # type: ignore[misc, union-attr]  # a field with choices


def _words(value: str, choices: list[tuple[str, str]]) -> str:
    return dict(choices).get(value, value)


def _label(name: str, form: forms.BaseForm | None) -> str:
    if form is not None and name in form.fields:
        return str(form[name].label)
    return name.replace("_", " ")
