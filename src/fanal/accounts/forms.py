"""The form of an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fanal.accounts.access import case_teams
from fanal.accounts.models import Office, Team
from fanal.core.roles import Role


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=80)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    office = forms.ModelChoiceField(
        Office.objects.order_by("name"), label=_("Office"), empty_label=None
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        label=_("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        teams, role = self.fields["teams"], self.fields["role"]
        assert isinstance(teams, forms.ModelChoiceField)
        assert isinstance(role, forms.ChoiceField)
        teams.queryset = case_teams()
        role.choices = [
            (role.value, f"{gettext(role.label.template)} – {gettext(role.description.template)}")
            for role in Role
        ]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
