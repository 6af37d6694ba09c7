"""The forms of the register."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.trust.vocabulary import Level, Purpose, Reason
from fanal.core.trust.wording import word
from fanal.partners.models import Area, Partner
from fanal.partners.words import CREDIBILITY, KINDS, PATTERNS, PRESENCE, RELIABILITY, TYPES
from fanal.web.words import translated


def choices(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(words.items())


def coded(codes: type[StrEnum]) -> list[tuple[str, Any]]:
    """Codes of the rules with their words, in the language of the page."""
    return [(code.value, translated(word(code))) for code in codes]


class NamedPartner(forms.ModelChoiceField):
    def label_from_instance(self, obj: Partner) -> str:
        return obj.name


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"})


def any_area() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Area.objects.filter(valid_until=None),
        label=_("Area"),
        required=False,
        empty_label=_("everywhere"),
    )


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=choices(KINDS))
    type = forms.ChoiceField(label=_("Which sort"), choices=choices(TYPES))
    within = NamedPartner(
        Partner.objects.none(), label=_("Belongs to"), required=False, empty_label=_("nothing")
    )
    languages = forms.CharField(
        label=_("Languages"), help_text=_("Codes with spaces: th lo vi"), required=False
    )
    services = forms.CharField(label=_("What it does"), required=False)
    contact = forms.CharField(label=_("How to reach it"), required=False, widget=forms.Textarea)
    age_key = forms.CharField(
        label=_("age key for sealed files"),
        help_text=_("Begins with age1. Read it out on the telephone before you trust it."),
        required=False,
    )

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["within"].queryset = bodies


class ChangePartnerForm(PartnerForm):
    kind = None
    within = None

    def __init__(self, *args: Any, **options: Any) -> None:
        forms.Form.__init__(self, *args, **options)


class PresenceForm(forms.Form):
    area = forms.ModelChoiceField(Area.objects.filter(valid_until=None), label=_("Area"))
    level = forms.ChoiceField(label=_("How strong"), choices=choices(PRESENCE))
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Last day"), required=False)


class FindingForm(forms.Form):
    area = any_area()
    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    purposes = forms.MultipleChoiceField(
        label=_("If asked to"),
        help_text=_("None ticked: for everything."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = forms.MultipleChoiceField(
        label=_("Why"), widget=forms.CheckboxSelectMultiple, required=False
    )
    precautions = forms.CharField(
        label=_("Precautions"), help_text=_("One a line."), required=False, widget=forms.Textarea
    )
    evidence = forms.CharField(label=_("What is known, and from whom"), widget=forms.Textarea)
    reliability = forms.ChoiceField(
        label=_("Was the source right before?"), choices=choices(RELIABILITY), initial="F"
    )
    credibility = forms.ChoiceField(
        label=_("Do others bear it out?"), choices=choices(CREDIBILITY), initial="6"
    )
    review_on = DayField(label=_("Look at it again on"), required=False)
    until = DayField(label=_("Counts until"), required=False)
    open = forms.BooleanField(
        label=_("Everybody who keeps this directory may know of it"),
        help_text=_("Otherwise danger is known to leads and the director only."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].choices = coded(Level)
        self.fields["purposes"].choices = coded(Purpose)
        self.fields["reasons"].choices = coded(Reason)


class AllowForm(forms.Form):
    area = any_area()
    reason = forms.CharField(label=_("Why this one"), widget=forms.Textarea)
    until = DayField(label=_("Until"))


class PatternForm(forms.Form):
    kind = forms.ChoiceField(label=_("What happened"), choices=choices(PATTERNS))
    partner = NamedPartner(
        Partner.objects.none(),
        label=_("In whose hands"),
        required=False,
        empty_label=_("not known"),
    )
    area = any_area()
    day = DayField(label=_("Day"))
    amount = forms.CharField(label=_("Amount"), required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    words = forms.CharField(label=_("In words"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, partners: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].queryset = partners
