"""Forms of tasks, and of what is given to a colleague."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.recurrence import Reminder, Repeat
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.date_boxes import AHEAD
from fanal.web.forms.dates import DayField, TimeOfDayField
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import FormData


class ColleagueForm(OfferingForm):
    """Choosing a colleague: whoever stands first in the list is not chosen by it."""

    to = forms.ChoiceField(label=_("Colleague"), choices=[NOTHING])


class GiveCaseForm(ColleagueForm):
    """A case to a colleague. `place`: the giver opens where she sleeps, and may pass it on."""

    place = forms.BooleanField(
        label=_("Pass on where she sleeps as well"),
        help_text=_("Otherwise this colleague works for her without knowing where she is."),
        required=False,
        initial=True,
    )

    def __init__(
        self, data: FormData = None, *, place: bool, **options: Unpack[OfferingOptions]
    ) -> None:
        super().__init__(data, **options)
        if not place:
            del self.fields["place"]


class GiveOneCaseForm(GiveCaseForm):
    """The same, of one case, with words for whoever has it next."""

    needed = long_answer(
        _("What she needs now, and what to be careful of"),
        required=False,
        help_text=_("It stands at the top of the case until it is read, and stays as a note."),
    )


class RescheduleForm(OfferingForm):
    """When a task is to be done, by whom, and how often."""

    due = DayField(label=_("By which day"), required=False, near=AHEAD, must_come=True)
    hour = TimeOfDayField(label=_("At which hour, if it matters"))
    assignee = forms.ChoiceField(label=_("Who does it"))
    repeat = forms.ChoiceField(
        label=_("Does it repeat?"),
        choices=lambda: [("", _("once")), *chosen_from(Repeat)],
        required=False,
    )
    reminder = forms.ChoiceField(
        label=_("Remind by e-mail"),
        help_text=_("The e-mail says that something is due, and not what."),
        choices=lambda: [("", _("no")), *chosen_from(Reminder)],
        required=False,
    )


class TaskForm(RescheduleForm):
    """Something new that is to be done."""

    title = short_answer(
        _("What is to be done"), help_text=_("No name and no place: this is shown in lists.")
    )
    field_order = ("title",)
