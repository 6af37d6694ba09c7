"""Forms of volunteers: who helps in a community, vetted, and asked for nothing for a time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.prevention.volunteers import GivenBack
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer


class VolunteerForm(OfferingForm):
    name = short_answer(_("Name"))
    phone = short_answer(_("Telephone"), required=False)
    community = forms.ChoiceField(label=_("In which community?"), choices=[NOTHING])


class VetForm(forms.Form):
    references = forms.IntegerField(label=_("How many references were asked?"), min_value=0)
    code_signed_on = DayField(label=_("Code of conduct signed on"), required=False, near=PAST)
    declared = forms.BooleanField(
        label=_("Was asked who she is related to, and who she works for"), required=False
    )
    related = long_answer(
        _("What she declared"),
        3,
        required=False,
        help_text=_("No name of anybody: “a cousin recruits for an agency”."),
    )
    on = DayField(label=_("Vetted on"), near=PAST)


class PauseForm(forms.Form):
    why = long_answer(
        _("Why?"),
        3,
        required=False,
        help_text=_("Sealed in this folder. Nobody is told: she is only asked for nothing."),
    )


class LeaveVolunteerForm(forms.Form):
    given_back = radio_answer(_("Did our papers and the list of numbers come back?"), GivenBack)


class HoursForm(forms.Form):
    on = DayField(label=_("On which day?"), near=PAST)
    hours = forms.IntegerField(label=_("How many hours?"), min_value=0)
    doing = short_answer(
        _("Doing what?"), required=False, help_text=_("No name of a person or of a village.")
    )
