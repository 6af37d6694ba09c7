"""What the first screen of a case says of its needs: what is needed today, and how many wait."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from fanal.cases.queries.story import StoryItem, StoryQuery
from fanal.core.casework.choices import DOMAINS
from fanal.core.casework.needs import URGENCIES
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import joined, say
from fanal.fetched_together import RowsAsked, rows_read
from fanal.services.actions.needs import need_said
from fanal.services.models import CodedNeed

NEEDS = "needs without a service"
TODAY = URGENCIES[0]


def needs_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    return {NEEDS: _needs(query)} if _reads(query) else {}


def needs_in_one_line(query: StoryQuery) -> Iterator[StoryItem]:
    """Those of today by name, the others together."""
    if not _reads(query):
        return
    url = reverse("services:case", args=[query.case.id])
    said = [need_said(row) for row in rows_read(query.read, NEEDS, lambda: _needs(query))]
    words = dict(DOMAINS)
    today = [words.get(one.domain, words["other"]) for one in said if one.urgency == TODAY]
    if today:
        yield StoryItem(say("today, and no service yet: {what}", what=joined(*today)), url)
    if n := len(said) - len(today):
        yield StoryItem(say("needs without a service: {n}", n=n), url)


def _reads(query: StoryQuery) -> bool:
    open_one = not query.case.closed and query.rights.works
    return open_one and NARRATIVE in query.rights.opens


def _needs(query: StoryQuery) -> QuerySet[CodedNeed]:
    rows = CodedNeed.objects.filter(case=query.case, waits=True)
    return rows.select_related("entry").defer("entry__sealed").order_by()
