"""Our own teams as possible recipients of a case."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import Membership, Team, User
from fanal.cases.access import conflicts_on
from fanal.cases.models import Case
from fanal.core.roles import Permission, roles_that
from fanal.core.trust.parties import Directory, Party
from fanal.core.trust.situation import World
from fanal.core.trust.vocabulary import PartyKind
from fanal.keys.models import TeamKeyHolder
from fanal.partners.models import TrustFinding
from fanal.partners.queries.connections import with_circles
from fanal.partners.queries.findings import as_core
from fanal.people.access import case_teams

WORKS = roles_that(Permission.WORK_CASES)
LEADS = roles_that(Permission.LEAD_CASES)


def other_teams(case: Case) -> QuerySet[Team]:
    """The teams to which the case could go: those that have a key."""
    others = case_teams().exclude(pk=case.team_id)
    return others.filter(keys__retired=None).exclude(keys=None).distinct()


def readers(case: Case, team: Team, without: Collection[User] = ()) -> QuerySet[User]:
    """Who of `team` would read the case: its people but those whom a conflict keeps out."""
    return _who_read(case, without).filter(teams=team)


def _who_read(case: Case, without: Collection[User]) -> QuerySet[User]:
    kept_out = conflicts_on(case.id).values("user")
    people = User.objects.filter(is_active=True, role__in=WORKS).exclude(id__in=kept_out)
    return people.exclude(id__in=[user.pk for user in without]).order_by("display_name")


def readers_of_each(
    case: Case, teams: Collection[Team], without: Collection[User]
) -> list[list[User]]:
    """Return the same for each of these teams."""
    members = Membership.objects.filter(team__in=teams).values_list("team", "user")
    ids: dict[UUID, set[UUID]] = defaultdict(set)
    for team_id, user_id in members:
        ids[team_id].add(user_id)
    people = list(_who_read(case, without).filter(id__in=set().union(*ids.values())))
    return [[user for user in people if user.pk in ids[team.pk]] for team in teams]


def leads_of(case: Case, team: Team, without: Collection[User] = ()) -> QuerySet[User]:
    """Those of them who lead, and hold the team's key today."""
    holding = TeamKeyHolder.objects.filter(
        team_key__team=team, team_key__retired=None, to_keys__retired=None
    )
    leads = readers(case, team, without).filter(role__in=LEADS)
    return leads.filter(id__in=holding.values("to_keys__user"))


def world_of_each(
    teams: Sequence[Team], members: Sequence[Collection[User]], givers: Collection[str]
) -> list[World]:
    """What is on file about each of our own teams and its people; and with whom those hang together
    who answered for her (`givers`)."""
    circles = with_circles(Directory.of([]), givers)
    found = TrustFinding.objects.filter(colleague__in={one.pk for each in members for one in each})
    findings = list(found.order_by("id"))
    return [
        World(
            directory=Directory.of([*circles.parties.values(), *_own(team, people)], circles.ties),
            findings=tuple(
                as_core(one) for one in findings if one.colleague_id in {who.pk for who in people}
            ),
        )
        for team, people in zip(teams, members, strict=True)
    ]


def _own(team: Team, members: Collection[User]) -> list[Party]:
    own = [Party(str(team.pk), PartyKind.ORGANISATION, team.name)]
    return own + [Party(str(member.pk), PartyKind.PERSON, str(member)) for member in members]
