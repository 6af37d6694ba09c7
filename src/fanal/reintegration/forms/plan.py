"""What is asked of her: the plan, her rules, contacts, goals."""

from datetime import time

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.contact_evidence import SAID_WORD, SaidWord
from fanal.core.reintegration.codes import (
    DOMAINS,
    ContactResult,
    GoalLevel,
    LeadChoice,
    StartKind,
    Way,
)
from fanal.core.reintegration.hours import DAYS
from fanal.keys.sealed import Content
from fanal.reintegration.actions.contacts import ContactAnswers
from fanal.reintegration.actions.goals import TEXTS
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.forms.fields import HOURS, answer, line, lines, three
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer, select_answer, several_answers, worded_choices
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField, MomentField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import labelled, translated


class BeginForm(forms.Form):
    # From her return or from leaving the shelter, whichever applies to her (domain page on the
    # programmes, 5.4).
    start_kind = radio_answer(_("What do we count from?"), StartKind)
    start = DayField(
        label=_("On which day"),
        # A day that nobody knows is asked again; a guess would move every later contact.
        required=False,
        near=PAST,
        help_text=_("Leave it empty if nobody knows: it is asked again."),
    )
    # Domains are for reading across people; her goals are the record (5.2).
    domains = forms.MultipleChoiceField(
        label=_("What she wants to work on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: worded_choices(DOMAINS),
    )
    words = lines(_("What was agreed with her, in her words"))


class StartForm(forms.Form):
    start_kind = radio_answer(_("What do we count from?"), StartKind)
    start = DayField(label=_("On which day"), near=PAST)


def hour_field(label: PageText) -> forms.TimeField:
    typed = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    # Text and no time widget of the browser, which writes AM and PM by the language of the device.
    return forms.TimeField(label=label, required=False, input_formats=HOURS, widget=typed)


class RulesForm(forms.Form):
    """How and when she may be reached, as she says it."""

    later: Later = {_("If nobody can reach her"): ("safe_person", "partner", "code_word")}

    # Only ways that reach her: a safe person is asked when these fail.
    ways = several_answers(
        _("How may we reach her?"), [Way.CALL, Way.MESSAGE, Way.VISIT], required=False
    )
    days = forms.MultipleChoiceField(
        label=_("On which days?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        # An empty list is any day, or whoever asked nothing would forbid all.
        help_text=_("None ticked: any day."),
        choices=lambda: worded_choices(DAYS),
    )
    begin = hour_field(_("From what hour"))
    end = hour_field(_("Until what hour"))
    # Apart from the ways: it must hold also where somebody ticks "call" later.
    never_call = forms.BooleanField(label=_("She must never be called"), required=False)
    # A visit needs a cover that fits the village; a car with a logo tells everybody (5.4).
    pretext = line(
        _("What we say when somebody else answers"),
        _("What fits in her village, and no car with a logo."),
    )
    safe_person = line(_("The safe person she named, and how to reach that person"))
    # Within her consent, after our own attempts and the safe person (5.4).
    partner = line(_("The partner who may look for her, by her consent"))
    # Stays after "no more contact": the way back is hers (5.12, R6).
    code_word = line(
        _("Her word to come back to us"), _("It stays when she wants no more contact.")
    )

    def rules(self) -> ContactRules:
        # The rules of the core decide whether an attempt is allowed; the form only asks.
        return ContactRules(**self.cleaned_data)


def rules_initial(kept: Content) -> Answers:
    hours = {
        # Stored as text in the sealed row, shown as hours.
        end_of_day: time.fromisoformat(kept[end_of_day]) if kept.get(end_of_day) else None
        for end_of_day in ("begin", "end")
    }
    return {
        name: value.strftime("%H:%M") if isinstance(value, time) else value
        for name, value in (kept | hours).items()
    }


class PlanContactForm(forms.Form):
    """A wave, or an attempt: what came of it, and what she said. `word`: whether one is agreed by
    which it is known that it is her."""

    later: Later = {
        _("What else she said"): ("freely", "changed", "debts", "child"),
        _("If it was against her rules"): ("outside",),
    }

    way = select_answer(_("How was it tried?"), Way)
    # With the hour, since her hours are part of her rules (5.12, R5).
    at = MomentField(label=_("When?"), near=PAST)
    result = radio_answer(_("What came of it?"), ContactResult)
    # Asked so that it can be answered by yes or no beside a husband (5.4).
    safe = three(_("Is she safe?"))
    words = lines(_("How she is, in her own words"))
    # On the telephone it alone proves that it was her.
    said_word = radio_answer(
        _("If she was called: which word did she say?"), SaidWord, required=False
    )
    # Her "no" ends all attempts the same day (5.4).
    wants_on = three(_("Does she want to go on hearing from us?"))
    # "Safe" said beside somebody else is no answer on safety.
    freely = three(_("Could she speak freely?"))
    changed = lines(_("What changed: home, work, school, health"))
    debts = lines(_("Debts, and who asks for money"))
    child = lines(_("Her child"))
    # An attempt against her rules needs a reason and is not hidden.
    outside = lines(_("Why it was tried all the same"))

    def __init__(self, data: FormData = None, *, word: bool) -> None:
        super().__init__(data)
        if not word:
            del self.fields[SAID_WORD]

    def answers(self) -> ContactAnswers:
        answers = dict(self.cleaned_data)
        for name in ("safe", "freely", "wants_on"):
            answers[name] = answer(answers[name])
        return ContactAnswers(**answers)


class LeadChoiceForm(forms.Form):
    # After three attempts in two ways and the safe person: the lead, not the worker, decides (5.4).
    choice = radio_answer(_("What is done now?"), LeadChoice)
    words = lines(_("Why, and who does it"), required=True)


class GoalForm(forms.Form):
    """Her goal, and what each level means to her. `as_hoped` has to be said."""

    words = lines(_("Her goal, in her own words"))
    domain = forms.ChoiceField(
        label=_("It concerns"), choices=lambda: [NOTHING, *worded_choices(DOMAINS)]
    )
    # Five levels in her words, as in goal attainment scaling (Kiresuk and Sherman 1968); no number
    # is shown to anybody (5.3).
    as_now = lines(_("As it is now"))
    little = lines(_("A little better"))
    hoped = lines(_("As she hopes"))
    more = lines(_("More than she hopes"))
    much_more = lines(_("Much more than she hopes"))

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


class GoalReviewForm(OfferingForm):
    """How far a goal is, by levels with what she said that each means."""

    # Reviewed by her and by her worker apart, and both are kept (5.3).
    level = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
    words = lines(_("In words"))
    on = DayField(label=_("On which day"), near=PAST)


def level_in_words(level: GoalLevel, meant: str) -> str:
    """A level, and what it would mean in her words where that was agreed."""
    name = capfirst(translated(level.sentence()))
    return labelled(name, meant) if meant else name
