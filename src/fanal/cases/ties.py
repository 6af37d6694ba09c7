"""How a user stands to a case: of its team, or there in an emergency. A part of `access`."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.utils import timezone

from fanal.accounts.models import Membership, User
from fanal.cases.models import BreakGlass, Case

TEAM, EMERGENCY = "team", "emergency"
TEAM_TIE, EMERGENCY_TIE = "tie_of_team", "tie_of_emergency"


class Ties(NamedTuple):
    """The ties of a user to a case. `team`: a member of the team of the case; `emergency`: opened
    it in one, and still may."""

    team: bool
    emergency: bool


def ties_to(user: User, case: Case) -> Ties:
    """Return both ties in one question: a page of a case asks several times, and asks this once."""
    of_team = Membership.objects.filter(user=user, team=case.team_id).order_by()
    broken = BreakGlass.objects.filter(user=user, case=case, until__gt=timezone.now()).order_by()
    named = [rows.values_list(Value(name)) for rows, name in ((of_team, TEAM), (broken, EMERGENCY))]
    tie_names = {name for (name,) in named[0].union(named[1])}
    return Ties(TEAM in tie_names, EMERGENCY in tie_names)


def with_ties(user: User, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return these cases, for `ties_in` to say how the user stands to each."""
    of_team = Membership.objects.filter(user=user, team=OuterRef("team")).order_by()
    broken = BreakGlass.objects.filter(user=user, case=OuterRef("pk"), until__gt=timezone.now())
    return cases.annotate(**{TEAM_TIE: Exists(of_team), EMERGENCY_TIE: Exists(broken)})


def ties_in(case: Case) -> Ties:
    """What the database said of a case of `with_ties` beside its columns."""
    columns = vars(case)
    return Ties(bool(columns[TEAM_TIE]), bool(columns[EMERGENCY_TIE]))
