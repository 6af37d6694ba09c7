"""The waves after closing for whoever is to ask: on her list from a month before the day, before
they are late on that of the lead. What was agreed with her for then stands there already: she is
asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from fanal.cases.models import Case, CaseEntry, Closure
from fanal.cases.queries.agenda import REVIEW, AgendaItem
from fanal.cases.queries.agenda_after_closing import FOLLOW_UP, closed_cases
from fanal.cases.queries.agenda_asked import Asked, opened_last
from fanal.core.calendars.months import add_months
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.due import DueStep, ProtectionStep
from fanal.core.protection.follow_up import LAST_STAYS, WINDOW
from fanal.protection.queries.agenda import item_of
from fanal.protection.queries.facts import ReadBeside, due_by_case

type Agreed = dict[UUID, list[tuple[UUID | None, date]]]  # by case about whom, and on which day


def waves_after_closing(asked: Asked) -> Iterator[AgendaItem]:
    """Of closed cases that this user saw to, or of all of her team."""
    cases = {one.id: one for one in _that_may_be_due(asked)}
    if not cases:
        return
    agreed = _agreed(cases)
    for id, steps in due_by_case(list(cases.values()), asked.today, ReadBeside()).items():
        for step in steps:
            if step.by - WINDOW <= asked.today and not _stands_already(step, agreed[id]):
                held = asked.stands_in(cases[id].assignee_id)
                yield replace(item_of(cases[id], step), stands_in=held)


def _that_may_be_due(asked: Asked) -> list[Case]:
    """Closed so long ago that the first wave has begun, and the last is not over."""
    waves = clock(ClockStep.FOLLOW_UP).waves
    begun = add_months(asked.today + WINDOW, -waves[0])
    over = add_months(asked.today, -waves[-1] - LAST_STAYS)
    closed = Closure.objects.filter(agreed_on__lte=begun, agreed_on__gte=over)
    found = closed_cases(asked).filter(id__in=closed.order_by().values("case"))
    return opened_last(asked, REVIEW, found.select_related("team__office"))


def _agreed(cases: Collection[UUID]) -> Agreed:
    """The follow-ups that were planned with her: those that are still to be made by their day,
    those that were made by when that was."""
    found: Agreed = defaultdict(list)
    rows = CaseEntry.objects.of_kinds(cases, FOLLOW_UP).exclude(due=None).order_by()
    for case, about, due, done in rows.values_list("case", "about", "due", "done_on"):
        if day := done or due:
            found[case].append((about, day))
    return found


def _stands_already(step: DueStep, agreed: Collection[tuple[UUID | None, date]]) -> bool:
    """Whether it was planned, or made, in the time in which this wave asks for it."""
    near = [day for about, day in agreed if about in (None, step.person)]
    if step.step is ProtectionStep.REOPEN:
        return False
    return any(abs(day - step.by) <= WINDOW for day in near)
