"""Which teams a user leads, who belongs to them, and who awaits admission by whom."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from fanal.accounts.models import Membership, Team, User
from fanal.core.roles import Permission, roles_that
from fanal.database.sql import db_value
from fanal.database.sql import rows as rows_of
from fanal.keys.key_pairs import HOLDS_TEAM_KEY
from fanal.keys.models import TeamKeyHolder, UserKeys
from fanal.web.lookup import permitted_or_404

# Whether a team of hers has a key of today that she does not hold, or none: each list asks it, and
# nearly always nobody waits (ADR 13).
LACKS_A_KEY = """
    SELECT 1 FROM accounts_membership m WHERE m.user_id = %s AND NOT EXISTS (
        SELECT 1 FROM keys_teamkeyholder h
        JOIN keys_teamkey t ON t.id = h.team_key_id AND t.retired IS NULL
        JOIN keys_userkeys k ON k.id = h.to_keys_id AND k.retired IS NULL
        WHERE t.team_id = m.team_id AND k.user_id = %s)"""


def teams_led_by(user: User) -> QuerySet[Team]:
    """The lead's own teams. Raises Http404 for whoever leads none."""
    permitted_or_404(user, Permission.GRANT)
    return user.teams.order_by("name")


def team_led_by(user: User, team_id: UUID) -> Team:
    return get_object_or_404(teams_led_by(user), pk=team_id)


def colleague_in(team: Team, user_id: UUID) -> User:
    return get_object_or_404(team.members, pk=user_id, is_active=True)


def colleagues_to_admit(user: User) -> QuerySet[Membership]:
    """Who has keys and waits for that of a team which this lead opens, so that she can admit her.

    Nobody admits herself.
    """
    if not user.may(Permission.GRANT):
        return Membership.objects.none()
    rows = (
        colleagues_without_the_key()
        .filter(Exists(_holding(user.pk, OuterRef("team"))))
        .exclude(user=user)
    )
    rows = rows.filter(team__in=user.teams.all())
    return rows.select_related("user", "team").order_by("since", "user__display_name", "id")


def teams_awaiting_admission(user: User) -> list[Team]:
    """The teams of this person whose key she is to hold and does not yet."""
    if not rows_of(LACKS_A_KEY, [db_value(user.pk)] * 2):
        return []
    return [
        row.team for row in colleagues_without_the_key().filter(user=user).select_related("team")
    ]


def leads_who_admit(team: Team, user: User) -> list[User]:
    """The leads of the team, other than `user`, who hold its key."""
    leads = team.members.filter(is_active=True, role__in=roles_that(Permission.GRANT))
    leads = leads.filter(Exists(_holding(OuterRef("pk"), team.pk))).exclude(pk=user.pk)
    return list(leads.order_by("display_name", "id"))


def colleagues_without_the_key() -> QuerySet[Membership]:
    """Members who have keys of their own, should hold that of the team and do not; also those who
    came back with new keys, and those of a team that has no key yet. `keys_made`: on which day her
    own were."""
    own = UserKeys.objects.filter(user=OuterRef("user"), retired=None)
    # Only roles that work on cases: anybody else in a team is never given its key, and would stand
    # on the list of her lead for ever.
    to_hold = Membership.objects.filter(user__is_active=True, user__role__in=HOLDS_TEAM_KEY)
    waiting = to_hold.filter(Exists(own), ~Exists(_holding(OuterRef("user"), OuterRef("team"))))
    return waiting.annotate(keys_made=Subquery(own.values("made")[:1]))


def holders_of(team: UUID | OuterRef) -> QuerySet[TeamKeyHolder]:
    """Who opens the cases of a team: with a key of today, given to keys of today."""
    return TeamKeyHolder.objects.filter(
        team_key__team=team, team_key__retired=None, to_keys__retired=None
    )


def _holding(user: UUID | OuterRef, team: UUID | OuterRef) -> QuerySet[TeamKeyHolder]:
    return holders_of(team).filter(to_keys__user=user)
