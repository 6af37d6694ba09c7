"""A shelter, its beds, who works there."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.typed_text import LONG
from fanal.core.shelters.kinds import BedKind, ShelterKind
from fanal.partners.forms.areas import area_field
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer


class ShelterForm(OfferingForm):
    """A shelter. Never an address: nobody is asked for one."""

    only_if_offered = ("team",)
    later: Later = {_("If residents may not go out freely"): ("restricted", "why", "order")}

    name = short_answer(
        _("Code name"), help_text=_("Nothing that reveals where it is: no street, no village.")
    )
    kind = select_answer(_("What kind"), ShelterKind)
    team = forms.ChoiceField(label=_("Of which team"), choices=[NOTHING])
    area = area_field(
        _("In which area"),
        help_text=_("A province is enough. The address is written down nowhere."),
    )
    per_staff = forms.IntegerField(
        label=_("How many residents, at most, to one of us at night"),
        min_value=1,
        max_value=60,
        required=False,
    )
    restricted = forms.BooleanField(label=_("Residents may not go out freely"), required=False)
    why = forms.CharField(label=_("Why"), max_length=LONG, required=False)
    order = forms.CharField(
        label=_("By which order, of which body"), max_length=LONG, required=False
    )


class HouseRulesForm(forms.Form):
    words = long_answer(
        _("The rules, as they are explained"),
        8,
        help_text=_("What is free, who has keys, how to complain, and that she may leave."),
    )


class AnnouncedForm(forms.Form):
    on = DayField(label=_("On which day"), near=AHEAD, must_come=True)
    checked_by = short_answer(_("Who is coming"), help_text=_("Function and body, no name."))
    standard = short_answer(_("Against which standard"), required=False)


class StandardsForm(forms.Form):
    """A look at the standards of a shelter; what is open is written down where it will be read."""

    on = DayField(label=_("On which day"), near=PAST)
    checked_by = short_answer(_("Who looked"), help_text=_("Function and body, no name."))
    standard = short_answer(_("Against which standard"))
    left = long_answer(_("What has to be put right"), 3, required=False)
    until = DayField(label=_("By when it has to be put right"), required=False)


class MendedForm(forms.Form):
    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)
    how = long_answer(_("What was done"), 3)


class BedsForm(forms.Form):
    room = forms.CharField(label=_("Room"), max_length=40)
    kind = radio_answer(_("What kind"), BedKind)
    how_many = forms.IntegerField(label=_("How many"), min_value=1, max_value=60, initial=1)


class StaffForm(OfferingForm):
    who = forms.ChoiceField(label=_("Colleague"), choices=[NOTHING])
    until = DayField(
        label=_("Last day, if she stands in for somebody"),
        required=False,
        near=AHEAD,
        must_come=True,
        help_text=_("After it the book closes to her by itself."),
    )
