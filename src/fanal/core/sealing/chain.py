"""The journal's chain: each entry's mark is an HMAC over the entry and the mark before it.

The key comes from the server's key file, so whoever can write to the database cannot mend the chain
after cutting it. What is cut off at the end is found by the head that is kept in a second place.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fanal.core.words import Sentence, say

START = b"\x00" * 32


@dataclass(frozen=True)
class ChainLink:
    """One entry: its number, the bytes it holds, the mark before it and its own."""

    number: int
    content: bytes
    before: bytes
    mark: bytes


@dataclass(frozen=True)
class NotedHead:
    """A head as it was noted outside the journal; `day` as it is written there, or empty."""

    number: int
    mark: bytes
    day: str = ""


@dataclass(frozen=True)
class Fault(Sentence):
    """What is wrong, and the bytes that distinguish this fault from a later one worded alike.

    A fault without `evidence` cannot be acknowledged: it disappears when its cause is mended.
    """

    evidence: bytes | None = None

    def key(self) -> str:
        """Return the key by which an acknowledgement names it; empty for what cannot be
        acknowledged."""
        if self.evidence is None:
            return ""
        # 128 bits: nobody makes a second fault that an acknowledgement of the first would cover.
        return hashlib.sha256(str(self).encode() + b"|" + self.evidence).hexdigest()[:32]


def fault(said: Sentence, evidence: bytes | None = None) -> Fault:
    return Fault(said.template, said.values, evidence)


def mark(key: bytes, before: bytes, number: int, content: bytes) -> bytes:
    """Return the mark of an entry, 32 bytes."""
    # The first two are of a fixed length, so no two entries give the same bytes without framing.
    return hmac.new(key, before + number.to_bytes(8) + content, hashlib.sha256).digest()


def faults(
    key: bytes,
    links: Iterable[ChainLink],
    head: tuple[int, bytes] | None = None,
    after: tuple[int, bytes] = (0, START),
) -> list[Fault]:
    """Return what is wrong with a journal, in its order; an empty list if nothing is.

    `head` is the number and mark of the last entry, kept apart from the entries; `after` those of
    an entry up to which it was found whole, where `links` begin later.
    """
    found: list[Fault] = []
    expected, before, seen = after[0] + 1, after[1], after[1]
    for link in links:
        found += _wrong(key, link, expected, before)
        expected, before = link.number + 1, link.mark
        # Entries may follow the head: it is noted every so often, not with each entry.
        if head and link.number == head[0]:
            seen = link.mark
    if head and head[0] >= expected:
        ends = say(
            "the journal ends at entry {n}, but entry {m} was written", n=expected - 1, m=head[0]
        )
        found.append(fault(ends, head[1]))
    elif head and head[0] and not hmac.compare_digest(seen, head[1]):
        found.append(fault(say("entry {n} is not the one that the head names", n=head[0]), head[1]))
    return found


def not_here(marks: Mapping[int, bytes], noted: Iterable[NotedHead]) -> list[Fault]:
    """Return the heads noted elsewhere that the journal does not hold any more.

    `marks` are those of the entries with these numbers. The sentence stays the same when later
    entries are written, so that an acknowledgement goes on to name it.
    """
    found: dict[str, Fault] = {}
    for head in noted:
        # An entry that is gone has no mark, and the empty one equals none.
        if not hmac.compare_digest(marks.get(head.number, b""), head.mark):
            why = say(
                "entry {n}, noted in a second place on {day}, is not in this journal: it was put "
                "back, cut or changed before that",
                n=head.number,
                day=head.day,
            )
            lost = fault(why, head.mark)
            # Several places may have noted the same head: one fault, not one a place.
            found.setdefault(f"{head.number} {head.mark.hex()}", lost)
    return list(found.values())


def _wrong(key: bytes, link: ChainLink, expected: int, before: bytes) -> list[Fault]:
    found = []
    if link.number != expected:
        found.append(fault(_gap(expected, link.number), link.before))
    # After a gap the mark before cannot fit: one change is told once.
    elif link.before != before:
        why = say("entry {n} does not follow entry {m}", n=link.number, m=expected - 1)
        found.append(fault(why, before + link.before))
    if not hmac.compare_digest(mark(key, link.before, link.number, link.content), link.mark):
        seen = link.before + link.content + link.mark
        found.append(fault(say("entry {n} was changed", n=link.number), seen))
    return found


def _gap(expected: int, got: int) -> Sentence:
    if got > expected + 1:
        return say("entries {n} to {m} are missing", n=expected, m=got - 1)
    if got > expected:
        return say("entry {n} is missing", n=expected)
    return say("entry {n} stands out of order", n=got)
