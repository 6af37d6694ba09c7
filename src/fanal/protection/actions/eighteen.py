"""Reminds of an eighteenth birthday that comes, a year, half a year and three months ahead, and to
ask again once it came: a task in each open case, made once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from fanal.broken_rows import of_each_that_opens
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CasePerson, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.typed_text import short_text
from fanal.core.protection.eighteen import TURNED, months_ahead
from fanal.core.words import Sentence, say
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person

type Due = tuple[UUID, int]  # a person, and how many months ahead


def prepare_eighteen(*, today: date, offices: Collection[UUID]) -> int:
    """Make the tasks of this day in cases of these offices, for the sweep.

    Returns how many were made; twice does nothing twice. No key is needed. Raises BrokenSeal once
    all other cases were looked at.
    """
    due: dict[UUID, list[Due]] = defaultdict(list)
    for case, person, months in _due(today, offices):
        due[case].append((person, months))
    return sum(of_each_that_opens(due.items(), partial(_prepare_in, today=today)))


def _prepare_in(due_in_case: tuple[UUID, list[Due]], *, today: date) -> int:
    id, due = due_in_case
    case = Case.objects.select_related("assignee", "team").get(pk=id)
    people = Person.objects.in_bulk({person for person, _ in due})
    return sum(_add_once(case, people[person].code_name, months, today) for person, months in due)


def _due(today: date, offices: Collection[UUID]) -> list[tuple[UUID, UUID, int]]:
    """Return case, person and months: of everybody in an open case only ids are read for it."""
    rows = CasePerson.objects.filter(case__team__office__in=offices, of_family=False)
    # Of an age that nobody knows no birthday can be prepared.
    rows = rows.exclude(case__closed=True).exclude(person__age_for_consent=None)
    links = list(rows.order_by("case_id", "id").values_list("case", "person"))
    ages = consent_ages({person for _, person in links}, today)
    found = ((case, person, months_ahead(ages[person], today)) for case, person in links)
    return [(case, person, months) for case, person, months in found if months is not None]


@transaction.atomic
def _add_once(case: Case, who: str, months: int, today: date) -> bool:
    title = _title(who, months)
    # Looked at in the transaction: two sweeps at once make one task.
    if short_text("title", str(title)) in {task.title for task in Task.objects.filter(case=case)}:
        return False
    if (to := whose_task(case)) is None:
        return False
    add_task(case=case, title=title, by=to, assignee=to, due=today, on=today)
    return True


def _title(who: str, months: int) -> Sentence:
    if months == TURNED:
        return say(
            "{who} is an adult now: ask again what was agreed to for her, "
            "and how she may be reached",
            who=who,
        )
    return say("{who} turns 18 within {n} months: prepare it with her", who=who, n=months)
