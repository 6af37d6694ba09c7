"""Forms of who may open a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import COMPARTMENT_WORDS, YES_NO, codes
from fanal.cases.forms.tasks import ColleagueForm
from fanal.core.casework.emergencies import EmergencyGround
from fanal.core.casework.rendering import SHORT
from fanal.web.forms.dates import DayField


class GrantForm(ColleagueForm):
    """Which parts of a file, to whom, why, until when."""

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["compartments"] = forms.MultipleChoiceField(
            label=_("Which parts"),
            choices=[(str(c), words) for c, words in COMPARTMENT_WORDS.items()],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["reason"] = forms.CharField(label=_("Why"), max_length=SHORT)
        self.fields["until"] = DayField(label=_("Until"), required=False)


class KeepOutForm(ColleagueForm):
    reason = forms.CharField(label=_("Why"), max_length=SHORT)


class EmergencyForm(forms.Form):
    code_name = forms.CharField(label=_("Code name of the case"), max_length=SHORT)
    ground = forms.ChoiceField(
        label=_("Why it cannot wait"),
        choices=lambda: codes(EmergencyGround),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What happened, in a sentence"),
        help_text=_("At least four words. A lead reads this afterwards."),
        max_length=SHORT,
    )


class ReviewForm(forms.Form):
    justified = forms.ChoiceField(
        label=_("Was it right?"), choices=YES_NO, widget=forms.RadioSelect
    )
    remark = forms.CharField(label=_("Remark"), max_length=SHORT, required=False)
