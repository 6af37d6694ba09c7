"""Looking for a missing person or a family: when is it sure enough that anyone may be told?

A trafficker looks for a woman who left, in the words of a worried uncle. So the finding is
confirmed by two people who did not ask, each on a ground of their own, and one doubt holds it
back (double-checking before disclosure: ICRC and others, Inter-agency Guiding Principles on
Unaccompanied and Separated Children, 2004, tracing and verification).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.words import Sentence, say

NEEDED = 2


class Whom(StrEnum):
    """Who is looked for."""

    MISSING = "missing"
    FAMILY = "family"

    def sentence(self) -> Sentence:
        return WHOM_SAYS[self]


WHOM_SAYS = {
    Whom.FAMILY: say("the family of the person in our care"),
    Whom.MISSING: say("the person of this case, who is missing"),
}


class ConfirmedBy(StrEnum):
    """What a confirmation rests on. Two confirmations on the same ground are one."""

    HER_WORDS = "her_words"
    FAMILY_WORDS = "family_words"
    DOCUMENT = "document"
    PHOTOGRAPH = "photograph"
    THIRD_PERSON = "third_person"
    VISIT = "visit"

    def sentence(self) -> Sentence:
        return GROUND_SAYS[self]


GROUND_SAYS = {
    ConfirmedBy.HER_WORDS: say("what she says herself"),
    ConfirmedBy.FAMILY_WORDS: say("what a relative says"),
    ConfirmedBy.DOCUMENT: say("a document"),
    ConfirmedBy.PHOTOGRAPH: say("a photograph shown to someone who knows her"),
    ConfirmedBy.THIRD_PERSON: say("someone who knows both"),
    ConfirmedBy.VISIT: say("a visit"),
}


@dataclass(frozen=True)
class Confirmation:
    """What one colleague found. `agrees` False: it is somebody else."""

    by: str
    ground: ConfirmedBy
    agrees: bool = True


def lacking(confirmations: Sequence[Confirmation], *, asker: str) -> tuple[Sentence, ...]:
    """What still stands between a finding and telling anyone; nothing where it is confirmed.

    The asker's own confirmation counts for none: whoever hopes to find is not independent.
    """
    others = [one for one in confirmations if one.by != asker]
    agreeing = [one for one in others if one.agrees]
    reasons = []
    if any(not one.agrees for one in confirmations):
        reasons.append(say("a colleague found that it is somebody else"))
    people = len({one.by for one in agreeing})
    if people < NEEDED:
        reasons.append(say("{n} of two independent confirmations", n=people))
    elif len({one.ground for one in agreeing}) < NEEDED:
        reasons.append(say("both confirmations rest on the same ground"))
    return tuple(reasons)
