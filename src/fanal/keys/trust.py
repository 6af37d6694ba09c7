"""Checks, before each use, whose public key this is and who granted that a key may be held.

Whoever can only write to the database can substitute neither a public key nor a wrap of her own
making: certificates and attestations need the server's key file. The signature of a person is not
enough by itself, since her key may be stolen: the server must have attested the row too (ADR 9).
"""

from collections.abc import Iterable
from contextlib import suppress

from django.db.models import QuerySet

from fanal.accounts.models import Office
from fanal.authority import attested, reading
from fanal.core.errors import Refused
from fanal.core.sealing import pairs
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PublicKeys
from fanal.core.sealing.statements import WrapStatement, certificate
from fanal.core.words import say
from fanal.keys.models import Grant, OrganisationKeys, SignedWrap, TeamKey, UserKeys
from fanal.sealed.server_key import check_house, house_signing
from fanal.sealed.server_key import sign_as_house as sign_as_house

NO_KEY_YET = say("the organisation has no recovery key yet: `fanal setup` makes it")
KEY_GONE = say(
    "the recovery key of the organisation is missing in the database: set the database aside and "
    "put the last backup back (docs/operating.md, “On the same machine: the database is damaged”)"
)


def certify(kind: str, holder: object, public: PublicKeys) -> bytes:
    """The server's signature that `public` belongs to `holder`."""
    return sign_as_house(certificate(kind, str(holder), public.fingerprint()))


def check_user_keys(keys: UserKeys) -> PublicKeys:
    """The person's public keys. Raises BrokenSeal if they are not those that were certified."""
    public = keys.public()
    # The account and the row: a certified pair copied to another account, or put back after it was
    # replaced under another id, does not count.
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
    # The other half: a server with other key files is not the one that these sheets belong to.
    message = certificate("house", "1", house_signing()) + public.fingerprint()
    pairs.check(public.signing, bytes(keys.certificate), message)
    # Both ways: whoever only writes to the database can make a pair of an organisation that signs
    # this server's key, but not the signature under it, which needs the server's key file.
    check_house(keys.house, b"organisation|" + public.fingerprint())
    return public


def organisation() -> OrganisationKeys:
    """The organisation's keys. Raises Refused where they are missing: nothing is sealed without
    them."""
    keys = OrganisationKeys.objects.filter(id=1).first()
    if keys is None:
        # `fanal setup` refuses where people were at work: a second key would open nothing of it.
        raise Refused(KEY_GONE if Office.objects.exists() else NO_KEY_YET)
    return keys


class NotGenuine(BrokenSeal):
    """A wrap that no action of ours made, or that was superseded: it counts as absent."""


def check_genuine(row: SignedWrap) -> None:
    """Raise NotGenuine for a wrap that is not, and record the finding."""
    # A retired pair may be in wrong hands: what it signed before stays good, what came later is
    # nobody’s.
    late = row.granter and row.granter.retired and row.since > row.granter.retired
    if late or not attested.genuine(row):
        reading.keep(type(row), attested.name_of(row))
        raise NotGenuine(str(row.pk))


def genuine_wraps[Row: SignedWrap](rows: Iterable[Row]) -> list[Row]:
    """Return those that an action of ours made; the others are kept as found, and count as
    absent."""
    genuine = []
    if isinstance(rows, QuerySet):
        # The reason is sealed and no part of what is attested: opening it for each of thousands of
        # grants would be most of the work.
        rows = rows.defer("reason") if issubclass(rows.model, Grant) else rows
    for row in rows:
        with suppress(NotGenuine):
            check_genuine(row)
            genuine.append(row)
    return genuine


def check_wrap(row: SignedWrap, holder: UserKeys | TeamKey | OrganisationKeys) -> WrapStatement:
    """The statement that was signed. Raises BrokenSeal unless a granter we know gave exactly this
    wrap to exactly this holder."""
    check_genuine(row)
    # Named in what was signed: whoever swaps the public key of a holder in the database gets no
    # wrap that was meant for the first.
    if bytes(row.fingerprint) != holder.public().fingerprint():
        raise BrokenSeal("grant for other public keys")
    statement = row.statement()
    message = statement.encoded()
    if row.granter is None:
        check_house(row.signature, message)
    else:
        pairs.check(check_user_keys(row.granter).signing, bytes(row.signature), message)
    return statement
