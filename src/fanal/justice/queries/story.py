"""Days in court among the next dates of a case; fetched with its other rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from fanal.cases.queries.hearings import CourtDate
from fanal.cases.queries.story import StoryQuery
from fanal.core.justice.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL
from fanal.fetched_together import RowsAsked, rows_read
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.court_days import heard

IN_CASE = "justice:waiting"


def waiting_ahead(asked: StoryQuery, _opens_said: Collection[UUID]) -> RowsAsked:
    """What waits in the case and what was written below it."""
    return {IN_CASE: _waiting_in(asked)} if LEGAL in asked.rights.opens else {}


def _waiting_in(asked: StoryQuery) -> QuerySet[JusticeRecord]:
    rows = JusticeRecord.objects.filter(Q(waits=True) | Q(under__waits=True), case=asked.case)
    return rows.select_related("proceeding").order_by()


def court_dates_of(asked: StoryQuery) -> Iterator[CourtDate]:
    if LEGAL not in asked.rights.opens:
        return
    found = rows_read(asked.read, IN_CASE, lambda: _waiting_in(asked))
    rows = sorted(found, key=lambda one: one.number)
    for row in rows:
        if row.record_kind is not RecordKind.HEARING:
            continue
        one = heard(row, (below for below in rows if below.under_id == row.id), asked.ring)
        if one is not None:
            here = one.here()
            there = reverse("justice:proceeding", args=[row.case_id, row.proceeding_id])
            yield CourtDate(asked.case, here.day, here.hour, there)
