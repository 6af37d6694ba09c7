"""The forms of a study and of its choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from fanal.web.forms import NOTHING, DayField
from unseen import METHODS as METHOD_NAMES
from unseen import MOST_HARDER

COUNTS_AS = [
    ("identified", _("formally identified victims")),
    ("presumed", _("presumed victims")),
    ("assisted", _("people who were helped")),
]


METHODS = [
    ("all", _("all suitable methods; the best of all models is shown in detail")),
    *((name, _(said.template)) for name, said in METHOD_NAMES.items()),
]
ORDERS = [(99, _("any number of lists")), (2, _("two lists")), (3, _("three lists"))]


class ChoicesForm(forms.Form):
    """What an analyst decides before seeing a number."""

    method = forms.ChoiceField(label=_("Method shown in detail"), choices=METHODS)
    order = forms.TypedChoiceField(
        label=_("Most lists in a term of a model"),
        help_text=_("For the best of all models (BIC)"),
        choices=ORDERS,
        coerce=int,
    )
    threshold = forms.FloatField(
        label=_("Threshold of the stepwise choice"), initial=0.02, min_value=0, max_value=1
    )
    replicates = forms.IntegerField(
        label=_("Resamples"), initial=1000, min_value=100, max_value=10_000
    )
    seed = forms.IntegerField(label=_("Seed"), initial=1234, min_value=0, max_value=2**31 - 1)
    harder = forms.FloatField(
        label=_("Hardest to reach (K)"),
        help_text=_(
            "On every list the hardest person is at most K times less likely to be on it than the"
            " easiest. A range is quoted then; empty: at least so many"
        ),
        required=False,
        min_value=1,
        max_value=MOST_HARDER,
    )
    unreachable = forms.FloatField(
        label=_("Share that no list can reach (S)"),
        help_text=_("Only with a K; from 0 to less than 1"),
        required=False,
        min_value=0,
        max_value=0.99,
    )
    dependence = forms.FloatField(
        label=_("Dependence of lists (D)"),
        help_text=_("Only with a K. One list changes the chance of another by at most D times"),
        required=False,
        min_value=1,
        max_value=MOST_HARDER,
    )

    def clean(self) -> dict[str, Any] | None:
        """S and D left empty are none."""
        given = super().clean() or {}
        for name, none in (("unreachable", 0.0), ("dependence", 1.0)):
            if given.get(name) is None and name not in self.errors:
                given[name] = none
        return given

    def chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ChoicesForm.base_fields}


class StudyForm(ChoicesForm):
    """Lists are written one a line: the name, a colon, its sources with commas."""

    title = forms.CharField(label=_("Title"), max_length=120)
    who_counts = forms.ChoiceField(label=_("Who counts"), choices=[NOTHING, *COUNTS_AS])
    area = forms.CharField(
        label=_("Area"), help_text=_("Code; empty for everywhere"), required=False, max_length=24
    )
    begins = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"))
    lists = forms.CharField(
        label=_("Lists"),
        help_text=_("One a line. Police: police, immigration"),
        widget=forms.Textarea,
    )
    field_order = ["title", "who_counts", "area", "begins", "ends", "lists"]

    def clean_lists(self) -> dict[str, list[str]]:
        lists: dict[str, list[str]] = {}
        for line in self.cleaned_data["lists"].splitlines():
            name, _colon, sources = line.partition(":")
            found = [source.strip() for source in sources.split(",") if source.strip()]
            if not line.strip():
                continue
            if not name.strip() or not found or name.strip() in lists:
                raise forms.ValidationError(
                    _("%(line)s: a name of its own, a colon and at least one source are needed."),
                    params={"line": line.strip()[:40]},
                )
            lists[name.strip()] = found
        return lists


def in_words(choices: dict[str, Any]) -> list[dict[str, Any]]:
    """Each choice with its label, as rows of a summary list."""
    form = ChoicesForm()
    rows = []
    for name, field in form.fields.items():
        words = dict(getattr(field, "choices", ()))
        value = choices.get(name)
        value = "–" if value is None else value
        rows.append({"key": field.label, "value": words.get(value, localize(value))})
    return rows
