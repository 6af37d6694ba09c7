"""Two people let in anybody who sees something of the work: an administrator and a second person.

Whoever could invite herself under another address would read, without any key, what the new role
reads. Who the second person is the role says (`Role.agreed_to_by`). OWASP ASVS 5.0, 2.3.5.

Somebody may come back whose account ended: into the same account, by an invitation. What keeps her
out of a case, and what was found about her, is kept of this account, and would not hold for another
one. Of what she opened before nothing is hers: her keys are new, her teams are those of the
invitation, and a lead lets her in as any newcomer.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.joining import end_membership, join
from fanal.accounts.models import Invitation, User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import (
    DECIDED,
    end_waiting,
    must_be_in_her_own_hands,
    must_be_one_of,
)
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import Refused
from fanal.core.roles import Permission, Role, roles_that

VALID_FOR, WAITS_FOR = timedelta(hours=24), timedelta(days=7)


def waits(invitation: Invitation, there: Collection[str] | None = None) -> bool:
    """Whether the link opens nothing yet. `there`: as for `needs_a_second`."""
    return not invitation.agreed_on and needs_a_second(Role(invitation.role), there)


def works_until_somebody_comes(invitation: Invitation) -> bool:
    """Return whether it works only because nobody is there yet who could agree."""
    takes_a_second = Role(invitation.role).agreed_to_by is not None
    return not invitation.agreed_on and takes_a_second and not waits(invitation)


def needs_a_second(role: Role, there: Collection[str] | None = None) -> bool:
    """Whether no administrator alone decides of somebody with this role. `there`: `roles_there()`,
    where it was asked already.

    At the beginning nobody is there who could agree: then it works at once. Ended accounts count
    as having been there, or an administrator would end them first.
    """
    second = role.agreed_to_by
    if second is None:
        return False
    here = roles_there() if there is None else there
    return any(one in here for one in roles_that(second))


def roles_there(*but: UUID) -> set[str]:
    """Return the roles of everybody who is or was here, `but` these people."""
    everybody = User.objects.exclude(pk__in=but).order_by()
    return set(everybody.values_list("role", flat=True).distinct())


def waiting() -> QuerySet[Invitation]:
    """The links that nobody agreed to yet, among them those that need nobody."""
    return Invitation.objects.filter(used=False, agreed_on=None, until__gt=timezone.now())


def begin(invitation: Invitation) -> None:
    """A link was just made: it works for a day, or waits a week for a second person.

    Of those for one address that were not used the newest stays.
    """
    by = invitation.by
    # Or a link with an earlier role would stay good beside the one that a second person sees.
    Invitation.objects.filter(email=invitation.email, used=False).exclude(pk=invitation.pk).delete()
    if by is None:  # made on the server, where the server's key is
        invitation.agreed_on = timezone.localdate()
    if waits(invitation):
        invitation.until = timezone.now() + WAITS_FOR
        _decided("account.asked", invitation, by)
    elif by and Role(invitation.role).agreed_to_by:
        detail = {"role": invitation.role}
        audit.record(act="account.alone", by=by, about=invitation.pk, detail=detail)
    invitation.save(update_fields=["agreed_on", "until"])


@transaction.atomic
def come_to_wait(user: User) -> None:
    """Let the links that worked until now wait for her who came in, where she is the first who
    could agree: a week. She is told, and the administrator reads it beside the name."""
    before, now = roles_there(user.pk), timezone.now()
    for invitation in waiting():
        if waits(invitation) and not waits(invitation, before):
            invitation.until = now + WAITS_FOR
            invitation.save(update_fields=["until"])
            _tell(invitation, user)


@transaction.atomic
def agree(*, invitation: Invitation, by: User | None) -> None:
    """Make the link work from now on, for a day. `by` is None on the server. Raises Refused."""
    must_be_one_of(who_may_agree(invitation), by)
    if invitation.by:
        must_be_in_her_own_hands(AskedBy(invitation.by, invitation.asked_on))
    now = timezone.now()
    changed = {"agreed_by": by, "agreed_on": timezone.localdate(now), "until": now + VALID_FOR}
    if not waiting().filter(pk=invitation.pk).update(**changed):
        raise Refused(DECIDED)
    _decided("account.agreed", invitation, by)


@transaction.atomic
def refuse(*, invitation: Invitation, by: User) -> None:
    """Refuse: the link never works. Raises Refused."""
    must_be_one_of(who_may_agree(invitation), by)
    end_waiting(waiting(), invitation)
    _decided("account.refused", invitation, by)


def who_may_agree(invitation: Invitation) -> QuerySet[User]:
    """Return who may agree: neither who invited nor who is invited; of a first lead a director
    alone."""
    able = others_who_may(Role(invitation.role), invitation.by_id, invitation.user_id)
    if of_first_leads().filter(pk=invitation.pk).exists():
        return able.filter(role__in=roles_that(Permission.SEE_OVERVIEW))
    return able


def of_first_leads() -> QuerySet[Invitation]:
    """Return the invitations by which somebody would make the key of a team: that she leads it a
    director agrees, not the lead of another. None before there was a director."""
    if not User.objects.filter(role__in=roles_that(Permission.SEE_OVERVIEW)).exists():
        return Invitation.objects.none()
    comes_in = Q(user=None) | Q(user__is_active=False)
    rows = Invitation.objects.filter(comes_in, role=Role.TEAM_LEAD, teams__keys=None)
    return rows.exclude(teams=None)


def others_who_may(role: Role, *but: UUID | None) -> QuerySet[User]:
    """Who may agree to what is decided of somebody with this role, `but` these."""
    second = role.agreed_to_by
    holders = User.objects.who_may(*([second] if second else []))
    return (
        holders.exclude(pk__in=[one for one in but if one])
        .select_related("office")
        .order_by("display_name", "id")
    )


def _decided(act: str, invitation: Invitation, by: User | None) -> None:
    """Write a decision into the journal, and tell everybody who could have decided that something
    was, also who did: it may have been done in her session by another."""
    detail = {"role": invitation.role, "whom": invitation.by_id}
    if invitation.user_id:  # who had an account here; of a newcomer there is no id yet
        detail["person"] = str(invitation.user_id)
    audit.record(act=act, by=by, about=invitation.pk, detail=detail)
    _tell(invitation, by)


def _tell(invitation: Invitation, by: User | None) -> None:
    for user in who_may_agree(invitation):
        audit.record(act="account.told", by=by, about=user.pk)


def ended_account(address: str) -> User | None:
    return User.objects.filter(email=address, is_active=False).first()


def reopen(*, user: User, invitation: Invitation, password_hash: str) -> User:
    """Open the ended account again, in the transaction that uses up the link; return it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    genuine_rows.must_count(user)
    # Before she is there again: each team takes her in anew, and what it keeps from newcomers too.
    end_membership(user=user, teams=user.teams.all())
    user.is_active, user.password = True, password_hash
    user.display_name, user.language = invitation.display_name, invitation.language
    user.role, user.office = invitation.role, invitation.office
    user.save(update_fields=["is_active", "password", "display_name", "language", "role", "office"])
    join(user=user, teams=invitation.teams.order_by("name"))
    audit.record(act="account.reopened", by=user, about=user.pk)
    return user
