"""An operation, and what became of a person in it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanal.accounts.models import Team
from fanal.core.casework.codes import AfterOperation, IdentifyingBody, OperationKind
from fanal.identification import words
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.names import CountryField
from fanal.web.forms.offering import OfferingForm
from fanal.web.typing import PageText


class OperationForm(OfferingForm):
    """An operation: its code name, kind, day and place."""

    code_name = forms.CharField(label=_("Code name"), help_text=_("It says nothing of the place."))
    kind = forms.ChoiceField(label=_("What it was"), choices=lambda: chosen_from(OperationKind))
    day = DayField(label=_("On which day"), near=PAST)
    place = forms.CharField(label=_("Place"), required=False)
    country = CountryField(label=_("In which country"))


class NewOperationForm(OperationForm):
    """A new operation: also for which of one's own teams."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=None)


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
    """The outcome of someone found in the operation who is not in the table yet."""

    person = forms.CharField(label=_("Her code name"))
    field_order = ["person"]
