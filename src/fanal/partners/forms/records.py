"""The forms of the register: a partner, where it is, what was found, what ties it."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.trust.vocabulary import (
    Credibility,
    FindingReason,
    PartnerPresence,
    PartnerPurpose,
    PartnerType,
    PartyKind,
    Reliability,
    TrustLevel,
)
from fanal.partners.forms.areas import AreaChoice, AreaChoices
from fanal.partners.models import Area, Partner
from fanal.partners.words import PATTERNS
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, radio_answer, select_answer, several_answers
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import LanguagesField
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.texts import ShownName
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, Context, FormData

OPENS = {level for level in TrustLevel if not level.stops}


class NamedPartner(forms.ModelChoiceField):
    def label_from_instance(self, obj: Partner) -> str:
        return obj.name


class Greyed(forms.Select):
    """A list of which some can be read and not chosen."""

    greyed: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> Context:
        option = super().create_option(name, value, *args, **options)
        if str(value) in self.greyed:
            # Shown and not left out, or who looks for this partner would take it for unknown here.
            option["attrs"]["disabled"] = True
        return option


type PartnerGroup = tuple[str, list[tuple[str, str]]]  # a heading, and the partners under it


def choose_from(
    field: NamedPartner, partners: QuerySet[Partner], groups: Iterable[PartnerGroup]
) -> None:
    """The partners that the field takes; on offer are these groups of them, where there are any.

    Who is not on offer and is sent all the same is refused by the gate, with its reason.
    """
    field.queryset = partners
    if groups:
        offer(field, groups)


def offer(
    field: NamedPartner, groups: Iterable[PartnerGroup], greyed: frozenset[str] = frozenset()
) -> None:
    """Show these groups of partners; which of them may be chosen, the field decides as before."""
    empty = [("", field.empty_label)] if field.empty_label is not None else []
    widget = Greyed()
    widget.greyed = greyed
    widget.is_required = field.required
    field.widget = widget
    field.choices = [*empty, *groups]


class ToAPartner(OfferingForm):
    """A form that asks for a `partner` among those on offer."""

    def __init__(
        self,
        data: FormData = None,
        *,
        partners: QuerySet[Partner],
        groups: Iterable[PartnerGroup] = (),
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, **options)
        choose_from(field_of(self, "partner", NamedPartner), partners, groups)


def any_area() -> forms.ModelChoiceField:
    return AreaChoice(
        Area.objects.filter(valid_until=None),
        label=_("Area"),
        required=False,
        empty_label=_("everywhere"),
    )


class PartnerForm(OfferingForm):
    later: Later = {_("Sealed files"): ("age_key",)}
    asked_on_doubt: ClassVar[Collection[str]] = ("another",)  # where one looks the same

    name = ShownName(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=lambda: chosen_from(PartyKind))
    type = select_answer(_("Which kind"), PartnerType)
    within = NamedPartner(
        Partner.objects.none(), label=_("Belongs to"), required=False, empty_label=_("nothing")
    )
    languages = LanguagesField(label=_("Languages"))
    services = forms.CharField(label=_("What it does"), required=False)
    contact = forms.CharField(label=_("How to reach it"), required=False, widget=forms.Textarea)
    age_key = forms.CharField(
        label=_("Key for sealed files (age)"),
        help_text=_("Begins with age1. Read it out on the telephone before you trust it."),
        required=False,
    )
    another = forms.BooleanField(label=_("It is another partner"), required=False)


class ChangePartnerForm(PartnerForm):
    asked_on_doubt: ClassVar[Collection[str]] = ()
    another = None  # type: ignore[assignment]  # as below
    kind = None  # type: ignore[assignment]  # so Django takes out a field of the base
    within = None  # type: ignore[assignment]  # as above


class PresenceForm(forms.Form):
    area = AreaChoice(Area.objects.filter(valid_until=None), label=_("Area"))
    level = forms.ChoiceField(label=_("How strong"), choices=lambda: chosen_from(PartnerPresence))
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Last day"), required=False)


class PartnerFindingForm(OfferingForm):
    later: Later = {
        _("How sure it is"): ("reliability", "credibility"),
        _("Until when, and who may know"): ("review_on", "until", "open"),
    }

    asked_on_doubt: ClassVar[Collection[str]] = ("everywhere",)

    area = any_area()
    everywhere = forms.BooleanField(label=_("It can be trusted everywhere"), required=False)
    level = radio_answer(_("Level"), TrustLevel)
    purposes = several_answers(
        _("If asked to"),
        PartnerPurpose,
        required=False,
        help_text=_("None ticked: for everything."),
    )
    reasons = several_answers(_("Why"), FindingReason, required=False)
    precautions = forms.CharField(
        label=_("Precautions"), help_text=_("One a line."), required=False, widget=forms.Textarea
    )
    evidence = forms.CharField(label=_("What is known, and from whom"), widget=forms.Textarea)
    reliability = forms.ChoiceField(
        label=_("Was the source right before?"),
        choices=lambda: chosen_from(Reliability),
        initial="F",
    )
    credibility = forms.ChoiceField(
        label=_("Do others bear it out?"), choices=lambda: chosen_from(Credibility), initial="6"
    )
    review_on = DayField(label=_("Review it on"), required=False)
    until = DayField(label=_("Counts until"), required=False)
    open = forms.BooleanField(
        label=_("Everybody who keeps this directory may know of it"),
        help_text=_("Otherwise danger is known to leads and the director only."),
        required=False,
    )

    def clean(self) -> Answers:
        """Danger may count everywhere. Trust holds for an area, and by leaving a list untouched
        nobody says of a partner that people are safe with it in every country."""
        told = self.cleaned_data
        nowhere = not (told.get("area") or told.pop("everywhere", False))
        if "everywhere" in self.fields and nowhere and told.get("level") in OPENS:
            self.add_error(
                "area",
                _("Say where: trust holds for an area. Choose it, or tick that it is everywhere."),
            )
        told.pop("everywhere", None)
        return told


class OneOfOurs(forms.ModelChoiceField):
    """A choice of our colleagues, also of those whose account ended: a colleague may be asked back,
    and what is found is read then."""

    def label_from_instance(self, obj: User) -> str:
        return str(obj) if obj.is_active else gettext("{who} (account ended)").format(who=obj)


class ColleagueFindingForm(PartnerFindingForm):
    """A finding about one of our own. Always closed: only leads, the director and who says it
    know."""

    colleague = OneOfOurs(User.objects.none(), label=_("Colleague"))
    open = None  # type: ignore[assignment]  # so Django takes out a field of the base
    everywhere = None  # type: ignore[assignment]  # as above: she works in any area
    asked_on_doubt: ClassVar[Collection[str]] = ()
    field_order = ("colleague",)


class TieForm(OfferingForm):
    other = NamedPartner(Partner.objects.none(), label=_("Tied to"), required=False)
    colleague = OneOfOurs(User.objects.none(), label=_("Or to one of our own"), required=False)
    words = forms.CharField(label=_("What ties them"), help_text=_("Cousins, owner, same office."))


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("What was agreed"), max_length=200)
    purposes = several_answers(_("If asked to"), PartnerPurpose)
    signed_on = DayField(label=_("Signed on"))
    until = DayField(label=_("Counts until"), required=False)


class MergeForm(OfferingForm):
    into = NamedPartner(
        Partner.objects.none(),
        label=_("Who took it over?"),
        help_text=_("What was found dangerous holds for both. This cannot be undone."),
    )


class ReformForm(OfferingForm):
    into = AreaChoices(
        Area.objects.none(),
        label=_("Replaced by"),
        help_text=_("None: it is closed. Danger follows to the new areas, trust does not."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = DayField(label=_("From which day"))


class AllowForm(forms.Form):
    area = any_area()
    reason = forms.CharField(label=_("Why this one"), widget=forms.Textarea)
    until = DayField(label=_("Until"))


class PatternForm(OfferingForm):
    kind = forms.ChoiceField(label=_("What happened"), choices=[NOTHING, *PATTERNS.items()])
    partner = NamedPartner(
        Partner.objects.none(), label=_("With whom"), required=False, empty_label=_("not known")
    )
    area = any_area()
    day = DayField(label=_("Day"))
    amount = forms.CharField(label=_("Amount"), required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    words = forms.CharField(label=_("In words"), widget=forms.Textarea, required=False)
