"""The chain of custody of a piece of evidence: from hand to hand, never corrected.

A move that does not fit is kept as it was reported: a broken chain that is seen is worth more than
a mended one (Berkeley Protocol 2020, chapter VI; ISO/IEC 27037).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from fanal.core.words import LabelledEnum, say


class EvidenceMove(LabelledEnum):
    """The reason for which a piece of evidence changed its keeper."""

    KEPT = "kept", say("to be kept elsewhere")
    LOOKED_AT = "looked_at", say("checked: it is where it was")
    LENT = "lent", say("lent")
    AUTHORITY = "authority", say("handed to an authority, against a receipt")
    RETURNED = "returned", say("returned to its owner")
    DESTROYED = "destroyed", say("destroyed, by order")


REVIEWED = timedelta(days=182)  # a piece of evidence is looked at every six months (IIIM)
GONE = frozenset({EvidenceMove.RETURNED, EvidenceMove.DESTROYED})


class ChainFault(LabelledEnum):
    """What is inconsistent in a chain of custody."""

    SEAL = "seal", say("another seal number than the one before")
    OPENED = "opened", say("the seal was not intact")
    HAND = "hand", say("it came from somebody other than its last holder")
    GONE = "gone", say("it had been returned or destroyed before")


@dataclass(frozen=True, slots=True)
class Handed:
    """One move: `seal` as the receiving hand reports it, `new_seal` where one was put on."""

    from_hand: str
    to_hand: str
    seal: str = ""
    intact: bool | None = None
    new_seal: str = ""
    why: EvidenceMove = EvidenceMove.KEPT


@dataclass(frozen=True, slots=True)
class EvidenceStep:
    """A move with what does not fit in it. `expected`: the seal and the hand before."""

    move: Handed
    faults: tuple[ChainFault, ...]
    expected_seal: str
    expected_hand: str


def chain(first_hand: str, seal: str, moves: Iterable[Handed]) -> list[EvidenceStep]:
    """Return every move in order, each checked against the state that the previous one left."""
    hand, steps, gone = first_hand, [], False
    for move in moves:
        faults = tuple(_faults(move, hand, seal, gone))
        steps.append(EvidenceStep(move, faults, seal, hand))
        # The chain goes on from what was reported, so that one fault is shown once and not at
        # every later step.
        hand, seal = move.to_hand, move.new_seal or move.seal or seal
        gone = gone or move.why in GONE
    return steps


def _faults(move: Handed, hand: str, seal: str, gone: bool) -> Iterable[ChainFault]:
    # A seal that nobody read is a gap in the record, not a contradiction.
    if move.seal and seal and _plain(move.seal) != _plain(seal):
        yield ChainFault.SEAL
    if move.intact is False:
        yield ChainFault.OPENED
    if hand and _plain(move.from_hand) != _plain(hand):
        yield ChainFault.HAND
    if gone:
        yield ChainFault.GONE


def _plain(text: str) -> str:
    # Names and seal numbers are typed by hand: capitals and spaces break no chain.
    return " ".join(text.casefold().split())
