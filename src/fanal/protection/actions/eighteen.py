"""Reminds of an eighteenth birthday that comes, a year, half a year and three months ahead, and to
ask again once it came: a task in each open case, made once."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from fanal.accounts.models import User
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CasePerson, Task
from fanal.cases.queries.colleagues import colleagues_of, leads_of
from fanal.core.casework.typed_text import short_text
from fanal.core.protection.eighteen import TURNED, months_ahead
from fanal.core.words import Sentence, say
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person


def prepare_eighteen(*, today: date, offices: Collection[UUID]) -> int:
    """Make the tasks of this day in cases of these offices, for the sweep.

    Returns how many were made; twice does nothing twice. No key is needed.
    """
    due = _due(today, offices)
    cases = Case.objects.select_related("assignee", "team").in_bulk({case for case, _, _ in due})
    people = Person.objects.in_bulk({person for _, person, _ in due})
    there = _titles(cases)
    to_make = [
        (case, people[person].code_name, months)
        for case, person, months in due
        if short_text("title", str(_title(people[person].code_name, months))) not in there[case]
    ]
    return sum(_add_once(cases[case], who, months, today) for case, who, months in to_make)


def _due(today: date, offices: Collection[UUID]) -> list[tuple[UUID, UUID, int]]:
    """Return case, person and months: of everybody in an open case only ids are read for it."""
    rows = CasePerson.objects.filter(case__team__office__in=offices, of_family=False)
    # Of an age that nobody knows no birthday can be prepared.
    rows = rows.exclude(case__closed=True).exclude(person__age_for_consent=None)
    links = list(rows.order_by("case_id", "id").values_list("case", "person"))
    ages = consent_ages({person for _, person in links}, today)
    found = ((case, person, months_ahead(ages[person], today)) for case, person in links)
    return [(case, person, months) for case, person, months in found if months is not None]


def _titles(cases: Collection[UUID]) -> dict[UUID, set[str]]:
    """What the tasks of these cases say, in one question."""
    found: dict[UUID, set[str]] = {case: set() for case in cases}
    for task in Task.objects.filter(case__in=cases):
        found[task.case_id].add(task.title)
    return found


@transaction.atomic
def _add_once(case: Case, who: str, months: int, today: date) -> bool:
    to, title = _whom(case), _title(who, months)
    if to is None:
        return False
    # Looked at again in the transaction: two sweeps at once make one task.
    if short_text("title", str(title)) in {task.title for task in Task.objects.filter(case=case)}:
        return False
    add_task(case=case, title=title, by=to, assignee=to, due=today, on=today)
    return True


def _whom(case: Case) -> User | None:
    """Who works on it; where nobody does, a lead of the team."""
    works = colleagues_of(case)
    # Only who still works there: a task of a colleague who has left is read by nobody.
    held = works.filter(pk=case.assignee_id).first() if case.assignee_id else None
    return held or leads_of(case).first() or works.first()


def _title(who: str, months: int) -> Sentence:
    if months == TURNED:
        return say(
            "{who} is an adult now: ask again what was agreed to for her, "
            "and how she may be reached",
            who=who,
        )
    return say("{who} turns 18 within {n} months: prepare it with her", who=who, n=months)
