"""Who may see which accounts, and who may agree that somebody comes in or leaves a team."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fanal.accounts.actions import invitation_approval, offboarding
from fanal.accounts.models import Invitation, Membership, SignIn, Team, TeamRemoval, User
from fanal.core.roles import Permission, Role, roles_that
from fanal.database.sql import subquery
from fanal.web.lookup import found_or_404, permitted_or_404
from fanal.web.request_cache import once_a_page

# Written out, since Django takes ten times as long to write it as to answer (`fanal.database.sql`).
HER_TEAMS = "SELECT team_id FROM accounts_membership WHERE user_id = %s"


def team_ids_of(user: User) -> RawSQL:
    """The ids of the teams of this user; for `team__in=`. Every page asks it, several times."""
    return subquery(HER_TEAMS, user.pk)


@once_a_page
def own_team_ids(user: User) -> frozenset[UUID]:
    """The same ids, read: to compare rows with that were read already."""
    return frozenset(Membership.objects.filter(user=user).values_list("team", flat=True))


def case_teams() -> QuerySet[Team]:
    """The teams that work on cases, by name: all but those that were closed and the emergency
    group, which stands with the people, some floors up."""
    group = apps.get_model("people", "EmergencyGroup")
    at_work = Team.objects.filter(closed_on=None)
    return at_work.exclude(pk__in=group._default_manager.values("team")).order_by("name")


def teams_counted_together() -> set[frozenset[UUID]]:
    """Return the teams that one reader can count in the files that open to her, and those that two
    who talk can count: each team, those of each lead, and every two of these."""
    rows = Membership.objects.filter(user__role__in=roles_that(Permission.LEAD_CASES))
    led: dict[UUID, set[UUID]] = defaultdict(set)
    for user, team in rows.filter(user__is_active=True).values_list("user", "team"):
        led[user].add(team)
    # A lead may change tomorrow, and a worker reads the files of her team too: each by itself.
    alone = {frozenset([team]) for team in Team.objects.order_by().values_list("pk", flat=True)}
    alone |= {frozenset(teams) for teams in led.values()}
    return alone | {one | other for one, other in combinations(alone, 2)}


def leads_team(user: User, team_id: UUID) -> bool:
    """Whether this user leads the cases of the team."""
    return user.may(Permission.LEAD_CASES) and team_id in own_team_ids(user)


def away(
    holder: str, team: str = "team", *, roles: Iterable[str], anywhere: Iterable[str] = ()
) -> Q:
    """Return the condition on rows with a `holder` and a `team` that nobody sees to them.

    Their holder is no account or one that has ended, has another role than these, or is no longer
    of the team; `anywhere`: roles that need not be.
    """
    of_the_team = Membership.objects.filter(user=OuterRef(holder), team=OuterRef(team))
    elsewhere = ~Exists(of_the_team) & ~Q(**{f"{holder}__role__in": [*anywhere]})
    active = Q(**{f"{holder}__is_active": True, f"{holder}__role__in": [*roles, *anywhere]})
    return Q(**{holder: None}) | ~active | elsewhere


def people_for(user: User) -> QuerySet[User]:
    """Return everybody, for whoever manages accounts. Raises Http404 for anybody else."""
    permitted_or_404(user, Permission.MANAGE_ACCOUNTS)
    return User.objects.select_related("office").order_by("-is_active", "display_name")


def invitations_under_way(user: User) -> QuerySet[Invitation]:
    """Links that nobody has used yet, for whoever manages accounts. Raises Http404."""
    permitted_or_404(user, Permission.MANAGE_ACCOUNTS)
    rows = Invitation.objects.filter(used=False, until__gt=timezone.now())
    return rows.select_related("by").order_by("until", "display_name", "id")


def person_for(user: User, person_id: UUID) -> User:
    """Return one account, for whoever manages accounts. Raises Http404."""
    return get_object_or_404(people_for(user), pk=person_id)


def sign_in_for(user: User, sign_in_id: UUID) -> SignIn:
    """Return one of one's own browsers. Raises Http404."""
    return get_object_or_404(SignIn, pk=sign_in_id, user=user)


def waiting_for(user: User) -> QuerySet[Invitation]:
    """What waits for a second person, who she may be. Raises Http404 for who never is one."""
    roles = _decides_of(user)
    rows = invitation_approval.waiting().filter(role__in=roles).exclude(by=user).exclude(user=user)
    if not user.may(Permission.SEE_OVERVIEW):
        rows = rows.exclude(pk__in=invitation_approval.of_first_leads().values("pk"))
    teams = Prefetch("teams", Team.objects.order_by("name"))
    rows = rows.select_related("by", "office", "user").prefetch_related(teams)
    return rows.order_by("asked_on", "display_name", "id")


def leaving_for(user: User) -> QuerySet[TeamRemoval]:
    """Who is to leave a team, for whoever may agree to it: nobody to her own, nor who asked.

    Raises Http404 for who never is one.
    """
    roles = _decides_of(user)
    rows = offboarding.waiting().filter(user__role__in=roles).exclude(by=user).exclude(user=user)
    return rows.order_by("asked_on", "user__display_name", "id")


def one_leaving_for(user: User, leaving_id: UUID) -> TeamRemoval:
    """Return one of those who are to leave a team. Raises Http404."""
    return get_object_or_404(leaving_for(user), pk=leaving_id)


def membership_for(user: User, person_id: UUID, team_id: UUID) -> Membership:
    """Return the membership of somebody in a team, for whoever manages accounts. Raises Http404."""
    person = person_for(user, person_id)
    rows = Membership.objects.select_related("user", "team")
    return found_or_404(rows.filter(user=person, team=team_id, user__is_active=True).first())


def invitation_for(user: User, invitation_id: UUID) -> Invitation:
    """Return one of the invitations. Raises Http404."""
    return get_object_or_404(waiting_for(user), pk=invitation_id)


def _decides_of(user: User) -> list[Role]:
    """The roles of those of whom she decides as second person."""
    roles = [role for role in Role if role.agreed_to_by and user.may(role.agreed_to_by)]
    if not roles:
        raise Http404
    return roles


def is_only_director(user: User) -> bool:
    """Whether nobody is left who agrees on a page once her account has ended."""
    directors = User.objects.who_may(Permission.SEE_OVERVIEW)
    return user.may(Permission.SEE_OVERVIEW) and not directors.exclude(pk=user.pk).exists()
