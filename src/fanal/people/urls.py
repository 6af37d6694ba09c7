"""The site map of people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.people import views
from fanal.web.navigation import MenuEntry

app_name = "people"

WORKS_ON_CASES = {Permission.WORK_CASES}

NAVIGATION = [
    MenuEntry(_("People"), "people:search", "people", 20, WORKS_ON_CASES),
    MenuEntry(_("Find a person or a case"), "people:find", "find", 21, WORKS_ON_CASES),
    MenuEntry(
        _("Emergency group"), "people:emergency_group", "organisation", 78, {Permission.GRANT}
    ),
]

urlpatterns = [
    path("", views.search, name="search"),
    path("find/", views.find, name="find"),
    path("new/", views.new, name="new"),
    path("emergency-group/", views.emergency_group, name="emergency_group"),
    path("emergency-group/older/", views.cover, name="cover"),
    path("<uuid:person_id>/", views.person, name="person"),
    path("<uuid:person_id>/name/", views.reveal, name="reveal"),
    path("<uuid:person_id>/identity/", views.identity, name="identity"),
    path("<uuid:person_id>/names/", views.add_name, name="add_name"),
    path("<uuid:person_id>/names/<uuid:name_id>/", views.use_name, name="use_name"),
    path("<uuid:person_id>/births/", views.add_birth, name="add_birth"),
    path("<uuid:person_id>/births/<uuid:birth_id>/", views.retract_birth, name="retract_birth"),
    path("<uuid:person_id>/details/", views.details, name="details"),
    path("<uuid:person_id>/near/", views.near, name="near"),
    path("<uuid:person_id>/undo/<uuid:comparison_id>/", views.undo, name="undo"),
]
