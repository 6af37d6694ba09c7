"""The site map of reviews, risk, best interests, recovery periods and duties to report."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.protection.views import pages, recording
from fanal.web.navigation import MenuEntry

app_name = "protection"

NAVIGATION = [MenuEntry(_("Case reviews"), "protection:late", "today", 17, {Permission.LEAD_CASES})]

urlpatterns = [
    path("", pages.late, name="late"),
    path("decisions/<uuid:decision_id>/", recording.decide, name="decide"),
    path("assessments/<uuid:record_id>/", recording.propose, name="propose"),
    path("<uuid:case_id>/", pages.process, name="case"),
    path("<uuid:case_id>/closing/", recording.closing, name="closing"),
    path("<uuid:case_id>/eighteen/<uuid:person_id>/", pages.eighteen, name="eighteen"),
    path("<uuid:case_id>/<slug:kind>/", recording.of_case, name="of_case"),
    path("<uuid:case_id>/<uuid:person_id>/<slug:kind>/", recording.of_person, name="of_person"),
]
