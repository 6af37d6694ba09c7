"""The forms of a referral: what she needs, and what goes out with whose yes."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fanal.core.trust.services import PartnerService
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, Urgency
from fanal.partners.forms.areas import AreaChoice, area_field
from fanal.partners.forms.records import NamedPartner
from fanal.partners.models import Area, Partner
from fanal.sharing.forms.fields import AboutAPerson, asked_of_whoever_is_told
from fanal.sharing.queries.consents import ConsentQuestion
from fanal.sharing.words import KINDS
from fanal.web.forms.codes import YES_NO, chosen_from, several_answers
from fanal.web.forms.form_parts import Later
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

YES_OR_OUT = [("yes", _("Yes")), ("no", _("No: take it out"))]


class ReferStartForm(AboutAPerson):
    """Step 1. What is known of her is not asked."""

    service = forms.TypedChoiceField(
        label=_("What she needs"),
        coerce=PartnerService,
        choices=lambda: chosen_from(PartnerService),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what she needs.")},
    )
    area = area_field(_("Where?"), required=True)
    urgency = forms.TypedChoiceField(
        label=_("By when?"),
        coerce=Urgency,
        choices=lambda: chosen_from(Urgency),
        widget=forms.RadioSelect,
    )


class ReferSendForm(forms.Form):
    """Step 3. `questions`: what she, or somebody for her, was not asked yet; no answer is there
    before it was given."""

    later: Later = {_("More about the conversation"): ("words",)}

    needed = forms.CharField(
        label=_("What she needs from them"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    classes = forms.MultipleChoiceField(
        label=_("What goes out"), widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, initial="referral")
    answer_within = forms.IntegerField(
        label=_("Answer within so many working days"), min_value=0, max_value=90
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        initial: Answers | None = None,
        openable: Iterable[DataClass],
        questions: Sequence[ConsentQuestion] = (),
        givers: Iterable[tuple[str, PageText]] = (),
        child: bool = False,
    ) -> None:
        super().__init__(data, initial=initial)
        parts = chosen_from(
            data_class for data_class in openable if data_class is not DataClass.EXISTENCE
        )
        field_of(self, "classes", forms.MultipleChoiceField).choices = parts
        self.questions = questions
        for question in questions:
            self.fields[question.name] = forms.ChoiceField(
                label=translated(question.sentence),
                widget=forms.RadioSelect,
                required=False,
                help_text=_they_know(question),
                choices=YES_NO if question.needed else YES_OR_OUT,
            )
        if questions:
            self._who_answers(givers, child)

    def _who_answers(self, givers: Iterable[tuple[str, PageText]], child: bool) -> None:
        self.fields["said_by"] = forms.ChoiceField(
            label=_("Who says so?"),
            help_text=_(
                "Only who was really asked. Where nobody has spoken with her yet, ask first."
            ),
            choices=list(givers),
            widget=forms.RadioSelect,
            required=False,
        )
        if child:
            self.fields["agrees"] = forms.ChoiceField(
                label=_("Where somebody answers on behalf of a child: does she agree herself?"),
                choices=[*YES_NO, ("", _("Not asked yet"))],
                widget=forms.RadioSelect,
                required=False,
                initial="",
            )
        self.fields["words"] = forms.CharField(
            label=_("In her own words"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def asked(self) -> None:
        """Refuse to send on an answer that was not given: each question says so at its field."""
        for question in self.questions:
            if not self.cleaned_data.get(question.name):
                self.add_error(
                    question.name, _("Choose the answer, or ask first: the draft is kept.")
                )
        if self.questions and not self.cleaned_data.get("said_by"):
            self.add_error("said_by", _("Choose who answered."))

    @property
    def parts(self) -> frozenset[DataClass]:
        """The parts that go out, as they were chosen."""
        chosen: Answers = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return frozenset({DataClass.EXISTENCE, *map(DataClass, chosen.get("classes", ()))})


def _they_know(question: ConsentQuestion) -> str:
    """What comes to be known by itself, whatever is written."""
    if not question.needed:
        return ""
    return gettext("They learn: {parts}.").format(parts=", ".join(map(str, question.parts())))


class ReferralForm(AboutAPerson):
    """A referral to one partner that is fixed beforehand, as an answer to what it asked."""

    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS)
    partner = NamedPartner(Partner.objects.none(), label=_("Who do we ask?"))
    area = AreaChoice(Area.objects.all(), label=_("Where?"))
    purpose = forms.TypedChoiceField(
        label=_("What are they asked to do?"),
        coerce=PartnerPurpose,
        choices=asked_of_whoever_is_told,
    )
    classes = several_answers(_("What are they told?"), DataClass)
    needed = forms.CharField(label=_("What she needs from them"), widget=forms.Textarea)
    answer_within = forms.IntegerField(
        label=_("Answer within so many working days"), min_value=0, max_value=90, initial=5
    )
