"""The site map of proceedings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.justice.views import case, day, writing
from fanal.web.navigation import MenuEntry

app_name = "justice"

NAVIGATION = [
    MenuEntry(
        _("Hearings and time limits"),
        "justice:day",
        "today",
        16,
        {Permission.WORK_LEGAL, Permission.WORK_CASES},
    )
]

ONE = "<uuid:case_id>/<uuid:proceeding_id>/"
urlpatterns = [
    path("", day.day, name="day"),
    path("compensation/", day.compensation, name="compensation"),
    path("hearings.ics", day.calendar_file, name="calendar"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/new/", writing.new, name="new"),
    path("<uuid:case_id>/below/<uuid:record_id>/", writing.below, name="below"),
    path(ONE, case.proceeding, name="proceeding"),
    path(f"{ONE}pressure/", writing.pressure, name="pressure"),
    path(f"{ONE}change/", writing.change, name="change"),
    path(f"{ONE}write/<slug:kind>/", writing.write, name="write"),
]
