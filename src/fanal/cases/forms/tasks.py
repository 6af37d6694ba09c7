"""Forms of tasks, and of what is given to a colleague."""

from __future__ import annotations

from datetime import time
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.repeats import Reminder, Repeat, read_hour
from fanal.core.errors import BadInput
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.date_boxes import AHEAD
from fanal.web.forms.dates import DayField
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import short_answer
from fanal.web.forms.typed import FieldDescription
from fanal.web.typing import FormData
from fanal.web.words import translated


class OfColleagues(forms.Form):
    """A form in which a colleague is chosen, in the field `CHOSEN`."""

    CHOSEN = "to"
    NOBODY_YET = True  # whoever stands first in the list is not chosen by it

    def __init__(
        self,
        colleagues: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        people = [NOTHING, *colleagues] if self.NOBODY_YET else colleagues
        self.fields[self.CHOSEN] = forms.ChoiceField(label=_("Colleague"), choices=people)
        self.add_fields()

    def add_fields(self) -> None:
        """What else the form asks."""


class ColleagueForm(OfColleagues):
    """Choosing a colleague."""


class PlaceField(forms.BooleanField):
    """Whether the colleague to whom a case goes opens where she sleeps from now on."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Pass on where she sleeps as well"),
            help_text=_("Otherwise this colleague works for her without knowing where she is."),
            required=False,
            initial=True,
        )


class GiveCaseForm(OfColleagues):
    """A case to a colleague. `place`: the giver opens where she sleeps, and may pass it on."""

    def __init__(
        self,
        colleagues: list[tuple[str, str]],
        data: FormData = None,
        *,
        place: bool,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(colleagues, data, **options)
        if place:
            self.fields["place"] = PlaceField()


class TimeOfDayField(forms.CharField):
    """An hour of the day as people write it; empty where it does not matter."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, **options: Unpack[FieldDescription]) -> None:
        options.setdefault("help_text", _("From 0:00 to 23:59"))
        super().__init__(max_length=8, required=False, **options)

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: object) -> time | None:
        try:
            return read_hour(str(super().clean(value) or ""))
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None


class RescheduleForm(OfColleagues):
    """When a task is to be done, by whom, and how often."""

    CHOSEN, NOBODY_YET = "assignee", False

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["due"] = DayField(
            label=_("By which day"), required=False, near=AHEAD, must_come=True
        )
        self.fields["hour"] = TimeOfDayField(label=_("At which hour, if it matters"))
        self.fields["assignee"] = self.fields.pop("assignee")
        self.fields["assignee"].label = _("Who does it")
        self.fields["repeat"] = forms.ChoiceField(
            label=_("Does it repeat?"),
            choices=[("", _("once")), *chosen_from(Repeat)],
            required=False,
        )
        self.fields["reminder"] = forms.ChoiceField(
            label=_("Remind by e-mail"),
            help_text=_("The e-mail says that something is due, and not what."),
            choices=[("", _("no")), *chosen_from(Reminder)],
            required=False,
        )


class TaskForm(RescheduleForm):
    """Something new that is to be done."""

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["title"] = short_answer(
            _("What is to be done"), help_text=_("No name and no place: this is shown in lists.")
        )
        self.order_fields(["title"])
