"""The way back when keys are lost: the recovery key, its wraps, and that two hold each key."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fanal.accounts.access import case_teams
from fanal.accounts.models import Membership
from fanal.core.sealing.compartments import WHEREABOUTS, Compartment
from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check, named
from fanal.keys import by_name
from fanal.keys.key_pairs import HOLDS_TEAM_KEY
from fanal.keys.models import Folder, Grant, OrganisationKeys, TeamKey, TeamKeyHolder
from fanal.keys.stored_wraps import living
from fanal.rotation.queries import under_way

# Of which nobody need be the second: the index of names of a team, read with its key alone; a care
# file, which who keeps it opens and whom she names. What is sealed by name has its own check.
OF_ONE_HOLDER = ("search", "care", "care_request")
ACTIVE = Q(holders__to_keys__retired=None, holders__to_keys__user__is_active=True)


@check(
    "keys",
    FAILURE,
    say("The organisation has its recovery key"),
    say("`fanal setup` makes it, with three sheets for three people."),
)
def recovery_key() -> Sentence | None:
    return None if OrganisationKeys.objects.exists() else say("there is none")


@check(
    "keys",
    FAILURE,
    say("The recovery sheets open the key of every team"),
    say(
        "A lead of the team presses “Replace the key of the team” on the page “New keys”: the new "
        "one opens with the sheets."
    ),
)
def team_keys_recoverable() -> Sentence | None:
    held = TeamKeyHolder.objects.filter(team_key=OuterRef("pk"), to_keys=None)
    rows = TeamKey.objects.filter(~Exists(held), retired=None).values_list("team__name", flat=True)
    return named(say("not of these teams"), rows)


@check(
    "keys",
    FAILURE,
    say("The recovery sheets open every folder"),
    say(
        "Rows are missing in the database: restore a backup of before, or ask for help. What "
        "colleagues open today they still open; nobody of these teams should leave before."
    ),
)
def folders_recoverable() -> Sentence | None:
    held = _living_grants().filter(to_keys=None, to_team_key=None)
    lacking = Folder.objects.filter(~Exists(held)).exclude(_destroyed())
    return named(say("not some folders of these teams"), _teams_of(lacking))


@check(
    "keys",
    WARNING,
    say("Two people hold the key of every team"),
    say(
        "A lead lets a second colleague in on the page “Team”: if the only holder is away, "
        "nobody reads its cases."
    ),
)
def two_hold_each_team_key() -> Sentence | None:
    rows = TeamKey.objects.filter(retired=None, team__in=case_teams())
    held = rows.annotate(held=Count("holders", filter=ACTIVE)).filter(held__lt=2)
    return named(say("fewer than two"), held.values_list("team__name", flat=True))


@check(
    "keys",
    WARNING,
    say("Two people can open each compartment of every folder"),
    say("Let a second lead into the team, or grant the compartment to a second person."),
)
def two_hold_each_compartment() -> Sentence | None:
    found = {team for part in Compartment for team in _teams_of(_held_by_fewer_than_two(part))}
    return named(say("fewer than two open some folders of these teams"), found)


@check(
    "keys",
    WARNING,
    say("Every team has its key"),
    say("Invite the lead of the team: the first lead who comes in makes its key."),
)
def teams_have_keys() -> Sentence | None:
    rows = case_teams().exclude(keys__in=TeamKey.objects.filter(retired=None))
    return named(say("none has"), rows.values_list("name", flat=True))


@check(
    "keys",
    WARNING,
    say("Everybody in a team was let in"),
    say("A lead finds them under “Decisions” and presses “Let this colleague in”."),
)
def everybody_let_in() -> Sentence | None:
    holds = TeamKeyHolder.objects.filter(
        to_keys__user=OuterRef("user"),
        to_keys__retired=None,
        team_key__team=OuterRef("team"),
        team_key__retired=None,
    )
    rows = Membership.objects.filter(
        ~Exists(holds), user__is_active=True, user__role__in=HOLDS_TEAM_KEY, team__in=case_teams()
    )
    return named(
        say("they read none of its cases"), rows.values_list("user__display_name", flat=True)
    )


@check(
    "keys",
    WARNING,
    say("What somebody who left may have kept was replaced by new keys"),
    say(
        "`fanal keys rotate` goes on with it; what waits for a lead is put under the new keys on "
        "the page “New keys”."
    ),
)
def keys_replaced() -> Sentence | None:
    rows = under_way().values_list("team__name", "user__display_name")
    return named(say("not finished for"), {team or who or "" for team, who in rows})


def _living_grants() -> QuerySet[Grant]:
    return Grant.objects.filter(living(), folder=OuterRef("pk"))


def _destroyed() -> Q:
    """Folders whose keys were all erased on purpose (`fanal.keys.actions.destroy`)."""
    ever = Grant.objects.filter(folder=OuterRef("pk"))
    return Exists(ever) & ~Exists(ever.filter(revoked=None))


def _teams_of(folders: QuerySet[Folder]) -> set[str]:
    return set(folders.order_by().values_list("team__name", flat=True).distinct())


def _held_by_fewer_than_two(part: Compartment) -> QuerySet[Folder]:
    """Folders of which one person at most opens this compartment: by name, or with a team key."""
    held = _living_grants().filter(compartments__contains=part)
    by_team = held.filter(to_team_key__in=_teams_of_two())
    named_ones = held.filter(to_keys__retired=None, to_keys__user__is_active=True).order_by()
    two = (
        named_ones.values("folder")
        .annotate(n=Count("to_keys__user", distinct=True))
        .filter(n__gte=2)
    )
    anybody = held.exclude(to_keys=None, to_team_key=None)
    rows = Folder.objects.exclude(kind__in=(*OF_ONE_HOLDER, *by_name.KINDS))
    if part is WHEREABOUTS:
        rows = rows.filter(kind__in=Folder.WITH_A_PLACE)
    return rows.filter(Exists(anybody)).exclude(Exists(by_team)).exclude(Exists(two))


def _teams_of_two() -> QuerySet[TeamKey]:
    return TeamKey.objects.annotate(held=Count("holders", filter=ACTIVE)).filter(held__gte=2)
