"""Follow-ups that were planned with her, beside the waves after closing: she is asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.cases.models import CaseEntry
from fanal.cases.queries.agenda_after_closing import FOLLOW_UP
from fanal.core.protection.due import DueStep, ProtectionStep
from fanal.core.protection.follow_up import WINDOW


@dataclass(frozen=True)
class Agreed:
    """A follow-up that was planned: about whom, None for everybody, by which day it is made or was,
    and whether it was."""

    about: UUID | None
    day: date
    made: bool


def agreed_in(cases: Collection[UUID]) -> dict[UUID, list[Agreed]]:
    """Those that are still to be made by their day, those that were made by when that was."""
    found: dict[UUID, list[Agreed]] = defaultdict(list)
    rows = CaseEntry.objects.of_kinds(cases, FOLLOW_UP).exclude(due=None).order_by()
    for case, about, due, done in rows.values_list("case", "about", "due", "done_on"):
        if day := done or due:
            found[case].append(Agreed(about, day, done is not None))
    return found


def stands_already(step: DueStep, agreed: Collection[Agreed]) -> bool:
    """Whether it was planned, or made, in the time in which this wave asks for it."""
    if step.step is not ProtectionStep.FOLLOW_UP:
        return False
    near = [one.day for one in agreed if one.about in (None, step.person)]
    return any(abs(day - step.by) <= WINDOW for day in near)


def is_in_time(step: DueStep, agreed: Collection[Agreed], today: date) -> bool:
    """The same of what was made, or has its day before it: who let that day pass is late."""
    return stands_already(step, [one for one in agreed if one.made or one.day >= today])
