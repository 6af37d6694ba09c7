"""Forms of sessions: what is planned, how many heads there were, and the tests."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.prevention.knowledge import MOST_POINTS
from fanal.core.prevention.sessions import (
    HEADS,
    HEADS_SAY,
    MOST_HEADS,
    Heads,
    Method,
    SessionClaim,
    SessionState,
    SessionTopic,
)
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, select_answer, several_answers
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import LanguagesField
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import FormData
from fanal.web.words import translated


class SessionForm(OfferingForm):
    """A session that is planned, or (`held`) one that was held and is written up next."""

    later: Later = {_("More"): ("expected", "language", "volunteer")}

    community = forms.ChoiceField(label=_("Where?"), choices=[NOTHING])
    method = select_answer(_("How?"), Method)
    topics = several_answers(_("On what?"), SessionTopic, required=False)
    expected = forms.IntegerField(
        label=_("How many are expected?"), min_value=1, max_value=MOST_HEADS, required=False
    )
    language = LanguagesField(label=_("In which language?"), required=False)
    volunteer = forms.ChoiceField(
        label=_("Which volunteer leads it?"), choices=[("", _("None"))], required=False
    )

    def __init__(
        self, data: FormData = None, *, held: bool, **options: Unpack[OfferingOptions]
    ) -> None:
        super().__init__(data, **options)
        day = DayField(label=_("On which day?"), near=PAST if held else AHEAD)
        self.fields = {"community": self.fields["community"], "on": day} | self.fields


class WriteUpForm(OfferingForm):
    """The write-up of a session. Heads first, large, by sex and age: nobody is named, and nobody
    can be."""

    later: Later = {_("More: another day, what it may say, half a page"): ("on", "claim", "words")}

    asked_on_doubt = ("sure",)  # where the numbers are doubted

    state = forms.ChoiceField(
        label=_("Was it held to the end?"),
        widget=forms.RadioSelect,
        choices=[
            (SessionState.HELD, _("Yes")),
            (SessionState.STOPPED, _("No: stopped by officials")),
        ],
    )
    why = short_answer(
        _("If it was stopped: by whom, and what did they say?"),
        required=False,
        help_text=_("Function, no name."),
    )
    on = DayField(label=_("On which day?"), near=PAST, required=False)
    claim = forms.ChoiceField(
        label=_("What may it say of itself?"),
        choices=lambda: [("", _("Not said")), *chosen_from(SessionClaim)],
        required=False,
    )
    words = long_answer(_("Half a page, without a name"), 4, required=False)
    sure = forms.BooleanField(label=_("Counted so: more than was expected"), required=False)

    def __init__(self, data: FormData = None, **options: Unpack[OfferingOptions]) -> None:
        super().__init__(data, **options)
        self.fields = {name: _heads(name) for name in HEADS} | self.fields

    def heads(self) -> Heads:
        return Heads(**{name: self.cleaned_data[name] or 0 for name in HEADS})


def _heads(name: str) -> forms.IntegerField:
    label = str(translated(HEADS_SAY[name])).capitalize()
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_HEADS, required=False)


class SessionMoveForm(forms.Form):
    on = DayField(label=_("To which day?"), near=AHEAD)
    why = short_answer(_("Why?"), required=False)


class WhoLeadsForm(OfferingForm):
    volunteer = forms.ChoiceField(
        label=_("Which volunteer leads it?"), choices=[("", _("None"))], required=False
    )


class TestsForm(forms.Form):
    """The papers before and after, one a line: a token and its points. A token is no name."""

    instrument = short_answer(_("Which test?"), help_text=_("Its name and version."))
    points = forms.IntegerField(
        label=_("Highest possible score"), min_value=1, max_value=MOST_POINTS
    )
    before = long_answer(
        _("Before: token and points"),
        6,
        required=False,
        help_text=_("One paper a line: “blue7 4”. The token is what the participant keeps."),
    )
    after = long_answer(_("After: token and points"), 6, required=False)
