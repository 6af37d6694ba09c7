"""Who names a stand-in, agrees to it or ends it; who ends travel mode early. A part of `access`."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fanal.absences.models import StandIn, TravelMode
from fanal.accounts.access import case_teams, leads_team
from fanal.accounts.models import Team, User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.organisation.actions.stand_ins import who_may_agree
from fanal.organisation.actions.travel import who_may_let_back
from fanal.web.lookup import first_or_404, permitted_or_404, row_or_404

DECIDES = frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW})
MOST_MARKED = 60


def must_have_stand_ins(user: User) -> None:
    """Raise `Http404` for whoever works on no case: there is nothing to stand in for."""
    permitted_or_404(user, Permission.WORK_CASES)


def teams_with_stand_ins(user: User) -> QuerySet[Team]:
    """Return the teams in which this user works. Raises Http404."""
    must_have_stand_ins(user)
    return case_teams().filter(members=user)


def team_with_stand_ins(user: User, team_id: UUID) -> Team:
    """Return one of the teams in which this user works, or `Http404`."""
    return row_or_404(teams_with_stand_ins(user), team_id)


def away_from(user: User, team: Team) -> list[User]:
    """Return for whom this user may name a stand-in there: herself; a lead, for everybody of the
    team."""
    if not user.may(Permission.LEAD_CASES):
        return [user]
    works = [
        member
        for member in team.members.filter(is_active=True)
        if member.may(Permission.WORK_CASES)
    ]
    return sorted(works, key=lambda one: (one.pk != user.pk, str(one)))


def stand_ins_for(user: User) -> QuerySet[StandIn]:
    """What concerns this user: of her own, of whom she stands in for, of the teams that she leads.
    Raises Http404."""
    must_have_stand_ins(user)
    own = Q(away=user) | Q(stand_in=user)
    if user.may(Permission.LEAD_CASES):
        own |= Q(team__in=user.teams.all())
    rows = StandIn.objects.filter(own, until__gte=timezone.localdate())
    return rows.select_related("away", "stand_in", "team", "asked_by").order_by("since", "id")


def ended_by(user: User, row: StandIn) -> bool:
    """Whether this user may end it early: who is away, who stands in, and a lead of the team."""
    return user.pk in (row.away_id, row.stand_in_id) or leads_team(user, row.team_id)


def stand_in_for(user: User, row_id: UUID) -> StandIn:
    """Return a stand-in that this user may end, or `Http404`."""
    row = stand_ins_for(user).filter(pk=row_id).first()
    if row is None or not ended_by(user, row):
        raise Http404
    return row


def stand_ins_to_agree(user: User) -> list[StandIn]:
    """What waits for this user. Raises Http404 for who never decides."""
    _must_decide(user)
    rows = StandIn.objects.filter(agreed_on=None, until__gte=timezone.localdate())
    rows = rows.select_related("away", "stand_in", "team", "asked_by").order_by("asked_on", "id")
    # The one rule of who agrees, asked of each row: the list and the act cannot differ. Few wait at
    # a time.
    return [row for row in rows if who_may_agree(row).filter(pk=user.pk).exists()]


def stand_in_to_agree(user: User, row_id: UUID) -> StandIn:
    return first_or_404(stand_in for stand_in in stand_ins_to_agree(user) if stand_in.pk == row_id)


# ── Travel mode ──────────────────────────────────────────────────────────────
def cases_to_mark(user: User) -> list[Case]:
    """What one may take along: those in one's hands first, the newest of the others."""
    rows = cases_for(user).exclude(closed=True).order_by("-opened_on", "id")
    her_cases = list(rows.filter(assignee=user)[:MOST_MARKED])
    return her_cases + list(rows.exclude(assignee=user)[: MOST_MARKED - len(her_cases)])


def marked_cases(user: User) -> QuerySet[Case]:
    """What travel mode leaves open to this user: she may open no other."""
    return cases_for(user).order_by("-opened_on", "id")


def travel_of(user: User) -> TravelMode | None:
    """Return this user's own travel mode, while it holds."""
    return TravelMode.objects.filter(user=user, until__gte=timezone.localdate()).first()


def travels_to_decide(user: User) -> list[TravelMode]:
    """Who asks this user to leave travel mode early. Raises Http404 for who never decides."""
    _must_decide(user)
    rows = TravelMode.objects.filter(until__gte=timezone.localdate()).exclude(back_asked_on=None)
    rows = rows.select_related("user").order_by("back_asked_on", "id")
    return [row for row in rows if who_may_let_back(row.user).filter(pk=user.pk).exists()]


def travel_to_decide(user: User, row_id: UUID) -> TravelMode:
    return first_or_404(travel for travel in travels_to_decide(user) if travel.pk == row_id)


def _must_decide(user: User) -> None:
    permitted_or_404(user, *DECIDES)
