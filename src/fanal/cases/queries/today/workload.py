"""What each colleague carries in the teams of a lead: numbers of all their open cases."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, Task
from fanal.cases.queries.at_risk import urgent_in
from fanal.cases.queries.inactive_cases import with_days
from fanal.cases.queries.today.months import NO_CASE, kept_by_worker
from fanal.core.casework.inactive_cases import QUIET_AFTER
from fanal.core.roles import Permission
from fanal.database.sql import these
from fanal.people.access import teams_of


@dataclass(frozen=True)
class Workload:
    """What one colleague carries in the teams of the lead; `months`: open cases, oldest first."""

    worker: User
    open: int
    months: list[int]
    in_danger: int
    late: int
    quiet: int


class Carried(NamedTuple):
    """How many open cases; how many of them are quiet, and since when the longest."""

    open: int = 0
    quiet: int = 0
    longest: date | None = None


type CarriedBy = Mapping[UUID | None, Carried]  # by worker; None: those that nobody has


def team_cases(user: User) -> QuerySet[Case]:
    """The open cases of the teams of this user."""
    return _led_by(user).exclude(closed=True)


def _led_by(user: User) -> QuerySet[Case]:
    return cases_for(user).filter(team__in=team_ids_of(user)).order_by()


def carried(user: User, today: date) -> CarriedBy:
    """All that is counted of the open cases of these teams, in one question: it looks at each."""
    quiet = Q(written__lte=today - QUIET_AFTER)
    rows = with_days(team_cases(user)).values_list("assignee")
    counted = rows.annotate(
        open=Count("id"), quiet=Count("id", filter=quiet), longest=Min("written", filter=quiet)
    )
    return {who: Carried(many, quiet, longest) for who, many, quiet, longest in counted}


def workloads(user: User, carried_by: CarriedBy, today: date) -> list[Workload]:
    """Everybody who works in these teams, the most cases first."""
    colleagues = list(_colleagues(user))
    danger, late = _in_danger(user, today), _late(user, colleagues, today)
    months = kept_by_worker(user.pk, _led_by(user), today)
    loads = [
        Workload(
            colleague,
            hers.open,
            [*months.get(colleague.pk, NO_CASE), hers.open],
            danger.get(colleague.pk, 0),
            late.get(colleague.pk, 0),
            hers.quiet,
        )
        for colleague in colleagues
        for hers in [carried_by.get(colleague.pk, Carried())]
    ]
    return sorted(loads, key=lambda load: (-load.open, str(load.worker)))


def _colleagues(user: User) -> QuerySet[User]:
    people = User.objects.who_may(Permission.WORK_CASES)
    own = people.filter(teams__in=teams_of(user).order_by())
    return own.distinct().order_by("display_name")


def _in_danger(user: User, today: date) -> dict[UUID | None, int]:
    """How many cases of each in which somebody is in danger."""
    urgent = urgent_in(team_cases(user), today)
    ids = [id for id, code in urgent.items() if code.counts_as_danger]
    if not ids:
        return {}
    rows = team_cases(user).filter(id__in=these(ids)).values_list("assignee")
    return dict(rows.annotate(n=Count("id")))


def _late(user: User, colleagues: Collection[User], today: date) -> dict[UUID, int]:
    """How many tasks of each are late: from these to their cases."""
    of_teams = Exists(team_cases(user).filter(id=OuterRef("case_id")))
    rows = Task.objects.filter(of_teams, assignee__in=colleagues, done_on=None, due__lt=today)
    return dict(rows.order_by().values_list("assignee").annotate(n=Count("id")))
