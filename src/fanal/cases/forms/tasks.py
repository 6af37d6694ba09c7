"""Forms of tasks, and of what is given to a colleague."""

from __future__ import annotations

from datetime import date, time
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import codes
from fanal.core.casework.rendering import SHORT
from fanal.core.casework.repeats import Reminder, Repeat, read_hour
from fanal.core.errors import BadInput
from fanal.web.forms import DayField
from fanal.web.forms.options import FormOptions
from fanal.web.forms.typed import FieldDescription
from fanal.web.typing import Answers, FormData
from fanal.web.words import translated


class OfColleagues(forms.Form):
    """A form in which a colleague is chosen, in the field `CHOSEN`."""

    CHOSEN = "to"

    def __init__(
        self,
        colleagues: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.fields[self.CHOSEN] = forms.ChoiceField(label=_("Colleague"), choices=colleagues)
        self.add_fields()

    def add_fields(self) -> None:
        """What else the form asks."""


class ColleagueForm(OfColleagues):
    """Choosing a colleague."""


class TimeOfDayField(forms.CharField):
    """An hour of the day as people write it; empty where it does not matter."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **options: Unpack[FieldDescription]) -> None:
        super().__init__(max_length=8, required=False, **options)

    def clean(self, value: object) -> time | None:
        try:
            return read_hour(str(super().clean(value) or ""))
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None


class RescheduleForm(OfColleagues):
    """When a task is to be done, by whom, and how often."""

    CHOSEN = "assignee"
    seen = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["due"] = DayField(label=_("By which day"), required=False)
        self.fields["hour"] = TimeOfDayField(label=_("At which hour, if it matters"))
        self.fields["assignee"] = self.fields.pop("assignee")
        self.fields["assignee"].label = _("Who does it")
        self.fields["repeat"] = forms.ChoiceField(
            label=_("Does it come again?"),
            choices=[("", _("once")), *codes(Repeat)],
            required=False,
        )
        self.fields["reminder"] = forms.ChoiceField(
            label=_("Remind by e-mail"),
            help_text=_("The e-mail says that something is due, and not what."),
            choices=[("", _("no")), *codes(Reminder)],
            required=False,
        )

    def clean(self) -> Answers:
        """A day that is over is asked about once: it may be meant."""
        super().clean()
        told = self.cleaned_data
        due, seen = told.get("due"), told.pop("seen", "")
        if isinstance(due, date) and due < timezone.localdate() and due != self.initial.get("due"):
            if seen != due.isoformat():
                self.add_error("due", _("This day is over. If you mean it, save once more."))
            self._remember(due)
        return told

    def _remember(self, due: date) -> None:
        """The day that was asked about, in the form that comes back."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen": due.isoformat()}


class TaskForm(RescheduleForm):
    """Something new that is to be done."""

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["title"] = forms.CharField(
            label=_("What is to be done"),
            help_text=_("No name and no place: this is shown in lists."),
            max_length=SHORT,
        )
        self.order_fields(["title"])
