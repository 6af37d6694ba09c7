"""Fields as one string of bytes that no other fields give: each with its length before it."""

from __future__ import annotations


def framed(*fields: str | bytes) -> bytes:
    """The fields one after the other; `framed(a, b)` is `framed(a) + framed(b)`."""
    parts = [one if isinstance(one, bytes) else one.encode() for one in fields]
    return b"".join([len(one).to_bytes(4) + one for one in parts])
