"""Wraps keys to a person, a team or the organisation: the holder is checked, the wrap signed.

`checked`: public keys that were checked in this transaction already, by the ids of their holders;
a rotation wraps thousands of folders to the same few.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fanal.core.sealing import wraps
from fanal.core.sealing.compartments import Compartment, in_order
from fanal.core.sealing.pairs import PublicKeys
from fanal.keys import trust
from fanal.keys.models import Folder, Grant, SignedWrap, TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.ring import Ring

type Keys = dict[Compartment, bytes]
type Checked = dict[UUID | None, PublicKeys]


def grant_to_user(
    folder: Folder,
    keys: Keys,
    to: UserKeys,
    ring: Ring,
    until: date | None = None,
    reason: str = "",
    checked: Checked | None = None,
) -> Grant:
    """A grant, not saved yet, of `keys` to one person."""
    grant = _grant(folder, keys, until, reason)
    grant.to_keys, grant.folder_team_id = to, folder.team_id
    public = _once(checked, to.pk, lambda: trust.check_user_keys(to))
    return _wrapped(grant, public, _joined(keys), ring)


def grant_to_team(
    folder: Folder,
    keys: Keys,
    to: TeamKey,
    ring: Ring,
    until: date | None = None,
    reason: str = "",
    checked: Checked | None = None,
) -> Grant:
    """A grant, not saved yet, of `keys` to whoever holds the team's key."""
    grant = _grant(folder, keys, until, reason)
    grant.to_team_key = to
    public = _once(checked, to.pk, lambda: trust.check_team_key(to))
    return _wrapped(grant, public, _joined(keys), ring)


def grant_to_organisation(
    folder: Folder, keys: Keys, ring: Ring, checked: Checked | None = None
) -> Grant:
    """A grant, not saved yet, of `keys` to the recovery key."""
    public = _once(checked, None, lambda: trust.check_organisation(trust.organisation()))
    return _wrapped(_grant(folder, keys, None, ""), public, _joined(keys), ring)


def team_key_to_user(key: TeamKey, secret: bytes, to: UserKeys, ring: Ring) -> TeamKeyHolder:
    """The team's private key for one member, not saved yet."""
    row = TeamKeyHolder(team_key=key, to_keys=to)
    return _wrapped(row, trust.check_user_keys(to), secret, ring)


def team_key_to_organisation(key: TeamKey, secret: bytes, ring: Ring) -> TeamKeyHolder:
    """The team's private key for the recovery key, not saved yet."""
    public = trust.check_organisation(trust.organisation())
    return _wrapped(TeamKeyHolder(team_key=key), public, secret, ring)


def _once(checked: Checked | None, id: UUID | None, check: Callable[[], PublicKeys]) -> PublicKeys:
    if checked is None:
        return check()
    if id not in checked:
        checked[id] = check()
    return checked[id]


def _grant(folder: Folder, keys: Keys, until: date | None, reason: str) -> Grant:
    parts = ",".join(in_order(keys))
    return Grant(
        folder=folder, generation=folder.generation, compartments=parts, until=until, reason=reason
    )


def _joined(keys: Keys) -> bytes:
    # In the fixed order of `Compartment`: whoever unwraps cuts them apart by it alone.
    return b"".join(keys[part] for part in in_order(keys))


def _wrapped[Row: SignedWrap](row: Row, to: PublicKeys, secret: bytes, ring: Ring) -> Row:
    # Before the statement, which names it.
    row.fingerprint = to.fingerprint()
    # A signal can be sealed by whoever takes it, unlocked or not: then the server says who gave the
    # key.
    row.granter = ring.pair if not ring.locked else None
    row.wrapped = wraps.wrap(to.reading, secret, row.statement().context())
    _, row.signature = ring.sign(row.statement().encoded())
    return row


def end_grants(grants: QuerySet[Grant]) -> int:
    """Take these grants back and erase their wraps, which would open for whoever kept the key. How
    many."""
    return grants.update(revoked=timezone.localdate(), wrapped=b"")


def held_today(grants: QuerySet[Grant]) -> list[Grant]:
    """The genuine ones of these that are given again with new keys: a team gets them under the key
    it has today, and who left or has other keys since gets none."""
    today = {team_key.team_id: team_key for team_key in TeamKey.objects.filter(retired=None)}
    given = []
    # Prefetched: they are the same few of all folders.
    for grant in trust.genuine_wraps(
        list(grants.prefetch_related("to_keys__user", "to_team_key", "granter"))
    ):
        if grant.to_team_key is not None:
            grant.to_team_key = today.get(grant.to_team_key.team_id, grant.to_team_key)
        to = grant.to_keys
        if to is None or (to.retired is None and to.user.is_active):
            given.append(grant)
    return given
