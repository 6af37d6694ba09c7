"""The codes of trust as words a page can translate."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from fanal.core.trust.vocabulary import FindingReason, PartnerPurpose, TrustLevel
from fanal.core.words import Sentence, say

WORDS: dict[StrEnum, Sentence] = {
    PartnerPurpose.KNOW_A_CASE_EXISTS: say("know that a case exists"),
    PartnerPurpose.KNOW_IDENTITY: say("know who she is"),
    PartnerPurpose.KNOW_WHEREABOUTS: say("know where she is"),
    PartnerPurpose.RECEIVE_DOCUMENTS: say("receive documents"),
    PartnerPurpose.TRACE_FAMILY: say("trace her family"),
    PartnerPurpose.FIND_MISSING: say("look for her, who is missing"),
    PartnerPurpose.BE_PAID: say("be paid"),
    PartnerPurpose.ESCORT: say("escort her"),
    PartnerPurpose.HOLD_THE_PERSON: say("take her in"),
    TrustLevel.TRUSTED: say("trusted"),
    TrustLevel.WITH_PRECAUTIONS: say("with precautions"),
    TrustLevel.NOT_FOR_THIS: say("not for this"),
    TrustLevel.DANGEROUS: say("dangerous"),
    FindingReason.COMPLICIT: say("complicit with suspects"),
    FindingReason.SELLS_INFORMATION: say("sells information"),
    FindingReason.EXTORTS_FAMILIES: say("extorts families"),
    FindingReason.RETURNS_TO_TRAFFICKERS: say("returns people to traffickers"),
    FindingReason.MISTREATS: say("mistreats people"),
    FindingReason.DETAINS_AS_OFFENDERS: say("detains victims as offenders"),
    FindingReason.DESTROYS_DOCUMENTS: say("destroys documents"),
    FindingReason.POLITICAL_PRESSURE: say("under political pressure"),
    FindingReason.CONFLICT_OF_INTEREST: say("has a conflict of interest"),
    FindingReason.TOO_SLOW: say("too slow"),
    FindingReason.NO_CAPACITY: say("no capacity"),
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
