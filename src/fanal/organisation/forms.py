"""The forms in which a change is asked for."""

from collections.abc import Iterable
from contextlib import suppress

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.accounts.access import case_teams
from fanal.accounts.forms import PlaceForm
from fanal.accounts.models import Office, Team, User
from fanal.core.roles import Role
from fanal.organisation.changes.base import Values, text
from fanal.organisation.changes.reach import MOST_DAYS
from fanal.partners.forms.areas import area_field
from fanal.web import time_zones
from fanal.web.forms.dates import DayField
from fanal.web.forms.names import CountryField, LanguagesField
from fanal.web.forms.offering import Narrowed
from fanal.web.forms.texts import ShownName
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData
from fanal.web.words import translated

NAME = {"autocomplete": "off", "spellcheck": "false"}


class ProposedChangeForm(forms.Form):
    """The form of a change. `values`: the answers as JSON holds them. `seen`: what they were when
    it was shown."""

    def values(self) -> Values:
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


class OfficeForm(ProposedChangeForm):
    name = ShownName(label=_("Name"), max_length=80, widget=forms.TextInput(NAME))
    country = CountryField(label=_("Country"), required=True)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("“Tonight” and all hours are shown by it to the people of this office."),
        required=False,  # of a country with one, that one
    )
    languages = LanguagesField(label=_("Languages spoken there"))

    def __init__(self, data: FormData = None, *, of: Values) -> None:
        super().__init__(data, initial=dict(of))
        country = self._typed_country() if self.is_bound else text(of, "country")
        chosen = str(self["time_zone"].value() or "")
        field_of(self, "time_zone", forms.ChoiceField).choices = time_zones.choices(country, chosen)

    def _typed_country(self) -> str:
        with suppress(forms.ValidationError):
            return str(field_of(self, "country", CountryField).clean(self["country"].data))
        return ""

    def clean(self) -> Answers:
        cleaned: Answers = super().clean() or self.cleaned_data
        if "country" in cleaned and not cleaned.get("time_zone"):
            cleaned["time_zone"] = time_zones.of_country(cleaned["country"])
        return cleaned


class TeamEditForm(ProposedChangeForm):
    name = ShownName(label=_("Name"), max_length=80, widget=forms.TextInput(NAME))
    office = forms.ModelChoiceField(
        Office.objects.order_by("name"), label=_("Office"), empty_label=None
    )

    def __init__(self, data: FormData = None, *, of: Values) -> None:
        super().__init__(data, initial=dict(of))


class NewTeamForm(TeamEditForm):
    lead = forms.ChoiceField(
        label=_("First lead"),
        required=False,
        help_text=_("She gets the key of the team. Who is not here yet is invited afterwards."),
        error_messages={
            "invalid_choice": _(
                "She cannot be its first lead now. Choose another, or nobody: she is invited "
                "afterwards."
            )
        },
    )

    def __init__(self, data: FormData = None, *, of: Values, leads: Narrowed) -> None:
        super().__init__(data, of=of)
        field = field_of(self, "lead", forms.ChoiceField)
        field.choices = [("", _("A colleague who is invited afterwards")), *leads.names.items()]
        # Whoever looks for her in vain reads why, and does not take the team for led.
        field.help_text = " ".join(filter(None, [str(field.help_text), leads.left_out]))


class ReachForm(ProposedChangeForm):
    area = area_field(_("Country or area"), required=True, help_text="")
    days = forms.IntegerField(label=_("Days to get there"), min_value=0, max_value=MOST_DAYS)
    languages = LanguagesField(label=_("Languages it speaks there"))
    permitted = forms.BooleanField(label=_("May work there"), required=False)
    permitted_until = DayField(label=_("Permit until"), required=False)

    def values(self) -> Values:
        values = dict(super().values())
        return values | {"permitted_until": values["permitted_until"] or ""}


class AccountForm(PlaceForm, ProposedChangeForm):
    display_name = ShownName(
        label=_("Name shown to colleagues"), max_length=80, widget=forms.TextInput(NAME)
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ("display_name", "email", "role", "teams", "office")

    def __init__(self, data: FormData = None, *, of: Values, user: User) -> None:
        super().__init__(data, initial=dict(of))
        field_of(self, "teams", forms.ModelMultipleChoiceField).help_text = _(
            "Those that were closed, and the emergency group, stay as they are."
        )
        self.user = user
        if not field_of(self, "office", forms.ModelChoiceField).required and self._is_of_her_team():
            self.initial["office"] = ""  # it goes with her team

    def _is_of_her_team(self) -> bool:
        offices = self.user.teams.filter(pk__in=case_teams().values("pk")).values_list("office")
        return {office for (office,) in offices} == {self.user.office_id}

    def _office_of(self, teams: Iterable[Team]) -> Office | None:
        """Return her office, which she keeps where no team or several say which."""
        chosen = list(teams)
        several = len({team.office_id for team in chosen}) > 1
        return self.user.office if several or not chosen else super()._office_of(chosen)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def values(self) -> Values:
        """Return the values with the teams that no list offers, where the role may be in any."""
        values = dict(super().values())
        stays = Role(str(values["role"])).agreed_to_by is not None
        teams_kept = self.user.teams.exclude(pk__in=case_teams().values("pk")) if stays else ()
        chosen = values["teams"] if isinstance(values["teams"], list) else []
        values["teams"] = sorted([*chosen, *(str(team.pk) for team in teams_kept)])
        return values


class SuccessorForm(ProposedChangeForm):
    """The question who follows a colleague. `known`: who can follow; `proposed`: of her role and
    office."""

    to = forms.ChoiceField(
        label=_("Who follows"), error_messages={"required": _("Choose who follows.")}
    )

    def __init__(
        self, data: FormData = None, *, known: Iterable[User], proposed: User | None
    ) -> None:
        super().__init__(data, initial={"to": str(proposed.pk) if proposed else ""})
        people = [(str(user.pk), _user_words(user)) for user in known]
        field_of(self, "to", forms.ChoiceField).choices = [("", "–"), *people]


def _user_words(user: User) -> str:
    return f"{user} · {translated(Role(user.role).label)} · {user.office}"


class ClosingForm(ProposedChangeForm):
    """What is asked for stands on the page; nothing is typed."""


def _plain(value: object) -> str | int | bool | list[str] | None:
    if value is None or isinstance(value, (bool, int)):
        return value
    if hasattr(value, "pk"):
        return str(value.pk)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, str):
        return value
    return sorted(str(row.pk) for row in value)  # type: ignore[attr-defined]  # of a QuerySet
