"""The deadlines of papers: in the calendar and on Today, and among the next dates of a case."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from fanal.absences.queries import whose_work
from fanal.cases.access import cases_for, with_parts
from fanal.cases.models import Case
from fanal.cases.queries.agenda import PAPER, AgendaItem
from fanal.cases.queries.agenda_asked import Asked, first_due
from fanal.cases.queries.story import NextDate, StoryQuery
from fanal.core.papers.kinds import PaperKind
from fanal.core.roles import Permission
from fanal.fetched_together import RowsAsked, rows_read
from fanal.papers.models import TypedPaper
from fanal.web.words import translated

PARTS = tuple(sorted({kind.part for kind in PaperKind}))
IN_CASE = "papers:due"


def due_papers(asked: Asked) -> list[AgendaItem]:
    """Those that something is still to be done for, of one's own cases and of those that one sees
    to for a colleague, or all of the team's."""
    waiting = TypedPaper.objects.filter(due__isnull=False)
    theirs = Exists(_cases(asked).order_by().filter(id=OuterRef("case_id")))
    rows = first_due(asked, PAPER, waiting.filter(theirs))  # from the first by day to their cases
    cases = _cases(asked).in_bulk({row.case_id for row in rows})
    return [
        replace(
            _item(row, cases[row.case_id]),
            stands_in=asked.stands_in(cases[row.case_id].assignee_id),
        )
        for row in rows
        if row.stands.is_open and getattr(cases[row.case_id], f"opens_{row.compartment}")
    ]


def _cases(asked: Asked) -> QuerySet[Case]:
    found = cases_for(asked.user).exclude(closed=True)
    if not asked.team and asked.user.may(Permission.WORK_CASES):
        found = found.filter(assignee__in=whose_work(asked.user))
    return with_parts(asked.user, found, *PARTS).order_by("-opened_on", "id")


def _item(paper: TypedPaper, case: Case) -> AgendaItem:
    address = reverse("papers:paper", args=[paper.case_id, paper.id])
    return AgendaItem(
        PAPER,
        capfirst(translated(paper.says)),
        address,
        paper.due,
        code=case.code_name,
        more=translated(paper.stands.sentence()),
    )


def deadlines_ahead(query: StoryQuery, _opens_said: Collection[UUID]) -> RowsAsked:
    """Fetched with the rows of the case."""
    return {IN_CASE: _due_in(query)}


def _due_in(query: StoryQuery) -> QuerySet[TypedPaper]:
    return TypedPaper.objects.filter(case=query.case, due__isnull=False).order_by()


def deadlines_in(query: StoryQuery) -> Iterator[NextDate]:
    """The next dates of one case."""
    rows = rows_read(query.read, IN_CASE, lambda: _due_in(query))
    for row in rows:
        if row.due and row.stands.is_open and query.rights.may_open(row.compartment):
            address = reverse("papers:paper", args=[row.case_id, row.id])
            yield NextDate(row.due, row.says, address)
