"""What a paper about a case is for, and what stands on it beside the code names."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.prints import PrintPurpose
from fanal.web.forms.codes import radio_answer
from fanal.web.forms.options import FormOptions
from fanal.web.typing import FormData


class CasePaperForm(forms.Form):
    """The parts of a paper. Nothing is chosen before: whoever is tired would print everything."""

    def __init__(
        self, data: FormData = None, *, names: bool, where: bool, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        self.fields["printed_for"] = radio_answer(_("What is it for?"), PrintPurpose)
        if names:
            self.fields["names"] = forms.BooleanField(
                label=_("Print her name"),
                required=False,
                help_text=_("Without it the paper says the code name alone."),
            )
        if where:
            self.fields["where"] = forms.BooleanField(
                label=_("Print where she is"),
                required=False,
                help_text=_("Whoever finds the paper finds her."),
            )
