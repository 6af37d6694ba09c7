"""The forms of what was told, is given on, and must never be told."""

from collections.abc import Iterable
from typing import Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team, User
from fanal.core.trust.consent import OverrideGround
from fanal.core.trust.shared import FIELDS
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.partners.forms.areas import AreaChoice
from fanal.partners.forms.records import NamedPartner, PartnerGroup, ToAPartner, choose_from
from fanal.partners.models import Area, Partner
from fanal.sharing.forms.fields import AboutAPerson, PeopleQuery, asked_of_whoever_is_told
from fanal.sharing.words import ANSWERS, MAY_STAY
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer, several_answers
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData
from fanal.web.words import translated


class AnswerForm(forms.Form):
    to = forms.ChoiceField(label=_("Their answer"), choices=[NOTHING, *ANSWERS.items()])
    reason = forms.CharField(label=_("Reason given"), required=False, widget=forms.Textarea)


class TeamForm(OfferingForm):
    team = forms.ChoiceField(label=_("Which team?"), widget=forms.RadioSelect)


class Colleagues(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """Our own people, by the name that is shown of them."""

    widget = forms.CheckboxSelectMultiple


# What she wants kept back is taken out: nothing has to be put in for the case to be of use.
class OfferForm(OfferingForm):
    classes = forms.MultipleChoiceField(
        label=_("What may they read?"),
        help_text=_("Who she is and what happened always go. Take out what she wants kept back."),
        choices=MAY_STAY,
        initial=list(MAY_STAY),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    # By name and never "the team": each who knows where she is can be made to tell.
    near = Colleagues(User.objects.none(), label=_("Who may know where she is?"), required=False)
    # All that the giving team keeps: without it, it could not account for what it did.
    done = forms.CharField(
        label=_("What you did for her"),
        help_text=_("Your team keeps this text, and no more of the case."),
        widget=forms.Textarea,
    )
    needed = forms.CharField(
        label=_("What she needs now, and what to be careful of"), widget=forms.Textarea
    )
    # Before anybody there is asked: the offer itself tells that she exists.
    kept_out = Colleagues(
        User.objects.none(),
        label=_("Who of that team must not know of the case?"),
        help_text=_("They go on the conflict list before anybody is asked."),
        required=False,
    )
    why_kept_out = forms.CharField(label=_("Why they must not know"), required=False)
    # Working days of the country of that team; 0 for a case that cannot wait until tomorrow.
    answer_within = forms.IntegerField(
        label=_("Answer within so many working days"), min_value=0, max_value=90, initial=5
    )

    def clean(self) -> Answers:
        # `cleaned_data` where a parent's `clean` returns nothing, as Django allows it to.
        data = super().clean() or self.cleaned_data
        if data.get("kept_out") and not data.get("why_kept_out"):
            self.add_error("why_kept_out", _("Say why: the lead of that team reads it."))
        return data


class AcceptForm(OfferingForm):
    worker = forms.ModelChoiceField(User.objects.none(), label=_("Who works on the case?"))
    near = Colleagues(User.objects.none(), label=_("Who may know where she is?"), required=False)

    def __init__(
        self,
        data: FormData = None,
        *,
        in_danger: bool = False,
        with_place: bool = False,
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, **options)
        # Only where the place goes along: a box for what nobody gives would promise it.
        if with_place:
            self.fields["place"] = forms.BooleanField(
                label=_("Whoever works on the case may know where she is"),
                required=False,
                initial=True,
            )
            self.fields["near"].label = _("Who else may know where she is?")
            self.order_fields(["worker", "place", "near"])
        # Ticked, since a case that is taken over with a danger nobody read has no owner for it.
        if in_danger:
            self.fields["read_danger"] = forms.BooleanField(
                label=_("I have read that she is in danger")
            )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea)


class MoreForm(OfferingForm):
    classes = forms.MultipleChoiceField(
        label=_("What may they read now?"), widget=forms.CheckboxSelectMultiple
    )


def shared_fields() -> list[tuple[str, str]]:
    return [(str(code), translated(words.label)) for code, words in FIELDS.items()]


class FieldsForm(OfferingForm):
    fields_shared = forms.MultipleChoiceField(
        label=_("What do you agree to share?"),
        # Two yeses to the same field: neither side opens anything of the other by itself.
        help_text=_("A field opens when both sides have agreed to it."),
        choices=shared_fields,
        widget=forms.CheckboxSelectMultiple,
    )


class ProposeForm(TeamForm, FieldsForm):
    team = forms.ChoiceField(label=_("With which team?"), widget=forms.RadioSelect)
    field_order = ("team", "fields_shared")


class AgreeForm(FieldsForm):
    # Which of our cases is ours to know: the shared lines hold no number of it.
    case = forms.ChoiceField(widget=forms.HiddenInput)  # chosen on the page before


class PartnerFileForm(AboutAPerson, FieldsForm):
    partner = NamedPartner(Partner.objects.none(), label=_("With which partner?"))
    area = AreaChoice(Area.objects.all(), label=_("Where?"))
    # A partner has no account here: its yes is a day that we wrote down.
    agreed_on = DayField(
        label=_("Day on which they agreed"),
        help_text=_("Say what is shared, and that neither side passes it on."),
    )
    field_order = ("person", "partner", "area", "fields_shared", "agreed_on")

    def __init__(
        self,
        data: FormData = None,
        *,
        people: PeopleQuery,
        partners: QuerySet[Partner],
        groups: Iterable[PartnerGroup] = (),
    ) -> None:
        super().__init__(data, people=people)
        choose_from(field_of(self, "partner", NamedPartner), partners, groups)
        self.fields["fields_shared"].help_text = _("What both sides agreed to, and nothing else.")


class PartnerStatementForm(forms.Form):
    said_on = DayField(label=_("Day on which they said it"), near=PAST)
    text = forms.CharField(label=_("What they said"), widget=forms.Textarea)


class SharedTextForm(forms.Form):
    # Read once more as they will read it, before it goes: a name slips into free text most easily.
    text = forms.CharField(
        label=_("What the other side is to know"),
        help_text=_("No name, no address. Next you see exactly what they will read."),
        widget=forms.Textarea,
    )


class ReceiptForm(forms.Form):
    # Read back by telephone: that the right people got it is not shown by its having been sent.
    code = forms.CharField(label=_("Code that they read back"), max_length=30)


class NeverTellForm(OfferingForm):
    """A partner, or somebody around her who is none."""

    # In the list of partners or around her: a free name would match nobody when a referral is
    # checked.
    partner = NamedPartner(
        Partner.objects.none(),
        label=_("Who must never know?"),
        required=False,
        empty_label=NOTHING[1],
    )
    around = forms.ChoiceField(
        label=_("Or who of the people around her?"),
        choices=[NOTHING],
        required=False,
        help_text=_("Not on the list? Add this person under People around her first."),
    )
    # Beside "must not know", since a suspect's area also weighs against partners there.
    suspect = forms.BooleanField(label=_("Suspected in this case"), required=False)
    area = AreaChoice(
        Area.objects.all(),
        label=_("Where this person or body is"),
        required=False,
        empty_label=_("not known"),
    )
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea)

    def clean(self) -> Answers:
        """One of the two."""
        cleaned: Answers = super().clean() or {}
        # One entry forbids one party; two in one would be lifted together.
        if not self.errors and bool(cleaned.get("partner")) == bool(cleaned.get("around")):
            self.add_error("partner", _("Choose a partner, or somebody around her."))
        return cleaned


# Without her consent: a ground, a recipient, what exactly, and why no other way; two people agree
# (GDPR, article 6(1)(c) and (d)).
class OverrideForm(ToAPartner):
    partner = NamedPartner(
        Partner.objects.none(), label=_("Which partner is to be told?"), required=False
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Or which of our teams?"), required=False
    )
    ground = radio_answer(_("On which ground?"), OverrideGround)
    purpose = forms.TypedChoiceField(
        label=_("What are they asked to do?"),
        coerce=PartnerPurpose,
        choices=asked_of_whoever_is_told,
    )
    classes = several_answers(_("What are they told?"), DataClass)
    text = forms.CharField(label=_("Why there is no other way"), widget=forms.Textarea)
