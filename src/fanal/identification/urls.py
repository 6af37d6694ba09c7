"""The site map of what the law says of a case."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.identification.views import (
    interviews,
    operations,
    paper,
    questions,
    reading,
    reviews,
    writing,
)
from fanal.web.navigation import MenuEntry

app_name = "identification"

NAVIGATION = [
    MenuEntry(
        _("Operations"),
        "identification:operations",
        "journeys",
        40,
        {Permission.WORK_CASES, Permission.SEE_OVERVIEW},
    )
]

PERSON = "<uuid:case_id>/<uuid:person_id>/"

urlpatterns = [
    path("operations/", operations.operations, name="operations"),
    path("operations/new/", operations.new, name="operation_new"),
    path("operations/<uuid:operation_id>/", operations.operation, name="operation"),
    path("operations/<uuid:operation_id>/change/", operations.change, name="operation_change"),
    path("operations/<uuid:operation_id>/person/", operations.outcome, name="operation_person"),
    path(
        "operations/<uuid:operation_id>/person/<uuid:person_id>/",
        operations.outcome_change,
        name="operation_outcome",
    ),
    path("<uuid:case_id>/", reading.people, name="case"),
    path(PERSON, reading.matrix, name="matrix"),
    path(f"{PERSON}texts/<slug:text>/", reading.text, name="text"),
    path(f"{PERSON}texts/<slug:text>/print/", paper.to_print, name="print_text"),
    path(f"{PERSON}texts/<slug:text>/<uuid:sent_id>/", paper.printed, name="printed_text"),
    path(f"{PERSON}print/", paper.to_print, name="print_matrix"),
    path(f"{PERSON}print/<uuid:sent_id>/", paper.printed, name="printed_matrix"),
    path(f"{PERSON}said/", reading.said, name="said"),
    path(f"{PERSON}circumstances/", writing.circumstances, name="circumstances"),
    path(f"{PERSON}statement/", questions.statement, name="statement"),
    path(f"{PERSON}her-statement/", writing.victim_statement, name="victim_statement"),
    path(f"{PERSON}again/", interviews.again, name="again"),
    path(f"{PERSON}again/<uuid:repeat_id>/", interviews.accept, name="accept"),
    path(f"{PERSON}finding/", writing.finding, name="finding"),
    path(f"{PERSON}indicators/", writing.indicators, name="indicators"),
    path(f"{PERSON}before/", interviews.before, name="before"),
    path(f"{PERSON}questions/", questions.start, name="start"),
    path(f"{PERSON}questions/<uuid:interview_id>/", questions.onward, name="ask"),
    path(f"{PERSON}questions/<uuid:interview_id>/stop/", questions.stop, name="stop"),
    path(
        f"{PERSON}questions/<uuid:interview_id>/<int:number>/", questions.question, name="question"
    ),
    path(
        f"{PERSON}questions/<uuid:interview_id>/<int:number>/left/",
        questions.no_answer,
        name="no_answer",
    ),
    path(f"{PERSON}interview/<uuid:interview_id>/<int:number>/", interviews.page, name="page"),
    path(f"{PERSON}stopped/", interviews.stopped, name="stopped"),
    path(f"{PERSON}review/<uuid:finding_id>/", reviews.review, name="review"),
    path(f"{PERSON}review/<uuid:finding_id>/<uuid:sent_id>/", reviews.printed, name="printed"),
]
