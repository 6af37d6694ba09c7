"""What is asked in a plan: of her, of us, and of a family."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import capital
from fanal.core.casework.rendering import LONG, SHORT
from fanal.core.reintegration.closing import ClosingAnswers
from fanal.core.reintegration.codes import (
    DERIVED,
    DOMAINS,
    Condition,
    FamilyResult,
    GoalLevel,
    LeadChoice,
    PlanEndReason,
    PromiseState,
    Result,
    StartKind,
    SupportKind,
    WarningSign,
    Way,
)
from fanal.core.reintegration.hours import DAYS
from fanal.core.words import Sentence
from fanal.keys.sealed import Content
from fanal.reintegration.actions.contacts import ContactAnswers
from fanal.reintegration.actions.families import QUESTIONS
from fanal.reintegration.actions.goals import LEVELS, TEXTS
from fanal.reintegration.actions.plans import ContactRules
from fanal.services.words import Said, chosen_from
from fanal.web.forms import AHEAD, NOTHING, PAST, DayField, MomentField, field_of
from fanal.web.forms.parts import Later
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("Not asked"))]
HOURS = ["%H:%M", "%H.%M", "%Hh%M", "%Hh", "%H"]


def listed(codes: Iterable[tuple[str, Sentence]]) -> list[tuple[str, str]]:
    return [(code, capital(translated(words))) for code, words in codes]


def three(label: PageText) -> forms.ChoiceField:
    """Yes, no, or not asked: three different things."""
    return forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect, required=False)


def answer(code: str) -> bool | None:
    return {"yes": True, "no": False}.get(code)


def lines(label: PageText, *, required: bool = False, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def line(label: PageText, hint: PageText = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=SHORT, required=False, help_text=hint)


def one_of(label: PageText, *, radio: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect if radio else forms.Select)


class CodesForm(forms.Form):
    """A form whose lists are said in the language of the page. `CODES`: the list of each field."""

    CODES: dict[str, Iterable[Said]] = {}

    def __init__(self, data: FormData = None, *, initial: Answers | None = None) -> None:
        super().__init__(data, initial=initial)
        for name, codes in self.CODES.items():
            field = field_of(self, name, forms.ChoiceField)
            plain = (
                isinstance(field.widget, forms.Select) and not field.widget.allow_multiple_selected
            )
            field.choices = [*([NOTHING] if plain else []), *chosen_from(codes)]


class BeginForm(CodesForm):
    CODES = {"start_kind": StartKind}

    start_kind = one_of(_("From what is counted?"), radio=True)
    start = DayField(
        label=_("On which day"), required=False, near=PAST,
        help_text=_("Leave it empty if nobody knows: it is asked again."),
    )  # fmt: skip
    domains = forms.MultipleChoiceField(
        label=_("What she wants to work on"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    words = lines(_("What was agreed with her, in her words"))

    def __init__(self, data: FormData = None, *, initial: Answers | None = None) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "domains", forms.MultipleChoiceField).choices = listed(DOMAINS)


class StartForm(CodesForm):
    CODES = {"start_kind": StartKind}

    start_kind = one_of(_("From what is counted?"), radio=True)
    start = DayField(label=_("On which day"), near=PAST)


class RulesForm(CodesForm):
    """How and when she may be reached, as she says it."""

    CODES = {"ways": [Way.CALL, Way.MESSAGE, Way.VISIT]}
    later: Later = {
        _("If nobody reaches her"): ("safe_person", "partner", "code_word"),
    }

    ways = forms.MultipleChoiceField(
        label=_("How may we reach her?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.MultipleChoiceField(
        label=_("On which days?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: any day."),
    )  # fmt: skip
    begin = forms.TimeField(label=_("From what hour"), required=False, input_formats=HOURS)
    end = forms.TimeField(label=_("Until what hour"), required=False, input_formats=HOURS)
    never_call = forms.BooleanField(label=_("She must never be called"), required=False)
    pretext = line(
        _("What we say when somebody else answers"),
        _("What fits in her village, and no car with a logo."),
    )
    safe_person = line(_("The safe person she named, and how to reach that person"))
    partner = line(_("The partner who may look for her, by her consent"))
    code_word = line(
        _("Her word to come back to us"), _("It stays when she wants no more contact.")
    )

    def __init__(self, data: FormData = None, *, initial: Answers | None = None) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "days", forms.MultipleChoiceField).choices = listed(DAYS)
        for name in ("begin", "end"):
            self.fields[name].widget = forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off"}
            )

    def rules(self) -> ContactRules:
        return ContactRules(**self.cleaned_data)


def rules_initial(kept: Content) -> Answers:
    hours = {one: time.fromisoformat(kept[one]) if kept.get(one) else None
             for one in ("begin", "end")}  # fmt: skip
    return {
        name: value.strftime("%H:%M") if isinstance(value, time) else value
        for name, value in (kept | hours).items()
    }


class PlanContactForm(CodesForm):
    """A wave, or an attempt: what came of it, and what she said."""

    CODES = {"way": Way, "result": Result}
    later: Later = {
        _("What else she said"): ("freely", "changed", "debts", "child"),
        _("If it was against her rules"): ("outside",),
    }

    way = one_of(_("How was it tried?"))
    at = MomentField(label=_("When?"), near=PAST)
    result = one_of(_("What came of it?"), radio=True)
    safe = three(_("Is she safe?"))
    words = lines(_("How she is, in her own words"))
    wants_on = three(_("Does she want to go on hearing from us?"))
    freely = three(_("Could she speak freely?"))
    changed = lines(_("What changed: home, work, school, health"))
    debts = lines(_("Debts, and who asks for money"))
    child = lines(_("Her child"))
    outside = lines(_("Why it was tried all the same"))

    def told(self) -> ContactAnswers:
        said = dict(self.cleaned_data)
        for name in ("safe", "freely", "wants_on"):
            said[name] = answer(said[name])
        return ContactAnswers(**said)


class LeadChoiceForm(CodesForm):
    CODES = {"choice": LeadChoice}

    choice = one_of(_("What is done now?"), radio=True)
    words = lines(_("Why, and who does it"), required=True)


class GoalForm(forms.Form):
    """Her goal, and what each level means to her. `as_hoped` has to be said."""

    words = lines(_("Her goal, in her own words"))
    domain = one_of(_("It concerns"))
    as_now = lines(_("As it is now"))
    little = lines(_("A little better"))
    hoped = lines(_("As she hopes"))
    more = lines(_("More than she hopes"))
    much_more = lines(_("Much more than she hopes"))

    def __init__(self, data: FormData = None, *, initial: Answers | None = None) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "domain", forms.ChoiceField).choices = [NOTHING, *listed(DOMAINS)]

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


class GoalReviewForm(forms.Form):
    """How far a goal is. `levels`: with what she said that each means."""

    level = forms.TypedChoiceField(label=_("How far is it?"), coerce=int, widget=forms.RadioSelect)
    words = lines(_("In words"))
    on = DayField(label=_("On which day"), near=PAST)

    def __init__(
        self, data: FormData = None, *, levels: Iterable[tuple[GoalLevel, str]] = ()
    ) -> None:
        super().__init__(data)
        field_of(self, "level", forms.TypedChoiceField).choices = [
            (int(one), ": ".join(filter(None, (capital(translated(one.sentence())), meant))))
            for one, meant in levels
        ]


class WarningSignForm(CodesForm):
    CODES = {"sign": [one for one in WarningSign if one not in DERIVED]}

    sign = one_of(_("What was seen or heard?"))
    on = DayField(label=_("On which day"), near=PAST)
    said_by = line(_("From whom"), _("Function, no name: “the neighbour”."))
    her_view = lines(_("What she says of it"))
    words = lines(_("In words"))


class SeenAgainForm(forms.Form):
    on = DayField(label=_("Seen again on"), near=PAST)


class PromiseForm(forms.Form):
    words = lines(_("We said we would"), required=True)
    due = DayField(label=_("By which day"), near=AHEAD)


class SettleForm(CodesForm):
    CODES = {"state": [PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN]}

    state = one_of(_("What became of it?"), radio=True)
    told_her = forms.BooleanField(label=_("She was told"), required=False)
    words = lines(_("In words"))


class SupportForm(CodesForm):
    CODES = {"support": SupportKind}

    support = one_of(_("What is it?"))
    words = lines(_("What exactly, from whom, until when"))
    amount = line(_("Amount and currency"))
    useful = lines(_("What she says of it"))
    on = DayField(label=_("On which day"), near=PAST)


CHILD = ("lives_with_her", "registered", "school", "healthy", "accepted")


class ChildForm(forms.Form):
    """How her child is: facts. Nothing here asks who the father is."""

    lives_with_her = three(_("Does the child live with her?"))
    registered = three(_("Is the birth registered?"))
    school = three(_("Does the child go to school?"))
    healthy = three(_("Is the child healthy?"))
    accepted = three(_("Do the family and the village accept the child?"))
    words = lines(_("In words"))
    on = DayField(label=_("On which day"), near=PAST)


class FamilyForm(CodesForm):
    """What was found out about a family, asked of two sources; hers apart from them."""

    CODES = {"result": FamilyResult, "conditions": Condition}
    later: Later = {
        _("What was found out"): (
            "household", "who_gained", "violence", "wanted", "neighbours", "words",
        ),
    }  # fmt: skip

    result = one_of(_("Can she go there?"), radio=True)
    conditions = forms.MultipleChoiceField(
        label=_("On which conditions, before the day"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    her_wish = lines(_("What she wants, asked apart and twice"))
    on = DayField(label=_("On which day was the family seen"), near=PAST)
    household = lines(_("Who lives there; room, food, school"))
    who_gained = lines(_("Who gained by her leaving; who paid or was paid; debts"))
    violence = lines(_("Violence, alcohol"))
    wanted = lines(_("Does each adult want her back, in their words?"))
    neighbours = lines(_("Neighbours, and how far a recruiter is"))
    words = lines(_("The two sources, and the second way if this one fails"))

    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in QUESTIONS}


class SecondForm(forms.Form):
    words = lines(_("What you saw or heard yourself, and from whom"), required=True, rows=4)


class EndForm(CodesForm):
    CODES = {"why": PlanEndReason}

    why = one_of(_("Why does it end?"), radio=True)
    her_words = lines(_("What she says of it, in her own words"))
    who_goes_on = forms.BooleanField(
        label=_("For what is still open somebody goes on, and she knows who"), required=False
    )
    person_there = forms.BooleanField(
        label=_("A person in the place knows what to do"), required=False
    )
    way_back = forms.BooleanField(
        label=_("The way back to us was explained to her"), required=False
    )
    reasons = lines(_("Why all the same, where something speaks against it"))

    def told(self) -> ClosingAnswers:
        said = self.cleaned_data
        names = ("her_words", "who_goes_on", "person_there", "way_back")
        return ClosingAnswers(**{name: said[name] for name in names})


def goal_initial(told: Content) -> Answers:
    return {name: told.get(name, "") for name in ("domain", "words", *LEVELS)}
