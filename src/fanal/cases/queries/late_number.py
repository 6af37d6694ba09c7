"""The number beside Tasks and calendar: what is late of one's own, as that page shows it, as far as
it is known without a key. The days of hearings and of papers are sealed: the page alone reads them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.absences.queries import teams_led, whose_work
from fanal.accounts.models import User
from fanal.accounts.names import names_of_colleagues, who_works_with
from fanal.cases.access import cases_with
from fanal.cases.models import CaseEntry
from fanal.cases.queries.agenda import WITH_DUE
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.lists import late_count
from fanal.core.sealing.compartments import NARRATIVE
from fanal.database.sql import placeholders
from fanal.processes.process_cache import ProcessCache
from fanal.web.menu_counts import MenuCount, Question

TASKS = """SELECT CAST(COUNT(*) AS TEXT) FROM cases_task
           WHERE assignee_id IN ({who}) AND due < %s AND done_on IS NULL HAVING COUNT(*) > 0"""
VISITS = """SELECT CAST(COUNT(*) AS TEXT) FROM cases_entry entry
            JOIN cases_case one ON one.id = entry.case_id
            WHERE one.assignee_id IN ({who}) AND NOT one.closed
              AND entry.due < %s AND entry.done_on IS NULL HAVING COUNT(*) > 0"""


@dataclass(frozen=True)
class LateSource:
    """What can be late. `asks`: of these colleagues, on this day, in SQL, without any rule of
    access: one text, another as soon as something was written that changes `number`."""

    name: str
    asks: Callable[[list[UUID], date], Question]
    number: Callable[[User, date], int]


def _tasks(own: list[UUID], today: date) -> Question:
    return TASKS.format(who=placeholders(own)), (*own, today)


def _visits(own: list[UUID], today: date) -> Question:
    return VISITS.format(who=placeholders(own)), (*own, today)


def _late_visits(user: User, today: date) -> int:
    """Visits and steps of a plan."""
    cases = cases_with(user, NARRATIVE).exclude(closed=True).filter(worked_by(user))
    ids = list(cases.order_by().values_list("id", flat=True))
    rows = CaseEntry.objects.of_kinds(ids, *WITH_DUE)
    return rows.filter(due__lt=today, done_on=None).count()


# An app above that follows something in cases adds it when the server starts.
SOURCES = [LateSource("tasks", _tasks, late_count), LateSource("visits", _visits, _late_visits)]
# By user and source. Each act of hers changes what is asked; what others do is seen a little later.
FIVE_MINUTES = 300.0
_kept = ProcessCache[tuple[UUID, str], int](FIVE_MINUTES)


def _asks(user: User) -> dict[str, Question]:
    own, today = [*whose_work(user), *_left(user)], timezone.localdate()
    return {source.name: source.asks(own, today) for source in SOURCES}


def _left(user: User) -> Iterable[UUID]:
    """Who may have left a team that this user leads, or works on cases there no more, without a
    question more: of what they had in hand `number` counts what is hers."""
    if teams_led(user) is None:
        return ()
    return names_of_colleagues().keys() - who_works_with(user) - {user.pk}


def _number(user: User, versions: Mapping[str, str]) -> int:
    return sum(
        _of(source, user, versions[source.name]) for source in SOURCES if source.name in versions
    )


def _of(source: LateSource, user: User, data_version: str) -> int:
    today = timezone.localdate()
    key, version = (user.pk, source.name), (today, data_version)
    return _kept.get(key, lambda: version, lambda: source.number(user, today))


LATE = MenuCount(_asks, _number)
