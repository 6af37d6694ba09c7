"""What other apps learn of papers: their deadlines, and the line of a case."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import batched
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_and_parts, cases_for, compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.agenda_asked import MANY, Asked, first_of_days, not_later
from fanal.cases.queries.agenda_items import PAPER, AgendaItem
from fanal.cases.queries.ask_whom import worker_of
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.story import NextDate, StoryQuery
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery, after
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.sections import Section
from fanal.core.casework.timeline import TimelineKind
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.states import PaperState
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.keys.sealed import Content
from fanal.papers.models import TypedPaper
from fanal.sealed.broken_rows import one_by_one
from fanal.web.words import translated

# The deadlines of papers: in the calendar and on Today, and among the next dates of a case.
PARTS = tuple(sorted({kind.part for kind in PaperKind}))
IN_CASE = "papers:due"
LEAD_AFTER = timedelta(days=3)


def due_papers(asked: Asked) -> list[AgendaItem]:
    """Return the papers that something is still to be done for, of one's own cases and of those
    that one sees to for a colleague, or all of the team's; for its lead, what a court asked for and
    nobody wrote for days."""
    own = set(whose_work(asked.user)) if _tells_lead(asked) else None
    among = _own(asked) | _led(asked) if _tells_lead(asked) else _own(asked)
    found: list[tuple[TypedPaper, Case]] = []
    # From the first by day to their cases, as far as there is anything to show.
    for some in batched(_still_due(asked), MANY + 1):
        cases = _cases(asked, among).in_bulk({row.case_id for row in some})
        opened = ((row, cases[row.case_id]) for row in some)
        found += [(row, case) for row, case in opened if getattr(case, f"opens_{row.compartment}")]
        if len(found) > MANY:
            break
    return [_item(row, case, asked, own) for row, case in first_of_days(asked, PAPER, found)]


def _still_due(asked: Asked) -> Iterator[TypedPaper]:
    """Yield the papers by their day. Where one stands, and its kind, are sealed: both are looked at
    before the first are taken, or old ones that are over would hide those to come."""
    rows = not_later(asked, TypedPaper.objects.filter(due__isnull=False))
    cases = cases_for(asked.user).exclude(closed=True).order_by().filter(id=OuterRef("case_id"))
    own = Exists(cases.filter(_own(asked)))
    if _tells_lead(asked):
        late = Q(Exists(cases.filter(_led(asked))), due__lt=asked.today - LEAD_AFTER)
        rows = rows.annotate(is_own=own).filter(Q(is_own=True) | late)
    else:
        rows = rows.filter(own)
    for row in one_by_one(rows.defer("sealed").order_by("due", "id")):
        # A lead hears of nothing else in what others work on.
        told = getattr(row, "is_own", True) or row.kind == PaperKind.COURT_REPORT
        if told and row.stands.is_open:
            yield row


def _tells_lead(asked: Asked) -> bool:
    return asked.user.may(Permission.LEAD_CASES) and not asked.team


def _own(asked: Asked) -> Q:
    if asked.team or not asked.user.may(Permission.WORK_CASES):
        return Q()
    return worked_by(asked.user)


def _led(asked: Asked) -> Q:
    return Q(team__in=asked.user.teams.all())


def _is_own(case: Case, own: Collection[UUID] | None) -> bool:
    return own is None or case.assignee_id in own


def _cases(asked: Asked, among: Q) -> QuerySet[Case]:
    cases = cases_and_parts(asked.user, *PARTS).exclude(closed=True)
    return cases.filter(among).order_by("-opened_on", "id")


def _item(paper: TypedPaper, case: Case, asked: Asked, own: Collection[UUID] | None) -> AgendaItem:
    address = reverse("papers:paper", args=[paper.case_id, paper.id])
    # Whose it is, where it is not hers.
    worker = worker_of(case)
    who = "" if _is_own(case, own) or worker is None else f" · {worker}"
    return AgendaItem(
        PAPER,
        capfirst(translated(paper.says)),
        address,
        paper.due,
        code=case.code_name,
        more=translated(paper.stands.sentence()) + who,
        stands_in=asked.stands_in(case.assignee_id),
    )


def deadlines_ahead(query: StoryQuery, _opens_said: Collection[UUID]) -> RowsAsked:
    """Return the deadlines that are fetched with the rows of the case."""
    return {IN_CASE: RowsOf(TypedPaper, lambda: _due_in(query))}


def _due_in(query: StoryQuery) -> QuerySet[TypedPaper]:
    return TypedPaper.objects.filter(case=query.case, due__isnull=False).order_by()


def deadlines_in(query: StoryQuery) -> Iterator[NextDate]:
    """The next dates of one case."""
    rows = rows_read(query.read, IN_CASE, lambda: _due_in(query))
    for row in rows:
        if row.due and row.stands.is_open and query.rights.may_open(row.compartment):
            address = reverse("papers:paper", args=[row.case_id, row.id])
            yield NextDate(row.due, row.says, address)


# Papers on the line of a case: that each was added, and where it stood since.
def papers_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    rows = TypedPaper.objects.in_parts([query.case.id], query.may_open)
    for row in rows.select_related("person", "made_by"):
        if (data := row.try_unseal(query.ring)) is not None:
            yield from _items(row, data)


def _items(paper: TypedPaper, data: Content) -> Iterator[TimelineItem]:
    title = capfirst(translated(paper.says))
    steps = data.get("was") or [{"state": paper.state, "on": paper.made_on.isoformat(), "by": ""}]
    first = TimelineItem(
        id=str(paper.id),
        kind=TimelineKind.DOCUMENT,
        said=paper.made_on,
        by=str(paper.made_by),
        title=title,
        details=(_state(steps[0]),),
        person=paper.person_id,
        code=paper.person.code_name,
        part=paper.compartment,
        address=reverse("papers:paper", args=[paper.case_id, paper.id]),
        leads_to=_("The paper"),
    )
    yield first
    for number, step in enumerate(steps[1:], 1):
        day = date.fromisoformat(step["on"])
        moved = after(first, str(number), day, title, by=step["by"])
        yield replace(moved, details=(_state(step),), part=paper.compartment)


def _state(step: Content) -> str:
    return capfirst(translated(PaperState(step["state"]).sentence()))


def papers_still_open(case: Case, user: User, _now: datetime) -> Iterator[StillOpen]:
    """Yield the papers for which something is still to be done: they keep a case in sight when it
    is closed."""
    rows = TypedPaper.objects.in_parts([case.id], compartments_for(user, case))
    if n := sum(1 for row in rows if row.stands.is_open):
        says = say("papers that are not finished: {n}", n=n)
        yield StillOpen(OpenEnd.TASKS, says, at=Section.DOCUMENTS)
