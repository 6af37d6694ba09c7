"""Forms of consent: one purpose, several in one conversation, the partner whom it names."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import PARTS
from fanal.cases.queries.offered_partners import PartnerChoices
from fanal.core.casework.answers import NOT_ASKED, is_value
from fanal.core.casework.consent import WHERE_IT_COMES_UP, ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.typed_text import LONG, SHORT
from fanal.partners.forms.records import NamedPartner, offer
from fanal.partners.models import Partner
from fanal.web.forms import NOTHING, to_choose
from fanal.web.forms.answers import AnswerField, BigAnswerField, BigAnswers
from fanal.web.forms.codes import chosen_from, select_answer, yes_or_no
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.options import FormOptions
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

EVERY_PART = "every"
type Rows = list[tuple[forms.BoundField, list[forms.BoundField]]]

NOT_ON_THE_LIST = _("Anybody not on the list has to be added to the partners first.")


class AskedConsentForm(forms.Form):
    """A conversation about consent: who was asked, who answered, for whom, when and how.

    `own_fields` adds what she was asked; `reasons`: whether a question left out asks why.
    """

    reasons = True

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
        self.fields["person"] = forms.ChoiceField(
            label=_("Who was asked"), choices=to_choose(people)
        )
        self.fields["given_by"] = forms.ChoiceField(
            label=_("Who answered"), choices=chosen_from(GivenBy)
        )
        self.fields["giver"] = giver_box(around)
        self.fields["partner"] = partner = partner_box(partners)
        offer(partner, offered)
        self._how_it_was()
        self.own_fields()
        self.order_fields(self.field_order)

    def _how_it_was(self) -> None:
        for name, label in (
            ("language", _("In which language")),
            ("interpreter_name", _("Interpreter, if there was one")),
        ):
            self.fields[name] = text_answer(label, reasons=self.reasons)
        self.fields["words"] = AnswerField(
            forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})),
            reasons=self.reasons,
            label=_("In her own words"),
        )
        self.fields["assent"] = assent_box(reasons=self.reasons)
        self.fields["on"] = DayField(label=_("On which day"), near=PAST)
        self.fields["until"] = DayField(label=_("Valid until"), required=False)

    # Without `ABC`, whose metaclass a form cannot have: mypy refuses the call of an abstract class.
    @abstractmethod
    def own_fields(self) -> None:
        """Add what she was asked, and the answers."""


class ConsentForm(AskedConsentForm):
    """A conversation: what she was asked, what she said, and how.

    Her answer, and for which part she said yes, are chosen and never there before: whoever is tired
    would send a yes to everything.
    """

    later: Later = {
        _("If somebody else answered"): ("given_by", "giver", "assent"),
        _("Language, interpreter, how long"): ("language", "interpreter_name", "until"),
    }
    field_order = (
        "person",
        "purpose",
        "answer",
        "given_by",
        "giver",
        "data_class",
        "partner",
        "language",
        "interpreter_name",
        "words",
        "assent",
        "on",
        "until",
    )

    def own_fields(self) -> None:
        self.fields["purpose"] = select_answer(_("About what"), ConsentPurpose)
        self.fields["answer"] = forms.ChoiceField(
            label=_("The answer"), choices=ANSWERS, widget=forms.RadioSelect
        )
        self.fields["data_class"] = part_box()

    def clean(self) -> Answers:
        """A no that names no part is a no to every part."""
        super().clean()
        cleaned = self.cleaned_data
        part = cleaned.get("data_class")
        # A yes is for a part that was named (GDPR, article 6(1)(a): for one or more specific
        # purposes); a no need not be.
        if cleaned.get("answer") == ConsentAnswer.GIVEN.value and not part:
            self.add_error("data_class", _("Choose the part to which she said yes."))
        cleaned["data_class"] = "" if part == EVERY_PART else part
        return cleaned


class ConversationForm(AskedConsentForm):
    """One conversation about several purposes: each has its answer or was not asked.

    No answer is there before: nobody sends a yes to everything by one tap.
    """

    later: Later = {
        _("More: interpreter, her own words, whether a child agrees, until when"): (
            "interpreter_name",
            "words",
            "assent",
            "until",
        )
    }
    reasons = False
    FIRST = ("person", "given_by", "giver", "on", "language")
    field_order = (
        *FIRST,
        *(f"{box}_{purpose}" for purpose in ConsentPurpose for box in ("answer", "part")),
        "partner",
    )

    def own_fields(self) -> None:
        self.fields["partner"].label = _("Who is she referred to, if not only to us")
        for purpose in ConsentPurpose:
            self.fields[f"answer_{purpose}"] = BigAnswerField(
                SHORT_ANSWERS,
                label=capfirst(translated(purpose.sentence())),
                widget=BigAnswers(columns="three"),
            )
            self.fields[f"part_{purpose}"] = part_box()

    def clean(self) -> Answers:
        """Require at least one answer, and of each yes to which part it was said."""
        super().clean()
        cleaned = self.cleaned_data
        asked = [
            purpose
            for purpose in ConsentPurpose
            if is_value(cleaned.get(f"answer_{purpose}", NOT_ASKED))
        ]
        for answered in asked:
            if (
                cleaned[f"answer_{answered}"] == ConsentAnswer.GIVEN.value
                and not cleaned[f"part_{answered}"]
            ):
                what = capfirst(translated(answered.sentence()))
                error = _("%(what)s: choose the part to which she said yes.") % {"what": what}
                self.add_error(f"part_{answered}", error)
        if cleaned.get("partner") and ConsentPurpose.REFERRAL not in asked:
            self.add_error("partner", _("Say what she answered about being referred."))
        if not asked and not self.errors:
            self.add_error(None, _("Nothing was answered: choose at least one answer."))
        return cleaned

    def answers(self) -> list[Answers]:
        """What each consent takes of its own, in the order of the page."""
        cleaned = self.cleaned_data
        return [
            {
                "purpose": purpose.value,
                "answer": cleaned[f"answer_{purpose}"],
                "data_class": "" if (part := cleaned[f"part_{purpose}"]) == EVERY_PART else part,
                "partner": cleaned["partner"] if purpose is ConsentPurpose.REFERRAL else None,
            }
            for purpose in ConsentPurpose
            if is_value(cleaned[f"answer_{purpose}"])
        ]

    def rows(self) -> Rows:
        """Each purpose that is asked at the beginning, with what a yes needs."""
        return [
            self._row(purpose) for purpose in ConsentPurpose if purpose not in WHERE_IT_COMES_UP
        ]

    def more_rows(self) -> Rows:
        """The others: they stand closed."""
        return [self._row(purpose) for purpose in ConsentPurpose if purpose in WHERE_IT_COMES_UP]

    def more_open(self) -> bool:
        """Whether something of the others is answered, or wrong."""
        return any(
            self.data.get(f"answer_{purpose}") or f"part_{purpose}" in self.errors
            for purpose in WHERE_IT_COMES_UP
        )

    def _row(self, purpose: ConsentPurpose) -> tuple[forms.BoundField, list[forms.BoundField]]:
        partner = [self["partner"]] * (purpose is ConsentPurpose.REFERRAL)
        return self[f"answer_{purpose}"], [self[f"part_{purpose}"], *partner]

    def before(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]


def part_box() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which part of the file"),
        choices=[NOTHING, (EVERY_PART, PARTS[0][1]), *PARTS[1:]],
        required=False,
    )


def giver_box(around: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("If somebody answered on her behalf: who?"),
        help_text=_("Not on the list? Add this person under People around her first."),
        choices=[NOTHING, *around],
        required=False,
    )


def assent_box(*, reasons: bool) -> AnswerField:
    return AnswerField(
        yes_or_no(),
        reasons=reasons,
        label=_("The child agrees too"),
        help_text=_("Where somebody else answered on behalf of a child"),
    )


def partner_box(partners: QuerySet[Partner]) -> NamedPartner:
    """Chosen and never typed: a name in words would be a yes that no way out can read."""
    return NamedPartner(
        partners,
        label=_("For whom, if not only for us"),
        help_text=NOT_ON_THE_LIST,
        required=False,
        empty_label=NOTHING[1],
    )


class WhomSheMeantForm(OfferingForm):
    """The partner whom a consent names in words."""

    partner = NamedPartner(
        Partner.objects.none(),
        label=_("Partner"),
        help_text=NOT_ON_THE_LIST,
        empty_label=NOTHING[1],
    )


def text_answer(label: PageText, *, reasons: bool) -> AnswerField:
    return AnswerField(forms.CharField(max_length=SHORT), reasons=reasons, label=label)


SHORT_ANSWERS = [
    (ConsentAnswer.GIVEN.value, _("Yes")),
    (ConsentAnswer.REFUSED.value, _("No")),
    (ConsentAnswer.NOT_ABLE_NOW.value, _("Not now")),
]
ANSWERS = [
    (ConsentAnswer.GIVEN.value, _("Yes")),
    (ConsentAnswer.REFUSED.value, _("No (all other help goes on)")),
    (ConsentAnswer.NOT_ABLE_NOW.value, _("Not able to decide now")),
]
