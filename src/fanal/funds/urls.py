"""The site map of grants, of the money of a case, and of the day of finance."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.funds.access import TAKES_ADVANCES
from fanal.funds.views import advances, case, figures, finance, goods, grants, payments
from fanal.web.navigation import MenuEntry

app_name = "funds"

NAVIGATION = [
    MenuEntry(
        _("Payments"),
        "funds:today",
        "today",
        2,
        {Permission.WORK_FUNDS},
        thumb=1,
        icon="today",
    ),
    MenuEntry(
        _("Payments by month"),
        "funds:month",
        "numbers",
        71,
        {Permission.WORK_FUNDS},
        icon="money",
    ),
    MenuEntry(
        _("Grants"),
        "funds:grants",
        "numbers",
        72,
        {Permission.WORK_FUNDS, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("Exchange rates"),
        "funds:rates",
        "numbers",
        73,
        {Permission.WORK_FUNDS, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("Goods that were given"),
        "funds:goods",
        "numbers",
        74,
        {Permission.WORK_FUNDS, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("Figures for donors"),
        "funds:figures",
        "numbers",
        76,
        {Permission.WORK_FUNDS, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("My advances"),
        "funds:advances",
        "organisation",
        90,
        set(TAKES_ADVANCES),
        icon="money",
    ),
    MenuEntry(
        _("Money for several at once"), "funds:several", "people", 91, {Permission.WORK_CASES}
    ),
]

urlpatterns = [
    path("", finance.today, name="today"),
    path("month/", finance.month, name="month"),
    path("month/file/", finance.as_file, name="month_file"),
    path("slips/<uuid:request_id>/", finance.slip, name="slip"),
    path("slips/<uuid:request_id>/pay/", finance.pay, name="pay"),
    path("slips/<uuid:request_id>/came-back/", finance.came_back, name="came_back"),
    path("slips/<uuid:request_id>/split/", finance.split, name="split"),
    path("slips/<uuid:request_id>/<uuid:movement_id>/undo/", finance.undo, name="undo"),
    path("slips/<uuid:request_id>/settle/", advances.settle, name="settle"),
    path("advances/", advances.mine, name="advances"),
    path("advances/new/", advances.new, name="new_advance"),
    path("advances/<uuid:advance_id>/", advances.advance, name="advance"),
    path("advances/<uuid:advance_id>/decide/", advances.decide, name="decide_advance"),
    path("advances/<uuid:advance_id>/lost/", finance.advance_lost, name="advance_lost"),
    path("lost/<uuid:loss_id>/", finance.decide_loss, name="decide_loss"),
    path("advances/<uuid:advance_id>/take-back/", advances.take_back, name="take_advance_back"),
    path("several/", goods.several, name="several"),
    path("goods/", goods.goods_list, name="goods"),
    path("goods/new/", goods.new_goods, name="new_goods"),
    path("goods/<uuid:goods_id>/", goods.goods, name="one_of_goods"),
    path("goods/<uuid:goods_id>/move/", goods.move, name="move_goods"),
    path("figures/", figures.listed, name="figures"),
    path("figures/file/", figures.as_file, name="figures_file"),
    path("figures/new/", figures.new, name="new_figure"),
    path("figures/<uuid:figure_id>/", figures.figure, name="figure"),
    path("figures/<uuid:figure_id>/release/", figures.release, name="release_figure"),
    path("figures/<uuid:figure_id>/withdraw/", figures.withdraw, name="withdraw_figure"),
    path("figures/<uuid:figure_id>/left/", figures.left, name="figure_left"),
    path("figures/<uuid:figure_id>/decide/", figures.decide, name="decide_figure"),
    path("grants/", grants.listed, name="grants"),
    path("grants/new/", grants.new, name="new_grant"),
    path("grants/<uuid:grant_id>/", grants.grant, name="grant"),
    path("grants/<uuid:grant_id>/lines/new/", grants.new_line, name="new_line"),
    path("lines/<uuid:line_id>/budget/", grants.budget, name="budget"),
    path("rates/", grants.rates, name="rates"),
    path("rates/new/", grants.new_rate, name="new_rate"),
    path("decide/<uuid:request_id>/", case.decide, name="decide"),
    path("cases/<uuid:case_id>/", case.money, name="case"),
    path("cases/<uuid:case_id>/goods/", goods.hand_out, name="hand_out"),
    path("cases/<uuid:case_id>/new/", case.new, name="new"),
    path("cases/<uuid:case_id>/<uuid:request_id>/", case.request_page, name="request"),
    path("cases/<uuid:case_id>/<uuid:request_id>/receipt/", payments.receipt, name="receipt"),
    path("cases/<uuid:case_id>/<uuid:request_id>/after/", payments.after, name="after"),
    path("cases/<uuid:case_id>/<uuid:request_id>/lost/", payments.lost, name="lost"),
    path("cases/<uuid:case_id>/<uuid:request_id>/take-back/", case.take_back, name="take_back"),
]
