"""What has to be asked of her before a partner is told: once for each part of her file."""

from __future__ import annotations

from dataclasses import dataclass

from fanal.core.casework.consent import ConsentPurpose
from fanal.core.trust.consent import NO, TO_ASK, ConsentOnFile
from fanal.core.trust.situation import ServiceNeed
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, with_implied
from fanal.core.words import Sentence, say
from fanal.sharing.queries.purposes import MEANS
from fanal.web.typing import PageText
from fanal.web.words import translated

# What a conversation with her can mend: it is asked where it is missing.
SHE_IS_ASKED = frozenset(
    {
        "consent_not_asked",
        "consent_expired",
        "consent_void",
        "consent_giver_not_known",
        "consent_carer_disputed",
        "consent_no_carer",
        "consent_given_as_child",
        "consent_her_yes_missing",
        "consent_carer_missing",
    }
)


@dataclass(frozen=True)
class ConsentQuestion:
    """One question, about these parts. `needed`: without a yes nothing goes out at all."""

    name: str
    told: tuple[DataClass, ...]
    sentence: Sentence
    needed: bool

    def parts(self) -> list[PageText]:
        return [translated(one.label) for one in self.told]


def questions(
    standing: dict[DataClass, ConsentOnFile], purpose: PartnerPurpose, partner: str
) -> list[ConsentQuestion]:
    """What nobody answered yet so that it counts: first for what the purpose tells by itself, then
    for each further part that was chosen."""
    by_itself = told_by_itself(purpose)
    to_ask = [told for told in standing if standing[told].state in TO_ASK]
    basic = tuple(told for told in to_ask if told in by_itself)
    found = []
    if basic:
        sentence = say("May {who} {purpose}?", who=partner, purpose=purpose.label)
        found.append(ConsentQuestion("may", basic, sentence, needed=True))
    for told in to_ask:
        if told not in by_itself:
            sentence = say("May they know this too: {part}?", part=told.label)
            found.append(ConsentQuestion(f"may_{told}", (told,), sentence, needed=False))
    return found


def told_by_itself(purpose: PartnerPurpose) -> frozenset[DataClass]:
    """What whoever is asked for this comes to know, whatever the letter says."""
    return frozenset(ServiceNeed(frozenset({purpose})).told)


def waits(standing: dict[DataClass, ConsentOnFile]) -> frozenset[DataClass]:
    """The parts that do not go out before a yes."""
    return frozenset(
        told for told, said in standing.items() if said.state in TO_ASK or said.state in NO
    )


def asked_as(purpose: PartnerPurpose) -> ConsentPurpose:
    """What she is asked about, in the words of the case, so that her yes covers `purpose`."""
    return next(one for one, means in MEANS.items() if purpose in with_implied(means))
