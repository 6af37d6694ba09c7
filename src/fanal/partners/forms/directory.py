"""The forms of the list of partners, and of what a partner can do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.trust.services import ANYBODY, PartnerService
from fanal.partners.forms.areas import area_field
from fanal.partners.queries.directory import TRUST_SAYS, PartnerAsked, PartnerTrust
from fanal.partners.words import SEXES, SORTS
from fanal.web.forms.dates import DayField
from fanal.web.typing import Answers, PageText
from fanal.web.words import translated


class FindPartnerForm(forms.Form):
    """What the list is asked for; what is not filled in asks for nothing."""

    service = forms.ChoiceField(
        label=_("For what"),
        required=False,
        choices=lambda: [("", _("Anything")), *_services(but=frozenset())],
    )
    area = area_field(_("Where"), help_text="")
    trust = forms.ChoiceField(
        label=_("Trust"),
        required=False,
        choices=[("", _("Any")), *((str(one), words) for one, words in TRUST_SAYS.items())],
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=SORTS)

    def asked(self) -> PartnerAsked:
        cleaned: Answers = self.cleaned_data if self.is_valid() else {}
        service, trust = cleaned.get("service"), cleaned.get("trust")
        return PartnerAsked(
            name=cleaned.get("name", ""),
            service=PartnerService(service) if service else None,
            area=cleaned.get("area"),
            trust=PartnerTrust(trust) if trust else None,
            sort=cleaned.get("sort") or "name",
        )


class CapacityForm(forms.Form):
    """What a partner can do, as somebody there said. Nothing chosen: not known."""

    services = forms.MultipleChoiceField(
        label=_("What they offer"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=lambda: _services(but=ANYBODY),
    )
    sexes = forms.MultipleChoiceField(
        label=_("Who they take"), choices=SEXES, widget=forms.CheckboxSelectMultiple, required=False
    )
    youngest = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    oldest = forms.IntegerField(label=_("To age"), min_value=0, max_value=120, required=False)
    places = forms.IntegerField(
        label=_("Free places"),
        min_value=0,
        max_value=999,
        required=False,
        help_text=_("As they said on this day. It counts until tomorrow."),
    )
    said_on = DayField(label=_("Said on"), required=False)


def _services(but: frozenset[PartnerService]) -> list[tuple[str, PageText]]:
    """The services in the language of the page."""
    return [
        (service.value, translated(service.label))
        for service in PartnerService
        if service not in but
    ]
