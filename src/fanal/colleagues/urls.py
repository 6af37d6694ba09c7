"""The site map of supervision, of what colleagues have shown, of incidents and of helpers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.colleagues import complaint_views, helper_views, strain_views, views
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "colleagues"

NAVIGATION = [
    MenuEntry(
        _("Supervision and courses"),
        "colleagues:list",
        "organisation",
        91,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(_("Incidents"), "colleagues:incidents", "organisation", 92, icon="note"),
    MenuEntry(
        _("Interpreters and volunteers"),
        "colleagues:helpers",
        "organisation",
        93,
        {Permission.WORK_CASES, Permission.WORK_LEGAL},
    ),
    MenuEntry(
        _("Complaints about colleagues"),
        "colleagues:complaints",
        "organisation",
        95,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
]

urlpatterns = [
    path("", views.listed, name="list"),
    path("mine/", views.mine, name="mine"),
    path("distrusted/<uuid:user_id>/", views.distrusted, name="distrusted"),
    path("mine/strain/", strain_views.answer, name="strain"),
    path("people/<uuid:user_id>/", views.colleague, name="colleague"),
    path("people/<uuid:user_id>/plan/", views.plan, name="plan"),
    path("people/<uuid:user_id>/qualification/", views.qualify, name="qualify"),
    path("meetings/<uuid:meeting_id>/<slug:answer>/", views.answer, name="answer"),
    path("complaints/", complaint_views.listed, name="complaints"),
    path("complaints/new/", complaint_views.new, name="complain"),
    path("complaints/<uuid:complaint_id>/", complaint_views.complaint, name="complaint"),
    path("complaints/<uuid:complaint_id>/close/", complaint_views.close_case, name="close_case"),
    path("helpers/", helper_views.listed, name="helpers"),
    path("helpers/new/", helper_views.new, name="new_helper"),
    path("helpers/share/", helper_views.share, name="share_helpers"),
    path("helpers/for/<uuid:case_id>/", helper_views.for_case, name="for_case"),
    path(
        "helpers/for/<uuid:case_id>/<uuid:helper_id>/<slug:answer>/",
        helper_views.decide,
        name="decide_helper",
    ),
    path("helpers/close/<uuid:case_id>/", helper_views.close_file, name="close_file"),
    path("helpers/<uuid:helper_id>/", helper_views.helper, name="helper"),
    path("helpers/<uuid:helper_id>/tie/", helper_views.tie, name="tie_helper"),
    path("helpers/<uuid:helper_id>/vet/", helper_views.vet, name="vet_helper"),
    path("helpers/<uuid:helper_id>/pause/", helper_views.pause, name="pause_helper"),
    path("helpers/<uuid:helper_id>/resume/", helper_views.resume, name="resume_helper"),
    path("helpers/<uuid:helper_id>/hours/", helper_views.hours, name="helper_hours"),
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/", views.report, name="report"),
    path("incidents/give/<uuid:director_id>/", views.give_incidents, name="give_incidents"),
    path("incidents/<uuid:incident_id>/", views.incident, name="incident"),
    path("incidents/<uuid:incident_id>/seen/", views.seen, name="seen"),
    path("incidents/<uuid:incident_id>/note/", views.note, name="note"),
    path("incidents/<uuid:incident_id>/end/", views.end, name="end"),
]
