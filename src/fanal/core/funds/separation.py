"""Who may do which step of a payment: two duties that stand together in the table take two people.

Domain page on the programmes, 6.3: who asks, who agrees and who pays are not the same person, and
nobody agrees to an own request. Here this holds for every amount.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from fanal.core.words import Sentence, say

type Done = Mapping[Duty, Collection[UUID]]  # who has done what


class Duty(StrEnum):
    ASK = "ask"
    AGREE = "agree"
    PAY = "pay"
    WITNESS = "witness"


WHO = {
    Duty.ASK: say("you asked for it"),
    Duty.AGREE: say("you agreed to it"),
    Duty.PAY: say("you paid it"),
    Duty.WITNESS: say("you witnessed it"),
}
APART = frozenset(
    frozenset(pair)
    for pair in (
        (Duty.ASK, Duty.AGREE), (Duty.ASK, Duty.PAY), (Duty.ASK, Duty.WITNESS),
        (Duty.AGREE, Duty.PAY), (Duty.PAY, Duty.WITNESS),
    )
)  # fmt: skip
TWICE = frozenset({Duty.AGREE})  # takes two, and one person is one of them only


def why_not(done: Done, duty: Duty, who: UUID) -> Sentence | None:
    """Why this person may not do this too; None where she may."""
    for other, people in done.items():
        same = other == duty
        apart = duty in TWICE if same else frozenset((duty, other)) in APART
        if apart and who in people:
            return say("{why}: it takes another person", why=WHO[other])
    return None
