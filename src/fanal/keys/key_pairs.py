"""Makes the key pairs of people and teams, and opens those of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fanal.accounts.kdf_limiter import slot
from fanal.accounts.other_hands import in_other_hands
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing import pairs, passphrases, wraps
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys, PublicKeys
from fanal.core.words import say
from fanal.keys import trust, wrapping
from fanal.keys.actions import replaced_keys
from fanal.keys.models import TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.ring import Ring
from fanal.sealed.server_key import pepper

if TYPE_CHECKING:
    from fanal.accounts.models import Team, User

type Opened = tuple[UserKeys, PrivateKeys]

# Whoever works on cases. Other roles are granted by name what they need.
HOLDS_TEAM_KEY = (Role.CASE_WORKER, Role.TEAM_LEAD)
IN_OTHER_HANDS = say(
    "cannot be let in now: somebody else may have her telephone. See her yourself; she is let in "
    "once the incident is closed."
)


def pair_of(user: User) -> UserKeys | None:
    """The person's current pair, or None before the first sign-in."""
    return UserKeys.objects.filter(user=user, retired=None).first()


def must_have_keys(user: User, question: str = "user") -> UserKeys:
    """The person's current pair. Raises `BadInput` at the question."""
    pair = pair_of(user)
    if pair is None:
        raise BadInput(question, say("has no keys yet: the first sign-in makes them"))
    return pair


@dataclass(frozen=True, repr=False)
class Fresh:
    """A pair sealed under a pass-phrase and a code, not saved yet: stretching takes long, and no
    transaction should wait for it (ADR 3).
    """

    keys: UserKeys
    private: PrivateKeys
    code: str


def prepare_keys(passphrase: str) -> Fresh:
    """A new pair under `passphrase` and under a new recovery code."""
    private, public = pairs.new_keys()
    return prepare_again(
        UserKeys(reading=public.reading, signing=public.signing), private, passphrase
    )


def prepare_again(keys: UserKeys, private: PrivateKeys, passphrase: str) -> Fresh:
    """The same pair under a new pass-phrase and a new recovery code."""
    code = passphrases.new_code()
    keys.by_passphrase = _under(keys, passphrase, private)
    keys.by_code = _under(keys, code, private)
    return Fresh(keys, private, code)


@transaction.atomic
def save_keys(*, user: User, fresh: Fresh) -> UserKeys:
    """Save what was prepared. A new pair retires the old one: what was granted to that has to be
    granted again.
    """
    keys = fresh.keys
    # She came back with her recovery code: the row is there, under a new pass-phrase.
    if not keys._state.adding:
        keys.save(update_fields=["by_passphrase", "by_code"])
        audit.record(act="keys.recovered", by=user, about=user.pk)
        return keys
    # Retired, not deleted: what was signed with it before is still checked with it.
    UserKeys.objects.filter(user=user, retired=None).update(retired=timezone.localdate())
    keys.user = user
    keys.certificate = trust.certify("user", f"{user.pk}|{keys.id}", keys.public())
    keys.save(force_insert=True)
    audit.record(act="keys.made", by=user, about=user.pk)
    return keys


def open_keys(keys: UserKeys, passphrase: str) -> PrivateKeys:
    """The private keys. Raises BadInput for a wrong pass-phrase."""
    return _opened(keys, bytes(keys.by_passphrase), passphrase, "passphrase")


def stretch_in_vain(passphrase: str) -> None:
    """Take as long over the pass-phrase of nobody as over anybody's."""
    _under(UserKeys(), passphrase, PrivateKeys(b"", b""))


def open_keys_by_code(keys: UserKeys, code: str) -> PrivateKeys:
    """The private keys by the printed code. Raises BadInput."""
    return _opened(keys, bytes(keys.by_code or b""), passphrases.read_code(code), "code")


