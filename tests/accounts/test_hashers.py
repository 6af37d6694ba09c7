"""The hash for signing in needs the pepper."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from fanal.accounts import hashers


class Cheap(hashers.PepperedArgon2):
    time_cost, memory_cost = 1, 64


@pytest.mark.asvs("V6.2.8", "V11.4.2")
def test_only_the_passphrase_with_the_pepper_verifies(monkeypatch):
    encoded = Cheap().encode("five quiet words", "saltsalt")
    assert Cheap().verify("five quiet words", encoded)
    assert not Cheap().verify("five quiet word", encoded)
    plain = encoded.replace("peppered", "argon2", 1)
    assert not Argon2PasswordHasher().verify("five quiet words", plain)
    monkeypatch.setattr(hashers, "pepper", lambda: b"q" * 32)
    assert not Cheap().verify("five quiet words", encoded)
