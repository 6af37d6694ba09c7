"""Second factors that somebody put in with the client of the database."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from fanal.accounts import attested_factors
from fanal.authority import queries
from fanal.authority.models import RowFinding
from fanal.core.sealing import attestations
from fanal.sealed.server_key import derived
from tests.cast import PASSPHRASE
from tests.security import planting

SEED = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def hers(cast):
    return TOTP.activate(cast.sokha, SEED).instance


def sign_in(user):
    client = Client()
    client.post("/sign-in/", {"login": user.email, "password": PASSPHRASE})
    return client


def left(user):
    return list(Authenticator.objects.filter(user=user).values_list("pk", flat=True))


def test_one_that_was_set_up_here_stays(cast, hers):
    sign_in(cast.sokha)
    assert left(cast.sokha) == [hers.pk]
    hers.record_usage()
    assert attested_factors.genuine(Authenticator.objects.get(pk=hers.pk))


def test_one_that_was_put_in_is_none(cast, hers):
    row = planting.row_of(Authenticator, id=hers.pk)
    planting.insert(Authenticator, **row | {"id": 900, "user_id": cast.mai.pk})
    assert any("second steps of sign-in" in str(fault) for fault in queries.faults())
    sign_in(cast.mai)
    assert left(cast.mai) == []
    assert RowFinding.objects.filter(table="mfa_authenticator", taken_out=True).exists()


@pytest.mark.parametrize("change", ["seed", "attestation", "no attestation"])
def test_one_that_was_changed_is_none(cast, hers, change):
    data = dict(hers.data)
    if change == "seed":
        other = TOTP.activate(cast.mai, "KRSXG5CTMVRXEZLU").instance
        data["secret"] = other.data["secret"]
    elif change == "attestation":
        data["attestation"] = "0" * 64
    else:
        del data["attestation"]
    planting.update(Authenticator, {"data": json.dumps(data)}, id=hers.pk)
    sign_in(cast.sokha)
    assert left(cast.sokha) == []


def test_one_that_was_put_in_is_not_made_genuine_by_saving_it(cast, hers):
    data = {name: value for name, value in hers.data.items() if name != "attestation"}
    planting.update(Authenticator, {"data": json.dumps(data)}, id=hers.pk)
    Authenticator.objects.get(pk=hers.pk).save()
    assert attested_factors.foreign() == [str(hers.pk)]


def test_two_people_certify_those_of_before(cast, hers):
    data = {name: value for name, value in hers.data.items() if name != "attestation"}
    planting.update(Authenticator, {"data": json.dumps(data)}, id=hers.pk)
    attested_factors.certify()
    assert attested_factors.foreign() == []


def test_those_of_earlier_releases_stay_genuine_in_whatever_order_their_names_are_kept(cast):
    kind, data = Authenticator.Type.WEBAUTHN, {"name": "key", "credential": {}}
    key = Authenticator.objects.create(user=cast.sokha, type=kind, data=data)
    written = '{"credential": {}, "name": "key"}'
    said = [("user", str(cast.sokha.pk)), ("type", "webauthn"), ("data", written)]
    ours = attestations.attestation(derived("attestation"), "mfa_authenticator", "", 1, said).hex()
    assert key.data["attestation"] == ours
    for names in (["name", "credential"], ["credential", "name"]):
        kept = {"attestation": ours} | {name: data[name] for name in names}
        planting.update(Authenticator, {"data": json.dumps(kept)}, id=key.pk)
        assert attested_factors.genuine(Authenticator.objects.get(pk=key.pk))
