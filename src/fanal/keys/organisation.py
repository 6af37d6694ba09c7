"""The organisation's recovery key: made once at set-up, then only on paper."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing import pairs, records, server, shares
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.sealing.statements import certificate
from fanal.keys.models import OrganisationKeys
from fanal.keys.trust import organisation
from fanal.server_key import house_signing, sign_as_house

ACTS = {"organisation.made": _("The recovery key of the organisation was made")}


@transaction.atomic
def make_organisation() -> list[str]:
    """Make the recovery key and return its three shares, which are kept nowhere.

    The shares give the 32-byte secret under which the private keys are sealed. Raises Refused when
    there is a recovery key already.
    """
    if OrganisationKeys.objects.exists():
        raise Refused("the organisation has its recovery key already")
    private, public = pairs.new_keys()
    fingerprint = public.fingerprint()
    secret = records.new_key()
    OrganisationKeys.objects.create(
        reading=public.reading,
        signing=public.signing,
        under_shares=server.seal(secret, "organisation keys", private.to_bytes()),
        house=sign_as_house(b"organisation|" + fingerprint),
        certificate=private.sign(certificate("house", "1", house_signing()) + fingerprint),
    )
    audit.record(act="organisation.made", by=None)
    return shares.split(secret)


def open_organisation(sheets: list[str]) -> PrivateKeys:
    """The recovery key from two shares. Raises BadInput for sheets that cannot be read, or that
    belong to another house.
    """
    secret, keys = shares.join(sheets), organisation()
    try:
        opened = server.unseal(secret, "organisation keys", bytes(keys.under_shares))
    except BrokenSeal:
        raise BadInput("shares", "open another organisation's recovery key, not this one") from None
    return PrivateKeys.from_bytes(opened)
