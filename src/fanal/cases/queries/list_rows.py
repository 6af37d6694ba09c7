"""The rows of one page of the list of cases: what is opened for the reader of these few alone; and
what several have in common, for what is done with all of them at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.names import is_of_team
from fanal.authority import reading
from fanal.cases.models import Case, CasePerson, Closure, Task
from fanal.cases.queries.case_list import ListedCase, Wanted, case_list
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.hearings import days_by_case, hearings_in
from fanal.cases.queries.lists import without_worker
from fanal.cases.queries.present import VisibleState, states_of
from fanal.cases.ways_in import conditions
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import SaidAt
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, LEGAL, Compartment
from fanal.database.conditions import RowCondition
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.people.described import shown, words_about
from fanal.people.models import Person

PARTS = (IDENTITY, LEGAL)  # of which a row says something


@dataclass(frozen=True)
class NextStep:
    """What is next in a case: a task, a sign of life, the end of a consent, a hearing, a review.
    `title`: in words, of what has no sign of its own. `hearing`: of the legal part; `court`: a day
    in court, which nobody of ours can move."""

    day: date
    at: datetime | None = None
    title: str = ""
    sign: bool = False
    consent: bool = False
    hearing: bool = False
    court: bool = False
    late: int = 0


type DaysByCase = Mapping[UUID, Collection[date]]
# What is next beside these, of apps above: of which cases, for whom, with the hearings that she
# may read, and on which day.
STEPS: list[
    Callable[[Collection[UUID], User, Ring, DaysByCase, date], Mapping[UUID, list[NextStep]]]
] = []


@dataclass(frozen=True)
class CaseListRow:
    """A row as shown. `contact`: when she was last heard from, where the reader may know; `aged`:
    of how many people it may say how old they are."""

    case: Case
    listed: ListedCase
    people: str
    aged: int
    contact: SaidAt | None
    next: list[NextStep]
    nobodys: bool
    closing: Closure | None


def rows_of(listed: list[ListedCase], user: User, ring: Ring, now: datetime) -> list[CaseListRow]:
    """The rows of these cases, in their order, in a constant number of queries."""
    if not listed:
        return []
    known = _known_of([case.id for case in listed], user, ring, now)
    return [_row_of(case, known, now) for case in listed if case.id in known.cases]


@dataclass(frozen=True)
class _Known:
    """What is read for all rows of a page at once. `ages`: in words, by person, of whom the reader
    may know; `steps_of_apps`: what each app above says is next, by case."""

    cases: Mapping[UUID, Case]
    people: Mapping[UUID, list[Person]]
    states: Mapping[UUID, VisibleState]
    ages: dict[UUID, str]
    tasks: Mapping[UUID, Task]
    closings: Mapping[UUID, Closure]
    hearings: DaysByCase
    steps_of_apps: list[Mapping[UUID, list[NextStep]]]


def _known_of(ids: list[UUID], user: User, ring: Ring, now: datetime) -> _Known:
    found = CASES.ask(these(ids), *conditions(user, *PARTS))
    cases = {row.id: row for row in reading.rows_that_count(found)}
    people = _people(ids)
    everybody = [person.id for of_case in people.values() for person in of_case]
    # First, as it opens all that is read here: the keys of what comes after are asked for with it.
    states = states_of(everybody, user, ring, now)
    hearings = days_by_case(hearings_in(_open(cases, LEGAL), ring))
    return _Known(
        cases=cases,
        people=people,
        states=states,
        ages=_ages(_open(cases, IDENTITY), people, user, ring, now.date()),
        tasks=_first_tasks(cases.values(), user),
        closings=_closings(ids),
        hearings=hearings,
        steps_of_apps=[steps(ids, user, ring, hearings, now.date()) for steps in STEPS],
    )


def _row_of(listed: ListedCase, known: _Known, now: datetime) -> CaseListRow:
    case, people = known.cases[listed.id], known.people.get(listed.id, [])
    states = [known.states[person.id] for person in people]
    task = known.tasks.get(listed.id)
    return CaseListRow(
        case,
        listed,
        people=shown(people, known.ages),
        aged=sum(person.id in known.ages for person in people),
        contact=_contact(states),
        next=_next(listed, states, task, now, _steps_beside(listed.id, known, now.date())),
        nobodys=bool(vars(case)["without_worker"]) and not case.closed,
        closing=known.closings.get(listed.id),
    )


def _steps_beside(case: UUID, known: _Known, today: date) -> list[NextStep]:
    """The hearings to come, and what the apps above say is next."""
    steps = _hearings(known.hearings.get(case, ()), today)
    return steps + [step for of_app in known.steps_of_apps for step in of_app.get(case, ())]


def _cases_with_parts(cases: RawSQL, may_open: RowCondition, *ways: RowCondition) -> QuerySet[Case]:
    rows = Case.objects.filter(may_open, id__in=cases).order_by()
    opens = {f"opens_{part}": way for part, way in zip(PARTS, ways, strict=True)}
    rows = rows.annotate(without_worker=without_worker(), **opens)
    return rows.select_related("assignee", "team")


CASES = Kept(_cases_with_parts)


def _hearings(days: Iterable[date], today: date) -> list[NextStep]:
    return [NextStep(day, hearing=True, court=True) for day in days if day >= today]


def _people(cases: Collection[UUID]) -> dict[UUID, list[Person]]:
    """Return whom each case concerns, in the order in which they came into it."""
    by_case: dict[UUID, list[Person]] = {}
    for link in PEOPLE.ask(these(cases)):
        by_case.setdefault(link.case_id, []).append(link.person)
    return by_case


def _people_of(cases: RawSQL) -> QuerySet[CasePerson]:
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True)
    return links.select_related("person").order_by("person__made_on", "id")


PEOPLE = Kept(_people_of)


def _open(cases: Mapping[UUID, Case], part: Compartment) -> list[UUID]:
    """Return the cases among these of which the reader may open this part (`conditions`)."""
    return [id for id, case in cases.items() if getattr(case, f"opens_{part}")]


def _ages(
    cases: list[UUID], people: dict[UUID, list[Person]], user: User, ring: Ring, today: date
) -> dict[UUID, str]:
    """How old they are, in cases in which the reader may open who they are."""
    ids = [person.id for case in cases for person in people.get(case, ())]
    return words_about(ids, user, ring, today)


def _contact(states: Iterable[VisibleState]) -> SaidAt | None:
    signs = [state.state.last_sign.said for state in states if state.state.last_sign]
    return max(signs, key=_moment, default=None)


def _moment(moment: SaidAt) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return timezone.make_aware(datetime(moment.year, moment.month, moment.day))


def _next(
    listed: ListedCase,
    states: Iterable[VisibleState],
    task: Task | None,
    now: datetime,
    more: Iterable[NextStep],
) -> list[NextStep]:
    steps = [
        NextStep(timezone.localdate(state.state.next_due), state.state.next_due, sign=True)
        for state in states
        if state.state.next_due
    ]
    if task is not None and task.due:
        at = datetime.combine(task.due, task.hour) if task.hour else None
        steps.append(NextStep(task.due, timezone.make_aware(at) if at else None, task.heading))
    if listed.consent_ends:
        steps.append(NextStep(listed.consent_ends, consent=True))
    steps += more
    steps.sort(key=lambda step: (step.day, step.at is None, step.at or now))
    return _shown(steps, now.date())


def _shown(steps: list[NextStep], today: date) -> list[NextStep]:
    """The first of what is late or to come. Where that is late, what comes next stands beside it;
    the next day in court always does."""
    if not steps:
        return []
    first, *others = steps
    late = max(0, (today - first.day).days)
    ahead = [other for other in others if other.day >= today]
    in_court = [step for step in ahead if step.court and not first.court]
    # A court does not wait, and nobody of ours can move the day.
    beside = in_court or (ahead if late else [])
    return [replace(first, late=late), *beside[:1]]


def _first_tasks(cases: Collection[Case], user: User) -> dict[UUID, Task]:
    """The first open task of each case. Titles tell of doctors and shelters: who does not work on
    the case is shown her own alone."""
    works = user.may(Permission.WORK_CASES)
    of_team = {case.id for case in cases if is_of_team(user, case.team_id)}
    first_tasks: dict[UUID, Task] = {}
    for task in DUE.ask(these([case.id for case in cases])):
        if (works and task.case_id in of_team) or task.assignee_id == user.pk:
            before = first_tasks.get(task.case_id)
            if before is None or (before.due == task.due and _earlier(task, before)):
                first_tasks[task.case_id] = task
    return first_tasks


def _due(cases: RawSQL) -> QuerySet[Task]:
    tasks = Task.objects.filter(case__in=cases, done_on=None).exclude(due=None)
    return tasks.order_by("due", "id")


DUE = Kept(_due)


def _earlier(task: Task, other: Task) -> bool:
    return task.hour is not None and (other.hour is None or task.hour < other.hour)


def _closings(cases: list[UUID]) -> dict[UUID, Closure]:
    return {closure.case_id: closure for closure in CLOSINGS.ask(these(cases))}


def _asked_to_close(cases: RawSQL) -> QuerySet[Closure]:
    return Closure.objects.filter(case__in=cases, agreed_on=None, dropped_on=None)


CLOSINGS = Kept(_asked_to_close)


def colleagues_for(cases: Collection[Case]) -> QuerySet[User]:
    """Who works on cases in the teams of all of these; whom a conflict keeps out of one of them is
    refused when it is given to her."""
    colleagues = User.objects.who_may(Permission.WORK_CASES)
    # One filter a team, since a single `teams__in` would offer who works in any of them.
    for team in {case.team_id for case in cases}:
        colleagues = colleagues.filter(teams=team)
    return colleagues.order_by("display_name")


def states_in(cases: Collection[Case]) -> list[tuple[Case, DangerState]]:
    """Each with the worst state of its people, who is in danger first."""
    codes = codes_in([case.id for case in cases])
    order = list(DangerState)
    pairs = [(case, codes[case.id]) for case in cases]
    return sorted(pairs, key=lambda pair: order.index(pair[1]))


def open_tasks_of(cases: Collection[Case]) -> dict[str, Task]:
    """Their open tasks by id, by day."""
    tasks = Task.objects.filter(case__in=[case.id for case in cases], done_on=None)
    return {str(task.id): task for task in tasks.select_related("case", "assignee")}


def rows_for(cases: Collection[Case], user: User, ring: Ring, now: datetime) -> list[CaseListRow]:
    """The rows of these cases as the list shows them."""
    among = frozenset(case.id for case in cases)
    today = timezone.localdate(now)
    listed = list(case_list(user, Wanted(show="team", among=among), today).listed)
    return rows_of(listed, user, ring, now)
