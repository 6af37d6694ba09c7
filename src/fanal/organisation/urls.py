"""The site map of the organisation itself."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.organisation import waiting
from fanal.organisation.views import deciding, pages
from fanal.web.decisions import RequestKind
from fanal.web.navigation import MenuEntry

app_name = "organisation"

NAVIGATION = [
    MenuEntry(
        _("Set-up"), "organisation:set_up", "organisation", 79, {Permission.MANAGE_ACCOUNTS},
    ),
    MenuEntry(
        _("Offices and teams"), "organisation:list", "organisation", 82,
        {Permission.MANAGE_ACCOUNTS, Permission.SEE_OVERVIEW},
    ),
]  # fmt: skip
DECISIONS = [
    RequestKind(
        "organisation", _("Agree to a change of the organisation"),
        "organisation.OrganisationChange", frozenset({Permission.SEE_OVERVIEW}),
        rows=waiting.changes, mailed=False,
        some="SELECT 1 FROM organisation_organisationchange",
        takes=_(
            "It takes a director: another than who asked, and than the person whose account it is."
        ),
    ),
]  # fmt: skip

urlpatterns = [
    path("", pages.listed, name="list"),
    path("set-up/", pages.set_up, name="set_up"),
    path("offices/new/", pages.new_office, name="new_office"),
    path("offices/<uuid:office_id>/", pages.office, name="office"),
    path("teams/new/", pages.new_team, name="new_team"),
    path("teams/<uuid:team_id>/", pages.team, name="team"),
    path("teams/<uuid:team_id>/reach/", pages.reach, name="reach"),
    path("teams/<uuid:team_id>/close/", pages.close_team, name="close_team"),
    path("people/<uuid:person_id>/", pages.person, name="person"),
    path("changes/", deciding.changes, name="changes"),
    path("changes/<uuid:change_id>/agree/", deciding.agree, name="agree"),
    path("changes/<uuid:change_id>/refuse/", deciding.refuse, name="refuse"),
    path("changes/<uuid:change_id>/back/", deciding.take_back, name="take_back"),
]
