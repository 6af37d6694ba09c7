"""The site map of people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.people.views import births, persons, search
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
    path("", search.search, name="search"),
    path("find/", search.find, name="find"),
    path("new/", search.new, name="new"),
    path("emergency-group/", persons.emergency_group, name="emergency_group"),
    path("emergency-group/older/", persons.cover, name="cover"),
    path("<uuid:person_id>/", persons.person, name="person"),
    path("<uuid:person_id>/name/", persons.reveal, name="reveal"),
    path("<uuid:person_id>/identity/", persons.identity, name="identity"),
    path("<uuid:person_id>/names/", persons.add_name, name="add_name"),
    path("<uuid:person_id>/names/<uuid:name_id>/", persons.use_name, name="use_name"),
    path("<uuid:person_id>/births/", births.add_birth, name="add_birth"),
    path("<uuid:person_id>/births/<uuid:birth_id>/", births.retract_birth, name="retract_birth"),
    path("<uuid:person_id>/details/", persons.details, name="details"),
    path("<uuid:person_id>/near/", search.near, name="near"),
    path("<uuid:person_id>/undo/<uuid:comparison_id>/", search.undo, name="undo"),
]
