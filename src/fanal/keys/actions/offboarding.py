"""Takes a person out of a team, erasing what was wrapped to her: the team's key, grants by name.

She may have kept copies of these keys. `fanal.rotation` listens to `left_team` and makes new ones,
so that nothing written later opens with the copies.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import Signal

from fanal.accounts.actions import offboarding as accounts
from fanal.accounts.joining import end_membership
from fanal.accounts.models import Membership, Team, TeamRemoval, User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands
from fanal.core.errors import Refused
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.core.words import Sentence, say
from fanal.keys.models import Grant, TeamKeyHolder
from fanal.keys.whereabouts_access import WITH_A_PLACE, active_grants, held_back_by, leads_with_keys
from fanal.keys.wrapping import end_grants

# Sent in the transaction in which somebody stops holding the key of a team, before it is erased.
left_team = Signal()
# What one wrap of a folder opens. Of another generation, or held back for another offer, it is
# another key, and whoever holds that one does not open this.
KEY = ("folder", "generation", "waits_for")


@transaction.atomic
def take_out(*, leaving: TeamRemoval, by: User) -> None:
    """End her membership. `by`: the second person, or whoever asked where no second is needed.

    Raises Refused where `by` may not decide, it was decided already, or `stands_against` objects.
    """
    _nobody_else_leaves(leaving.team)
    accounts.decide(leaving, by)
    # Alone, where no second is needed, she decides with her own session.
    if leaving.by and leaving.by != by:
        must_be_in_her_own_hands(AskedBy(leaving.by, leaving.asked_on))
    _leaves(leaving, by)


@transaction.atomic
def take_out_again(*, user: User, team: Team, by: User, second: User) -> None:
    """Take her out again after a backup was put back that knows her as a member still.

    Two people accepted it, and were told that she is taken out once more. Raises Refused with what
    `stands_against` says.
    """
    # The row is never saved: nothing waits for anybody any more.
    _leaves(TeamRemoval(user=user, team=team, by=second), by)


def _leaves(leaving: TeamRemoval, by: User) -> None:
    ended = end_access(leaving.user, leaving.team, by=by)
    end_membership(user=leaving.user, teams=[leaving.team])
    accounts.note("team.left", leaving, by, grants=ended)


@transaction.atomic
def end_access(user: User, team: Team, *, key: bool = True, by: User | None) -> int:
    """Erase what was granted to her by name of what is the team's, and its `key` for her. How many
    grants ended. Raises Refused with what `stands_against` says."""
    _nobody_else_leaves(team)
    if why := stands_against(user, team):
        raise Refused(why)
    if key:
        # Before her wrap is deleted: the rotation begins where she still holds the key.
        left_team.send(Team, user=user, team=team, by=by)
        TeamKeyHolder.objects.filter(team_key__team=team, to_keys__user=user).delete()
    return _end(personal_grants_in_team(user, team))


def end_all_grants(user: User) -> int:
    """Erase all that was granted to her by name. How many grants ended."""
    return _end(Grant.objects.filter(to_keys__user=user, revoked=None))


def end_grants_others_open(user: User) -> int:
    """Erase the grants to her by name, except those of where people sleep that nobody else has:
    erased now, these would open with the recovery sheets alone. How many grants ended."""
    hers_alone = [grant.pk for grant in only_hers(user)]
    return _end(Grant.objects.filter(to_keys__user=user, revoked=None).exclude(pk__in=hers_alone))


def only_hers(user: User) -> list[Grant]:
    """Return her grants of where people sleep that nobody else has for good, also of what her teams
    hold back of cases that they gave away."""
    where = active_grants().filter(WITH_A_PLACE, compartments__contains=WHEREABOUTS)
    held_back = [
        waits_for for team in user.teams.all() for waits_for in held_back_by(team).values()
    ]
    hers = where.filter(Q(waits_for=None) | Q(waits_for__in=held_back), to_keys__user=user)
    others = _for_good(where, user).filter(folder__in=hers.values("folder"))
    opened = set(others.values_list(*KEY))
    return [
        grant
        for grant in hers
        if (grant.folder_id, grant.generation, grant.waits_for) not in opened
    ]


def opened_by_nobody_else(user: User) -> list[Sentence]:
    """What is lost with her keys, each with the way on and then what is left without it. Of how
    many is not for whoever manages accounts."""
    sentences = []
    if only_hers(user):
        sentences += [
            say(
                "Nobody else can see where people sleep in some of her cases and journeys, or in "
                "cases that her team handed over: first she gives another lead access, on the "
                "page “Team”."
            ),
            say("Without that, only two recovery sheets let a lead in."),
        ]
    if sealed_to_her_alone(user):
        sentences += [
            say(
                "Something was sealed to her by name, such as complaints and registers: "
                "nobody else can open it. First name on her page who follows, and she "
                "hands it on."
            ),
            say(
                "Without that, it takes two recovery sheets afterwards, once two people have "
                "decided who follows."
            ),
        ]
    return sentences


def sealed_to_her_alone(user: User) -> set[UUID]:
    """Folders that no team opens, nor anybody else at work for good. Care files go another way
    (`fanal.care.actions.files`)."""
    living = active_grants().filter(waits_for=None)
    of_a_team = Grant.objects.filter(folder=OuterRef("folder"), to_team_key__isnull=False)
    hers = living.filter(~Exists(of_a_team), to_keys__user=user).exclude(folder__kind="care")
    hers = hers.exclude(WITH_A_PLACE)
    others = _for_good(living, user).filter(folder__in=hers.values("folder"))
    opened = set(others.values_list("folder", "generation"))
    alone = set(hers.values_list("folder", "generation")) - opened
    return {folder for folder, _generation in alone}


def _for_good(grants: QuerySet[Grant], user: User) -> QuerySet[Grant]:
    """Return the grants of her colleagues at work, but what ends by itself: with it the last key
    would end."""
    others = grants.exclude(to_keys__user=user)
    return others.filter(until=None, to_keys__user__is_active=True)


def _end(grants: QuerySet[Grant]) -> int:
    # The row stays for the record; the wrap in it goes, or a copy of her keys would open it still.
    return end_grants(grants)


def _nobody_else_leaves(team: Team) -> None:
    """Lock the team's memberships until the end of the transaction: of two who leave at once each
    counts on the other."""
    # PostgreSQL only; SQLite lets one transaction write at a time (ADR 3).
    list(Membership.objects.filter(team=team).select_for_update().order_by("id"))


def stands_against(user: User, team: Team) -> Sentence | None:
    """Return why she cannot leave yet: something of the team would open to nobody."""
    if _alone_with_the_key(user, team):
        return say("Nobody else opens the cases of this team: a lead lets somebody in first.")
    if _where_only_she_opens(user, team):
        return say(
            "Nobody else would be able to see where people sleep in some of its cases and "
            "journeys: answer the offers to the team, or a lead gives another lead access, on "
            "the page “Team”."
        )
    return None


def personal_grants_in_team(user: User, team: Team) -> QuerySet[Grant]:
    """What was granted to her by name of what is the team's, to old keys too; what waits for
    her in an offer to the team; and what the team held back of what it gave away."""
    # Otherwise an offer that the team accepts next week would open to her as well.
    offers = Grant.objects.filter(to_team_key__team=team, revoked=None).exclude(waits_for=None)
    ours = Q(folder__team=team, waits_for=None) | Q(waits_for__in=offers.values("waits_for"))
    if held_back := held_back_by(team):
        ours |= Q(waits_for__in=list(held_back.values()))
    by_name = Grant.objects.filter(ours, to_keys__user=user, revoked=None)
    # As ids that were read: whoever ends these grants changes columns by which they are found.
    return Grant.objects.filter(id__in=list(by_name.values_list("id", flat=True)))


def _alone_with_the_key(user: User, team: Team) -> bool:
    rows = TeamKeyHolder.objects.filter(
        team_key__team=team,
        team_key__retired=None,
        to_keys__retired=None,
        to_keys__user__is_active=True,
        to_keys__user__teams=team,
    )
    holders = set(rows.values_list("to_keys__user", flat=True))
    return holders == {user.pk}


def _where_only_she_opens(user: User, team: Team) -> bool:
    """Whether no other lead does, or nobody where no other lead is. Of how many is not for whoever
    manages accounts."""
    where = active_grants().filter(WITH_A_PLACE, compartments__contains=WHEREABOUTS)
    leads = leads_with_keys([team]).exclude(pk=user.pk)
    others = _for_good(where, user)
    if leads.exists():
        others = others.filter(to_keys__user__in=leads)
    lost = set(where.filter(id__in=personal_grants_in_team(user, team)).values_list(*KEY))
    return bool(lost - set(others.values_list(*KEY)))
