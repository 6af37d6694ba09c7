"""Who reads the register of interpreters and volunteers, who keeps it, and who holds its keys."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.access import case_teams
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.access import case_for, conflicts_on
from fanal.cases.models import Case
from fanal.colleagues.models import Helper
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY
from fanal.core.words import say
from fanal.keys.models import UserKeys
from fanal.keys.queries import rows_granted_to
from fanal.web.lookup import row_or_404

READS = (Permission.WORK_CASES, Permission.WORK_LEGAL)


def reads_helpers(user: User) -> bool:
    return user.may(*READS)


def keeps_helpers(user: User) -> bool:
    """Who vets and pauses them, and reads why and what they are tied to."""
    return user.may(Permission.LEAD_CASES)


def must_keep_helpers(user: User) -> None:
    if not keeps_helpers(user):
        raise Http404


def helpers_for(user: User) -> QuerySet[Helper]:
    """Return the helpers whose key this user holds; `Http404` for whoever works on no case."""
    if not reads_helpers(user):
        raise Http404
    rows = rows_granted_to(Helper.objects.all(), user, IDENTITY)
    return rows.select_related("made_by")


def helper_for(user: User, helper_id: UUID) -> Helper:
    return row_or_404(helpers_for(user), helper_id)


def kept_helper_for(user: User, helper_id: UUID) -> Helper:
    must_keep_helpers(user)
    return helper_for(user, helper_id)


def helped_case_for(user: User, case_id: UUID) -> Case:
    """A case for which this user looks for somebody."""
    case = case_for(user, case_id)
    if not reads_helpers(user):
        raise Http404
    return case


def team_of(case: Case) -> QuerySet[User]:
    """Return the members of the team whom no conflict keeps out of the case: who is kept out could
    not help her."""
    team: QuerySet[User] = case.team.members.filter(is_active=True)
    return team.exclude(id__in=conflicts_on(case.id).values("user")).order_by("display_name", "id")


def opened(user: User, folder: UUID) -> None:
    """Write down that a helper's folder was read."""
    audit.record(act="colleagues.helper_opened", by=user, about=folder)


# ── Who holds their keys ─────────────────────────────────────────────────────
def holders(by: User) -> list[User]:
    """Return everybody who works on cases or their legal side and has keys: the maker first."""
    with_keys = UserKeys.objects.filter(retired=None).values("user")
    rows = User.objects.who_may(*READS).filter(id__in=with_keys)
    return sorted(rows.order_by("display_name", "id"), key=lambda row: row.pk != by.pk)


def not_held(user: User) -> dict[User, list[UUID]]:
    """Return whoever came later, and which folders she does not open yet."""
    lacking = {}
    for holder in holders(user):
        theirs = rows_granted_to(Helper.objects.all(), holder, IDENTITY)
        rows = helpers_for(user).exclude(id__in=theirs.values("id")).order_by("number")
        if left := list(rows.values_list("folder", flat=True)):
            lacking[holder] = left
    return lacking


def team_beside(by: User) -> Team:
    """The team beside which a folder is filed; its key opens nothing. Raises Refused."""
    team = case_teams().filter(members=by).first() or case_teams().first()
    if team is None:
        raise Refused(say("No team works on cases yet: ask the administrator."))
    return team
