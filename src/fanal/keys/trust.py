"""Whose public key this is, and who said that a key may be held: checked before each use.

Whoever can only write to the database can neither put her own public key in another's place nor
a wrap of her own making: certificates and signatures need the server's key file or a person's
key.
"""

from __future__ import annotations

from fanal.core.errors import Refused
from fanal.core.sealing import pairs
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PublicKeys
from fanal.core.sealing.statements import certificate
from fanal.core.words import say
from fanal.keys.models import OrganisationKeys, SignedWrap, TeamKey, UserKeys
from fanal.server_key import check_house, house_signing
from fanal.server_key import sign_as_house as sign_as_house


def certify(kind: str, holder: object, public: PublicKeys) -> bytes:
    """The house's signature that `public` belongs to `holder`."""
    return sign_as_house(certificate(kind, str(holder), public.fingerprint()))


def check_user_keys(keys: UserKeys) -> PublicKeys:
    """The person's public keys. Raises BrokenSeal if they are not those that were certified."""
    public = keys.public()
    message = certificate("user", f"{keys.user_id}|{keys.id}", public.fingerprint())
    check_house(keys.certificate, message)
    return public


def check_team_key(key: TeamKey) -> PublicKeys:
    """The team's public key. Raises BrokenSeal."""
    public = key.public()
    check_house(
        key.certificate, certificate("team", f"{key.team_id}|{key.id}", public.fingerprint())
    )
    return public


def check_organisation(keys: OrganisationKeys) -> PublicKeys:
    """The organisation's public keys, which at set-up signed this server's. Raises BrokenSeal."""
    public = keys.public()
    message = certificate("house", "1", house_signing()) + public.fingerprint()
    pairs.check(public.signing, bytes(keys.certificate), message)
    check_house(keys.house, b"organisation|" + public.fingerprint())
    return public


def organisation() -> OrganisationKeys:
    """The organisation's keys. Raises Refused before set-up: nothing is sealed without them."""
    keys = OrganisationKeys.objects.filter(id=1).first()
    if keys is None:
        raise Refused(say("the organisation has no recovery key yet: `fanal setup` makes it"))
    return keys


def check_wrap(row: SignedWrap, holder: UserKeys | TeamKey) -> None:
    """Raises BrokenSeal unless a granter we know gave exactly this wrap to exactly this holder."""
    if bytes(row.fingerprint) != holder.public().fingerprint():
        raise BrokenSeal("grant for other public keys")
    message = row.statement().encoded()
    if row.granter is None:
        check_house(row.signature, message)
    else:
        pairs.check(check_user_keys(row.granter).signing, bytes(row.signature), message)
