"""How a user stands to a case: of its team, or there in an emergency. A part of `access`."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.utils import timezone

from fanal.accounts.models import Membership, Team, User
from fanal.cases.models import BreakGlass, Case
from fanal.database.conditions import RowCondition
from fanal.database.kept_questions import Given, Kept

TEAM, EMERGENCY = "team", "emergency"
TEAM_TIE, EMERGENCY_TIE = "tie_of_team", "tie_of_emergency"


class Ties(NamedTuple):
    """The ties of a user to a case. `team`: a member of the team of the case; `emergency`: opened
    it in one, and still may."""

    team: bool
    emergency: bool


def ties_to(user: User, case: Case) -> Ties:
    """Return both ties in one question: a page of a case asks several times, and asks this once."""
    found = NAMED.ask(user=user.pk, team=case.team_id, case=case.pk, now=timezone.now())
    tie_names = {name for (name,) in found}
    return Ties(TEAM in tie_names, EMERGENCY in tie_names)


def _named() -> QuerySet[Membership, tuple[str]]:
    """The names of the ties of somebody to a case."""
    user = Given("user", User)
    of_team = Membership.objects.filter(user=user, team=Given("team", Team))
    until = Given("now", BreakGlass, "until")
    broken = BreakGlass.objects.filter(user=user, case=Given("case", Case), until__gt=until)
    return (
        of_team.order_by()
        .values_list(Value(TEAM))
        .union(broken.order_by().values_list(Value(EMERGENCY)))
    )


NAMED = Kept(_named)  # each page of a case asks it


def _one_case(may_open: RowCondition) -> QuerySet[Case]:
    """A case with what its page shows beside it, and for `ties_in`."""
    user, until = Given("user", User), Given("now", BreakGlass, "until")
    of_team = Membership.objects.filter(user=user, team=OuterRef("team")).order_by()
    broken = BreakGlass.objects.filter(user=user, case=OuterRef("pk"), until__gt=until)
    rows = Case.objects.filter(may_open, id=Given("case", Case))
    rows = rows.select_related("team", "assignee", "operation", "offered_to", "given")
    return rows.annotate(**{TEAM_TIE: Exists(of_team), EMERGENCY_TIE: Exists(broken)})


ONE_CASE = Kept(_one_case)  # every page of a case begins with it


def ties_in(case: Case) -> Ties:
    """What the database said of a case of `ONE_CASE` beside its columns."""
    columns = vars(case)
    return Ties(bool(columns[TEAM_TIE]), bool(columns[EMERGENCY_TIE]))
