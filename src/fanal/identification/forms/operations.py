"""An operation, and what became of a person in it."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanal.accounts.models import User
from fanal.core.casework.codes import AfterOperation, IdentifyingBody, OperationKind
from fanal.identification import words
from fanal.people.access import teams_of
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.names import CountryField
from fanal.web.forms.options import FormOptions
from fanal.web.typing import FormData, PageText


class OperationForm(forms.Form):
    """Its code name, kind, day and place."""

    code_name = forms.CharField(label=_("Code name"), help_text=_("It says nothing of the place."))
    kind = forms.ChoiceField(label=_("What it was"), choices=lambda: chosen_from(OperationKind))
    day = DayField(label=_("On which day"), near=PAST)
    place = forms.CharField(label=_("Place"), required=False)
    country = CountryField(label=_("In which country"))


class NewOperationForm(OperationForm):
    """As above, and for which of one's own teams."""

    def __init__(self, user: User, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        teams = teams_of(user)
        self.fields["team"] = forms.ModelChoiceField(
            teams, label=_("Team"), initial=teams.first(), empty_label=None
        )


def by_whom() -> list[tuple[str, PageText]]:
    return [("", words.BY_NOBODY), *chosen_from(IdentifyingBody)]


class OutcomeForm(forms.Form):
    """What became of one person: codes that can be counted."""

    screened = forms.ChoiceField(label=_("Was she screened?"), choices=words.YES_NO_NOT_KNOWN)
    under_age = forms.ChoiceField(label=_("Was she under age?"), choices=words.YES_NO_NOT_KNOWN)
    identified = forms.ChoiceField(label=_("Was she identified?"), choices=words.YES_NO_NOT_KNOWN)
    identified_by = forms.ChoiceField(
        label=pgettext_lazy("one person", "Identified by"), choices=by_whom, required=False
    )
    refused_by = forms.ChoiceField(
        label=pgettext_lazy("one person", "Refused by"), choices=by_whom, required=False
    )
    after = forms.ChoiceField(
        label=_("What came after"), choices=lambda: chosen_from(AfterOperation)
    )


class NewOutcomeForm(OutcomeForm):
    """As above, for someone found in the operation who is not in the table yet."""

    person = forms.CharField(label=_("Her code name"))
    field_order = ["person"]
