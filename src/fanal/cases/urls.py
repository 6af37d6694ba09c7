"""The site map of cases."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.cases.queries.late_number import LATE
from fanal.cases.views import (
    agenda,
    bulk,
    calendar,
    carers,
    case,
    case_list,
    closing,
    coding,
    consents,
    document_pages,
    documents,
    emergencies,
    entries,
    needs,
    present,
    printing,
    sections,
    tasks,
    timeline,
    today,
    who_may,
)
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "cases"

HOLDS_CASES = {Permission.WORK_CASES, Permission.WORK_LEGAL}
STARTS_WITH_TODAY = HOLDS_CASES | {Permission.SEE_OVERVIEW}

NAVIGATION = [
    MenuEntry(
        _("Now"), "cases:today", "today", 1, STARTS_WITH_TODAY,
        thumb=1, icon="today", short=_("Today"),
    ),
    MenuEntry(_("Cases"), "cases:list", "people", 10, HOLDS_CASES, thumb=2, icon="case"),
    MenuEntry(
        _("Tasks and calendar"), "cases:tasks", "today", 15, HOLDS_CASES,
        count=LATE, thumb=5, icon="task", short=_("Tasks"),
    ),
    MenuEntry(
        _("Open a case in an emergency"), "cases:emergency", "emergency", 60,
        {Permission.BREAK_GLASS},
    ),
    MenuEntry(
        _("Emergency openings"), "cases:reviews", "organisation", 85,
        {Permission.REVIEW_BREAK_GLASS},
    ),
]  # fmt: skip

urlpatterns = [
    path("", case_list.cases, name="list"),
    path("closed/", case_list.closed, name="closed"),
    path("lists/", case_list.save, name="save_list"),
    path("lists/<uuid:saved_id>/", case_list.forget, name="forget_list"),
    path("hand-over/", bulk.hand_over, name="hand_over"),
    path("hand-over/<uuid:team_id>/<uuid:user_id>/", bulk.hand_over_all, name="hand_over_all"),
    path("tasks/add/", bulk.add_tasks, name="add_tasks"),
    path("tasks/finish/", bulk.finish_tasks, name="finish_tasks"),
    path("print/", bulk.print_chosen, name="print_chosen"),
    path("tasks/", agenda.tasks, name="tasks"),
    path("tasks/calendar/", calendar.calendar_page, name="calendar"),
    path("tasks/calendar/end/", calendar.end, name="end_feed"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
    path("coding/", coding.coding, name="coding"),
    path("coding/go-on/", coding.go_on, name="go_on_coding"),
    path("today/", today.today, name="today"),
    path("overview/", today.overview, name="overview"),
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
    path("<uuid:case_id>/state/<uuid:person_id>/heard/", present.sign_of_life, name="sign_of_life"),
    path("<uuid:case_id>/state/<uuid:person_id>/decide/", present.decide, name="decide"),
    path("<uuid:case_id>/answers-for-her/", carers.decide, name="carer"),
    path("<uuid:case_id>/answers-for-her/<uuid:decision_id>/", carers.agree, name="agree_carer"),
    path("<uuid:case_id>/answers-for-her/<uuid:decision_id>/end/", carers.end, name="end_carer"),
    path("<uuid:case_id>/stage/", case.stage, name="stage"),
    path("<uuid:case_id>/timeline/", timeline.timeline, name="timeline"),
    path("<uuid:case_id>/print/<slug:what>/", printing.printed, name="print"),
    path("<uuid:case_id>/note/", entries.note, name="note"),
    path("<uuid:case_id>/assign/", case.assign, name="assign"),
    path("<uuid:case_id>/<slug:section>/section/", sections.section, name="section"),
    path("<uuid:case_id>/write/<slug:kind>/", entries.write, name="write"),
    path("<uuid:case_id>/under/<uuid:under_id>/<slug:kind>/", entries.write, name="write_under"),
    path("<uuid:case_id>/entries/<uuid:entry_id>/", entries.edit, name="edit"),
    path("<uuid:case_id>/entries/<uuid:entry_id>/correct/", entries.correct, name="correct"),
    path("<uuid:case_id>/needs/", needs.onward, name="needs"),
    path("<uuid:case_id>/needs/<int:number>/", needs.need, name="need"),
    path("<uuid:case_id>/needs/<int:number>/left/", needs.left, name="need_left"),
    path("<uuid:case_id>/consent/", consents.record, name="consent"),
    path("<uuid:case_id>/consents/", consents.conversation, name="consents"),
    path("<uuid:case_id>/needs/together/", entries.needs, name="several_needs"),
    path("<uuid:case_id>/consent/<uuid:consent_id>/", consents.withdraw, name="withdraw"),
    path(
        "<uuid:case_id>/consent/<uuid:consent_id>/partner/",
        consents.choose_partner,
        name="choose_partner",
    ),
    path("<uuid:case_id>/tasks/", tasks.add, name="task"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/", tasks.reschedule, name="reschedule"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/done/", tasks.finish, name="finish"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/undo/", tasks.undo, name="undo_task"),
    path("<uuid:case_id>/documents/", documents.add, name="document"),
    path("<uuid:case_id>/documents/<uuid:document_id>/", documents.take_out, name="take_out"),
    path(
        "<uuid:case_id>/documents/<uuid:document_id>/look/",
        document_pages.page,
        name="document_page",
    ),
    path(
        "<uuid:case_id>/documents/<uuid:document_id>/look/<int:number>/<slug:width>/",
        document_pages.picture,
        name="document_picture",
    ),
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
