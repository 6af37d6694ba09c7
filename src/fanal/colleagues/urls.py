"""The site map of supervision, of what colleagues have shown, and of incidents."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.colleagues import views
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "colleagues"

NAVIGATION = [
    MenuEntry(
        _("Supervision and courses"), "colleagues:list", "organisation", 91,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(_("Incidents"), "colleagues:incidents", "organisation", 92),
]  # fmt: skip

urlpatterns = [
    path("", views.listed, name="list"),
    path("mine/", views.mine, name="mine"),
    path("people/<uuid:user_id>/", views.colleague, name="colleague"),
    path("people/<uuid:user_id>/plan/", views.plan, name="plan"),
    path("people/<uuid:user_id>/qualification/", views.qualify, name="qualify"),
    path("meetings/<uuid:meeting_id>/<slug:answer>/", views.answer, name="answer"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/", views.report, name="report"),
    path("incidents/<uuid:incident_id>/", views.incident, name="incident"),
    path("incidents/<uuid:incident_id>/seen/", views.seen, name="seen"),
    path("incidents/<uuid:incident_id>/note/", views.note, name="note"),
    path("incidents/<uuid:incident_id>/end/", views.end, name="end"),
]
