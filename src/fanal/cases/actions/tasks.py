"""Tasks: something to do, for someone, by a day, perhaps at an hour, once or again and again. Those
of whoever opened a part of a case by a grant end with its last day."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices
from fanal.audit import actions as audit
from fanal.cases.actions.cases import tasks_come_back
from fanal.cases.models import Case, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.recurrence import next_due, timed
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.keys.queries import grant_is_over
from fanal.people.consent_ages import consent_ages
from fanal.sealed.broken_rows import of_each_that_opens

ABOUT_LAW = say("Ask again what was left open about the law")
ABOUT_NEEDS = say("Ask again what she needs")
TAKEN_OVER = say("Read what she needs now, as the team before wrote it")
HANDED_OVER = say("Read what she needs now, as {who} wrote it")
OPENED_AGAIN = say("Opened again: read why, and ask whether she is in danger now")
# As long before as it takes to get another paper, or to meet and decide.
A_MONTH = timedelta(days=30)
MANDATE_ENDS = say("What lets somebody consent for her ends: who consents for her after that?")


@transaction.atomic
def add_task(
    *,
    case: Case,
    title: str | Sentence,
    by: User,
    assignee: User | None = None,
    due: date | None = None,
    hour: time | None = None,
    repeat: str = "",
    reminder: str = "",
    on: date | None = None,
) -> Task:
    """Add a task to a case. The title is a work title: no name belongs in it. A sentence of ours is
    kept as such: each reads it in her own language. Of an `assignee` who works there no more it is
    for whoever does (`whose_task`)."""
    # Titles are under the server's key (T1): lists show them also to who may not read the story.
    text = short_text("title", str(title), needed=say("say what is to be done"))
    task = Task.objects.create(
        case=case,
        title=text,
        sentence=[title.template, dict(title.values)] if isinstance(title, Sentence) else None,
        times=timed(due=due, hour=hour, repeat=repeat, reminder=reminder).kept(),
        assignee=_given_to(case, assignee, by),
        due=due,
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    audit.record(act="case.task_added", by=by, about=case.id)
    return task


def _given_to(case: Case, assignee: User | None, by: User) -> User:
    # Whoever writes it down for herself is there, also by a grant or in an emergency.
    if assignee is None or assignee == by:
        return by
    # Who works on no cases, as a lawyer, has tasks of the part that is open to her.
    if assignee.is_active and not assignee.may(Permission.WORK_CASES):
        return assignee
    return whose_task(case, assignee, by) or by


def ask_again(*, case: Case, about: Sentence, by: User) -> None:
    """Add one task for all that was left open; its title says nothing of her."""
    waiting = Task.objects.filter(case=case, assignee=by, done_on=None)
    if str(about) not in [task.title for task in waiting]:
        add_task(case=case, title=about, by=by)


@transaction.atomic
def tell_worker(*, case: Case, title: Sentence, by: User) -> None:
    """Add one task of today for whoever works on the case, else for a lead of its team: somebody
    else did something in it."""
    worker = whose_task(case, case.assignee)
    if worker is not None and worker != by:
        _add_for_today(case, title, worker, by)


def add_for_today(*, case: Case, title: Sentence, by: User) -> None:
    """Add a task of today for who works on the case; not twice while it is open."""
    _add_for_today(case, title, case.assignee, by)


def _add_for_today(case: Case, title: Sentence, worker: User | None, by: User) -> None:
    waiting = Task.objects.filter(case=case, done_on=None)
    if str(title) not in [task.title for task in waiting]:
        today = timezone.localdate()
        add_task(case=case, title=title, by=by, assignee=worker, due=today, on=today)


@transaction.atomic
def finish_task(*, task: Task, by: User, version: int, on: date | None = None) -> None:
    """Record that a task is done; one that repeats begins again on its next day. Raises `Conflict`
    if somebody changed it meanwhile."""
    task.done_on, task.done_by = on or timezone.localdate(), by
    task.save_if_version(version)
    audit.record(act="case.task_done", by=by, about=task.case_id)
    _begin_again(task, task.done_on, by)


def _begin_again(task: Task, done: date, by: User) -> None:
    due = next_due(task.due, task.timing, done) if task.due else None
    if due is not None:
        Task.objects.create(
            case_id=task.case_id,
            title=task.title,
            sentence=task.sentence,
            times=task.times,
            comes_from=task,
            due=due,
            assignee=_given_to(task.case, task.assignee, by),
            made_by_id=task.made_by_id,
            made_on=done,
        )


@transaction.atomic
def undo_task(*, task: Task, by: User, version: int) -> None:
    """Record that a task is not done after all. Its repetition goes, too, unless somebody has
    worked on that already."""
    after = Task.objects.select_for_update().filter(comes_from=task).first()
    # A version above the first says that a colleague has changed it since.
    if after is not None and (after.version > 1 or after.done_on):
        raise Refused(
            say("the next one of this repeating task was changed already: change that one")
        )
    if after is not None:
        after.delete()
    task.done_on, task.done_by = None, None
    task.save_if_version(version)
    audit.record(act="case.task_undone", by=by, about=task.case_id)


@transaction.atomic
def reschedule_task(
    *,
    task: Task,
    due: date | None,
    assignee: User,
    by: User,
    version: int,
    hour: time | None = None,
    repeat: str = "",
    reminder: str = "",
) -> None:
    """Give a task another day or hour, or another colleague."""
    timing = timed(due=due, hour=hour, repeat=repeat, reminder=reminder)
    if due == task.due:  # what is due on the 28th may be due on the 31st again after February
        timing = replace(timing, day=task.timing.day)
    task.due, task.times = due, timing.kept()
    task.assignee = _given_to(task.case, assignee, by)
    task.save_if_version(version)
    audit.record(act="case.task_moved", by=by, about=task.case_id)


@transaction.atomic
def finish_tasks(*, tasks: Iterable[Task], by: User) -> int:
    """Record that several tasks are done, or none; return how many."""
    done = 0
    for task in tasks:
        finish_task(task=task, by=by, version=task.version)
        done += 1
    return done


def tasks_of_ended_grants(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """Give the open tasks of whoever was granted a part of a case until a day that is over, and
    opens nothing of it now, to whoever works on it, in cases of these offices, where it is `today`.
    Return of how many cases."""
    there = User.objects.who_may(Permission.WORK_CASES).filter(
        pk=OuterRef("assignee"), teams=OuterRef("case__team")
    )
    # Nearly everybody is there: asked first, so that grants are looked for of the few who are not.
    left = Task.objects.filter(
        of_offices("case__team__office", offices),
        ~Exists(there),
        grant_is_over("case", "assignee", today),
        done_on=None,
    )
    pairs = {*left.order_by().values_list("case", "assignee")}
    cases = Case.objects.in_bulk({case for case, _whose in pairs})

    def give(case: Case) -> None:
        tasks_come_back(case, {whose for id, whose in pairs if id == case.id}, None)

    return len(of_each_that_opens(cases.values(), give))


def ask_before_its_end(*, case: Case, until: date | None, by: User) -> None:
    """Add a task for whoever works on the case, once for each such day: from the day after, a yes
    of this person counts no more, and no page asks for another until it is needed. None where all
    whom the case concerns are adults by then: they answer for themselves."""
    today = timezone.localdate()
    if until is None or until < today or case.closed or _are_adults_on(until, case):
        return
    due = max(today, until - A_MONTH)
    waiting = Task.objects.filter(case=case, due=due, done_on=None)
    if str(MANDATE_ENDS) not in [task.title for task in waiting]:
        worker = whose_task(case, case.assignee, by)
        add_task(case=case, title=MANDATE_ENDS, assignee=worker, due=due, by=by)


def _are_adults_on(day: date, case: Case) -> bool:
    people = set(case.concerns.values_list("person", flat=True))
    return all(age.is_adult(day) for age in consent_ages(people, timezone.localdate()).values())
