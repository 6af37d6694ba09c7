"""Somebody comes back whose account ended: into the same account, by an invitation. What keeps her
out of a case, and what was found about her, is kept of this account, and would not hold for another
one. Of what she opened before nothing is hers: her keys are new, her teams are those of the
invitation, and a lead lets her in as any newcomer.
"""

from fanal.accounts.joining import end_membership, join
from fanal.accounts.models import Invitation, User
from fanal.audit import actions as audit
from fanal.authority import genuine_rows


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
