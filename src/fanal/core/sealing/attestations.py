"""Attestations: an HMAC over a row of the database. Only the server makes a row that counts.

It covers the table, which row it is, which version of it, and all by which the row decides.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from fanal.core.sealing.framing import framed

NOTHING, SOMETHING = b"\x00", b"\x01"  # NULL is not the empty text


def attestation(
    key: bytes, table: str, row: str, version: int, values: Iterable[tuple[str, str | None]]
) -> bytes:
    """32 bytes over a row; `values`: name and text of each column, in an order of their own."""
    head = framed("attestation", table, row, str(version))
    return hmac.digest(key, head + b"".join(_pair(*one) for one in values), hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Whether two attestations are the same; how long it takes does not tell."""
    return hmac.compare_digest(one, other)


def _pair(name: str, value: str | None) -> bytes:
    return framed(name, NOTHING if value is None else SOMETHING + value.encode())
