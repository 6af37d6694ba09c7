"""The form of an invitation, and what it has in common with every form about an account."""

from collections.abc import Iterable
from typing import Unpack

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fanal.accounts.access import case_teams
from fanal.accounts.models import Office, Team
from fanal.core.roles import Role
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import ShownName
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData
from fanal.web.words import translated


class PlaceForm(forms.Form):
    """What somebody does here: a part of every form about an account. Where there are several
    offices, and the teams say which, hours are shown by that one."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        choices=lambda: [
            (role.value, f"{translated(role.label)} – {translated(role.description)}")
            for role in Role
        ],
    )
    office = forms.ModelChoiceField(
        Office.objects.order_by("name"), label=_("Office"), empty_label=None
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        field_of(self, "teams", forms.ModelMultipleChoiceField).queryset = case_teams()
        if Office.objects.count() > 1:
            field = field_of(self, "office", forms.ModelChoiceField)
            field.required, field.empty_label = False, _("The office of the team")
            field.choices = forms.models.ModelChoiceIterator(field)

    def clean(self) -> Answers:
        """The office is that of her team, unless another one was chosen."""
        cleaned = super().clean() or self.cleaned_data
        if "office" in cleaned and cleaned["office"] is None:
            cleaned["office"] = self._office_of(cleaned.get("teams", ()))
        return cleaned

    def _office_of(self, teams: Iterable[Team]) -> Office | None:
        offices = {team.office_id for team in teams}
        if len(offices) == 1:
            return Office.objects.get(pk=offices.pop())
        self.add_error("office", _("No team says which office: choose it."))
        return None


class InvitationForm(PlaceForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    display_name = ShownName(label=_("Name shown to colleagues"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("email", "display_name", "role", "teams", "office", "language")

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndAllTheSame(forms.Form):
    """Where something opens to nobody else: it may have to be, and never by mistake."""

    all_the_same = forms.BooleanField(label=_("I have read it: end the account all the same"))
