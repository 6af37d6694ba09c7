"""Forms of consent, tasks, documents, closing; what a case is about and where it goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import PARTS, YES_NO, codes
from fanal.cases.queries.offered import PartnerChoices
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.kinds import CaseKind
from fanal.core.casework.rendering import LONG, SHORT
from fanal.core.casework.stages import CaseStage
from fanal.partners.forms import NamedPartner, offer
from fanal.partners.models import Partner
from fanal.people.forms import WHOSE, WhoseForm
from fanal.web.forms import NOTHING, AnswerField, DayField
from fanal.web.forms.options import FormOptions
from fanal.web.forms.parts import Later
from fanal.web.typing import Answers, FormData, PageText

EVERY_PART = "every"


class ConsentForm(forms.Form):
    """A conversation: what she was asked, what she said, and how.

    What she was asked, and for which part she said yes, are chosen and never there before: whoever
    is tired would send a yes to everything.
    """

    later: Later = {
        _("If somebody else answered"): ("given_by", "giver", "assent"),
        _("Language, interpreter, how long"): ("language", "interpreter_name", "until"),
    }

    def __init__(
        self,
        people: list[tuple[str, str]],
        partners: QuerySet[Partner],
        data: FormData = None,
        *,
        around: Iterable[tuple[str, str]] = (),
        offered: Iterable[PartnerChoices] = (),
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        people = [NOTHING, *people] if len(people) > 1 else people
        self.fields["person"] = forms.ChoiceField(label=_("Who was asked"), choices=people)
        self.fields["purpose"] = forms.ChoiceField(
            label=_("About what"), choices=codes(ConsentPurpose, True)
        )
        self.fields["answer"] = forms.ChoiceField(
            label=_("The answer"), choices=ANSWERS, widget=forms.RadioSelect
        )
        self.fields["given_by"] = forms.ChoiceField(label=_("Who answered"), choices=codes(GivenBy))
        self.fields["giver"] = giver_box(around)
        self.fields["data_class"] = forms.ChoiceField(
            label=_("Which part of the file"),
            choices=[NOTHING, (EVERY_PART, PARTS[0][1]), *PARTS[1:]],
            required=False,
        )
        self.fields["partner"] = partner = partner_box(partners)
        offer(partner, offered)
        self.fields["language"] = text_answer(_("In which language"))
        self.fields["interpreter_name"] = text_answer(_("Interpreter, if there was one"))
        self.fields["words"] = AnswerField(
            forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})),
            label=_("In her own words"),
        )
        self.fields["assent"] = assent_box()
        self.fields["on"] = DayField(label=_("On which day"))
        self.fields["until"] = DayField(label=_("Valid until"), required=False)

    def clean(self) -> Answers:
        """A no that names no part is a no to every part."""
        super().clean()
        told = self.cleaned_data
        part = told.get("data_class")
        if told.get("answer") == ConsentAnswer.GIVEN.value and not part:
            self.add_error("data_class", _("Choose the part to which she said yes."))
        told["data_class"] = "" if part == EVERY_PART else part
        return told


def giver_box(around: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("If somebody answered for her: who?"),
        help_text=_("Not on the list? Add this person under People around her first."),
        choices=[NOTHING, *around],
        required=False,
    )


def assent_box() -> AnswerField:
    agrees = forms.TypedChoiceField(
        choices=YES_NO, widget=forms.RadioSelect, coerce=lambda said: said == "yes"
    )
    return AnswerField(
        agrees,
        label=_("The child agrees too"),
        help_text=_("Where someone else answered for a child"),
    )


def partner_box(partners: QuerySet[Partner]) -> NamedPartner:
    """Chosen and never typed: a name in words would be a yes that no way out can read."""
    return NamedPartner(
        partners,
        label=_("For whom, if not only for us"),
        help_text=_("Whoever is not on the list has to be put among the partners first."),
        required=False,
        empty_label=NOTHING[1],
    )


class WhomSheMeantForm(forms.Form):
    """The partner whom a consent names in words."""

    def __init__(
        self, partners: QuerySet[Partner], data: FormData = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        self.fields["partner"] = partner_box(partners)
        self.fields["partner"].label = _("Partner")
        self.fields["partner"].required = True


def text_answer(label: PageText) -> AnswerField:
    return AnswerField(forms.CharField(max_length=SHORT), label=label)


ANSWERS = [
    (ConsentAnswer.GIVEN.value, _("Yes")),
    (ConsentAnswer.REFUSED.value, _("No (all other help goes on)")),
    (ConsentAnswer.NOT_ABLE_NOW.value, _("Not able to decide now")),
]


class TaskForm(forms.Form):
    def __init__(
        self,
        colleagues: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.fields["title"] = forms.CharField(
            label=_("What is to be done"),
            help_text=_("No name and no place: this is shown in lists."),
            max_length=SHORT,
        )
        self.fields["assignee"] = forms.ChoiceField(label=_("Who does it"), choices=colleagues)
        self.fields["due"] = DayField(label=_("By which day"), required=False)


class RescheduleForm(TaskForm):
    def __init__(
        self,
        colleagues: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(colleagues, data, **options)
        del self.fields["title"]


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File to keep"),
        help_text=_(
            "PDF, image, sound, text or office document, at most 10 MB. From a JPEG or PNG picture "
            "the place, the time and the camera are removed. Other files keep what stands in them, "
            "such as the name of who wrote them."
        ),
    )
    about = forms.CharField(label=_("What it is"), max_length=SHORT, required=False)


class ClosureForm(forms.Form):
    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why"), choices=codes(ClosureReason), widget=forms.RadioSelect
        )
        self.fields["words"] = forms.CharField(
            label=_("In words"),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )


class ReopenCaseForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))


class KeepOpenForm(forms.Form):
    why = forms.CharField(
        label=_("Why it stays open"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )


class KindsForm(forms.Form):
    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_("What the case is about"),
            help_text=_("Several may hold at once."),
            choices=codes(CaseKind),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class ColleagueForm(forms.Form):
    """Choosing a colleague."""

    def __init__(
        self,
        colleagues: list[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.fields["to"] = forms.ChoiceField(label=_("Colleague"), choices=colleagues)


class ConfirmForm(forms.Form):
    """A question whose only answer is to agree."""


class AlsoForm(WhoseForm):
    """One more person whom the case concerns."""

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        self.fields["role"] = forms.ChoiceField(
            label=_("Who this is in the case"), choices=ROLES, widget=forms.RadioSelect
        )
        self.order_fields(["role", *WHOSE])


class OffForm(forms.Form):
    """Why a case does not concern somebody after all."""

    reason = forms.CharField(
        label=_("Why"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


ROLES = [
    ("child", _("Her child")),
    ("family", _("Somebody of her family")),
    ("concerned", _("Another person whom it concerns")),
]


class StageForm(forms.Form):
    def __init__(
        self, stages: Iterable[CaseStage], data: FormData = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        self.fields["to"] = forms.ChoiceField(
            label=_("Move the case to"), choices=codes(stages), widget=forms.RadioSelect
        )
