"""Blinding that commutes: two parties find what both hold, and learn nothing else.

Each key text becomes a point of Curve25519; each party multiplies by its own secret. The order does
not matter, so doubly blinded points are equal exactly where the texts are (Meadows 1986; Huberman,
Franklin and Hogg 1999; RFC 7748 for the multiplication). Safe against a partner who follows the
protocol and looks at everything; a partner who lies about its own list can ask after names it
guesses, which is why lists are capped, have a purpose and leave a journal entry.
"""

import hashlib
import secrets

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

PRIME = 2**255 - 19
COEFFICIENT = 486662  # of Curve25519 (RFC 7748, section 4.1)
POINT_BYTES = 32


def point_of(text: str, project: str) -> bytes:
    """A point whose only relation to `text` is this hash: 32 bytes, always on the curve.

    Hash and try again until the u-coordinate lies on the curve and not on its twist: otherwise
    which of the two it lies on would survive the blinding and halve a guesser's work.
    """
    attempt = 0
    while True:  # each hash is off the curve as often as a coin shows heads
        digest = hashlib.sha256(f"fanal|point|1|{project}|{attempt}|{text}".encode()).digest()
        u = int.from_bytes(digest, "little") % PRIME
        if _on_the_curve(u):
            return u.to_bytes(POINT_BYTES, "little")
        attempt += 1


def empty_point(secret: bytes, number: int) -> bytes:
    """A point of nothing, always the same: whoever lacks the secret takes it for a blinded one."""
    drawn = hashlib.sha256(b"fanal|padding|1|%d|" % number + secret).digest()
    return X25519PrivateKey.from_private_bytes(drawn).public_key().public_bytes_raw()


def _on_the_curve(u: int) -> bool:
    """Whether v² = u³ + 486662 u² + u has a solution (Euler's criterion); small orders left out."""
    square = (u * u * u + COEFFICIENT * u * u + u) % PRIME
    # Points of small order would come out of every blinding as the same few values and tell who
    # sent them (RFC 7748, section 6.1, on the all-zero result).
    return u > 1 and pow(square, (PRIME - 1) // 2, PRIME) == 1


class Blinder:
    """One party's secret for one project; it is deleted when the project ends."""

    def __init__(self, secret: bytes | None = None) -> None:
        self.secret = secret or secrets.token_bytes(POINT_BYTES)
        self._key = X25519PrivateKey.from_private_bytes(self.secret)

    def blind(self, point: bytes) -> bytes:
        """Return `point` multiplied by the secret. Raises ValueError for a point of small order."""
        return self._key.exchange(X25519PublicKey.from_public_bytes(point))
