"""Keyed marks: what is the same gives the same mark, and without the key a mark says nothing.

HMAC-SHA256 under a key of its own, derived by HKDF from a data key, so that a mark betrays nothing
of what the data key seals (RFC 5869, section 3.2: the purpose separates the keys).
"""

import hashlib
import hmac
from collections.abc import Callable
from functools import partial

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fanal.core.sealing.records import KEY

Marker = Callable[[bytes], bytes]


def marker(data_key: bytes, purpose: str) -> Marker:
    """The function that marks texts for `purpose` under a 32-byte data key: 32 bytes a text."""
    # No salt: the data key is uniform already (RFC 5869, section 3.1).
    derived = HKDF(SHA256(), KEY, None, b"marks|" + purpose.encode()).derive(data_key)
    return partial(_mark, derived)


def _mark(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, hashlib.sha256)
