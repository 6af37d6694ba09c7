"""The site map of journeys."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.journeys.queries.in_danger import shown_in_danger, stored_states
from fanal.journeys.views import (
    custodians,
    decisions,
    events,
    incoming_handovers,
    journeys,
    missed_alarms,
    missing,
    papers,
    plans,
)
from fanal.web.menu_counts import MenuCount
from fanal.web.navigation import MenuEntry

app_name = "journeys"

IN_DANGER = MenuCount(
    lambda user: {"stored": stored_states(user)},
    lambda user, found: shown_in_danger(user, found["stored"]),
)
SEES_BOARD = {Permission.WORK_CASES, Permission.SEE_OVERVIEW}

NAVIGATION = [
    MenuEntry(
        _("Tonight"),
        "journeys:board",
        "journeys",
        33,
        SEES_BOARD,
        count=IN_DANGER,
        danger=True,
        thumb=4,
        icon="tonight",
    ),
    MenuEntry(_("Journeys"), "journeys:list", "journeys", 35, SEES_BOARD, args=("open",)),
]

urlpatterns = [
    path("", journeys.board, name="board"),
    path("print/", papers.tonight, name="print_board"),
    path("all/<slug:which>/", journeys.listed, name="list"),
    path("new/", journeys.new, name="new"),
    path("not-called/", missed_alarms.not_called, name="not_called"),
    path("certificates/check/", papers.check, name="check_certificate"),
    path("certificates/<uuid:certificate_id>/", papers.paper, name="certificate"),
    path("cases/<uuid:case_id>/", journeys.of_case, name="case"),
    path("cases/<uuid:case_id>/certificates/", papers.listed, name="certificates"),
    path("cases/<uuid:case_id>/certificate/", papers.keep, name="keep_certificate"),
    path("<uuid:journey_id>/", journeys.journey, name="journey"),
    path("<uuid:journey_id>/map.svg", journeys.drawn, name="map"),
    path("<uuid:journey_id>/lead/", plans.give, name="give_lead"),
    path("<uuid:journey_id>/day/", plans.put_off, name="put_off"),
    path("<uuid:journey_id>/hands/", custodians.add, name="custodians"),
    path("<uuid:journey_id>/hands/<uuid:custodian_id>/", custodians.phone, name="phone"),
    path(
        "<uuid:journey_id>/hands/<uuid:custodian_id>/remove/",
        custodians.remove,
        name="remove_custodian",
    ),
    path(
        "<uuid:journey_id>/hands/<uuid:custodian_id>/decide/",
        decisions.ask_about_custodian,
        name="ask_about_custodian",
    ),
    path("<uuid:journey_id>/decide/", decisions.ask_departure, name="ask_departure"),
    path("<uuid:journey_id>/decide/<uuid:decision_id>/", decisions.decision, name="decision"),
    path("<uuid:journey_id>/decide/<uuid:decision_id>/end/", decisions.end, name="end_decision"),
    path("<uuid:journey_id>/group/", missing.group, name="group"),
    path("<uuid:journey_id>/leg/", custodians.leg, name="leg"),
    path("<uuid:journey_id>/leg/<uuid:leg_id>/", custodians.change_leg, name="change_leg"),
    path("<uuid:journey_id>/leg/<uuid:leg_id>/remove/", custodians.remove_leg, name="remove_leg"),
    path("<uuid:journey_id>/person/", journeys.person, name="person"),
    path("<uuid:journey_id>/plan/", plans.plan, name="plan"),
    path("<uuid:journey_id>/plan/<slug:part>/", plans.write, name="write_plan"),
    path("<uuid:journey_id>/paper/", papers.new, name="paper"),
    path("<uuid:journey_id>/paper/<uuid:paper_id>/", papers.held, name="paper_held"),
    path("<uuid:journey_id>/go/", journeys.go, name="go"),
    path("<uuid:journey_id>/end/", events.end, name="end"),
    path("<uuid:journey_id>/happened/", events.happened, name="happened"),
    path("<uuid:journey_id>/sign/", events.sign, name="sign"),
    path("<uuid:journey_id>/let-go/", events.let_go, name="let_go"),
    path("<uuid:journey_id>/give/", events.give, name="give"),
    path("<uuid:journey_id>/receive/<uuid:handover>/", events.receive, name="receive"),
    path("<uuid:journey_id>/arrived/<uuid:handover>/", incoming_handovers.arrived, name="arrived"),
    path("<uuid:journey_id>/not-taken/<uuid:handover>/", events.not_taken, name="not_taken"),
    path("<uuid:journey_id>/settle/", events.settle, name="settle"),
    path("<uuid:journey_id>/count/", missing.reconciled, name="count"),
    path("notices/<uuid:notice_id>/", incoming_handovers.notice, name="notice"),
    path("missing/<uuid:sheet_id>/", missing.sheet, name="missing_sheet"),
    path("missing/<uuid:sheet_id>/agree/", missing.agree, name="agree_to_look"),
    path("missing/<uuid:sheet_id>/print/", missing.printed, name="print_missing"),
    path("missing/<uuid:sheet_id>/photo/", missing.photo, name="missing_photo"),
    path("<uuid:journey_id>/missing/<uuid:person_id>/", missing.dossier, name="dossier"),
    path(
        "<uuid:journey_id>/papers/<uuid:person_id>/", missing.journey_papers, name="journey_papers"
    ),
]
