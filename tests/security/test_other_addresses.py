"""Whoever writes to the database gives no account a second address: by each she could try as many
pass-phrases again, and nobody would be told."""

from allauth.account.models import EmailAddress
from django.test import Client

from fanal.accounts.passphrase_attempts import wrong_before
from tests.cast import PASSPHRASE
from tests.security.planting import insert

OTHER = "another@fanal.example"


def sign_in(address):
    return Client().post("/sign-in/", {"login": address, "password": PASSPHRASE})


def test_an_address_that_was_put_in_signs_nobody_in(cast):
    hers = {"user_id": cast.sokha.pk, "verified": True, "primary": True}
    insert(EmailAddress, email=OTHER, **hers)
    refused, of_nobody = sign_in(OTHER), sign_in("nobody@fanal.example")
    assert refused.status_code == of_nobody.status_code == 303  # back to the form
    assert wrong_before(OTHER) == 1
    assert sign_in(cast.sokha.email.upper()).status_code == 302
