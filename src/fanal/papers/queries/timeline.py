"""Papers on the line of a case: that each was added, and where it stood since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery, after
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.sections import Section
from fanal.core.casework.timeline import TimelineKind
from fanal.core.papers.states import PaperState
from fanal.core.words import say
from fanal.keys.sealed import Content
from fanal.papers.models import TypedPaper
from fanal.web.words import translated


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
    """Papers for which something is still to be done keep a case in sight when it is closed."""
    rows = TypedPaper.objects.in_parts([case.id], compartments_for(user, case))
    if n := sum(1 for row in rows if row.stands.is_open):
        says = say("papers that are not finished: {n}", n=n)
        yield StillOpen(OpenEnd.TASKS, says, at=Section.DOCUMENTS)
