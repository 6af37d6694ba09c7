"""The forms of a study and of its choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

COUNTS_AS = [
    ("identified", _("formally identified victims")),
    ("presumed", _("presumed victims")),
    ("assisted", _("people who were helped")),
]


class ChoicesForm(forms.Form):
    """What an analyst decides before seeing a number."""

    threshold = forms.FloatField(
        label=_("Threshold of the stepwise choice"), initial=0.02, min_value=0, max_value=1
    )
    replicates = forms.IntegerField(
        label=_("Resamples"), initial=1000, min_value=100, max_value=10_000
    )
    seed = forms.IntegerField(label=_("Seed"), initial=1234, min_value=0, max_value=2**31 - 1)

    def chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("threshold", "replicates", "seed")}


class StudyForm(ChoicesForm):
    """Lists are written one a line: the name, a colon, its sources with commas."""

    title = forms.CharField(label=_("Title"), max_length=120)
    who_counts = forms.ChoiceField(label=_("Who counts"), choices=COUNTS_AS)
    area = forms.CharField(
        label=_("Area"), help_text=_("Code; empty for everywhere"), required=False, max_length=24
    )
    begins = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
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
