"""Forms of registers and tracing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.core.casework.written import LONG, SHORT
from fanal.people.forms import BirthField
from fanal.web.words import translated

SAME = {"same": True, "not_same": False, "cannot_tell": None}
NO_HELP = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


class PairForm(forms.Form):
    """Same, not the same, cannot tell; a merge needs its reason."""

    answer = forms.ChoiceField(
        label=_("One person or two?"),
        choices=[
            ("same", _("The same person")),
            ("not_same", _("Two different people")),
            ("cannot_tell", _("I cannot tell")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Needed if it is the same person. Kept sealed, for whoever reads it later."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(NO_HELP | {"rows": 3}),
    )


class TracingForm(forms.Form):
    """Whom we look for."""

    def __init__(self, people: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = forms.ChoiceField(label=_("For whom we look"), choices=people)
        if len(people) == 1:
            self.fields["person"].widget = forms.HiddenInput()
            self.fields["person"].initial = people[0][0]
        whom = [(one.value, translated(one.sentence())) for one in Whom]
        self.fields["whom"] = forms.ChoiceField(
            label=_("Who is looked for"), choices=whom, widget=forms.RadioSelect
        )
        self.fields["names"] = forms.CharField(
            label=_("Names, one a line"),
            help_text=_("In any script; nicknames too."),
            max_length=5 * SHORT,
            widget=forms.Textarea(NO_HELP | {"rows": 3}),
        )
        self.fields["born"] = BirthField(label=_("Born, if known"))
        self.fields["about"] = forms.CharField(
            label=_("How they are related, and where they were last"),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(NO_HELP | {"rows": 3}),
        )


class FindingForm(forms.Form):
    """What one colleague found, and what it rests on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agrees"] = forms.ChoiceField(
            label=_("Is it the one we look for?"),
            choices=[("yes", _("Yes")), ("no", _("No, somebody else"))],
            widget=forms.RadioSelect,
        )
        grounds = [(one.value, translated(one.sentence())) for one in ConfirmedBy]
        self.fields["ground"] = forms.ChoiceField(label=_("It rests on"), choices=grounds)
        self.fields["words"] = forms.CharField(
            label=_("What you found, and how"),
            max_length=LONG,
            widget=forms.Textarea(NO_HELP | {"rows": 4}),
        )


class ConfirmerForm(forms.Form):
    """Who of another team is asked to confirm."""

    def __init__(self, people: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"] = forms.ChoiceField(
            label=_("Whom do you ask?"),
            help_text=_("Leads of other teams and directors who hold keys."),
            choices=people,
        )


class EmptyForm(forms.Form):
    """A question whose only answer is to agree."""
