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


def needs_ahead(asked: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    return {NEEDS: _needs(asked)} if _reads(asked) else {}


def needs_in_one_line(asked: StoryQuery) -> Iterator[StoryItem]:
    """Those of today by name, the others together."""
    if not _reads(asked):
        return
    url = reverse("services:case", args=[asked.case.id])
    said = [need_said(row) for row in rows_read(asked.read, NEEDS, lambda: _needs(asked))]
    words = dict(DOMAINS)
    today = [words.get(one.domain, words["other"]) for one in said if one.urgency == TODAY]
    if today:
        yield StoryItem(say("today, and no service yet: {what}", what=joined(*today)), url)
    if n := len(said) - len(today):
        yield StoryItem(say("needs without a service: {n}", n=n), url)


def _reads(asked: StoryQuery) -> bool:
    open_one = not asked.case.closed and asked.rights.works
    return open_one and NARRATIVE in asked.rights.opens


def _needs(asked: StoryQuery) -> QuerySet[CodedNeed]:
    rows = CodedNeed.objects.filter(case=asked.case, waits=True)
    return rows.select_related("entry").defer("entry__sealed").order_by()
