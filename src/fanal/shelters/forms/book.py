"""The book of a shelter: restrictions, incidents, visits, belongings; and complaints."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.shelters.kinds import IncidentKind, RestrictionKind
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import FormData


class RestrictionForm(forms.Form):
    kind = radio_answer(_("What is restricted"), RestrictionKind)
    why = long_answer(_("Why"), 2)
    hers = long_answer(_("What she says of it, in her words"), 2)

    def __init__(self, data: FormData = None, *, renews: bool = False) -> None:
        super().__init__(data)
        if renews:
            del self.fields["kind"]


class IncidentForm(OfferingForm):
    kind = select_answer(_("What happened?"), IncidentKind)
    stay = forms.ChoiceField(label=_("To whom"), choices=[("", _("Nobody alone"))], required=False)
    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)
    what = long_answer(_("In words"))
    done = long_answer(_("What was done, and who was told"), 2, required=False)


class MeetingForm(OfferingForm):
    """How many came and what was said; of nobody whether she came."""

    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)
    led_by = forms.ChoiceField(label=_("Who of us led it"), choices=[NOTHING])
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


class MeetingAnswerForm(forms.Form):
    on = DayField(label=_("On which day they were told"), near=PAST, initial=timezone.localdate)
    words = long_answer(_("What they were told"))


class BelongingForm(forms.Form):
    what = long_answer(
        _("What is kept for her"),
        help_text=_("Each paper, the sum, the telephone. She signs with a mark of her own."),
    )


class VisitorForm(OfferingForm):
    """Somebody around her who is known already, or anybody else by name."""

    later: Later = {_("The name resembles somebody else’s"): ("another",)}

    only_if_offered = ("who",)

    who = forms.ChoiceField(label=_("Who"), choices=[("", _("Somebody else"))], required=False)
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


class CompareForm(forms.Form):
    """One who may visit, by a name that is known already."""

    another = forms.BooleanField(
        label=_("The name resembles somebody else’s, and she says that it is another person"),
        required=False,
    )


class VisitForm(forms.Form):
    visitor = forms.ChoiceField(label=_("Who came"), required=False, widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)
    words = long_answer(_("In words"), 2, required=False)

    def __init__(self, data: FormData = None, *, visitors: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        other = ("", _("Somebody else: turned away"))
        field_of(self, "visitor", forms.ChoiceField).choices = [*visitors, other]


class ComplaintForm(OfferingForm):
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


class ComplaintAnswerForm(forms.Form):
    words = long_answer(
        _("What was done, and what she was told"),
        4,
        help_text=_(
            "Who told her, on which day, in which language; never somebody whom it concerns."
        ),
    )
