"""What is asked when somebody comes, and of every step after that."""

from collections.abc import Collection, Mapping
from typing import Unpack

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.consent import GivenBy
from fanal.core.casework.typed_text import LONG
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.shelters.admission import BedAnswer
from fanal.core.shelters.kinds import LeftTo
from fanal.sharing.forms.fields import AboutAPersonIfSeveral, PeopleQuery
from fanal.shelters.models import Bed
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers, FormData

ASSENT = [("yes", _("Yes")), ("no", _("No")), ("", _("Not asked"))]
SAFE = [
    ("", _("Not known, or not asked")),
    ("yes", _("No longer in danger, she says so herself")),
    ("no", _("In danger")),
]
YES_NO = {"yes": True, "no": False}


def bed_name(bed: Bed) -> str:
    """Return the bed as a choice: of which shelter, which bed, of what kind."""
    kind = dict(chosen_from([bed.bed_kind]))[bed.kind]
    return f"{bed.shelter.name} · {bed.label} · {kind}"


def named_beds(beds: Mapping[str, Bed]) -> Mapping[str, str]:
    return {key: bed_name(bed) for key, bed in beds.items()}


def only_bed(beds: Mapping[str, Bed]) -> dict[str, str]:
    """Return what is proposed where one alone is free."""
    return {"bed": next(iter(beds))} if len(beds) == 1 else {}


class AdmissionForm(AboutAPersonIfSeveral):
    """A bed for one of the people of a case. Where one of them may be a child, who answered for
    her and what she said herself is asked as well, without an "if" where all are known to be."""

    later: Later = {_("More, now or tomorrow"): ("on", "due", "came_with", "diet", "tonight")}

    bed = forms.ChoiceField(label=_("Which bed"), choices=[NOTHING], required=False)
    answer = radio_answer(_("Does she want to sleep here? Her own word"), BedAnswer)
    assent = forms.ChoiceField(
        label=_("If a child: does the child agree?"),
        choices=ASSENT,
        required=False,
        widget=forms.RadioSelect,
    )
    given_by = forms.ChoiceField(
        label=_("If a child: who answers as well?"),
        required=False,
        choices=lambda: [
            ("", _("Nobody else")),
            *chosen_from(given_by for given_by in GivenBy if given_by is not GivenBy.HERSELF),
        ],
    )
    rules_in = short_answer(
        _("House rules explained in"),
        required=False,
        help_text=_("The language. Empty: tomorrow, after she has slept."),
    )
    called = short_answer(
        _("How she wants to be called here"), required=False, help_text=_("Not her name on paper.")
    )
    on = DayField(
        label=_("Sleeps here since"), required=False, near=PAST, help_text=_("Empty: today.")
    )
    due = DayField(
        label=_("Expected on"), required=False, near=AHEAD, help_text=_("Empty: she is here.")
    )
    came_with = forms.ChoiceField(label=_("Came with"), choices=[("", _("Alone"))], required=False)
    diet = short_answer(_("What she does not eat"), required=False)
    tonight = long_answer(
        _("What she needs tonight"),
        2,
        required=False,
        help_text=_("Fears at night, a light, medicine. Nothing of her story."),
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        people: PeopleQuery,
        ages: Collection[ConsentAge],
        speaks: str = "",
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, people=people, **options)
        if speaks:
            self._propose(speaks)
        if not any(age.as_child for age in ages):
            del self.fields["assent"], self.fields["given_by"]
        elif all(age.surely_child for age in ages):
            self.fields["assent"].label = _("Does the child agree?")
            self.fields["given_by"].label = _("Who answers as well?")

    def _propose(self, speaks: str) -> None:
        """Offer her language, and never set it: most are told the rules after a night's sleep."""
        self.speaks = speaks
        box = self.fields["rules_in"]
        box.widget.attrs["list"] = "speaks"
        says = _("She speaks: %(what)s.") % {"what": speaks}
        box.help_text = format_lazy("{} {}", says, box.help_text)

    def clean(self) -> Answers:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and cleaned.get("due"):
            self.add_error("on", _("She is here, or she is expected: leave one of the two empty."))
        return cleaned

    def assents(self) -> bool | None:
        return YES_NO.get(self.cleaned_data.get("assent", ""))


class TonightForm(forms.Form):
    called = short_answer(_("How she wants to be called here"), required=False)
    diet = short_answer(_("What she does not eat"), required=False)
    tonight = long_answer(
        _("What she needs tonight"),
        3,
        required=False,
        help_text=_("Fears at night, a light, medicine. Nothing of her story."),
    )


class ExplainedForm(forms.Form):
    rules_in = short_answer(_("In which language"))


class StepForm(OfferingForm):
    """What happened, when, in words."""

    on = DayField(label=_("On which day"), near=PAST, initial=timezone.localdate)
    words = long_answer(_("In words"), 2, required=False)


class AwayForm(StepForm):
    """An absence with its end: without a day nobody would ask whether she is back."""

    back_by = DayField(label=_("Back by"), near=AHEAD)
    field_order = ("on", "back_by", "words")


class ReturnForm(StepForm):
    """A return. Whether danger is over is for her to say, apart from others."""

    safe = forms.ChoiceField(
        label=_("Is she in danger? Asked apart from others"),
        choices=SAFE,
        required=False,
        widget=forms.RadioSelect,
    )
    changed = forms.CharField(
        label=_("If no longer: what changed?"), max_length=LONG, required=False
    )
    field_order = ("on", "safe", "changed", "words")

    def safety(self) -> bool | None:
        return YES_NO.get(self.cleaned_data.get("safe", ""))


class MoveForm(OfferingForm):
    bed = forms.ChoiceField(label=_("Which bed"), choices=[NOTHING])


class LeaveForm(StepForm):
    """Where she goes; who decided it with you where somebody is sent away."""

    later: Later = {_("Only where somebody is sent away"): ("second",)}

    to = select_answer(_("Where does she go?"), LeftTo)
    second = forms.ChoiceField(label=_("Decided with"), choices=[NOTHING], required=False)
    field_order = ("to", "on", "words", "second")


# A bed asked for in a shelter of another team, and what its staff answers.
class AskForBedForm(AdmissionForm):
    """A bed as where one is given at once, but for which one it is and what is explained there."""

    later: Later = {_("More, now or tomorrow"): ("due", "diet", "tonight")}

    shelter = forms.ChoiceField(label=_("Which shelter"), choices=[NOTHING])
    field_order = ("person", "shelter", "answer", "assent", "given_by", "called", "due")

    def __init__(
        self,
        data: FormData = None,
        *,
        people: PeopleQuery,
        ages: Collection[ConsentAge],
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, people=people, ages=ages, **options)
        for name in ("bed", "rules_in", "came_with"):
            del self.fields[name]
        self.fields["due"].help_text = _("Empty: tonight.")


class GiveBedForm(OfferingForm):
    """The bed that is given. `came_with`: with whom a child came, who may be of another case
    there."""

    only_if_offered = ("came_with",)

    bed = forms.ChoiceField(label=_("Which bed"), choices=[NOTHING], required=False)
    came_with = forms.ChoiceField(
        label=_("With whom she comes"), choices=[("", _("Alone"))], required=False
    )
    words = long_answer(
        _("What the other team has to know"),
        2,
        required=False,
        help_text=_("Never where the shelter is."),
    )


class DeclineBedForm(forms.Form):
    words = long_answer(_("Why, and where else to ask"), 2)
