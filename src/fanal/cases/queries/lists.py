"""Lists across cases: mine, the team's, what is late, the director's overview."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet

from fanal.absences.queries import teams_led, whose_work
from fanal.accounts.access import away
from fanal.accounts.models import Team, User
from fanal.cases.access import broken_glass_to_review, cases_for, kept_out_of
from fanal.cases.models import BreakGlass, Case, Task
from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import URGENT, people_in, stored_codes_of
from fanal.cases.ways_in import conditions
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.stages import CaseStage
from fanal.core.casework.statements import Custody
from fanal.core.journeys.tonight import OnAJourney
from fanal.core.roles import Permission, roles_that
from fanal.database.conditions import RowCondition
from fanal.database.kept_questions import Kept
from fanal.people.access import case_teams
from fanal.people.exclusion import cases_held_by_who_is_kept_out
from fanal.people.queries import last_of
from fanal.sealed.columns import open_in_row, with_ids

WORKS = roles_that(Permission.WORK_CASES)

# The files of the people who have a row of a journey, with what it says of who answers for them.
# Journeys are of an app above, which says it when the server starts.
ON_A_JOURNEY: list[Callable[[], dict[UUID, OnAJourney]]] = []

# Of who has a file with each of two teams, which one stands for the other: whoever counts all teams
# counts her once. Files of two countries are of an app above as well.
SAME_PERSON: list[Callable[[], dict[UUID, UUID]]] = []


def cases_listed(user: User) -> QuerySet[Case]:
    """The open cases to choose from, the newest first."""
    return cases_for(user).exclude(closed=True).order_by("-opened_on", "id")


def open_tasks(user: User, *, team: bool = False, few: bool = False) -> QuerySet[Task]:
    """Open tasks by day: one's own with those of whom one stands in for, of a lead, and whoever
    stands in for her, also those of colleagues who left her team; or all of the cases a lead leads.
    `few`: only some of them will be asked for."""
    cases, tasks = cases_for(user).order_by(), Task.objects.filter(done_on=None)
    if not team:  # first: a database that asks in this order asks of few whether they open
        tasks = tasks.filter(_held_by(user))
    if team and not few:
        tasks = tasks.filter(case__in=cases)
    else:  # from few tasks to their cases: from all cases it would look at each of them
        tasks = tasks.filter(Exists(cases.filter(id=OuterRef("case_id"))))
    return tasks.select_related("case", "assignee")


def _held_by(user: User) -> Q:
    own, teams = Q(assignee__in=whose_work(user)), teams_led(user)
    if teams is None:
        return own
    led = Task.objects.filter(done_on=None, case__team__in=teams)
    left = led.filter(away("assignee", "case__team", roles=WORKS))
    return own | Q(pk__in=left.values("pk"))  # both sides go by an index


def workers_of(user: User) -> list[tuple[str, str]]:
    """Whoever works on a case of the list, to choose from."""
    return [(str(pk), name) for pk, name in WORKERS.ask(*conditions(user))]


def _workers(may_open: RowCondition) -> QuerySet[User, tuple[UUID, str]]:
    theirs = Exists(Case.objects.order_by().filter(may_open, assignee=OuterRef("pk")))
    workers = User.objects.filter(theirs).order_by("display_name")
    return workers.values_list("pk", "display_name")


WORKERS = Kept(_workers)


def late_count(user: User, today: date) -> int:
    """How many of one's own tasks are past their day, of those alone that the page shows."""
    return open_tasks(user).filter(due__lt=today).count()


@dataclass(frozen=True)
class TeamRow:
    """One team in the overview: numbers only, no case."""

    team: Team
    open: int
    late: int
    unheld: int
    in_danger: int
    unheard: int
    without_custodian: int


EVERYWHERE = None  # in place of a team: everybody once


def overview(user: User, today: date) -> tuple[list[TeamRow], dict[str, int]]:
    """The teams with their open cases, those in nobody's hands and tasks late; and
    the numbers of people in all of them, each counted once."""
    closed = kept_out_of(user)
    by_stage = _by_stage(user)
    late = _counted(Task.objects.filter(done_on=None, due__lt=today).exclude(case__in=closed))
    unheld = _counted(unassigned_cases().exclude(id__in=closed), "team")
    states = _people_by_state(counted_for(user).exclude(closed=True))
    rows = [_team_row(team, by_stage, late, unheld, states) for team in case_teams()]
    return rows, {word: states[EVERYWHERE, word] for word in STATES}


