"""The way back when keys are lost: the recovery key, its wraps, and that two hold each key."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fanal.accounts.access import case_teams
from fanal.accounts.models import Membership
from fanal.core.sealing.compartments import WHEREABOUTS, Compartment
from fanal.core.words import Sentence, say
from fanal.database.sql import these
from fanal.health.checks.base import FAILURE, WARNING, check, named
from fanal.keys import named_folders
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
    # `fanal setup` refuses where an organisation was at work: a second would open nothing of it.
    say(
        "Where nobody has worked yet, `fanal setup` makes it, with three sheets for three people. "
        "Where it was there before, rows are missing in the database: restore the last backup."
    ),
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
    lacking = Folder.objects.filter(~Exists(held)).order_by().values_list("pk", flat=True)
    # The few that lack one are known first: PostgreSQL would ask of each folder whether its keys
    # were erased before it looks for the sheets.
    left = Folder.objects.filter(pk__in=these(list(lacking))).exclude(_destroyed())
    return named(say("not some folders of these teams"), _teams_of(left))


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
    return named(say("fewer than two open some folders of these teams"), _with_one_holder())


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
    say("What is in use has new keys since somebody left; what is at rest, with the next write"),
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
    # Without the first half a folder that never had a grant would pass for one that was erased.
    return Exists(ever) & ~Exists(ever.filter(revoked=None))


def _teams_of(folders: QuerySet[Folder]) -> set[str]:
    return set(folders.order_by().values_list("team__name", flat=True).distinct())


def _with_one_holder() -> set[str]:
    """The teams with a folder of which one person at most opens a compartment: by name, or with the
    key of a team. All grants in one pass: of 120,000 folders a question for each of their
    compartments took PostgreSQL most of a minute.
    """
    rows = Grant.objects.filter(living()).exclude(
        folder__kind__in=(*OF_ONE_HOLDER, *named_folders.KINDS)
    )
    folders, lacking = rows.order_by().values("folder", "folder__team__name"), Q()
    of_two = _keys_of_two()
    for part in Compartment:
        folders = folders.annotate(**_holders(part, of_two))
        # A compartment that nobody was given is not lacking: the check is about one holder who may
        # fall away.
        lacking |= Q(**{f"{part}_any__gt": 0, f"{part}_team": 0, f"{part}_people__lt": 2})
    return set(folders.filter(lacking).values_list("folder__team__name", flat=True))


def _holders(part: Compartment, of_two: Collection[UUID]) -> dict[str, Count]:
    """How many grants of a folder give this compartment to somebody, how many of them to the
    key of a team that two hold, and how many people have it by name."""
    given = Q(compartments__contains=part)
    if part is WHEREABOUTS:
        # Each folder has a key for whereabouts; of those in which no place is kept nobody need be
        # the second.
        given &= Q(folder__kind__in=Folder.WITH_A_PLACE)
    by_name_alone = given & Q(to_keys__retired=None, to_keys__user__is_active=True)
    return {
        f"{part}_any": Count("pk", filter=given & ~Q(to_keys=None, to_team_key=None)),
        # Not the list itself: where it is empty, Django would find no folder at all.
        f"{part}_team": Count("pk", filter=given & Q(to_team_key__in=these(of_two))),
        f"{part}_people": Count("to_keys__user", distinct=True, filter=by_name_alone),
    }


def _keys_of_two() -> list[UUID]:
    """The team keys that two people hold."""
    found = TeamKey.objects.annotate(held=Count("holders", filter=ACTIVE)).filter(held__gte=2)
    return list(found.values_list("pk", flat=True))
