"""Attestations: an HMAC over a row of the database. Only the server makes a row that counts.

It covers the table, which row it is, which version of it, and all by which the row decides.
"""

import hashlib
import hmac
from collections.abc import Iterable
from functools import lru_cache

from fanal.core.sealing.framing import framed

NOTHING, SOMETHING = b"\x00", b"\x01"  # NULL is not the empty text


def attestation(
    key: bytes, table: str, row: str, version: int, values: Iterable[tuple[str, str | None]]
) -> bytes:
    """32 bytes over a row; `values`: name and text of each column, always in the same order."""
    parts = [framed("attestation", table, row, str(version))]
    for name, value in values:  # as `framed(name, text)`; the names are the same for many rows
        # An end that is NULL means without end; written as an empty text it would attest to either.
        text = NOTHING if value is None else SOMETHING + value.encode()
        parts += (_named(name), len(text).to_bytes(4), text)
    return hmac.digest(key, b"".join(parts), hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Whether two attestations are the same; how long it takes does not tell."""
    return hmac.compare_digest(one, other)


_named = lru_cache(maxsize=1_000)(framed)
