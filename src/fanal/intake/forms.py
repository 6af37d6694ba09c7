"""Forms of signals: three minutes for the first, one minute for what becomes of it."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms import KindsForm, entry_field
from fanal.core.casework.rendering import LONG, SHORT
from fanal.core.casework.signals import QUESTIONS
from fanal.people.forms import WHOSE, WhoseForm
from fanal.web.forms import NOTHING
from fanal.web.forms.options import FormOptions
from fanal.web.typing import Answers, FormData, PageText


class SignalForm(forms.Form):
    """Nothing is required; what is not filled in was not asked."""

    def __init__(
        self, teams: list[tuple[str, str]], data: FormData = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        for question in QUESTIONS:
            self.fields[question.name] = entry_field(question)
        self.fields["urgent"] = forms.BooleanField(
            label=_("This cannot wait until tomorrow"),
            help_text=_("Where there is danger now, it is marked so by itself."),
            required=False,
        )
        self.fields["team"] = forms.ChoiceField(label=_("Team"), choices=teams)
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.fields["team"].initial = teams[0][0]
        self.order_fields(["who_calls", "danger_now", "urgent"])

    def answers(self) -> Answers:
        return {question.name: self.cleaned_data[question.name] for question in QUESTIONS}


def reason_box(*, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=_("Why"), max_length=LONG, widget=box, required=required)


class AsideForm(forms.Form):
    referred_to = forms.CharField(label=_("Referred to"), max_length=SHORT, required=False)
    reason = reason_box()


class ReopenSignalForm(forms.Form):
    reason = reason_box()


class ChoiceForm(forms.Form):
    """One of some files, by code name, and why."""

    def __init__(
        self,
        label: PageText,
        choices: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.fields["chosen"] = forms.ChoiceField(label=label, choices=[NOTHING, *choices])
        self.fields["reason"] = reason_box(required=False)


class CaseForm(KindsForm, WhoseForm):
    """A new case, of somebody whose file exists already or of somebody new."""

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        self.order_fields([*WHOSE, "kinds"])
