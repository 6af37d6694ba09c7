"""Forms of lists: filters, a search, what is done with several cases at once."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.tasks import GiveCaseForm
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.stages import CaseStage
from fanal.core.casework.typed_text import SHORT
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import FormData

ANY = ("", _("Any"))
SORTS = ("case", "step", "contact", "next", "worker")


class FilterForm(forms.Form):
    """What a list shows; it travels in the address and names nobody."""

    def __init__(
        self,
        shows: list[str],
        workers: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.shows, self.workers = shows, workers
        hidden = forms.HiddenInput
        self.fields["show"] = forms.ChoiceField(
            choices=[(show, show) for show in shows], required=False, widget=hidden
        )
        both = [(f"{sign}{sort}", sort) for sort in SORTS for sign in ("", "-")]
        self.fields["sort"] = forms.ChoiceField(choices=both, required=False, widget=hidden)
        self.fields["step"] = forms.ChoiceField(
            label=_("Step"), choices=[ANY, *chosen_from(CaseStage)], required=False
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=[ANY, *chosen_from(CaseKind)], required=False
        )
        nobody = ("nobody", _("Nobody responsible"))
        self.fields["worker"] = forms.ChoiceField(
            label=_("Worker"), choices=[ANY, nobody, *workers], required=False
        )

    def filled_with(self, chosen: dict[str, str]) -> FilterForm:
        """Return the form to be asked again: what was chosen stands in it, and no mistake."""
        return FilterForm(self.shows, self.workers, initial=chosen)

    def chosen(self) -> dict[str, str]:
        """Return what was chosen of what there is; anything else counts as not said."""
        # Saved addresses and bookmarks may name a step or colleague that is no more: the rest still
        # holds.
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name, ""))}


class FindInListForm(forms.Form):
    q = forms.CharField(
        label=_("Find in this list"),
        help_text=_("A name in any script, a code name, a telephone number or a place"),
        max_length=SHORT,
        widget=forms.TextInput({"autocapitalize": "off"}),
    )


class FindTaskForm(forms.Form):
    q = short_answer(_("Find in this list"), help_text=_("A word of the task, or a code name"))


class CalendarForm(forms.Form):
    hours = forms.ChoiceField(
        label=_("What does it say?"),
        choices=[("no", _("The days alone")), ("yes", _("Days and hours"))],
        initial="no",
        widget=forms.RadioSelect,
    )


class ListNameForm(forms.Form):
    name = forms.CharField(
        label=_("Save this list as"),
        help_text=_("Its filters are kept, and nothing that was searched for."),
        max_length=60,
    )


class HandOverForm(GiveCaseForm):
    """Several cases to one colleague. `place`: of one of them the giver opens where she sleeps."""

    place = forms.BooleanField(
        label=_("Pass on where they sleep as well"),
        help_text=_("Otherwise this colleague works for them without knowing where they are."),
        required=False,
        initial=True,
    )
    reason = long_answer(
        _("Why"), 3, help_text=_("It is written into each case, for whoever works on it next.")
    )
    field_order = ("to", "reason", "read", "place")


class InDangerReadForm(HandOverForm):
    """The same, where somebody in one of the cases is in danger."""

    read = forms.BooleanField(
        label=_("This colleague knows that somebody in these cases is in danger")
    )


class DoneTasksForm(OfferingForm):
    """Which of several tasks are done."""

    tasks = forms.MultipleChoiceField(
        label=_("Which are done?"), widget=forms.CheckboxSelectMultiple
    )
