"""The site map of grants, of the money of a case, and of the day of finance."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.funds import waiting
from fanal.funds.views import case, finance, grants
from fanal.web.decisions import RequestKind
from fanal.web.navigation import MenuEntry

app_name = "funds"

NAVIGATION = [
    MenuEntry(
        _("Payments"), "funds:today", "today", 2, {Permission.WORK_FUNDS}, thumb=1, icon="today",
    ),
    MenuEntry(
        _("Grants"), "funds:grants", "numbers", 72,
        {Permission.WORK_FUNDS, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("Exchange rates"), "funds:rates", "numbers", 73,
        {Permission.WORK_FUNDS, Permission.SEE_OVERVIEW},
    ),
]  # fmt: skip
DECISIONS = [
    RequestKind(
        "money", _("Agree to money for somebody"), "funds.MoneyRequest",
        frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW}), rows=waiting.money,
        some="SELECT 1 FROM funds_moneyrequest r WHERE over_on IS NULL AND "
        "(SELECT COUNT(*) FROM funds_moneyapproval a WHERE a.request_id = r.id) < 2",
        takes=_(
            "It takes two: a lead of the team and a director, or another lead. Never who asked, "
            "nor who pays."
        ),
    ),
]  # fmt: skip

urlpatterns = [
    path("", finance.today, name="today"),
    path("slips/<uuid:request_id>/", finance.slip, name="slip"),
    path("slips/<uuid:request_id>/pay/", finance.pay, name="pay"),
    path("slips/<uuid:request_id>/came-back/", finance.came_back, name="came_back"),
    path("slips/<uuid:request_id>/split/", finance.split, name="split"),
    path("slips/<uuid:request_id>/<uuid:movement_id>/undo/", finance.undo, name="undo"),
    path("grants/", grants.listed, name="grants"),
    path("grants/new/", grants.new, name="new_grant"),
    path("grants/<uuid:grant_id>/", grants.grant, name="grant"),
    path("grants/<uuid:grant_id>/lines/new/", grants.new_line, name="new_line"),
    path("lines/<uuid:line_id>/budget/", grants.budget, name="budget"),
    path("rates/", grants.rates, name="rates"),
    path("rates/new/", grants.new_rate, name="new_rate"),
    path("decide/<uuid:request_id>/", case.decide, name="decide"),
    path("cases/<uuid:case_id>/", case.money, name="case"),
    path("cases/<uuid:case_id>/new/", case.new, name="new"),
    path("cases/<uuid:case_id>/<uuid:request_id>/", case.request_page, name="request"),
    path("cases/<uuid:case_id>/<uuid:request_id>/receipt/", case.receipt, name="receipt"),
    path("cases/<uuid:case_id>/<uuid:request_id>/take-back/", case.take_back, name="take_back"),
]
