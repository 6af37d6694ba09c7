"""The codes of trust as words a page can translate."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from fanal.core.trust.vocabulary import Level, Purpose, Reason
from fanal.core.words import Sentence, say

WORDS: dict[StrEnum, Sentence] = {
    Purpose.KNOW_A_CASE_EXISTS: say("know that a case exists"),
    Purpose.KNOW_IDENTITY: say("know who she is"),
    Purpose.KNOW_WHEREABOUTS: say("know where she is"),
    Purpose.RECEIVE_DOCUMENTS: say("receive documents"),
    Purpose.TRACE_FAMILY: say("trace her family"),
    Purpose.FIND_MISSING: say("look for her, who is missing"),
    Purpose.BE_PAID: say("be paid"),
    Purpose.ESCORT: say("escort her"),
    Purpose.HOLD_THE_PERSON: say("take her in"),
    Level.TRUSTED: say("trusted"),
    Level.WITH_PRECAUTIONS: say("with precautions"),
    Level.NOT_FOR_THIS: say("not for this"),
    Level.DANGEROUS: say("dangerous"),
    Reason.COMPLICIT: say("complicit with suspects"),
    Reason.SELLS_INFORMATION: say("sells information"),
    Reason.EXTORTS_FAMILIES: say("extorts families"),
    Reason.RETURNS_TO_TRAFFICKERS: say("returns people to traffickers"),
    Reason.MISTREATS: say("mistreats people"),
    Reason.DETAINS_AS_OFFENDERS: say("detains victims as offenders"),
    Reason.DESTROYS_DOCUMENTS: say("destroys documents"),
    Reason.POLITICAL_PRESSURE: say("under political pressure"),
    Reason.CONFLICT_OF_INTEREST: say("has a conflict of interest"),
    Reason.TOO_SLOW: say("too slow"),
    Reason.NO_CAPACITY: say("no capacity"),
}


def word(code: StrEnum) -> Sentence:
    return WORDS[code]


def listed(codes: Iterable[StrEnum]) -> Sentence:
    """The words of `codes` with commas between, each translated on its own."""
    words = [WORDS[code] for code in codes]
    if not words:
        return say("no reason ticked")
    template = ", ".join(f"{{w{n}}}" for n in range(len(words)))
    return Sentence(template, {f"w{n}": one for n, one in enumerate(words)})
