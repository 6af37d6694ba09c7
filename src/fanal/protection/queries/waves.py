"""The waves after closing for whoever is to ask: on her list from a month before the day, before
they are late on that of the lead. What was agreed with her for then stands there already: she is
asked once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fanal.cases.models import Case, Closure
from fanal.cases.queries.agenda import REVIEW, AgendaItem
from fanal.cases.queries.agenda_after_closing import closed_cases
from fanal.cases.queries.agenda_asked import Asked, opened_last
from fanal.core.calendars.months import add_months
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.follow_up import LAST_STAYS, WINDOW
from fanal.protection.queries.agenda import item_of
from fanal.protection.queries.agreed import agreed_in, stands_already
from fanal.protection.queries.facts import ReadBeside, due_by_case


def waves_after_closing(asked: Asked) -> Iterator[AgendaItem]:
    """Of closed cases that this user saw to, or of all of her team."""
    cases = {case.id: case for case in _that_may_be_due(asked)}
    if not cases:
        return
    agreed = agreed_in(cases)
    for id, steps in due_by_case(list(cases.values()), asked.today, ReadBeside()).items():
        for step in steps:
            if step.by - WINDOW <= asked.today and not stands_already(step, agreed[id]):
                held = asked.stands_in(cases[id].assignee_id)
                yield replace(item_of(cases[id], step), stands_in=held)


def _that_may_be_due(asked: Asked) -> list[Case]:
    """Closed so long ago that the first wave has begun, and the last is not over."""
    waves = clock(ClockStep.FOLLOW_UP).waves
    begun = add_months(asked.today + WINDOW, -waves[0])
    over = add_months(asked.today, -waves[-1] - LAST_STAYS)
    closed = Closure.objects.filter(agreed_on__lte=begun, agreed_on__gte=over)
    found = closed_cases(asked).filter(id__in=closed.order_by().values("case"))
    return opened_last(asked, REVIEW, found.prefetch_related("team__office"))
