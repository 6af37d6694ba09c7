"""The site map of people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.people import views, waiting
from fanal.web.decisions import RequestKind
from fanal.web.navigation import MenuEntry

app_name = "people"

NAVIGATION = [
    MenuEntry(_("People"), "people:search", 30, Permission.WORK_CASES),
    MenuEntry(_("Search"), "people:name_index", 85, Permission.SEE_OVERVIEW),
    MenuEntry(_("Search"), "people:name_index", 85, Permission.MANAGE_ACCOUNTS),
]
DECISIONS = [
    RequestKind(
        "name_index", _("Keep an index of names"), "people.NameIndexDecision",
        frozenset({Permission.SEE_OVERVIEW, Permission.MANAGE_ACCOUNTS}), rows=waiting.name_index,
        some="SELECT 1 FROM people_nameindexdecision WHERE agreed_on IS NULL",
        takes=_("It takes a director and an administrator together."),
    ),
]  # fmt: skip

urlpatterns = [
    path("", views.search, name="search"),
    path("new/", views.new, name="new"),
    path("emergency-group/", views.emergency_group, name="emergency_group"),
    path("emergency-group/older/", views.cover, name="cover"),
    path("index/", views.name_index, name="name_index"),
    path("index/agree/", views.agree_index, name="agree_index"),
    path("index/end/", views.end_index, name="end_index"),
    path("index/<uuid:team_id>/", views.make_index, name="make_index"),
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
