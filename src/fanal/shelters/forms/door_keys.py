"""Keys of the door of a shelter."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer


class GiveKeyForm(OfferingForm):
    only_if_offered = ("to",)

    to = forms.ChoiceField(label=_("Colleague"), choices=[("", _("Somebody else"))], required=False)
    words = short_answer(
        _("If somebody else: who"),
        required=False,
        help_text=_("The function, the owner of the house for example, or a code name. No name."),
    )
    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)


class LostKeyForm(OfferingForm):
    only_if_offered = ("number",)

    number = forms.ChoiceField(
        label=_("Whose key"), choices=[("", _("Not known, or not on this list"))], required=False
    )
    on = DayField(label=_("Since which day"), near=PAST, initial=timezone.localdate)
    words = long_answer(_("What happened, and who may have it"), 3)


class LockForm(OfferingForm):
    only_if_offered = ("given",)

    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)
    given = forms.MultipleChoiceField(
        label=_("Who has a key of the new lock"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
