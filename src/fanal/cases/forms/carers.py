"""Who answers for a child, decided by two."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.consent import GivenBy
from fanal.core.casework.whose_consent import CarerGround
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import FormData
from fanal.web.words import translated

CASE_WORKER = GivenBy.CASE_WORKER_IN_HER_INTEREST.value


class CarerDecisionForm(OfferingForm):
    """A decision on who answers for a child: for whom, who answers, why it is open, the reasons."""

    person = forms.ChoiceField(label=_("For whom"))
    ground = radio_answer(_("Why it has to be decided"), CarerGround)
    speaker = forms.ChoiceField(
        label=_("Who consents for this child"),
        help_text=_("Not on the list? Add this person under People around her first."),
        choices=[NOTHING],
    )
    reasons = long_answer(_("Why this is best for the child, and what the child thinks of it"), 4)
    until = DayField(
        label=_("Until when, at the latest"),
        required=False,
        help_text=_("It has to be reviewed by that day."),
    )


class TakenBackByForm(forms.Form):
    """Who takes back a yes that somebody else said for her."""

    who = forms.ChoiceField(label=_("Who takes it back"), widget=forms.RadioSelect)

    def __init__(self, given_by: GivenBy, data: FormData) -> None:
        super().__init__(data)
        both = (GivenBy.HERSELF, given_by)
        offered = [(one.value, translated(one.sentence())) for one in both]
        field_of(self, "who", forms.ChoiceField).choices = offered

    @property
    def taken_back_by(self) -> GivenBy:
        return GivenBy(self.cleaned_data["who"])
