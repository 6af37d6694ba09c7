"""One sealed record: AES-256-GCM under a key of its own, bound to the place where it belongs.

    0x01 | generation of the data key, 2 bytes | salt 24 | nonce 12 | ciphertext and tag 16

The record key is HKDF-SHA256(data key, salt, place), so one data key seals any number of records
without a nonce ever meeting another under the same key (NIST SP 800-38D, section 8).
"""

import os
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.framing import framed
from fanal.core.sealing.padding import pad, unpad

AES_256_GCM = 1
# The first byte names the algorithm, so that a later one can be written while older records still
# open. What is not listed here is refused rather than guessed.
READABLE = frozenset({AES_256_GCM})
HEADER, SALT, NONCE, TAG = 3, 24, 12, 16
KEY = 32
known_framed = lru_cache(maxsize=1_000)(framed)  # for the fields that many rows share


class RecordPlace(NamedTuple):
    """Where a record belongs. The same bytes elsewhere do not open."""

    table: str
    row: str
    group: str
    version: int
    schema: int = 1

    def encoded(self) -> bytes:
        of_table = known_framed("fanal", str(self.schema), self.table)
        return of_table + framed(self.row) + known_framed(self.group, str(self.version))


def seal(data_key: bytes, place: RecordPlace, data: bytes, generation: int = 1) -> bytes:
    """Return `data`, padded and sealed for `place` under a 32-byte `data_key`."""
    header = bytes([AES_256_GCM]) + generation.to_bytes(2)
    # A random nonce of 96 bits must not be used for more than 2^32 seals under one key (SP 800-38D,
    # section 8.3). 192 bits of salt give each record a key of its own instead of a count that a
    # restored backup would set back.
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    # The header is bound as well: a blob of which somebody changed the generation opens under no
    # key, not under an older one that was left to somebody.
    context = header + place.encoded()
    cipher = AESGCM(_record_key(data_key, salt, context))
    return header + salt + nonce + cipher.encrypt(nonce, pad(data), context)


def generation_of(blob: bytes) -> int:
    """Return which generation of the data key opens `blob`. Raises BrokenSeal."""
    if len(blob) < HEADER + SALT + NONCE + TAG or blob[0] not in READABLE:
        raise BrokenSeal("record header")
    return int.from_bytes(blob[1:HEADER])


def unseal(data_key: bytes, place: RecordPlace, blob: bytes) -> bytes:
    """Return what was sealed for `place`. Raises BrokenSeal if one bit of either differs."""
    generation_of(blob)
    salt = blob[HEADER : HEADER + SALT]
    nonce = blob[HEADER + SALT : HEADER + SALT + NONCE]
    context = blob[:HEADER] + place.encoded()
    cipher = AESGCM(_record_key(data_key, salt, context))
    try:
        padded = cipher.decrypt(nonce, memoryview(blob)[HEADER + SALT + NONCE :], context)
    except InvalidTag:
        raise BrokenSeal(f"{place.table} {place.row}") from None
    # Only after the tag was right: padding that is looked at before is a padding oracle (Vaudenay,
    # EUROCRYPT 2002).
    return unpad(padded)


def new_key() -> bytes:
    """A data key: 32 random bytes."""
    return os.urandom(KEY)


def _record_key(data_key: bytes, salt: bytes, context: bytes) -> bytes:
    # RFC 5869, section 3.2: `info` ties the key to its use. With the place in it a record that was
    # moved has another key as well as another AAD.
    return HKDF(SHA256(), KEY, salt, b"record|" + context).derive(data_key)
