"""Areas are added: one by hand, or several of the starting set. Beside those on file it is asked on
whose ground a new one lies: danger that is known there would not reach it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fanal.partners.forms.areas import AreaChoice, AreaChoices
from fanal.partners.models import Area
from fanal.partners.queries.overlapping_areas import areas_beside
from fanal.partners.starting_set import StartingArea, starting_areas
from fanal.partners.words import AREAS, CERTAINTY
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import ShownName
from fanal.web.forms.typed_fields import field_of
from fanal.web.places import area_name
from fanal.web.typing import FormData


class AreaForm(forms.Form):
    name = ShownName(label=_("Name"), max_length=80)
    code = forms.SlugField(
        label=_("Code"),
        max_length=24,
        error_messages={"invalid": _("Letters without accents, digits and hyphens only.")},
    )
    kind = forms.ChoiceField(label=_("Which kind"), choices=AREAS)
    within = AreaChoice(Area.objects.filter(valid_until=None), label=_("Lies in"), required=False)
    valid_from = DayField(label=_("Since"), required=False)
    overlaps = AreaChoices(
        Area.objects.none(),
        label=_("Does it lie in one of these, or over a part of one?"),
        help_text=_("Danger that is known there follows into it; trust does not."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    apart = forms.BooleanField(label=_("No, it lies apart from all of them"), required=False)
    beside = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: FormData = None, *, country: str = "") -> None:
        """`country`: the code of the one that is proposed. What lies beside it in the same country
        is asked at once; where another is chosen, once it is known in which that is."""
        proposed = Area.objects.filter(code=country, valid_until=None).first()
        super().__init__(data, initial={"within": proposed})
        within = data.get("within") if data else proposed and proposed.pk
        # A country lies in none of those on file, whatever was proposed.
        of_one = bool(data) and self["kind"].data == "country"
        near = None if of_one else areas_beside(str(within or ""))
        if near is None:
            del self.fields["overlaps"], self.fields["apart"], self.fields["beside"]
            return
        field = field_of(self, "overlaps", AreaChoices)
        self.shown = list(near.shown)
        field.queryset, field.choices = near.all, [(one.pk, area_name(one)) for one in self.shown]
        self._ask_of(near.country)

    def _ask_of(self, country: str) -> None:
        """The answer to what was asked of one country is none of another's."""
        self.fields["beside"].initial = country
        if self.is_bound and self.data.get("beside") not in (None, country):
            unasked = {"overlaps", "apart"}
            sent = {name: one for name, one in self.data.items() if name not in unasked}
            self.data = sent | {"beside": country}

    def clean_overlaps(self) -> list[Area]:
        """Return the areas that were shown: danger reaches it anyway from what it lies in, which
        the page may have shown as well."""
        return [one for one in self.cleaned_data["overlaps"] if one in self.shown]

    def clean(self) -> dict[str, Any]:
        """A danger of the country or the province would not reach what lies in nothing; nor one
        of the same ground what is called otherwise."""
        told = self.cleaned_data
        told.pop("beside", None)
        if told.get("kind") == "country":
            return told | {"within": None}
        if not told.get("within"):
            self.add_error("within", _("Say in which country or province it lies."))
        if "apart" in self.fields and bool(told.pop("apart", False)) == bool(told.get("overlaps")):
            self.add_error("overlaps", _("Tick where it lies, or that it lies apart from all."))
        return told


APART = "apart"
TICK = _("Tick which, or that it is none of these.")


class StartingAreasForm(OfferingForm):
    """The starting areas of one country, several at once: it, its provinces, its crossings."""

    codes = forms.MultipleChoiceField(label=_("Which of them"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: FormData = None, *, offered: Mapping[str, str], hand_made: Iterable[Area]
    ) -> None:
        """Ask of each area that somebody added by hand whether one of those chosen lies on its
        ground, once they are chosen; the country itself lies on that of all."""
        super().__init__(data, offered={"codes": offered})
        listed = starting_areas()
        sent = self["codes"].data or ()
        chosen = [code for code in offered if code in sent and listed[code].kind != "country"]
        self.over = {f"over_{one.pk.hex}": one for one in hand_made} if chosen else {}
        choices = [*((code, offered[code]) for code in chosen), (APART, _("None of these areas"))]
        for name, area in self.over.items():
            label = gettext("Which of these lie in {area}, or over a part of it?")
            self.fields[name] = forms.MultipleChoiceField(
                label=label.format(area=area_name(area)),
                help_text=_("Danger that is known there follows into it; trust does not."),
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": TICK},
            )

    def clean(self) -> dict[str, Any]:
        """Return the answers with `overlaps`, by code: the areas on whose ground each lies."""
        told, overlaps = self.cleaned_data, dict[str, list[Area]]()
        for name, area in self.over.items():
            codes = told.pop(name, [])
            if APART in codes and len(codes) > 1:
                self.add_error(name, TICK)
            for code in codes:
                overlaps.setdefault(code, []).append(area)
        return told | {"overlaps": overlaps}


def starting_area_name(area: StartingArea) -> str:
    """Return an area as a choice: what it is called, of what kind, and how sure we are of it."""
    doubt = f" ({CERTAINTY[area.certainty]})" if area.certainty in CERTAINTY else ""
    return f"{area_name(area)} · {AREAS[area.kind]}{doubt}"
