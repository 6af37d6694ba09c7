"""Forms of calls: three minutes for the first, one minute for what becomes of it."""

from collections.abc import Iterable, Mapping
from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.entries import entry_field
from fanal.cases.forms.records import KindsForm
from fanal.core.casework.answers import NOT_ASKED, NoAnswer
from fanal.core.casework.fields import Field, FieldType
from fanal.core.casework.signals import CALLBACK, FIRST, IF_TIME, QUESTIONS
from fanal.core.casework.typed_text import LONG
from fanal.people.forms import WHOSE, WhoseForm
from fanal.web.forms import NOTHING
from fanal.web.forms.answers import BigAnswerField, BigAnswers
from fanal.web.forms.codes import YES_NO, worded_choices
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import short_answer
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated


class CallForm(OfferingForm):
    """The form of a call. Nothing is required; what is not filled in was not asked.

    Why there is no answer is asked afterwards, of what was left out (`LeftOutForm`); two reasons
    are answers by themselves. `empty`: goes with the form once it was asked whether to save a call
    of which nothing is known.
    """

    # Danger, who calls and the way back first: calls end without notice.
    later: Later = {
        _("More, if there is time: language, other people, health, who sent them to us"): [
            question.name for question in IF_TIME
        ]
    }

    # Of one team nobody has to choose.
    hidden_if_one = ("team",)

    urgent = forms.BooleanField(label=_("This cannot wait until tomorrow"), required=False)
    team = forms.ChoiceField(label=_("Team"))
    empty = forms.CharField(widget=forms.HiddenInput, required=False)

    # The questions are data of the core (`core.casework`), so that page, print and rules have the
    # same.
    def __init__(self, data: FormData = None, **options: Unpack[OfferingOptions]) -> None:
        super().__init__(data, **options)
        self.fields = {question.name: _form_field(question) for question in QUESTIONS} | self.fields

    def answers(self) -> Answers:
        return {question.name: self.cleaned_data[question.name] for question in QUESTIONS}

    def says_nothing(self) -> bool:
        """Whether no question has an answer, and nobody has said yet that this is meant so."""
        # An empty call is more often a slip than a call: it is asked once, and then saved.
        any_answer = any(answer is not NOT_ASKED for answer in self.answers().values())
        return not any_answer and not self.cleaned_data["empty"]

    def part(self, questions: Iterable[Field]) -> list[forms.BoundField]:
        return [self[question.name] for question in questions]

    def first(self) -> list[forms.BoundField]:
        # Without the first, which is danger and stands by itself.
        return self.part(question for question in FIRST[1:] if question.name not in CALLBACK)

    def back(self) -> list[forms.BoundField]:
        """How to call back without harm."""
        # Apart, since a call back at the wrong hour can be the harm itself.
        return self.part(question for question in FIRST if question.name in CALLBACK)


def _form_field(question: Field) -> forms.Field:
    label = translated(question.label)
    if question.name == "danger_now":
        # Three large answers, to be tapped while somebody is crying on the line; yes in the colour
        # of danger.
        return BigAnswerField(
            YES_NO,
            # Not known is an answer about danger; "not asked" is none, and stays open.
            reasons=[(NoAnswer.NOT_KNOWN, _("Not known"))],
            label=label,
            values={"yes": True, "no": False},
            widget=BigAnswers(columns="three", danger="yes"),
        )
    if question.type is FieldType.CHOICE:
        words = worded_choices(question.choices)
        # A caller may stay unnamed: only here is "will not say" offered during the call.
        unsaid = [(NoAnswer.DOES_NOT_WANT_TO_SAY, _("Will not say"))]
        return BigAnswerField(
            words, reasons=unsaid if question.name == "who_calls" else (), label=label
        )
    # Without the reasons for a gap: they are asked after the call, of what was left out.
    return entry_field(question, reasons=False)


class LeftOutForm(forms.Form):
    """The questions that were left out: an answer, or why there is none."""

    def __init__(
        self, questions: Iterable[Field], data: FormData = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        for question in questions:
            self.fields[question.name] = entry_field(question)

    def answers(self) -> Answers:
        """What was answered now; what is still open is left as it is."""
        return {
            # What is still open is not overwritten by "not asked".
            name: answer
            for name, answer in self.cleaned_data.items()
            if answer is not NOT_ASKED
        }


def reason_box(*, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=_("Why"), max_length=LONG, widget=box, required=required)


class AsideForm(forms.Form):
    # Set aside is no end: where the caller was sent to is part of it.
    referred_to = short_answer(_("Referred to"), required=False)
    reason = reason_box()


class ReopenSignalForm(forms.Form):
    reason = reason_box()


class ChoiceForm(forms.Form):
    """One of some files, and why; of more than `FEW` its code name is typed. `files`: id and code
    name; `shown`: how each stands in the list, where that is more than the code name."""

    # A longer list is neither read nor searched on a telephone.
    FEW = 200

    def __init__(
        self,
        label: PageText,
        files: list[tuple[str, str]],
        data: FormData = None,
        shown: Mapping[str, str] | None = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        # Only files that this reader may open: a code that is typed finds no other.
        self._ids = {name.casefold(): id for id, name in files}
        if len(files) > self.FEW:
            self.fields["chosen"] = forms.CharField(
                label=label, max_length=80, help_text=_("Its code name, as on its page.")
            )
        else:
            choices = [(id, (shown or {}).get(id, name)) for id, name in files]
            self.fields["chosen"] = forms.ChoiceField(label=label, choices=[NOTHING, *choices])
        self.fields["reason"] = reason_box(required=False)

    def clean_chosen(self) -> str:
        """The id of the file."""
        # As it is read aloud: capitals and spaces do not matter.
        typed = str(self.cleaned_data["chosen"])
        if isinstance(self.fields["chosen"], forms.ChoiceField):
            return typed
        case_id = self._ids.get(" ".join(typed.split()).casefold())
        if case_id is None:
            # The same words for a file of others and for none.
            raise forms.ValidationError(_("You have access to no file with this code name."))
        return case_id


class CaseForm(KindsForm, WhoseForm):
    """A new case, of somebody whose file exists already or of somebody new."""

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        self.order_fields([*WHOSE, "kinds"])
