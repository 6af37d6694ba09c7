"""Our own teams as possible recipients of a case."""

from collections.abc import Collection

from django.db.models import QuerySet

from fanal.accounts.models import Team, User
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
    kept_out = conflicts_on(case.id).values("user")
    people = team.members.filter(is_active=True, role__in=WORKS).exclude(id__in=kept_out)
    return people.exclude(id__in=[user.pk for user in without]).order_by("display_name")


def leads_of(case: Case, team: Team, without: Collection[User] = ()) -> QuerySet[User]:
    """Those of them who lead, and hold the team's key today."""
    holding = TeamKeyHolder.objects.filter(
        team_key__team=team, team_key__retired=None, to_keys__retired=None
    )
    leads = readers(case, team, without).filter(role__in=LEADS)
    return leads.filter(id__in=holding.values("to_keys__user"))


def world_of(team: Team, members: Collection[User], givers: Collection[str]) -> World:
    """What is on file about our own team and its people; and with whom those hang together who
    answered for her (`givers`)."""
    own = [Party(str(team.pk), PartyKind.ORGANISATION, team.name)]
    own += [Party(str(member.pk), PartyKind.PERSON, str(member)) for member in members]
    findings = TrustFinding.objects.filter(colleague__in=[member.pk for member in members])
    directory = with_circles(Directory.of(own), givers)
    return World(directory=directory, findings=tuple(map(as_core, findings.order_by("id"))))
