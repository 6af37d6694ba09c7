"""Reminds of an eighteenth birthday that comes, a year, half a year, three months and a month
ahead, and to ask again once it came: one task in each open case, which says what is true today."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from fanal.audit import actions as audit
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CasePerson, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.typed_text import short_text
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.eighteen import LAST_MONTH, TURNED, months_ahead
from fanal.core.words import Sentence, say
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sealed.broken_rows import of_each_that_opens

type Due = tuple[UUID, ConsentAge, int]  # a person, her age, and how many months ahead

AHEAD = say("{who} turns 18 within {n} months: prepare it with her")
THAT_DAY = say("{who} turns 18 that day: settle with her what is still open")
FROM_THAT_DAY = say("{who} may be 18 from that day on: settle with her what is still open")
TURNED_18 = say(
    "{who} is an adult now: ask again what was agreed to for her, and how she may be reached"
)
BEFORE = {AHEAD.template, THAT_DAY.template, FROM_THAT_DAY.template}


def turns_18_in(task: Task) -> str:
    """Return who turns 18 by this task, by her code name; "" where it is another task."""
    if not task.sentence:
        return ""
    template, values = task.sentence
    return str(values["who"]) if template in BEFORE | {TURNED_18.template} else ""


def prepare_eighteen(*, today: date, offices: Collection[UUID]) -> int:
    """Make the tasks of this day in cases of these offices, for the sweep.

    Returns how many were made; twice does nothing twice. No key is needed. Raises BrokenSeal once
    all other cases were looked at.
    """
    due: dict[UUID, list[Due]] = defaultdict(list)
    for case, person, age, months in _due(today, offices):
        due[case].append((person, age, months))
    return sum(of_each_that_opens(due.items(), partial(_prepare_in, today=today)))


def _prepare_in(due_in_case: tuple[UUID, list[Due]], *, today: date) -> int:
    id, due = due_in_case
    case = Case.objects.select_related("assignee", "team").get(pk=id)
    people = Person.objects.in_bulk({person for person, _age, _months in due})
    return sum(
        _add_once(
            case, _title(people[person].code_name, age, months), _day(age, months, today), today
        )
        for person, age, months in due
    )


def _due(today: date, offices: Collection[UUID]) -> list[tuple[UUID, UUID, ConsentAge, int]]:
    """Return case, person, age and months: of everybody in an open case only ids are read for
    it."""
    rows = CasePerson.objects.filter(case__team__office__in=offices, of_family=False)
    # Of an age that nobody knows no birthday can be prepared.
    rows = rows.exclude(case__closed=True).exclude(person__age_for_consent=None)
    links = list(rows.order_by("case_id", "id").values_list("case", "person"))
    ages = consent_ages({person for _, person in links}, today)
    found = ((case, one, ages[one], months_ahead(ages[one], today)) for case, one in links)
    return [(case, one, age, months) for case, one, age, months in found if months is not None]


@transaction.atomic
def _add_once(case: Case, title: Sentence, due: date, today: date) -> bool:
    # Looked at in the transaction: two sweeps at once make one task.
    tasks = list(Task.objects.filter(case=case))
    if short_text("title", str(title)) in {task.title for task in tasks}:
        return False
    if before := next((task for task in tasks if _is_before(task, title)), None):
        _say_instead(before, title, due)
        return True
    if (to := whose_task(case)) is None:
        return False
    add_task(case=case, title=title, by=to, assignee=to, due=due, on=today)
    return True


def _is_before(task: Task, title: Sentence) -> bool:
    """Whether this task still says of her what was true before."""
    if task.done_on is not None or not task.sentence:
        return False
    template, values = task.sentence
    return template in BEFORE and values["who"] == title.values["who"]


def _say_instead(task: Task, title: Sentence, due: date) -> None:
    task.title, task.sentence = str(title), [title.template, dict(title.values)]
    task.due, task.version = due, task.version + 1
    task.save()
    audit.record(act="case.task_moved", by=None, about=task.case_id)


def _day(age: ConsentAge, months: int, today: date) -> date:
    """Return the day of the task: in the last month the birthday itself, else today."""
    first = age.adult_from if months == LAST_MONTH else None
    return max(first or today, today)


def _title(who: str, age: ConsentAge, months: int) -> Sentence:
    if months == TURNED:
        return Sentence(TURNED_18.template, {"who": who})
    if months == LAST_MONTH:
        sure = age.adult_from == age.adult_since
        return Sentence((THAT_DAY if sure else FROM_THAT_DAY).template, {"who": who})
    return Sentence(AHEAD.template, {"who": who, "n": months})
