"""The journal's chain: each entry's mark is an HMAC over the entry and the mark before it.

The key comes from the server's key file, so whoever can write to the database cannot mend the chain
after cutting it. What is cut off at the end is found by the head that is kept in a second place.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.words import Sentence, say

START = b"\x00" * 32


@dataclass(frozen=True)
class Link:
    """One entry: its number, the bytes it holds, the mark before it and its own."""

    number: int
    content: bytes
    before: bytes
    mark: bytes


def mark(key: bytes, before: bytes, number: int, content: bytes) -> bytes:
    """The mark of an entry, 32 bytes."""
    return hmac.new(key, before + number.to_bytes(8) + content, hashlib.sha256).digest()


def faults(
    key: bytes, links: Iterable[Link], head: tuple[int, bytes] | None = None
) -> list[Sentence]:
    """What is wrong with a journal, in its order; an empty list if nothing is.

    `head` is the number and mark kept in the second place.
    """
    found: list[Sentence] = []
    expected, before, seen = 1, START, START
    for link in links:
        if link.number != expected:
            found.append(_gap(expected, link.number))
        elif link.before != before:
            found.append(say("entry {n} does not follow entry {m}", n=link.number, m=expected - 1))
        if not hmac.compare_digest(mark(key, link.before, link.number, link.content), link.mark):
            found.append(say("entry {n} was changed", n=link.number))
        expected, before = link.number + 1, link.mark
        if head and link.number == head[0]:
            seen = link.mark
    if head and head[0] >= expected:
        found.append(
            say(
                "the journal ends at entry {n}, but entry {m} was written",
                n=expected - 1,
                m=head[0],
            )
        )
    elif head and head[0] and not hmac.compare_digest(seen, head[1]):
        found.append(say("entry {n} is not the one noted in the second place", n=head[0]))
    return found


def _gap(expected: int, got: int) -> Sentence:
    if got > expected + 1:
        return say("entries {n} to {m} are missing", n=expected, m=got - 1)
    if got > expected:
        return say("entry {n} is missing", n=expected)
    return say("entry {n} stands out of order", n=got)
