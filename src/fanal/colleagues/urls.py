"""The site map of supervision, of what colleagues have shown, and of incidents."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.colleagues import complaint_views, views
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "colleagues"

NAVIGATION = [
    MenuEntry(
        _("Supervision and courses"), "colleagues:list", "organisation", 91,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(_("Incidents"), "colleagues:incidents", "organisation", 92),
    MenuEntry(
        _("Complaints about colleagues"), "colleagues:complaints", "today", 20,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
]  # fmt: skip

urlpatterns = [
    path("", views.listed, name="list"),
    path("mine/", views.mine, name="mine"),
    path("people/<uuid:user_id>/", views.colleague, name="colleague"),
    path("people/<uuid:user_id>/plan/", views.plan, name="plan"),
    path("people/<uuid:user_id>/qualification/", views.qualify, name="qualify"),
    path("meetings/<uuid:meeting_id>/<slug:answer>/", views.answer, name="answer"),
    path("complaints/", complaint_views.listed, name="complaints"),
    path("complaints/new/", complaint_views.new, name="complain"),
    path("complaints/<uuid:complaint_id>/", complaint_views.complaint, name="complaint"),
    path("complaints/<uuid:complaint_id>/close/", complaint_views.close_case, name="close_case"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/", views.report, name="report"),
    path("incidents/<uuid:incident_id>/", views.incident, name="incident"),
    path("incidents/<uuid:incident_id>/seen/", views.seen, name="seen"),
    path("incidents/<uuid:incident_id>/note/", views.note, name="note"),
    path("incidents/<uuid:incident_id>/end/", views.end, name="end"),
]
