"""The site map of the catalogue of services, and of the services of a case."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import READS_NUMBERS, Permission
from fanal.services.views import case, catalogue, choosing, indicators
from fanal.web.navigation import MenuEntry

app_name = "services"

NAVIGATION = [
    MenuEntry(
        _("Service catalogue"), "services:catalogue", "partners", 64, {Permission.WORK_PARTNERS}
    ),
    MenuEntry(
        _("Needs without a service"),
        "services:without",
        "today",
        18,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("Support in numbers"),
        "services:indicators",
        "numbers",
        71,
        READS_NUMBERS | {Permission.LEAD_CASES},
        icon="hands",
    ),
]

urlpatterns = [
    path("", catalogue.listed, name="catalogue"),
    path("new/", catalogue.new, name="new_offer"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/file/", indicators.as_file, name="indicators_file"),
    path("without/", indicators.without, name="without"),
    path("without/late/", indicators.late, name="late"),
    path("offers/<uuid:offer_id>/", catalogue.offer, name="offer"),
    path("offers/<uuid:offer_id>/change/", catalogue.change, name="change_offer"),
    path("offers/<uuid:offer_id>/confirm/", catalogue.confirm, name="confirm_offer"),
    path("offers/<uuid:offer_id>/end/", catalogue.end, name="end_offer"),
    path("<uuid:case_id>/", case.services, name="case"),
    path("<uuid:case_id>/new/", case.new, name="new"),
    path("<uuid:case_id>/<uuid:service_id>/", case.service, name="service"),
    path("<uuid:case_id>/<uuid:service_id>/change/", case.change, name="change"),
    path("<uuid:case_id>/<uuid:service_id>/happened/", case.happened, name="happened"),
    path("<uuid:case_id>/<uuid:service_id>/ended/", case.ended, name="ended"),
    path("<uuid:case_id>/<uuid:service_id>/take-back/", case.take_back, name="take_back"),
    path("<uuid:case_id>/<uuid:service_id>/who/", choosing.who, name="who"),
    path("<uuid:case_id>/<uuid:service_id>/choose/", choosing.choose, name="choose"),
]
