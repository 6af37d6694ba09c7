"""Coming in, coming back, changing the pass-phrase.

Pass-phrases are stretched before a transaction begins, never inside one: SQLite lets one
transaction write at a time, and Argon2id takes some tenths of a second (ADR 3).
"""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from fanal.accounts import actions as accounts
from fanal.accounts.models import Invitation, User
from fanal.accounts.sign_ins import end_sessions
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing.failures import NotGranted
from fanal.core.words import say
from fanal.keys import actions, key_pairs, session, trust
from fanal.keys.models import Grant, UserKeys
from fanal.keys.requests import Request
from fanal.keys.ring import Ring
from fanal.keys.stored_wraps import unended


def accept_invitation(*, invitation: Invitation, passphrase: str) -> str:
    """Make account and keys of an invitation. Returns the recovery code, which is shown once.

    The first lead of a team that has no key yet makes it; everybody else is admitted by a lead.
    """
    hashed, fresh = make_password(passphrase), key_pairs.prepare_keys(passphrase)
    with transaction.atomic():
        genuine_rows.run_in_transaction()
        user = accounts.accept(invitation=invitation, password_hash=hashed)
        _first_of_their_teams(user, key_pairs.save_keys(user=user, fresh=fresh))
    return fresh.code


def come_back(*, invitation: Invitation, passphrase: str, code: str) -> str:
    """A new pass-phrase: with the recovery code for the same keys, without it for new ones. Into an
    account that ended nobody takes the earlier keys.

    Returns the recovery code of now. Raises BadInput for a wrong code.
    """
    user, hashed = invitation.user, make_password(passphrase)
    if user is None:
        raise ValueError("an invitation of nobody who was here")
    keys = key_pairs.pair_of(user)
    if code and keys and user.is_active:
        fresh = key_pairs.prepare_again(keys, key_pairs.open_keys_by_code(keys, code), passphrase)
    else:
        fresh = key_pairs.prepare_keys(passphrase)
    with transaction.atomic():
        genuine_rows.run_in_transaction()
        now = accounts.accept(invitation=invitation, password_hash=hashed)
        fresh_pair = key_pairs.save_keys(user=now, fresh=fresh)
        if not user.is_active:
            _first_of_their_teams(now, fresh_pair)
    return fresh.code


def _first_of_their_teams(user: User, keys: UserKeys) -> None:
    """A lead makes the key of each team of hers that has none."""
    for team in user.teams.filter(keys=None) if user.role == Role.TEAM_LEAD else ():
        key_pairs.make_team_key(team=team, first=keys, by=user)


def change_passphrase(request: Request, passphrase: str, chosen: str, **rest: str) -> None:
    """Put the same keys under a new pass-phrase; other sessions end. Raises BadInput."""
    keys = key_pairs.pair_of(request.user)
    if keys is None:
        raise BadInput("passphrase", say("has no keys"))
    # With the pass-phrase of now, though she is unlocked: whoever sits down at an open laptop must
    # not make it her own (ASVS 5.0, 6.2.3).
    private = key_pairs.open_keys(keys, passphrase)
    key_pairs.change_passphrase(user=request.user, private=private, passphrase=chosen)
    # Django gives the session a new key here, so the sealed keys of the old one are no longer
    # found: hence `unlock` at the end.
    update_session_auth_hash(request, request.user)
    end_sessions(request.user, but=request.session.session_key)
    session.unlock(request, keys, private)


@transaction.atomic
def grant_again(*, user: User, by: User, ring: Ring) -> int:
    """Repeat the grants to keys that the person lost, as far as `ring` opens them. How many."""
    lost = Grant.objects.filter(unended(), to_keys__user=user).exclude(to_keys__retired=None)
    count = 0
    for old in trust.genuine_wraps(lost.select_related("granter")):
        try:
            actions.grant(
                folder=old.folder_id,
                compartments=old.parts(),
                to=user,
                by=by,
                ring=ring,
                reason=old.reason_again(),
                until=old.until,
                waits_for=old.waits_for,
            )
        except NotGranted:
            continue
        # Once only: the next admission would give her again what was taken back from her since.
        old.revoked, old.wrapped = timezone.localdate(), b""
        old.save(update_fields=["revoked", "wrapped"])
        count += 1
    return count
