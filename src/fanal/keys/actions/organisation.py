"""The organisation's recovery key: made once at set-up, then only on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing import pairs, records, server, shares
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.sealing.statements import certificate
from fanal.core.words import say
from fanal.keys.models import OrganisationKeys
from fanal.keys.trust import organisation
from fanal.sealed.server_key import house_signing, sign_as_house
from fanal.web.proofs import SetUpProof, not_proved, proved

NAME = "organisation keys"  # also in files: fanal.commands.open_files


@dataclass(frozen=True)
class Drawn:
    """Three new shares that are not kept yet, and the recovery key sealed under what they give."""

    sheets: list[str]
    sealed: bytes


@transaction.atomic
def make_organisation() -> list[str]:
    """Make the recovery key and return its three shares, which are kept nowhere.

    The shares give the 32-byte secret under which the private keys are sealed. Raises Refused when
    there is a recovery key already.
    """
    if OrganisationKeys.objects.exists():
        raise Refused(say("the organisation has its recovery key already"))
    private, public = pairs.new_keys()
    fingerprint = public.fingerprint()
    drawn = drawn_shares(private)
    # Each signs the other: whoever writes to the database could forge the certificate of an
    # organisation of her own, but not the signature of the server (`trust.check_organisation`).
    OrganisationKeys.objects.create(
        reading=public.reading,
        signing=public.signing,
        under_shares=drawn.sealed,
        house=sign_as_house(b"organisation|" + fingerprint),
        certificate=private.sign(certificate("house", "1", house_signing()) + fingerprint),
    )
    audit.record(act="organisation.made", by=None)
    return drawn.sheets


def open_organisation(sheets: list[str]) -> PrivateKeys:
    """The recovery key from two shares. Raises BadInput for sheets that cannot be read, or that
    belong to another organisation.
    """
    secret, keys = shares.join(sheets), organisation()
    try:
        opened = server.unseal(secret, NAME, bytes(keys.under_shares))
    except BrokenSeal:
        why = say("open another organisation's recovery key, or new sheets were made since")
        raise BadInput("sheets", why) from None
    # The administrator reads when sheets last opened: those that nobody tries may be unreadable on
    # the day on which they are needed.
    proved(SetUpProof.SHEETS, timezone.localdate())
    return PrivateKeys.from_bytes(opened)


def drawn_shares(private: PrivateKeys) -> Drawn:
    """Three new shares of this recovery key. Nothing is changed before `keep_shares`."""
    # The shares give a secret that seals the recovery key, not the key itself: new sheets replace
    # the old ones without anything being wrapped anew.
    secret = records.new_key()
    return Drawn(shares.split(secret), server.seal(secret, NAME, private.to_bytes()))


@transaction.atomic
def keep_shares(drawn: Drawn, *, opened_by: Iterable[int], present: Iterable[User]) -> None:
    """Keep the new shares: from now on only they open the recovery key here; the key itself stays
    the same."""
    OrganisationKeys.objects.filter(id=organisation().id).update(under_shares=drawn.sealed)
    # That the old ones opened says nothing of the new ones, which nobody has typed yet.
    not_proved(SetUpProof.SHEETS)
    proved(SetUpProof.NEW_SHEETS, timezone.localdate())
    detail = {"shares": sorted(opened_by), "present": [str(user.pk) for user in present]}
    audit.record(act="organisation.shares", by=None, detail=detail)
