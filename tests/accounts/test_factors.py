"""The seed of a second factor opens for its own person only, and never as it was sealed before."""

import json

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.db import connection

from fanal.accounts import factors
from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.sql import db_value
from fanal.sealed.server_key import derived, seal_text

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code():
    return format_hotp_value(hotp_value(SEED, next(counters())))


def factor(user, kind=Authenticator.Type.TOTP):
    return Authenticator.objects.get(user=user, type=kind)


def write(row, data):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mfa_authenticator SET data = %s WHERE id = %s", [json.dumps(data), row.pk]
        )


@pytest.fixture
def enrolled(cast):
    """Two people with a code of the app each."""
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    TOTP.activate(cast.sokha, SEED)
    TOTP.activate(cast.kham, "A" * 32)
    return cast


def test_a_code_of_the_app_is_good_when_set_up_and_when_read_again(cast):
    Authenticator.objects.filter(user=cast.sokha).delete()
    made = TOTP.activate(cast.sokha, SEED)
    assert made.validate_code(code())
    row = factor(cast.sokha)
    assert SEED not in json.dumps(row.data)
    assert factors.opened(row.data["secret"]) == SEED
    row.record_usage()
    row.save()
    assert factors.opened(factor(cast.sokha).data["secret"]) == SEED


def test_who_puts_her_own_seed_in_the_place_of_anothers_signs_in_as_nobody(enrolled):
    hers, his = factor(enrolled.sokha), factor(enrolled.kham)
    write(his, hers.data)
    with pytest.raises(BrokenSeal):
        factor(enrolled.kham).wrap().validate_code(code())


def test_a_factor_that_was_given_to_another_person_does_not_open(enrolled):
    mine = factor(enrolled.sokha)
    factor(enrolled.kham).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mfa_authenticator SET user_id = %s WHERE id = %s",
            [db_value(enrolled.linh.pk), mine.pk],
        )
    moved = Authenticator.objects.get(pk=mine.pk)
    assert moved.user == enrolled.linh
    with pytest.raises(BrokenSeal):
        factors.opened(moved.data["secret"])


@pytest.mark.asvs("V6.5.2")
def test_neither_a_seed_of_before_nor_one_on_its_way_opens(enrolled):
    row = factor(enrolled.sokha)
    before = server.seal(derived("text"), "second factor", SEED.encode())
    for blob in (before, seal_text(SEED, factors.NOBODYS), b"", SEED.encode()):
        write(row, {"secret": blob.hex()})
        with pytest.raises(BrokenSeal):
            factor(enrolled.sokha).wrap().validate_code(code())


@pytest.mark.asvs("V6.5.1", "V6.5.2")
def test_codes_on_paper_open_for_their_person_only(cast):
    RecoveryCodes.activate(cast.sokha)
    codes = factor(cast.sokha, "recovery_codes").wrap().generate_codes()
    assert len(set(codes)) == len(codes) > 0
    RecoveryCodes.activate(cast.kham)
    write(factor(cast.kham, "recovery_codes"), factor(cast.sokha, "recovery_codes").data)
    with pytest.raises(BrokenSeal):
        factor(cast.kham, "recovery_codes").wrap().generate_codes()


@pytest.mark.asvs("V6.3.3")
def test_the_last_one_stays_and_of_a_lead_the_last_key(enrolled):
    may = get_adapter().can_delete_authenticator
    assert not may(factor(enrolled.sokha))
    TOTP.activate(enrolled.noi, SEED)
    first = key_of(enrolled.noi)
    assert may(factor(enrolled.noi))
    assert not may(first)  # a code alone is not enough for her
    key_of(enrolled.noi)
    assert may(first)
    key_of(enrolled.sokha)
    assert may(factor(enrolled.sokha))


def key_of(user):
    data = {"name": "key", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def test_the_app_shows_where_the_code_is_for(cast):
    address = get_adapter().build_totp_url(cast.sokha, SEED)
    assert "issuer=Fanal" in address
