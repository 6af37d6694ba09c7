"""The condition by which cases open to a user. A part of `access`."""

from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.absences.queries import travelling
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import TEAM_COMPARTMENTS, Compartment
from fanal.database.conditions import RowCondition, all_of, any_of, outside, within
from fanal.database.sql import db_value, subquery, these
from fanal.keys.queries import folders_granted_to, folders_of_other_teams, is_held_by
from fanal.people.exclusion import cases_closed_to
from fanal.web.request_cache import once_a_page

# Every page asks it, and Django takes longer to write it than to answer (`fanal.database.sql`).
EVER_OPENED_IN_ONE = "SELECT 1 FROM cases_breakglass"
IN_AN_EMERGENCY = "SELECT case_id FROM cases_breakglass WHERE user_id = %s AND until > %s"


def may_hold_cases(user: User) -> bool:
    """Whether the role of this user opens any case."""
    theirs = (Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.APPROVE_DISCLOSURE)
    return user.may(*theirs)


def conditions(user: User, *parts: Compartment) -> list[RowCondition]:
    """Return the conditions of `access.cases_and_parts`, for a question that is kept: by which a
    case is open to this user, and by which each part of one that is."""
    if not may_hold_cases(user):
        return [RowCondition("1 = 0", [])] * (1 + len(parts))
    return [if_listed(user), *(ways_in(user, part) for part in parts)]


@once_a_page
def if_listed(user: User, part: Compartment | None = None) -> RowCondition:
    """Return the condition by which a case, or this part of one, is open to whoever holds cases."""
    return all_of(ways_in(user, part), outside("id", cases_closed_to(user)))


def ways_in(user: User, part: Compartment | None = None) -> RowCondition:
    """Return the condition by which a case opens to this user: of the team, in an emergency, by a
    grant of this part; in travel mode, of those cases alone that were marked."""
    ways = _at_home(user, part)
    away = travelling(user.pk)
    return ways if away is None else all_of(ways, within("id", these(away.folders)))


def _at_home(user: User, part: Compartment | None) -> RowCondition:
    emergency = within("id", in_an_emergency(user))
    if not user.may(Permission.WORK_CASES):
        # Lawyers and directors have no cases by team: each case of theirs was granted.
        return any_of(emergency, within("id", folders_granted_to(user, part)))
    own = within("team", team_ids_of(user))
    # Where she is opens to the leads of the team and to who opened the case.
    whole = part is None or part in TEAM_COMPARTMENTS or user.may(Permission.LEAD_CASES)
    if not whole:
        hers = RowCondition("{made_by} = %s", [db_value(user.pk)], "made_by")
        own = all_of(own, any_of(hers, is_held_by("id", user, part)))
    return any_of(own, emergency, within("id", folders_of_other_teams(user, part)))


def in_an_emergency(user: User) -> RawSQL:
    """The cases in which this user is in an emergency, now; for `id__in=`."""
    return subquery(IN_AN_EMERGENCY, user.pk, timezone.now())
