"""The site map of the organisation itself."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.organisation.views import absences, asking, pages
from fanal.web.navigation import MenuEntry

app_name = "organisation"

NAVIGATION = [
    MenuEntry(
        _("Set-up"),
        "organisation:set_up",
        "organisation",
        79,
        {Permission.MANAGE_ACCOUNTS},
        icon="task",
    ),
    MenuEntry(
        _("Offices and teams"),
        "organisation:list",
        "organisation",
        82,
        {Permission.MANAGE_ACCOUNTS, Permission.SEE_OVERVIEW},
    ),
]

urlpatterns = [
    path("", pages.listed, name="list"),
    path("set-up/", pages.set_up, name="set_up"),
    path("offices/new/", pages.new_office, name="new_office"),
    path("offices/<uuid:office_id>/", pages.office, name="office"),
    path("teams/new/", pages.new_team, name="new_team"),
    path("teams/<uuid:team_id>/", pages.team, name="team"),
    path("teams/<uuid:team_id>/reach/", pages.reach, name="reach"),
    path("teams/<uuid:team_id>/close/", pages.close_team, name="close_team"),
    path("teams/<uuid:team_id>/closing/", pages.asked_to_close, name="asked_to_close"),
    path("people/<uuid:person_id>/", pages.person, name="person"),
    path("people/<uuid:person_id>/follows/", asking.name_successor, name="name_successor"),
    path("areas/<uuid:area_id>/", asking.reform, name="reform"),
    path("hand-on/", asking.hand_on, name="hand_on"),
    path("away/", absences.away, name="away"),
    path("away/<uuid:team_id>/stand-in/", absences.name_stand_in, name="name_stand_in"),
    path("stand-ins/<uuid:stand_in_id>/end/", absences.end_stand_in, name="end_stand_in"),
    path("stand-ins/<uuid:stand_in_id>/agree/", absences.agree_stand_in, name="agree_stand_in"),
    path("absences/", absences.absences_to_decide, name="absences_to_decide"),
    path("travel/", absences.travel, name="travel"),
    path("travel/back/", absences.ask_back, name="ask_back"),
    path("travel/<uuid:travel_id>/back/", absences.let_back, name="let_back"),
    path("changes/", pages.changes, name="changes"),
    path("changes/<uuid:change_id>/agree/", pages.agree, name="agree"),
    path("changes/<uuid:change_id>/back/", pages.take_back, name="take_back"),
]
