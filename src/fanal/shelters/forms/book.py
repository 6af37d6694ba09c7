"""The book of a shelter: restrictions, incidents, visits, belongings; and complaints."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.shelters.kinds import IncidentKind, RestrictionKind
from fanal.shelters.models import ShelterStay
from fanal.web.forms.codes import radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.parts import Later
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.forms.typed import field_of
from fanal.web.typing import Answers, FormData


class RestrictionForm(forms.Form):
    kind = radio_answer(_("What is restricted"), RestrictionKind)
    why = long_answer(_("Why"), 2)
    hers = long_answer(_("What she says of it, in her words"), 2)

    def __init__(self, data: FormData = None, *, renews: bool = False) -> None:
        super().__init__(data)
        if renews:
            del self.fields["kind"]


class IncidentForm(forms.Form):
    kind = select_answer(_("What happened?"), IncidentKind)
    stay = forms.ChoiceField(label=_("To whom"), required=False)
    on = DayField(label=_("On which day"), near=PAST)
    what = long_answer(_("In words"))
    done = long_answer(_("What was done, and who was told"), 2, required=False)

    def __init__(self, data: FormData = None, *, stays: Iterable[tuple[ShelterStay, str]]) -> None:
        super().__init__(data)
        found = [(str(one.id), shown) for one, shown in stays]
        field_of(self, "stay", forms.ChoiceField).choices = [("", _("Nobody alone")), *found]


class MeetingForm(forms.Form):
    """How many came and what was said; of nobody whether she came."""

    on = DayField(label=_("On which day"), near=PAST)
    led_by = forms.ChoiceField(label=_("Who of us led it"))
    came = forms.IntegerField(
        label=_("How many residents came"),
        min_value=0,
        help_text=_("A number, no list: nobody has to come."),
    )
    asked = long_answer(
        _("What they asked for or proposed"),
        required=False,
        help_text=_("What was said, not by whom: no names."),
    )
    promised = long_answer(_("What was promised"), 2, required=False)
    due = DayField(label=_("By which day they have an answer"), near=AHEAD, required=False)

    def __init__(
        self, data: FormData = None, *, colleagues: Iterable[User], initial: Answers | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        found = {str(colleague.pk): str(colleague) for colleague in colleagues}
        field_of(self, "led_by", forms.ChoiceField).choices = [("", "—"), *found.items()]


class MeetingAnswerForm(forms.Form):
    on = DayField(label=_("On which day they were told"), near=PAST)
    words = long_answer(_("What they were told"))


class BelongingForm(forms.Form):
    what = long_answer(
        _("What is kept for her"),
        help_text=_("Each paper, the sum, the telephone. She signs with a mark of her own."),
    )


class VisitorForm(forms.Form):
    """Somebody around her who is known already, or anybody else by name."""

    later: Later = {_("The name resembles somebody else’s"): ("another",)}

    who = forms.ChoiceField(label=_("Who"), required=False)
    name = short_answer(
        _("If somebody else: the name"),
        required=False,
        help_text=_("As it stands on a paper, in whatever script."),
    )
    relation = short_answer(_("Relation to her"), required=False)
    she_agrees = forms.BooleanField(
        label=_("She was asked apart, and wants this visit"), required=False
    )
    another = forms.BooleanField(label=_("She says that it is another person"), required=False)

    def __init__(self, data: FormData = None, *, around: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        found = [("", _("Somebody else")), *around]
        field_of(self, "who", forms.ChoiceField).choices = found
        if len(found) == 1:
            del self.fields["who"]


class CompareForm(forms.Form):
    """One who may visit, by a name that is known already."""

    another = forms.BooleanField(
        label=_("The name resembles somebody else’s, and she says that it is another person"),
        required=False,
    )


class VisitForm(forms.Form):
    visitor = forms.ChoiceField(label=_("Who came"), required=False, widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), near=PAST)
    words = long_answer(_("In words"), 2, required=False)

    def __init__(self, data: FormData = None, *, visitors: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        other = ("", _("Somebody else: turned away"))
        field_of(self, "visitor", forms.ChoiceField).choices = [*visitors, other]


class ComplaintForm(forms.Form):
    words = long_answer(
        _("What she complains of, in her words"),
        4,
        help_text=_(
            "You cannot read it again: the direction answers it, or the lead of another team."
        ),
    )
    said_by = short_answer(
        _("Who complains"), required=False, help_text=_("Empty: nobody is to know.")
    )
    concerns = forms.MultipleChoiceField(
        label=_("Who it concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is ticked never reads it."),
    )

    def __init__(self, data: FormData = None, *, colleagues: Iterable[User]) -> None:
        super().__init__(data)
        found = [(str(colleague.pk), str(colleague)) for colleague in colleagues]
        field_of(self, "concerns", forms.MultipleChoiceField).choices = found


class ComplaintAnswerForm(forms.Form):
    words = long_answer(
        _("What was done, and what she was told"),
        4,
        help_text=_(
            "Who told her, on which day, in which language; never somebody whom it concerns."
        ),
    )
