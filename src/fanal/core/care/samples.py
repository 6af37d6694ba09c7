"""Forensic samples: each with a consent of its own, and from hand to hand without a gap.

Steps of custody are only added, in the order in which they happened; the first is taking, which
needs her yes to this very sample. A sample that was destroyed moves no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class SampleKind(LabelledEnum):
    SWAB = "swab", say("swab")
    BLOOD = "blood", say("blood")
    URINE = "urine", say("urine")
    CLOTHES = "clothes", say("clothes")
    NAILS_HAIR = "nails_hair", say("nails or hair")
    # Kept by the clinic: no picture of a body is stored here (domain page on the programmes, 0.6).
    PHOTOGRAPH = "photograph", say("photograph of an injury, kept by the clinic")
    OTHER = "other", say("another sample")


class CustodyStep(LabelledEnum):
    TAKEN = "taken", say("taken")
    STORED = "stored", say("stored, sealed")
    HANDED = "handed", say("handed over")
    ANALYSED = "analysed", say("analysed")
    RETURNED = "returned", say("given back to her")
    DESTROYED = "destroyed", say("destroyed, as she wishes or as the law says")


S = CustodyStep
AFTER: Mapping[CustodyStep, frozenset[CustodyStep]] = {
    S.TAKEN: frozenset({S.STORED, S.HANDED, S.ANALYSED, S.RETURNED, S.DESTROYED}),
    S.STORED: frozenset({S.STORED, S.HANDED, S.ANALYSED, S.RETURNED, S.DESTROYED}),
    S.HANDED: frozenset({S.STORED, S.HANDED, S.ANALYSED, S.RETURNED, S.DESTROYED}),
    # Not analysed twice in a row: in between it was handed over or stored.
    S.ANALYSED: frozenset({S.STORED, S.HANDED, S.RETURNED, S.DESTROYED}),
    S.RETURNED: frozenset(),
    S.DESTROYED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """One step: at which moment, and who holds the sample since."""

    step: CustodyStep
    at: datetime
    holder: str

    @classmethod
    def taken(cls, at: datetime, holder: str) -> CustodyEntry:
        return cls(CustodyStep.TAKEN, at, holder)


def check_custody(
    steps: Sequence[CustodyEntry], new: CustodyEntry, agreed: bool, now: datetime
) -> None:
    """Check a step of custody. Raises BadInput naming the question."""
    if not new.holder.strip():
        raise BadInput("holder", say("say who holds it now: a sample is never with nobody"))
    # A chain of custody says what happened, never what is planned.
    if new.at > now:
        raise BadInput("at", say("this is still to come"))
    if not steps:
        if new.step is not S.TAKEN:
            raise BadInput("step", say("it was not taken yet"))
        # To this sample, whatever she agreed to before (4.3).
        if not agreed:
            raise BadInput("step", say("without her yes to this sample it is not taken"))
        return
    if new.step not in AFTER[steps[-1].step]:
        raise BadInput("step", say("this does not follow on what happened last"))
    # The same minute is possible: taken and sealed.
    if new.at < steps[-1].at:
        raise BadInput("at", say("this is before what happened last"))


def held_by(steps: Sequence[CustodyEntry]) -> str:
    """Return who holds it now; "" where it was not taken, or is no more."""
    # Given back or destroyed: nobody of ours answers for it.
    if not steps or steps[-1].step in (S.DESTROYED, S.RETURNED):
        return ""
    return steps[-1].holder
