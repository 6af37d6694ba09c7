"""How a key reaches its holder: HPKE (RFC 9180) to the holder's public key.

The KEM is X-Wing (ML-KEM-768 with X25519, draft-connolly-cfrg-xwing-kem): the file of a child must
stay closed for decades. Where a build of the library lacks ML-KEM, X25519 alone. Every key and
every wrap begins with the byte of its algorithm; a wrap of another algorithm than its key is
refused.
"""

from functools import cache, lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from fanal.core.sealing.failures import BrokenSeal

# Ours, stored in the first byte of every key and wrap: never renumbered.
X_WING, X25519_ALONE = 1, 2
READABLE = frozenset({X_WING, X25519_ALONE})
ML_KEM_SEED, ML_KEM_PUBLIC = 64, 1184


@cache
def written() -> int:
    """The one algorithm that new keys use here: X-Wing wherever the library has it."""
    # By trying: ML-KEM depends on the OpenSSL or other library that the wheel was built with.
    try:
        MLKEM768PrivateKey.generate()
    except UnsupportedAlgorithm:
        return X25519_ALONE
    return X_WING


def new_pair() -> tuple[bytes, bytes]:
    """A private seed and its public key, each with the byte of its algorithm first."""
    return x_wing_pair() if written() == X_WING else x25519_pair()


def x25519_pair() -> tuple[bytes, bytes]:
    """A private seed and its public key, of 33 bytes each."""
    curve = X25519PrivateKey.generate()
    first = bytes([X25519_ALONE])
    return first + curve.private_bytes_raw(), first + curve.public_key().public_bytes_raw()


def x_wing_pair() -> tuple[bytes, bytes]:
    """A private seed of 97 bytes and its public key of 1217."""
    curve, first = X25519PrivateKey.generate(), bytes([X_WING])
    # Both halves, for one may fall: X-Wing is secure as long as either ML-KEM-768 or X25519 is
    # (draft-connolly-cfrg-xwing-kem, security considerations).
    lattice = MLKEM768PrivateKey.generate()
    # The seed of 64 bytes, and not the expanded key of 2,400: FIPS 203, section 3.3, lets it be
    # kept.
    private = lattice.private_bytes_raw() + curve.private_bytes_raw()
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return first + private, first + public


def wrap(public: bytes, secret: bytes, context: str) -> bytes:
    """Return `secret` wrapped for the holder of `public`, bound to `context`. Raises
    BrokenSeal for no key."""
    algorithm = _algorithm(public)
    return bytes([algorithm]) + _suite(algorithm).encrypt(secret, _public(public), context.encode())


class Opener:
    """A private key made ready once, for the many wraps of a list."""

    def __init__(self, private: bytes) -> None:
        self._algorithm = _algorithm(private)
        self._private = _private(private)

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """Return what was wrapped. Raises BrokenSeal for another key, context or algorithm."""
        # Otherwise a wrap could be relabelled to the weaker of the two: a downgrade.
        if _algorithm(wrapped) != self._algorithm:
            raise BrokenSeal("wrap of another algorithm than its key")
        try:
            return _suite(self._algorithm).decrypt(wrapped[1:], self._private, context.encode())
        except (InvalidTag, ValueError):
            # One answer for a wrong key, a wrong context and a changed byte: what tells them apart
            # is an oracle for whoever may try.
            raise BrokenSeal("wrap") from None


def _algorithm(blob: bytes) -> int:
    if not blob or blob[0] not in READABLE:
        raise BrokenSeal("algorithm")
    return blob[0]


@cache
def _suite(algorithm: int) -> Suite:
    # AES-256, although 128 bits would do today: Grover’s search halves the exponent (ADR 16).
    kem = KEM.MLKEM768_X25519 if algorithm == X_WING else KEM.X25519
    return Suite(kem, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@lru_cache(maxsize=256)
def _public(public: bytes) -> Any:
    try:
        if public[0] == X25519_ALONE:
            return X25519PublicKey.from_public_bytes(public[1:])
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[1 : 1 + ML_KEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(public[1 + ML_KEM_PUBLIC :]),
        )
    except ValueError:
        raise BrokenSeal("public key") from None


def _private(private: bytes) -> Any:
    try:
        if private[0] == X25519_ALONE:
            return X25519PrivateKey.from_private_bytes(private[1:])
        return MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(private[1 : 1 + ML_KEM_SEED]),
            X25519PrivateKey.from_private_bytes(private[1 + ML_KEM_SEED :]),
        )
    except ValueError:
        raise BrokenSeal("private key") from None
