"""Days in court that were recorded as events, beside the hearings of the legal part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.queries.agenda import LAW, AgendaItem
from fanal.cases.queries.agenda_asked import Asked, of_open_cases
from fanal.cases.queries.story import NextDate, StoryQuery
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.fetched_together import rows_read
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import RECORDS, records_of


def in_court(rows: Iterable[ProtectionRecord], today: date) -> Iterator[ProtectionRecord]:
    """Those that tell of a day in court, from today on. No key is needed."""
    for row in rows:
        event = row.on >= today and row.record_kind is RecordKind.EVENT
        if event and row.coded.get("event") == RiskEvent.COURT_DATE:
            yield row


def court_dates(asked: Asked) -> Iterator[AgendaItem]:
    """In the calendar, of the cases whose narrative part the reader opens."""
    ahead = ProtectionRecord.objects.filter(on__gte=asked.today).select_related("case")
    rows = of_open_cases(asked, ahead).order_by()
    for record in in_court(rows, asked.today):
        yield AgendaItem(
            LAW,
            capfirst(_("in court")),
            reverse("protection:case", args=[record.case_id]),
            record.on,
            code=record.case.code_name,
            stands_in=asked.stands_in(record.case.assignee_id),
        )


def court_dates_of(query: StoryQuery) -> Iterator[NextDate]:
    """Among the next dates of a case, but for those that its legal part names too."""
    if NARRATIVE not in query.rights.opens:
        return
    rows: Collection[ProtectionRecord] = rows_read(
        query.read, RECORDS, lambda: records_of([query.case.id])
    )
    for day in sorted({record.on for record in in_court(rows, query.today)} - set(query.hearings)):
        address = reverse("protection:case", args=[query.case.id])
        yield NextDate(day, say("in court"), address, court=True)
