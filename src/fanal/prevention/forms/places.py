"""Forms of communities, of what they can do, of observations and of advice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.prevention.call_backs import CallBackOutcome
from fanal.core.prevention.capacity import CapacityAnswer
from fanal.core.prevention.codes import (
    CommunityKind,
    CommunityState,
    Decided,
    HowKnown,
    MigrationChannel,
    ObservationKind,
)
from fanal.partners.forms.areas import area_field
from fanal.web.forms.codes import chosen_from, radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import CountryField, LanguagesField
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers


class CommunityForm(forms.Form):
    """A place or a group as a whole."""

    later: Later = {_("More"): ("invited_by", "languages", "way")}

    name = short_answer(
        _("What is it called?"), help_text=_("A village, a school, a group. Never a household.")
    )
    kind = select_answer(_("What is it?"), CommunityKind)
    area = area_field(_("In which area?"))
    state = forms.ChoiceField(
        label=_("How far is the work there?"), choices=lambda: chosen_from(CommunityState)
    )
    invited_by = short_answer(
        _("Who invited us?"),
        required=False,
        help_text=_("Function, no name: “the head of the school”."),
    )
    languages = LanguagesField(label=_("Languages"), required=False)
    way = long_answer(_("How to get there"), 2, required=False)


class LookForm(forms.Form):
    """One look at one fact."""

    answer = radio_answer(_("Is it so?"), CapacityAnswer)
    evidence = short_answer(
        _("How do we know it?"),
        required=False,
        help_text=_("Seen, told by whom (no name), tried: how long until somebody answered?"),
    )
    seen_on = DayField(label=_("On which day?"), near=PAST)


class ObservationForm(forms.Form):
    """What was seen or heard of an area: never of somebody."""

    kind = select_answer(_("What was seen?"), ObservationKind)
    area = area_field(_("In which area?"))
    how = select_answer(_("How is it known?"), HowKnown)
    on = DayField(label=_("On which day?"), near=PAST)
    words = short_answer(
        _("In words, without a name"),
        required=False,
        help_text=_("“Job agency pays 5 million in advance.”"),
    )


class SeenForm(forms.Form):
    on = DayField(label=_("On which day?"), near=PAST)


class WhyForm(forms.Form):
    why = short_answer(_("Why?"), required=False)


class AdviceForm(forms.Form):
    """One talk with somebody who will go. Nothing by which she is found again, unless she wants to
    be called back."""

    later: Later = {_("She wants us to call back"): ("call_on", "reach", "called")}

    area = area_field(_("In which area?"))
    destination = CountryField(label=_("Where do they want to go?"), required=False)
    channel = select_answer(_("Through whom?"), MigrationChannel)
    known = forms.MultipleChoiceField(
        label=_("What was talked about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("papers", _("Papers: there, or how to get them")),
            ("costs", _("Costs, named")),
            ("debt", _("A debt is to be made")),
        ],
    )
    decided = select_answer(_("What was decided?"), Decided)
    on = DayField(label=_("On which day?"), near=PAST)
    call_on = DayField(label=_("On which day do we call?"), near=AHEAD, required=False)
    reach = short_answer(
        _("How is she reached, and when is it safe?"),
        required=False,
        help_text=_("Sealed, and deleted once she was called, or after six months."),
    )
    called = short_answer(
        _("How does she want to be called?"), required=False, help_text=_("Any name will do.")
    )

    def answers(self) -> Answers:
        known = self.cleaned_data["known"]
        return {name: self.cleaned_data[name] for name in ("destination", "channel", "decided")} | {
            name: name in known for name in ("papers", "costs", "debt")
        }


class CallBackForm(forms.Form):
    """How the call went; another day where none was possible."""

    outcome = radio_answer(_("How did it go?"), CallBackOutcome)
    decided = select_answer(_("If she was reached: what is decided now?"), Decided, required=False)
    on = DayField(label=_("If we call again: on which day?"), near=AHEAD[1:], required=False)


class PressedForm(forms.Form):
    """A question that is answered by its button."""
