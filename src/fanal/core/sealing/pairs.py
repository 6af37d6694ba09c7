"""The keys of one person, of a team, or of the organisation: one pair to read, one to sign."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanal.core.sealing import wraps
from fanal.core.sealing.failures import BrokenSeal

SEED = 32


@dataclass(frozen=True)
class PublicKeys:
    """What others need: `reading` to wrap to the holder, `signing` to check what she signed."""

    reading: bytes
    signing: bytes

    def fingerprint(self) -> bytes:
        """SHA-256 over both, 32 bytes: what a grant names, so that a swapped key is noticed."""
        # Over both: a fingerprint of the reading key alone would let somebody pair it with a
        # signing key of his own.
        return hashlib.sha256(b"fanal keys|" + self.reading + b"|" + self.signing).digest()


@dataclass(frozen=True, repr=False)
class PrivateKeys:
    """What only the holder has. Its repr shows nothing."""

    reading: bytes
    signing: bytes

    def __repr__(self) -> str:
        return "PrivateKeys(…)"

    def to_bytes(self) -> bytes:
        # The signing seed first: its length is fixed, that of `reading` depends on the algorithm.
        return self.signing + self.reading

    @classmethod
    def from_bytes(cls, secret: bytes) -> PrivateKeys:
        return cls(reading=secret[SEED:], signing=secret[:SEED])

    def sign(self, message: bytes) -> bytes:
        """Ed25519 (RFC 8032), 64 bytes."""
        return signer(self.signing)(message)


def new_keys() -> tuple[PrivateKeys, PublicKeys]:
    """A fresh pair to read and a fresh pair to sign."""
    private, public = wraps.new_pair()
    signer = Ed25519PrivateKey.generate()
    return (
        PrivateKeys(private, signer.private_bytes_raw()),
        PublicKeys(public, signer.public_key().public_bytes_raw()),
    )


def signer(seed: bytes) -> Callable[[bytes], bytes]:
    """Return what signs with a 32-byte seed, for many messages."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign


def signing_public(seed: bytes) -> bytes:
    """The public half of a 32-byte signing seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


@lru_cache(maxsize=8192)
def check(signing: bytes, signature: bytes, message: bytes) -> None:
    """Check that the holder of `signing` signed `message`; remember a yes. Raises BrokenSeal."""
    # `lru_cache` keeps results, not exceptions: what was refused is checked again each time. Every
    # page meets the same certificates and grants, and a signature that held once always holds.
    try:
        Ed25519PublicKey.from_public_bytes(signing).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise BrokenSeal("signature") from None
