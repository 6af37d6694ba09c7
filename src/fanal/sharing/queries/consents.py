"""What has to be asked of her before a partner is told: once for each part of her file."""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.trust.consent import NO, TO_ASK, ConsentOnFile
from fanal.core.trust.situation import ServiceNeed
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, PartnerType, with_implied
from fanal.core.words import Sentence, say
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
        return [translated(data_class.label) for data_class in self.told]


def questions(
    standing: dict[DataClass, ConsentOnFile], purpose: PartnerPurpose, partner: str
) -> list[ConsentQuestion]:
    """What nobody answered yet so that it counts: first for what the purpose tells by itself, then
    for each further part that was chosen."""
    by_itself = told_by_itself(purpose)
    to_ask = [part_asked for part_asked in standing if standing[part_asked].state in TO_ASK]
    basic = tuple(part_asked for part_asked in to_ask if part_asked in by_itself)
    asked = []
    if basic:
        sentence = say("May {who} {purpose}?", who=partner, purpose=purpose.label)
        asked.append(ConsentQuestion("may", basic, sentence, needed=True))
    for part_asked in to_ask:
        if part_asked not in by_itself:
            sentence = say("May they know this too: {part}?", part=part_asked.label)
            asked.append(
                ConsentQuestion(f"may_{part_asked}", (part_asked,), sentence, needed=False)
            )
    return asked


def told_by_itself(purpose: PartnerPurpose) -> frozenset[DataClass]:
    """What whoever is asked for this comes to know, whatever the letter says."""
    return frozenset(ServiceNeed(frozenset({purpose})).told)


def waits(standing: dict[DataClass, ConsentOnFile]) -> frozenset[DataClass]:
    """The parts that do not go out before a yes."""
    return frozenset(
        part for part, on_file in standing.items() if on_file.state in TO_ASK or on_file.state in NO
    )


def asked_as(purpose: PartnerPurpose) -> ConsentPurpose:
    """What she is asked about, in the words of the case, so that her yes covers `purpose`."""
    return next(asked for asked, means in MEANS.items() if purpose in with_implied(means))


type Meanings = Mapping[Asked, frozenset[PartnerPurpose]]
# What she was asked, in the words of the case, as what a partner would be asked.
MEANS: Meanings = {
    Asked.REFERRAL: frozenset(
        {
            PartnerPurpose.KNOW_IDENTITY,
            PartnerPurpose.KNOW_WHEREABOUTS,
            PartnerPurpose.RECEIVE_DOCUMENTS,
            PartnerPurpose.HOLD_THE_PERSON,
            PartnerPurpose.BE_PAID,
        }
    ),
    Asked.FAMILY_TRACING: frozenset({PartnerPurpose.TRACE_FAMILY}),
    Asked.RETURN: frozenset(
        {PartnerPurpose.ESCORT, PartnerPurpose.HOLD_THE_PERSON, PartnerPurpose.KNOW_WHEREABOUTS}
    ),
    Asked.LEGAL_ACTION: frozenset({PartnerPurpose.RECEIVE_DOCUMENTS}),
    Asked.MEDICAL: frozenset({PartnerPurpose.RECEIVE_DOCUMENTS}),
}
# Of a two-country file alone: it is no yes to a transfer, and none to a partner.
BOTH_WAYS: Meanings = {
    Asked.BOTH_TEAMS: frozenset(
        {
            PartnerPurpose.KNOW_IDENTITY,
            PartnerPurpose.KNOW_WHEREABOUTS,
            PartnerPurpose.RECEIVE_DOCUMENTS,
        }
    )
}
EVERYTHING = frozenset(DataClass)
# What a no of this kind is about where it names no part of her file. After it all other help goes
# on: consent is by purpose (GDPR, articles 6 and 7; Palermo Protocol, article 6), and neither a
# colleague in another office nor a clinic is a court.
ABOUT: Mapping[Asked, frozenset[DataClass]] = {
    Asked.LEGAL_ACTION: frozenset({DataClass.LEGAL}),
    Asked.MEDICAL: frozenset({DataClass.MEDICAL}),
}
# The partners whose work is surely not what she refused: of her file a no keeps from them that part
# alone, and the list of documents, which names a complaint as it names an X-ray. From everybody
# else it keeps all, also where nobody knows what they do: an organisation can have a lawyer.
HELPS = frozenset({PartnerType.SHELTER, PartnerType.WOMENS_UNION})
OTHER_WORK: Mapping[Asked, frozenset[PartnerType]] = {
    Asked.LEGAL_ACTION: HELPS | {PartnerType.HOSPITAL},
    Asked.MEDICAL: HELPS | {PartnerType.POLICE, PartnerType.PROSECUTION, PartnerType.COURT},
}


def kept_from_others(asked: Asked) -> frozenset[DataClass]:
    """What a no keeps also from partners whose work is another; nothing said: everything."""
    about = ABOUT.get(asked)
    return about | {DataClass.FILES} if about else frozenset()
