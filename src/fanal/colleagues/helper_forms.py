"""What is asked of interpreters and volunteers."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.colleagues.helpers import HelperKind, TieKind
from fanal.web.forms.codes import select_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.names import LanguagesField
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer


class HelperForm(forms.Form):
    kind = select_answer(_("What does she do?"), HelperKind)
    name = short_answer(_("Name"), help_text=_("Sealed. A case shows only her number."))
    languages = LanguagesField(label=_("Languages"))
    phone = short_answer(_("How she is reached"), required=False)


class HelperTieForm(forms.Form):
    kind = select_answer(_("She"), TieKind)
    name = short_answer(
        _("Who, or which place"),
        help_text=_("One a time. It is compared with the names of a case before she is proposed."),
    )


class HelperVettingForm(forms.Form):
    references = forms.IntegerField(label=_("How many references were asked?"), min_value=0)
    code_signed_on = DayField(label=_("Code of conduct signed on"), required=False, near=PAST)
    declared = forms.BooleanField(
        label=_("Was asked who she is related to, where she comes from and who she works for"),
        required=False,
    )
    on = DayField(label=_("Vetted on"), near=PAST)


class HelperPauseForm(forms.Form):
    why = long_answer(
        _("Why?"),
        3,
        help_text=_(
            "Only whoever keeps the register reads it. From now on she is not proposed anywhere."
        ),
    )


class CloseFileForm(OfferingForm):
    first = forms.ModelChoiceField(User.objects.none(), label=_("First colleague whom she named"))
    second = forms.ModelChoiceField(User.objects.none(), label=_("Second colleague whom she named"))

    def chosen(self) -> list[User]:
        return [self.cleaned_data["first"], self.cleaned_data["second"]]


class HelperHoursForm(forms.Form):
    on = DayField(label=_("On which day?"), near=PAST)
    hours = forms.DecimalField(
        label=_("How many hours?"), max_digits=5, decimal_places=2, min_value=Decimal(0)
    )
