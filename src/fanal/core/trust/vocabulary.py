"""The words in which trust is said. Codes are stable: files and database hold them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

# What kind of organisation, unit or person a partner is.
PARTNER_TYPES = (
    "police", "immigration", "prosecution", "court", "embassy", "shelter", "hospital",
    "womens_union", "ministry", "ngo", "international_organisation", "monastery",
    "employer", "village_network", "family", "other",
)  # fmt: skip


class PartnerPurpose(StrEnum):
    """What a partner may be asked, from the lightest to the heaviest."""

    KNOW_A_CASE_EXISTS = "know_a_case_exists"
    KNOW_IDENTITY = "know_identity"
    KNOW_WHEREABOUTS = "know_whereabouts"
    RECEIVE_DOCUMENTS = "receive_documents"
    TRACE_FAMILY = "trace_family"
    FIND_MISSING = "find_missing_person"
    BE_PAID = "be_paid"
    ESCORT = "escort"
    HOLD_THE_PERSON = "hold_the_person"


# Who escorts her knows who she is and where she is, whatever the letter says.
_IMPLIED = {
    PartnerPurpose.KNOW_A_CASE_EXISTS: (),
    PartnerPurpose.KNOW_IDENTITY: (PartnerPurpose.KNOW_A_CASE_EXISTS,),
    PartnerPurpose.KNOW_WHEREABOUTS: (PartnerPurpose.KNOW_A_CASE_EXISTS,),
    PartnerPurpose.RECEIVE_DOCUMENTS: (
        PartnerPurpose.KNOW_A_CASE_EXISTS,
        PartnerPurpose.KNOW_IDENTITY,
    ),
    PartnerPurpose.TRACE_FAMILY: (PartnerPurpose.KNOW_A_CASE_EXISTS, PartnerPurpose.KNOW_IDENTITY),
    PartnerPurpose.FIND_MISSING: (
        PartnerPurpose.KNOW_A_CASE_EXISTS,
        PartnerPurpose.KNOW_IDENTITY,
        PartnerPurpose.KNOW_WHEREABOUTS,
    ),
    PartnerPurpose.BE_PAID: (PartnerPurpose.KNOW_A_CASE_EXISTS,),
    PartnerPurpose.ESCORT: (
        PartnerPurpose.KNOW_A_CASE_EXISTS,
        PartnerPurpose.KNOW_IDENTITY,
        PartnerPurpose.KNOW_WHEREABOUTS,
    ),
    PartnerPurpose.HOLD_THE_PERSON: (
        PartnerPurpose.KNOW_A_CASE_EXISTS,
        PartnerPurpose.KNOW_IDENTITY,
        PartnerPurpose.KNOW_WHEREABOUTS,
    ),
}


def with_implied(purposes: Iterable[PartnerPurpose]) -> frozenset[PartnerPurpose]:
    """`purposes` and all that comes to be known with them."""
    asked = frozenset(purposes)
    return asked.union(*(_IMPLIED[purpose] for purpose in asked))


def akin(purpose: PartnerPurpose) -> frozenset[PartnerPurpose]:
    """The purposes of which a finding speaks of `purpose` too. Whoever finds a missing person has
    her in their hands: what is on file about holding or escorting her counts for looking for her.
    """
    with_her = {PartnerPurpose.ESCORT, PartnerPurpose.HOLD_THE_PERSON}
    return frozenset({purpose, *(with_her if purpose is PartnerPurpose.FIND_MISSING else ())})


class TrustLevel(StrEnum):
    TRUSTED = "trusted"
    WITH_PRECAUTIONS = "with_precautions"
    NOT_FOR_THIS = "not_for_this"
    DANGEROUS = "dangerous"

    @property
    def stops(self) -> bool:
        return self in (TrustLevel.NOT_FOR_THIS, TrustLevel.DANGEROUS)


class FindingReason(StrEnum):
    COMPLICIT = "complicit_with_suspects"
    SELLS_INFORMATION = "sells_information"
    EXTORTS_FAMILIES = "extorts_families"
    RETURNS_TO_TRAFFICKERS = "returns_people_to_traffickers"
    MISTREATS = "mistreats"
    DETAINS_AS_OFFENDERS = "detains_people_as_offenders"
    DESTROYS_DOCUMENTS = "destroys_documents"
    POLITICAL_PRESSURE = "political_pressure"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    TOO_SLOW = "too_slow"
    NO_CAPACITY = "no_capacity"


class Reliability(StrEnum):
    """How far the source was right before (Admiralty scale, STANAG 2511)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"  # cannot be judged


class Credibility(StrEnum):
    """How far the content is borne out by others (Admiralty scale, STANAG 2511)."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class PartyKind(StrEnum):
    ORGANISATION = "organisation"
    UNIT = "unit"
    PERSON = "person"


class PartnerPresence(StrEnum):
    NONE = "none"
    SOME = "some"
    STRONG = "strong"
    SOLE = "sole"


class Urgency(StrEnum):
    NOW = "now"
    DAYS = "days"
    PLANNED = "planned"


class DataClass(StrEnum):
    """What can be told: that there is a case, and the compartments of a file."""

    EXISTENCE = "existence"
    IDENTITY = "identity"
    WHEREABOUTS = "whereabouts"
    NARRATIVE = "narrative"
    MEDICAL = "medical"
    LEGAL = "legal"
    FINANCE = "finance"
    FILES = "files"


# Telling a class of data asks this of whoever is told.
ASKED_BY_TELLING = {
    DataClass.EXISTENCE: PartnerPurpose.KNOW_A_CASE_EXISTS,
    DataClass.IDENTITY: PartnerPurpose.KNOW_IDENTITY,
    DataClass.WHEREABOUTS: PartnerPurpose.KNOW_WHEREABOUTS,
    DataClass.NARRATIVE: PartnerPurpose.RECEIVE_DOCUMENTS,
    DataClass.MEDICAL: PartnerPurpose.RECEIVE_DOCUMENTS,
    DataClass.LEGAL: PartnerPurpose.RECEIVE_DOCUMENTS,
    DataClass.FINANCE: PartnerPurpose.RECEIVE_DOCUMENTS,
    DataClass.FILES: PartnerPurpose.RECEIVE_DOCUMENTS,
}
# What a purpose lets be known, so that consent to the purpose is asked for these classes.
TOLD_BY_PURPOSE = {
    PartnerPurpose.KNOW_A_CASE_EXISTS: frozenset({DataClass.EXISTENCE}),
    PartnerPurpose.KNOW_IDENTITY: frozenset({DataClass.IDENTITY}),
    PartnerPurpose.KNOW_WHEREABOUTS: frozenset({DataClass.WHEREABOUTS}),
    PartnerPurpose.RECEIVE_DOCUMENTS: frozenset({DataClass.IDENTITY}),
    PartnerPurpose.TRACE_FAMILY: frozenset({DataClass.IDENTITY}),
    PartnerPurpose.FIND_MISSING: frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}),
    PartnerPurpose.BE_PAID: frozenset({DataClass.EXISTENCE}),
    PartnerPurpose.ESCORT: frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}),
    PartnerPurpose.HOLD_THE_PERSON: frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}),
}
