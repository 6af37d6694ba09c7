"""What lists and agendas of cases say of dated records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case, Closure
from fanal.cases.queries.agenda_after_closing import closed_cases
from fanal.cases.queries.agenda_asked import MANY, Asked, of_open_cases, opened_last
from fanal.cases.queries.agenda_items import LAW, REVIEW, AgendaItem
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.list_rows import DaysByCase, NextStep
from fanal.cases.queries.story import NextDate, StoryQuery
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.due import DueStep, due_soon
from fanal.core.protection.events import UNFORESEEN
from fanal.core.protection.follow_up import WINDOW
from fanal.core.protection.kinds import RecordKind
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE
from fanal.core.words import say
from fanal.database.combined_queries import rows_read
from fanal.database.sql import placeholders, these, with_rows_of_cases
from fanal.identification.case_countries import countries_by_case
from fanal.keys.ring import Ring
from fanal.partners.queries.unsafe_partners import may_tell_others
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.agenda import (
    HER_SAFETY,
    agreed_in,
    codes_of_several,
    item_of,
    stands_already,
)
from fanal.protection.queries.facts import RECORDS, ReadBeside, due_by_case, records_of
from fanal.protection.queries.may_be_late import closed_for_a_wave
from fanal.protection.queries.releases import released_in
from fanal.sharing.queries.earlier_disclosures import told_before
from fanal.web.menu_counts import Question
from fanal.web.words import translated

# How many steps of dated records are late in one's own cases, for the number beside Tasks: as
# `due_on_days` shows them, but for what a sealed day in court asks.
STANDS = """SELECT CAST(COUNT(DISTINCT one.id) AS TEXT) || '|' || CAST(COUNT(record.id) AS TEXT)
            FROM cases_case one
            LEFT JOIN protection_protectionrecord record ON record.case_id = one.id
            WHERE one.assignee_id IN ({who}) AND NOT one.closed HAVING COUNT(*) > 0"""


def stands_in_cases(own: list[UUID], _today: date) -> Question:
    """How many open cases of these there are and how much is recorded in them."""
    return STANDS.format(who=placeholders(own)), tuple(own)


def late_of_own(user: User, today: date) -> int:
    if not user.may(Permission.WORK_CASES):
        return 0
    rows = cases_with(user, NARRATIVE).exclude(closed=True).filter(worked_by(user))
    recorded = Exists(ProtectionRecord.objects.order_by().filter(case=OuterRef("pk")))
    rows = rows.select_related("team__office").order_by("-opened_on", "id")
    begun, others = list(rows.filter(recorded)[:MANY]), list(rows.exclude(recorded)[:MANY])
    ids = [one.id for one in (*begun, *others)]
    aged = cases_with(user, IDENTITY).filter(id__in=these(ids)).order_by()
    beside = ReadBeside(set(aged.values_list("id", flat=True)))
    due, of_begun = due_by_case([*begun, *others], today, beside), {one.id for one in begun}
    return sum(
        step.days_late(today) > 0
        for id, steps in due.items()
        for step in steps
        if id in of_begun or (step.first and step.step in HER_SAFETY)
    )


# What the list of cases says is next of dated records, on one page of it.
def next_of_records(
    cases: Collection[UUID], user: User, ring: Ring, hearings: DaysByCase, today: date
) -> dict[UUID, list[NextStep]]:
    """The next day in court, and what is late or due within a week, where anything was recorded."""
    # Asked first: of a page of cases mostly nothing is recorded.
    if not user.may(Permission.WORK_CASES) or not with_rows_of_cases([ProtectionRecord], cases):
        return {}
    begun = records_of(cases).values("case")
    found = cases_with(user, NARRATIVE).filter(id__in=begun).select_related("team__office")
    rows = list(found.order_by())
    if not rows:
        return {}
    ids = [row.id for row in rows]
    aged = cases_with(user, IDENTITY).filter(id__in=ids).order_by().values_list("id", flat=True)
    legal = list(cases_with(user, LEGAL).filter(id__in=ids).order_by().values_list("id", flat=True))
    beside = ReadBeside(set(aged), hearings, countries_by_case(legal, ring), released_in(legal))
    due = due_by_case(rows, today, beside)
    steps = {
        id: [
            NextStep(one.by, title=capfirst(translated(one.step.sentence())))
            for one in due_soon(some, today)
        ]
        for id, some in due.items()
    }
    for record in in_court(records_of(ids).filter(on__gte=today), today):
        steps.setdefault(record.case_id, []).append(
            NextStep(record.on, title=capfirst(_("in court")), court=True)
        )
    return steps


# The waves after closing for whoever is to ask: on her list from a month before the day, before
# they are late on that of the lead. What was agreed with her for then stands there already: she is
# asked once.
def waves_after_closing(asked: Asked) -> Iterator[AgendaItem]:
    """Yield the waves after closing of closed cases that this user saw to, or of all of her
    team."""
    cases = {case.id: case for case in _that_may_be_due(asked)}
    if not cases:
        return
    agreed = agreed_in(cases)
    due = due_by_case(list(cases.values()), asked.today, ReadBeside())
    named = codes_of_several(due.values())
    for id, steps in due.items():
        for step in steps:
            if step.by - WINDOW <= asked.today and not stands_already(step, agreed[id]):
                held = asked.why_hers(cases[id].assignee_id)
                yield replace(item_of(cases[id], step, named), stands_in=held)


def _that_may_be_due(asked: Asked) -> list[Case]:
    """Return the cases closed so long ago that the first wave has begun, and the last is not
    over."""
    closed = Closure.objects.filter(closed_for_a_wave(asked.today))
    found = closed_cases(asked).filter(id__in=closed.order_by().values("case"))
    return opened_last(asked, REVIEW, found.prefetch_related("team__office"))


# Days in court that were recorded as events, beside the hearings of the legal part.
def in_court(rows: Iterable[ProtectionRecord], today: date) -> Iterator[ProtectionRecord]:
    """Yield the records that tell of a day in court, from today on. No key is needed."""
    for row in rows:
        event = row.on >= today and row.record_kind is RecordKind.EVENT
        if event and row.coded.get("event") == RiskEvent.COURT_DATE:
            yield row


def court_dates(asked: Asked) -> Iterator[AgendaItem]:
    """Yield for the calendar the days in court of the cases whose narrative part the reader
    opens."""
    ahead = ProtectionRecord.objects.filter(on__gte=asked.today).select_related("case")
    rows = of_open_cases(asked, ahead).order_by()
    for record in in_court(rows, asked.today):
        yield AgendaItem(
            LAW,
            capfirst(_("in court")),
            reverse("protection:case", args=[record.case_id]),
            record.on,
            code=record.case.code_name,
            stands_in=asked.why_hers(record.case.assignee_id),
        )


def court_dates_of(query: StoryQuery) -> Iterator[NextDate]:
    """Yield the days in court among the next dates of a case, but for those that its legal part
    names too."""
    if NARRATIVE not in query.rights.opens:
        return
    rows: Collection[ProtectionRecord] = rows_read(
        query.read, RECORDS, lambda: records_of([query.case.id])
    )
    for day in sorted({record.on for record in in_court(rows, query.today)} - set(query.hearings)):
        address = reverse("protection:case", args=[query.case.id])
        yield NextDate(day, say("in court"), address, court=True)


# The rows on the start page of whom an unsafe partner knows, until the risk was assessed since.


def known_to_unsafe_today(user: User, now: datetime) -> list[TodayRow]:
    """All that a lead answers for, closed ones too: whom else would it reach? Else one's own cases,
    also of whom one stands in for, and the open ones that nobody has."""
    cases = list(_known_to_unsafe(user))
    due = due_by_case(cases, now.date(), ReadBeside()) if cases else {}
    asked = {id: [one for one in steps if one.event in UNFORESEEN] for id, steps in due.items()}
    return [_row(case, asked[case.id][0]) for case in cases if asked.get(case.id)]


def _row(case: Case, step: DueStep) -> TodayRow:
    return TodayRow(
        reverse("protection:case", args=[case.id]),
        capfirst(translated(step.why)),
        code=case.code_name,
        more=_("The case is closed: assess whether she has to be warned, and open it again if so.")
        if case.closed
        else _("Assess the risk again: what they know is not called back."),
        tone="danger",
    )


def _known_to_unsafe(user: User) -> Iterator[Case]:
    unsafe = may_tell_others() if user.may(Permission.WORK_CASES) else {}
    if not unsafe:
        return
    rows = cases_with(user, NARRATIVE).filter(disclosures__partner__in=list(unsafe))
    if not user.may(Permission.LEAD_CASES):
        rows = rows.filter(Q(assignee__in=whose_work(user)) | Q(assignee=None, closed=False))
    found = {one.id: one for one in rows.select_related("team__office").order_by("opened_on", "id")}
    known = told_before(list(found))
    yield from (one for id, one in found.items() if id in known)