def _people_by_state(cases: QuerySet[Case]) -> Counter[tuple[UUID | None, str]]:
    """How many people of each team's open cases are in danger (disputed too), not heard from, and
    with nobody who answers for them; and of all. Of a person in two cases of one team there is one;
    one with cases in two teams counts in each, and once `EVERYWHERE`, also by two files."""
    team_of = dict(cases.order_by().values_list("id", "team"))
    counted: set[tuple[UUID | None, UUID]]
    counted = {(team_of[case], whose) for case, whose in people_in(team_of)}
    # Teams add up to more than all: one person may have cases in two offices, and is one person in
    # danger.
    counted |= {(EVERYWHERE, whose) for _team, whose in counted}
    stored = stored_codes_of({whose for _team, whose in counted})
    travelling = {whose: one for read in ON_A_JOURNEY for whose, one in read().items()}
    stands_for = {whose: by for same in SAME_PERSON for whose, by in same().items()}
    counted_once = {
        (team, last_of(whose, stands_for) if team is EVERYWHERE else whose, word)
        for team, whose in counted
        for word in _counts_as(stored[whose], travelling.get(whose))
    }
    return Counter((team, word) for team, _whose, word in counted_once)


STATES = ("in_danger", "unheard", "without_custodian")


def _counts_as(stored: Stored, journey: OnAJourney | None) -> Iterator[str]:
    """Yield as what a person is counted, as tonight's board counts her."""
    if stored.code in URGENT or (journey and journey.late):
        yield "in_danger" if stored.code.counts_as_danger else "unheard"
    if journey.is_unheld(stored.custody) if journey else Custody.nobody_answers(stored.custody):
        yield "without_custodian"


def counted_for(user: User) -> QuerySet[Case]:
    """Every case but those that a conflict closes to this user: a number that changes with one of
    them would tell of it, as a line of it would."""
    return Case.objects.exclude(id__in=kept_out_of(user))


def unassigned_cases(among: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The open cases, of all or `among` these, without a worker who may open them: nobody was
    chosen, the account has ended, she left the team or works on cases no more, or a conflict keeps
    her out since."""
    cases = Case.objects.all() if among is None else among
    return cases.filter(without_worker()).exclude(closed=True)


def without_worker() -> Q:
    """Return the condition of cases that nobody sees to who may open them."""
    return away("assignee", roles=WORKS) | Q(id__in=cases_held_by_who_is_kept_out())


def _team_row(
    team: Team,
    by_stage: Counter[tuple[UUID, str]],
    late: Counter[UUID],
    unheld: Counter[UUID],
    states: Counter[tuple[UUID | None, str]],
) -> TeamRow:
    closed = by_stage.get((team.pk, CaseStage.CLOSED), 0)
    return TeamRow(
        team=team,
        open=sum(n for (team_id, _), n in by_stage.items() if team_id == team.pk) - closed,
        late=late[team.pk],
        unheld=unheld[team.pk],
        in_danger=states[team.pk, "in_danger"],
        unheard=states[team.pk, "unheard"],
        without_custodian=states[team.pk, "without_custodian"],
    )


def _counted(rows: QuerySet[Model], team: str = "case__team") -> Counter[UUID]:
    counts = rows.order_by().values_list(team).annotate(n=Count("id"))
    return Counter(dict(counts))


def stages_counted(user: User) -> list[tuple[CaseStage, int]]:
    """How many cases stand at each stage, in order."""
    counts: Counter[str] = Counter()
    for (_team, stage), n in _by_stage(user).items():
        counts[stage] += n
    return [(stage, counts[stage]) for stage in CaseStage]


def _by_stage(user: User) -> Counter[tuple[UUID, str]]:
    """How many cases each team has at each stage."""
    cases = counted_for(user).order_by().values_list("team", "pk", "stage")
    return Counter((team, open_in_row(stage, key)) for team, key, stage in cases)


def kinds_counted(user: User) -> list[tuple[CaseKind, int]]:
    """How many open cases are of each kind; a case of two kinds counts in both."""
    counts: Counter[str] = Counter()
    for _id, kinds in with_ids(counted_for(user).exclude(closed=True), "kinds"):
        counts.update(kinds.split())
    return [(kind, counts[kind]) for kind in CaseKind if counts[kind]]


def to_review(user: User) -> QuerySet[BreakGlass]:
    """Emergency openings for this reviewer: of the teams led, or of all for who sees the whole."""
    rows = broken_glass_to_review(user).select_related("case", "user", "reviewed_by")
    return rows.order_by(F("reviewed_on").desc(nulls_first=True), "-at")
