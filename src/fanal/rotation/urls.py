"""Keys that are being replaced."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.rotation import views
from fanal.web.navigation import MenuEntry

app_name = "rotation"

NAVIGATION = [
    MenuEntry(
        _("New keys"),
        "rotation:list",
        "organisation",
        86,
        {Permission.MANAGE_ACCOUNTS, Permission.GRANT},
    )
]

urlpatterns = [
    path("", views.listed, name="list"),
    path("go-on/", views.go_on, name="go_on"),
    path("people/<uuid:person_id>/", views.suspect_person, name="suspect_person"),
    path("teams/<uuid:team_id>/", views.suspect_team, name="suspect_team"),
]
