"""Whether somebody is there for whatever takes a second person, and nobody is there too long."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from fanal.accounts.access import case_teams
from fanal.accounts.models import Team, User
from fanal.core.roles import Role
from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check, named
from fanal.keys import named_folders, whereabouts_access
from fanal.keys.models import Grant, TeamKeyHolder
from fanal.keys.stored_wraps import unended
from fanal.people.exclusion import listed_users
from fanal.web import decisions

WEEK = timedelta(days=7)


@check(
    "people",
    WARNING,
    say("There are two directors"),
    say("Invite a second one: if the only one is locked out, nobody is left to agree."),
)
def two_directors() -> Sentence | None:
    return _fewer_than_two(Role.DIRECTOR)


@check(
    "people",
    WARNING,
    say("There are two administrators"),
    say("Invite a second one: she gives the link when the first has lost the pass-phrase."),
)
def two_administrators() -> Sentence | None:
    return _fewer_than_two(Role.ADMINISTRATOR)


@check(
    "people",
    WARNING,
    say("Somebody reads the journal"),
    say("Invite an auditor from outside the teams."),
)
def auditor() -> Sentence | None:
    there = User.objects.filter(role=Role.AUDITOR, is_active=True).exists()
    return None if there else say("there is no auditor")


@check(
    "people",
    FAILURE,
    say("Every team has a lead"),
    say("Invite a lead for it: without one nobody is let in and nothing is decided."),
)
def team_without_lead() -> Sentence | None:
    return named(say("none has"), _teams_with(0))


@check(
    "people",
    WARNING,
    say("Every team has a second lead"),
    say("Invite one: while the only lead is away, no newcomer can be let in."),
)
def team_with_one_lead() -> Sentence | None:
    return named(say("one alone"), _teams_with(1))


@check(
    "people",
    WARNING,
    say("Nobody whose account has ended holds keys"),
    say(
        "Nobody else opens what they open. Two recovery sheets let a lead in (`fanal setup "
        "recover --email ADDRESS --present A --present B`); then `fanal keys rotate` "
        "takes it from them."
    ),
)
def ended_with_keys() -> Sentence | None:
    # Keys that were retired with the account open nothing any more.
    ended = Q(to_keys__user__is_active=False, to_keys__retired=None)
    holders = TeamKeyHolder.objects.filter(ended, team_key__retired=None)
    grants = Grant.objects.filter(unended(), ended)
    names = [one.values_list("to_keys__user__display_name", flat=True) for one in (holders, grants)]
    return named(say("still"), {*names[0], *names[1]})


@check(
    "people",
    WARNING,
    say("Somebody whom no conflict keeps out can see where each person sleeps"),
    say(
        "A lead of the team whom no conflict keeps out lets herself in with two recovery sheets "
        "(`fanal setup recover --email ADDRESS --present A --present B`); where the "
        "team has none, invite one first. Say nothing of it to whoever is kept out."
    ),
)
def places_closed_to_all() -> Sentence | None:
    # Teams alone are named: whom a conflict keeps out of whom is nothing for an administrator.
    closed = whereabouts_access.places_kept_out_of(listed_users())
    teams = Team.objects.filter(pk__in={one.team for one in closed})
    return named(say("nobody, in these teams"), teams.values_list("name", flat=True))


@check(
    "people",
    WARNING,
    say("What was sealed by name opens to somebody, also since its holder left"),
    say(
        "The administrator names on the page of who left who follows, a director agrees, and two "
        "recovery sheets give the keys (`fanal setup sealed-by-name --present A --present B`)."
    ),
)
def left_by_name() -> Sentence | None:
    left = named_folders.left_by_anybody()
    return named(say("nobody, of what was sealed to"), left.values_list("display_name", flat=True))


@check(
    "people",
    WARNING,
    say("Nothing waits longer than a week for a second person"),
    say("Ask the leads and directors to look at “Decisions”."),
)
def undecided() -> Sentence | None:
    before = timezone.localdate() - WEEK
    deciders = [user for user in User.objects.filter(is_active=True) if decisions.decides(user)]
    # A set of ids: one request waits for several people, and is one request.
    old = {
        row.id
        for one in deciders
        for _kind, row in decisions.waiting_for(one)
        if row.asked < before
    }
    return say("requests: {n}", n=len(old)) if old else None


def _fewer_than_two(role: Role) -> Sentence | None:
    n = User.objects.filter(role=role, is_active=True).count()
    if n > 1:
        return None
    return say("there is only one") if n else say("there is none")


def _teams_with(leads: int) -> list[str]:
    active = Q(members__role=Role.TEAM_LEAD, members__is_active=True)
    rows = case_teams().annotate(leads=Count("members", filter=active)).filter(leads=leads)
    return list(rows.values_list("name", flat=True))
