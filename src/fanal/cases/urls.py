"""The site map of cases."""

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.cases.deciding import STATE
from fanal.cases.queries import waiting
from fanal.cases.queries.lists import late_count
from fanal.cases.views import (
    case,
    closing,
    consents,
    documents,
    emergencies,
    lists,
    needs,
    present,
    sections,
    tasks,
    who_may,
)
from fanal.core.roles import Permission
from fanal.web.decisions import RequestKind
from fanal.web.navigation import MenuEntry

app_name = "cases"

NAVIGATION = [
    MenuEntry(_("Overview"), "cases:overview", 5, Permission.SEE_OVERVIEW),
    MenuEntry(_("Cases"), "cases:list", 10, Permission.WORK_CASES),
    MenuEntry(_("Cases"), "cases:list", 10, Permission.WORK_LEGAL),
    MenuEntry(
        _("Tasks"),
        "cases:tasks",
        15,
        Permission.WORK_CASES,
        count=lambda user: late_count(user, timezone.localdate()),
    ),
    MenuEntry(_("Open a case in an emergency"), "cases:emergency", 60, Permission.BREAK_GLASS),
    MenuEntry(_("Emergency openings"), "cases:reviews", 65, Permission.REVIEW_BREAK_GLASS),
]
DECISIONS = [
    RequestKind(
        "closure", _("Agree to close a case"), "cases.Closure",
        frozenset({Permission.WORK_CASES}), rows=waiting.closures,
        some="SELECT 1 FROM cases_closure WHERE agreed_on IS NULL AND dropped_on IS NULL",
        takes=_("It takes another colleague of the team."),
    ),
    RequestKind(
        STATE, _("Decide whether she is in danger: two answers do not agree"), "cases.StateCode",
        frozenset({Permission.LEAD_CASES}), rows=waiting.states,
        some="SELECT 1 FROM cases_statecode s JOIN cases_case c ON c.id = s.case_id "
        "WHERE s.may_need_lead AND NOT c.closed",
        takes=_("It takes a lead of the team, whom no conflict keeps out."),
    ),
    RequestKind(
        "opening", _("Review an emergency opening"), "cases.BreakGlass",
        frozenset({Permission.REVIEW_BREAK_GLASS}),
        rows=waiting.openings, count=waiting.how_many_openings,
        some="SELECT 1 FROM cases_breakglass WHERE reviewed_on IS NULL",
        takes=_("It takes a lead of the team of the case, or a director, other than you."),
    ),
]  # fmt: skip

urlpatterns = [
    path("", lists.cases, name="list"),
    path("closed/", lists.closed, name="closed"),
    path("tasks/", lists.tasks, name="tasks"),
    path("overview/", lists.overview, name="overview"),
    path("emergency/", emergencies.emergency, name="emergency"),
    path("reviews/", emergencies.reviews, name="reviews"),
    path("reviews/<uuid:broken_id>/", emergencies.review, name="review"),
    path("new/<uuid:person_id>/", case.new, name="new"),
    path("<uuid:case_id>/", case.case, name="case"),
    path("<uuid:case_id>/also/", case.also, name="also"),
    path("<uuid:case_id>/off/<uuid:person_id>/", case.off, name="off"),
    path("<uuid:case_id>/kinds/", case.kinds, name="kinds"),
    path("<uuid:case_id>/state/<uuid:person_id>/", present.state, name="state"),
    path("<uuid:case_id>/state/<uuid:person_id>/danger/", present.in_danger, name="in_danger"),
    path("<uuid:case_id>/state/<uuid:person_id>/over/", present.no_longer, name="no_longer"),
    path("<uuid:case_id>/state/<uuid:person_id>/heard/", present.heard, name="heard"),
    path("<uuid:case_id>/state/<uuid:person_id>/decide/", present.decide, name="decide"),
    path("<uuid:case_id>/stage/", case.stage, name="stage"),
    path("<uuid:case_id>/assign/", case.assign, name="assign"),
    path("<uuid:case_id>/<slug:section>/section/", sections.section, name="section"),
    path("<uuid:case_id>/<slug:section>/mark/", sections.mark, name="mark"),
    path("<uuid:case_id>/write/<slug:kind>/", sections.write, name="write"),
    path("<uuid:case_id>/under/<uuid:under_id>/<slug:kind>/", sections.write, name="write_under"),
    path("<uuid:case_id>/entries/<uuid:entry_id>/", sections.edit, name="edit"),
    path("<uuid:case_id>/entries/<uuid:entry_id>/correct/", sections.correct, name="correct"),
    path("<uuid:case_id>/needs/", needs.onward, name="needs"),
    path("<uuid:case_id>/needs/<int:number>/", needs.need, name="need"),
    path("<uuid:case_id>/needs/<int:number>/left/", needs.left, name="need_left"),
    path("<uuid:case_id>/consent/", consents.record, name="consent"),
    path("<uuid:case_id>/consent/<uuid:consent_id>/", consents.withdraw, name="withdraw"),
    path(
        "<uuid:case_id>/consent/<uuid:consent_id>/partner/",
        consents.choose_partner,
        name="choose_partner",
    ),
    path("<uuid:case_id>/tasks/", tasks.add, name="task"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/", tasks.reschedule, name="reschedule"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/done/", tasks.finish, name="finish"),
    path("<uuid:case_id>/documents/", documents.add, name="document"),
    path("<uuid:case_id>/documents/<uuid:document_id>/", documents.take_out, name="take_out"),
    path("<uuid:case_id>/closure/", closing.ask_to_close, name="close"),
    path("<uuid:case_id>/closure/agree/", closing.agree, name="agree"),
    path("<uuid:case_id>/closure/drop/", closing.drop, name="drop"),
    path("<uuid:case_id>/reopen/", closing.reopen, name="reopen"),
    path("<uuid:case_id>/who/", who_may.who, name="who"),
    path("<uuid:case_id>/who/grant/", who_may.give, name="give"),
    path("<uuid:case_id>/who/take-back/<uuid:user_id>/", who_may.take_back, name="take_back"),
    path("<uuid:case_id>/who/keep-out/", who_may.keep_out, name="keep_out"),
    path("<uuid:case_id>/who/let-in/<uuid:conflict_id>/", who_may.let_in, name="let_in"),
]
