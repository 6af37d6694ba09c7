"""What other apps learn of services: at a closing, on paper, on the first screen of a case."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case, Task
from fanal.cases.queries.prints import PrintQuery
from fanal.cases.queries.story import StoryItem, StoryQuery
from fanal.core.casework.choices import DOMAINS, URGENCIES
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import joined, say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.database.kept_questions import Given, Kept
from fanal.services import access
from fanal.services.actions.needs import need_said
from fanal.services.models import CaseService, CodedNeed, ServiceOffer
from fanal.services.queries.histories import read_history
from fanal.sharing.queries.hooks import WAITS
from fanal.web.set_up import SetUpItem, programme
from fanal.web.typing import Context


# Services that keep a case in sight when it is to be closed: asked for, running, or needed.
def services_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    if n := CodedNeed.objects.filter(case=case, waits=True).count():
        yield StillOpen(OpenEnd.NEED, say("needs without a service: {n}", n=n))
    rows = CaseService.objects.filter(case=case, over_on=None)
    if n := rows.exclude(referral__state__in=WAITS).count():  # a referral says so itself
        yield StillOpen(OpenEnd.SERVICE, say("services that have not ended: {n}", n=n))


# The services of a case in the plan on paper: what is asked for, of whom, and how far it is.
def services_on_paper(query: PrintQuery) -> Iterator[Context]:
    """Yield the services that are not over, in order."""
    if NARRATIVE not in query.may_open:
        return
    for row in access.services_of(query.case).filter(over_on=None):
        giver = row.partner or row.team
        yield {
            "person": row.person,
            "what": row.service_kind.sentence(),
            "state": row.stands.sentence(),
            "giver": giver.name if giver else "",
            "on": max((step.on for step in read_history(row)), default=row.made_on),
        }


# How far the catalogue is set up, as the administrator reads it: counts and colleagues.
def services_set_up() -> SetUpItem:
    offers = ServiceOffer.objects.filter(ended_on=None).count()
    return programme(
        _("Service catalogue"),
        _("services: {n}").format(n=offers),
        _("Whoever works on cases adds what is available where, on the page “Service catalogue”."),
        done=offers > 0,
    )


# What the first screen of a case says of its needs: what is needed today, and how many wait.
NEEDS = "needs without a service"
TODAY = URGENCIES[0]


def needs_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    return (
        {NEEDS: RowsOf(CodedNeed, lambda: UNMET.asked(case=query.case.id))}
        if _reads_needs(query)
        else {}
    )


def needs_in_one_line(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield the needs of today by name, the others together."""
    if not _reads_needs(query):
        return
    url = reverse("services:case", args=[query.case.id])
    needs = [
        need_said(row)
        for row in rows_read(query.read, NEEDS, lambda: UNMET.ask(case=query.case.id))
    ]
    words = dict(DOMAINS)
    today = [words.get(need.domain, words["other"]) for need in needs if need.urgency == TODAY]
    if today:
        yield StoryItem(say("today, and no service yet: {what}", what=joined(*today)), url)
    if n := len(needs) - len(today):
        yield StoryItem(say("needs without a service: {n}", n=n), url)


def _reads_needs(query: StoryQuery) -> bool:
    open_one = not query.case.closed and query.rights.works
    return open_one and NARRATIVE in query.rights.opens


def _unmet() -> QuerySet[CodedNeed]:
    rows = CodedNeed.objects.filter(case=Given("case", Case), waits=True)
    return rows.select_related("entry").defer("entry__sealed").order_by()


UNMET = Kept(_unmet)


# Where the task of a service is answered: did the first visit happen?
def answered_at(tasks: Collection[Task]) -> dict[UUID, str]:
    rows = CaseService.objects.filter(task__in=tasks, over_on=None).order_by()
    return {
        task: reverse("services:service", args=[case, service])
        for task, case, service in rows.values_list("task", "case", "id")
    }
