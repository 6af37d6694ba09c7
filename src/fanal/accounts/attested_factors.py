"""Attests the second factors of allauth, whose table we cannot give columns, like our own rows.

The attestation stands inside `data`. Whoever writes to the database can put neither her own passkey
nor the seed of another account in anybody's place.
"""

import json

from allauth.mfa.models import Authenticator
from django.db import transaction

from fanal.accounts.models import User
from fanal.authority import findings, ledger
from fanal.core.sealing import attestations
from fanal.sealed.server_key import derived

OWN = "attestation"
TABLE = "mfa_authenticator"


def attest(sender: object, instance: Authenticator, **rest: object) -> None:
    """Attest a factor before it is saved; one that was put in is not made genuine by being used."""
    held = Authenticator.objects.filter(pk=instance.pk).first() if instance.pk else None
    # Not blindly: allauth saves a factor each time it is used, and would make a forged one genuine.
    if held is None or genuine(held):
        instance.data = instance.data | {OWN: _computed(instance)}
        if held and held.data[OWN] != instance.data[OWN]:
            ledger.end(TABLE, held.data[OWN])


def taken(sender: object, instance: Authenticator, **rest: object) -> None:
    """End the attestation of a factor that was deleted: a lost key lets nobody in again."""
    if genuine(instance):
        ledger.end(TABLE, instance.data[OWN])


def genuine(factor: Authenticator) -> bool:
    """Whether it was set up here, for this account, and not taken away since."""
    secret = str(factor.data.get(OWN, ""))
    made_here = attestations.same(secret.encode(), _computed(factor).encode())
    return made_here and not ledger.has_ended(TABLE, secret)


@transaction.atomic
def put_aside_foreign(user: User) -> None:
    """Delete the factors that nobody set up here, before she is asked for one; a copy is kept."""
    for authenticator in Authenticator.objects.filter(user=user):
        if not genuine(authenticator):
            findings.kept(
                TABLE,
                str(authenticator.pk),
                findings.ALTERED,
                {"data": json.dumps(authenticator.data)},
            )
            Authenticator.objects.filter(pk=authenticator.pk).delete()


def foreign() -> list[str]:
    """The ids of all that were not set up here."""
    return [
        str(authenticator.pk)
        for authenticator in Authenticator.objects.order_by("pk")
        if not genuine(authenticator)
    ]


def certify() -> None:
    """Attest the factors that stand there: at the upgrade, in front of two people."""
    for authenticator in Authenticator.objects.all():
        data = authenticator.data | {OWN: _computed(authenticator)}
        Authenticator.objects.filter(pk=authenticator.pk).update(data=data)


def _computed(factor: Authenticator) -> str:
    data = {name: value for name, value in factor.data.items() if name != OWN}
    values = [
        ("user", str(factor.user_id)),
        ("type", str(factor.type)),
        # Sorted: PostgreSQL keeps the names of a JSON column in an order of its own.
        ("data", json.dumps(data, sort_keys=True)),
    ]
    return attestations.attestation(derived("attestation"), TABLE, "", 1, values).hex()
