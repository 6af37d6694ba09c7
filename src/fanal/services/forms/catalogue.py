"""What is asked of the catalogue of services."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team
from fanal.partners.forms.areas import area_field
from fanal.partners.models import Partner
from fanal.partners.words import SEXES
from fanal.services.words import kinds_by_support
from fanal.web.forms import NOTHING
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import CountriesField, LanguagesField
from fanal.web.forms.offering import Choices, OfferingForm
from fanal.web.forms.texts import long_answer, short_answer

OURS, THEIRS = "team", "partner"


class CatalogueForm(OfferingForm):
    """A row of the catalogue. Who gives it is only asked of a new one."""

    only_if_offered = ("giver",)
    later: Later = {
        _("Who they take"): ("sexes", "youngest", "oldest", "children"),
        _("Languages and nationalities"): ("languages", "nationalities"),
        _("What they ask for"): ("status", "police", "closed"),
        _("More"): ("places_in_all", "waiting_days", "complaints", "words", "confirmed_on"),
    }

    kind = forms.ChoiceField(label=_("What kind"), choices=lambda: [("", "—"), *kinds_by_support()])
    giver = forms.ChoiceField(label=_("Provided by"), choices=[NOTHING])
    area = area_field(_("Where?"))
    places = forms.IntegerField(label=_("Free places"), min_value=0, required=False)
    opening = short_answer(_("Open when"), required=False)
    cost = short_answer(_("What it costs her"), required=False)
    said_by = short_answer(
        _("Who says so?"), help_text=_("Function, no name: “the nurse at the desk”.")
    )
    sexes = forms.MultipleChoiceField(
        label=_("Who they take"), choices=SEXES, required=False, widget=forms.CheckboxSelectMultiple
    )
    youngest = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    oldest = forms.IntegerField(label=_("To age"), min_value=0, max_value=120, required=False)
    children = forms.BooleanField(label=_("Her children may come along"), required=False)
    languages = LanguagesField(label=_("Languages"), required=False)
    nationalities = CountriesField(label=_("Only of these nationalities"), required=False)
    status = forms.BooleanField(label=_("Only with a residence status"), required=False)
    police = forms.BooleanField(label=_("Only with a report to the police"), required=False)
    closed = forms.BooleanField(label=_("She may not go out freely"), required=False)
    places_in_all = forms.IntegerField(label=_("Places in all"), min_value=0, required=False)
    waiting_days = forms.IntegerField(label=_("Days to wait"), min_value=0, required=False)
    complaints = short_answer(_("Where she can complain"), required=False)
    words = long_answer(_("What to know about it"), 3, required=False)
    confirmed_on = DayField(label=_("Said on"), required=False, near=PAST)


def givers_of(teams: Iterable[Team], partners: Iterable[Partner]) -> list[tuple[str, Choices]]:
    """Who can give a service, in two groups: ours first."""
    named = sorted(
        ((f"{THEIRS}:{partner.id}", partner.name) for partner in partners), key=lambda o: o[1]
    )
    ours = [(f"{OURS}:{team.id}", team.name) for team in teams]
    return [(str(_("Our teams")), ours), (str(_("Partners")), named)]


class FindOfferForm(forms.Form):
    """What the catalogue is asked for; what is not filled in asks for nothing."""

    kind = forms.ChoiceField(
        label=_("What kind"), required=False, choices=lambda: [("", _("Any")), *kinds_by_support()]
    )
    area = area_field(_("Where"), help_text="")


class NothingForm(forms.Form):
    """A question that is answered by its button."""
