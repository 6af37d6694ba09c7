"""Who has a start page about cases, and what reading it records. A part of `access`."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.access import cases_for
from fanal.cases.models import Case, GivenCase
from fanal.cases.ways_in import IN_AN_EMERGENCY
from fanal.core.roles import Permission
from fanal.database.sql import subquery
from fanal.keys.queries import folders_of_other_teams
from fanal.web.lookup import permitted_or_404

THEIRS = (Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.SEE_OVERVIEW)


def must_have_today(user: User) -> None:
    """Raise `Http404` for roles whose start page is that of their only group."""
    permitted_or_404(user, *THEIRS)


def cases_of_other_teams(user: User) -> QuerySet[Case]:
    """Return the cases of teams that are not this user's that she may open: by grant, or in an
    emergency. They are few: asked by what opens them, and not among all cases."""
    few = Q(id__in=subquery(IN_AN_EMERGENCY, user.pk, timezone.now()))
    few |= Q(id__in=folders_of_other_teams(user))
    return cases_for(user).filter(few).exclude(team__in=team_ids_of(user))


def read_hearings(user: User, many: int) -> None:
    """Write down that so many days of hearings, of the legal part of cases, were read."""
    if many:
        audit.record(act="case.hearings_read", by=user, detail={"hearings": many})


def looked_at(user: User, case: Case) -> None:
    """Take a case off her start page that was given to her and that she has opened."""
    given_case: GivenCase | None = getattr(case, "given", None)  # read with the case
    # Only her own look counts: a lead who opens the case leaves the line on the worker's page.
    if given_case and given_case.to_id == user.pk:
        given_case.delete()