def change_passphrase(*, user: User, private: PrivateKeys, passphrase: str) -> None:
    """Put the same pair under a new pass-phrase, for the account and for the keys."""
    keys = must_have_keys(user)
    # Sign-in and keys share one pass-phrase: two of them would end as one, written down beside the
    # machine.
    user.set_password(passphrase)
    keys.by_passphrase = _under(keys, passphrase, private)
    with transaction.atomic():
        user.save(update_fields=["password"])
        keys.save(update_fields=["by_passphrase"])
        audit.record(act="keys.passphrase", by=user, about=user.pk)


def renew_code(*, user: User, private: PrivateKeys) -> str:
    """A new recovery code, shown once; the old one is dead."""
    keys, code = must_have_keys(user), passphrases.new_code()
    keys.by_code = _under(keys, code, private)
    with transaction.atomic():
        keys.save(update_fields=["by_code"])
        audit.record(act="keys.code", by=user, about=user.pk)
    return code


@transaction.atomic
def make_team_key(*, team: Team, first: UserKeys, by: User) -> TeamKey:
    """The pair of a team, held by its first member and by the recovery key. Others are admitted.

    `by`: the first member herself, or who agreed that she leads it: the journal names both.
    """
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(team, first)
    key, secret = drawn_team_key(team)
    house = Ring()
    wrapping.team_key_to_user(key, secret, first, house).save(force_insert=True)
    wrapping.team_key_to_organisation(key, secret, house).save(force_insert=True)
    detail = {} if by.pk == first.user_id else {"to": str(first.user_id)}
    audit.record(act="team.key", by=by, about=team.pk, detail=detail)
    return key


def drawn_team_key(team: Team) -> tuple[TeamKey, bytes]:
    """A new pair of a team, saved, and its private half: nobody holds it yet."""
    secret, reading = wraps.new_pair()
    key = TeamKey(team=team, reading=reading)
    # The certificate names the id of the row: an old public key put back under a new id fails.
    key.certificate = trust.certify("team", f"{team.pk}|{key.id}", PublicKeys(reading, b""))
    key.save(force_insert=True)
    return key, secret


@transaction.atomic
def admit(*, team: Team, user: User, by: User, ring: Ring) -> None:
    """Give a member the team's key. Raises Locked, NotGranted, or BadInput for a wrong role
    and while her telephone may be in other hands."""
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(team, user)
    to = must_have_keys(user)
    if user.role not in HOLDS_TEAM_KEY or not user.teams.filter(pk=team.pk).exists():
        raise BadInput("user", say("is no case worker or lead of this team"))
    # Her keys may be on it: whoever has it would open every case of the team.
    if user.pk in in_other_hands():
        raise BadInput("user", IN_OTHER_HANDS)
    key = TeamKey.objects.get(team=team, retired=None)
    # Two leads may press the button for the same newcomer.
    if not TeamKeyHolder.objects.filter(team_key=key, to_keys=to).exists():
        row = wrapping.team_key_to_user(key, ring.team_secret(key.id), to, ring)
        row.save(force_insert=True)
        audit.record(act="team.admitted", by=by, about=team.pk, detail={"to": str(user.pk)})
    replaced_keys.hand_on(team, to, ring)


def _under(keys: UserKeys, passphrase: str, private: PrivateKeys) -> bytes:
    # Bound to the row: sealed keys that are copied into the row of another account open with no
    # pass-phrase.
    context = f"user keys|{keys.id}"
    cost = settings.PASSPHRASE_COST
    with slot():
        return passphrases.seal_under(passphrase, pepper(), private.to_bytes(), context, cost)


def _opened(keys: UserKeys, blob: bytes, secret: str, field: str) -> PrivateKeys:
    context = f"user keys|{keys.id}"
    cost = settings.PASSPHRASE_COST
    try:
        with slot():
            opened = passphrases.open_with(secret, pepper(), blob, context, cost)
    except BrokenSeal:
        # One sentence for a wrong pass-phrase and for a changed blob: it is shown to whoever tries.
        raise BadInput(field, say("is not the right one")) from None
    return PrivateKeys.from_bytes(opened)
