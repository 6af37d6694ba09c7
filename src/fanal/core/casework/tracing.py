"""Looking for a missing person or a family: when is it sure enough that anyone may be told?

A trafficker looks for a woman who left, in the words of a worried uncle. So the finding is
confirmed by two people who did not ask, each on a ground of their own, and one doubt holds it
back (double-checking before disclosure: ICRC and others, Inter-agency Guiding Principles on
Unaccompanied and Separated Children, 2004, tracing and verification).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fanal.core.errors import Refused
from fanal.core.words import LabelledEnum, Sentence, say

NEEDED = 2


class Whom(LabelledEnum):
    """Who is looked for."""

    MISSING = "missing", say("the person of this case, who is missing")
    FAMILY = "family", say("the family of the person in our care")


class ConfirmedBy(LabelledEnum):
    """What a confirmation rests on. Two confirmations on the same ground are one."""

    HER_WORDS = "her_words", say("what she says herself")
    FAMILY_WORDS = "family_words", say("what a relative says")
    DOCUMENT = "document", say("a document")
    PHOTOGRAPH = "photograph", say("a photograph shown to someone who knows her")
    THIRD_PERSON = "third_person", say("someone who knows both")
    VISIT = "visit", say("a visit")


@dataclass(frozen=True)
class Confirmation:
    """What one colleague found. `agrees` False: it is somebody else."""

    by: str
    ground: ConfirmedBy
    agrees: bool = True


def check_who_tells(whom: str, *, partner: bool) -> None:
    """Check that one of ours can tell it: who looks for a missing person is not in our care, and
    hears of her by a partner. Raises `Refused`."""
    if whom == Whom.MISSING and not partner:
        raise Refused(
            say("who looks for her is not in our care: a partner tells them, by a referral")
        )


def lacking(confirmations: Sequence[Confirmation], *, asker: str) -> tuple[Sentence, ...]:
    """Return what still stands between a finding and telling anyone; nothing where it is confirmed.

    The asker's own confirmation counts for none: whoever hopes to find is not independent.
    """
    others = [confirmation for confirmation in confirmations if confirmation.by != asker]
    agreeing = [other for other in others if other.agrees]
    reasons = []
    # Of all confirmations, the asker's too: a doubt counts whoever has it, a yes of the asker does
    # not.
    if any(not confirmation.agrees for confirmation in confirmations):
        reasons.append(say("a colleague found that it is somebody else"))
    people = len({confirmation.by for confirmation in agreeing})
    if people < NEEDED:
        reasons.append(say("{n} of two independent confirmations", n=people))
    elif len({confirmation.ground for confirmation in agreeing}) < NEEDED:
        reasons.append(say("both confirmations rest on the same ground"))
    return tuple(reasons)
