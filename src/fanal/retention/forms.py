"""The forms in which an erasure or a hold is asked for."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.retention import ErasureGround, HoldReason
from fanal.retention.queries.offering import ChoosableRecord
from fanal.retention.words import record_words
from fanal.web.forms.codes import chosen_from, radio_answer
from fanal.web.forms.dates import DayField
from fanal.web.forms.typed_fields import field_of


class ErasureForm(forms.Form):
    ground = radio_answer(_("Why"), ErasureGround)
    chosen = forms.MultipleChoiceField(
        label=_("What else is about her alone?"),
        required=False,
        help_text=_(
            "Records of cases that stay. What you mark is erased with her; what is also about "
            "others stays."
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: object,
        kept: bool = False,
        over: bool = False,
        offered: Sequence[ChoosableRecord] = (),
        **options: object,
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # as Django takes them
        if offered:
            field = field_of(self, "chosen", forms.MultipleChoiceField)
            field.choices = [(record.key, record_words(record)) for record in offered]
            # Ticked beforehand is only that to which a record of hers refers; the rest takes a
            # look by somebody who reads it.
            self.initial["chosen"] = [record.key for record in offered if record.hers]
        else:
            del self.fields["chosen"]
        if kept:
            # What would be refused is no choice.
            ground = field_of(self, "ground", forms.ChoiceField)
            others = [one for one in ErasureGround if one is not ErasureGround.TIME_OVER]
            ground.choices = chosen_from(others)
        elif over:
            self.initial["ground"] = ErasureGround.TIME_OVER


class HoldForm(forms.Form):
    reason = radio_answer(_("Why"), HoldReason)
    until = DayField(
        label=_("Until"), required=True, help_text=_("It ends by itself after that day.")
    )
    words = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=200,
        help_text=_("Of the court or the authority. No name of hers."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
