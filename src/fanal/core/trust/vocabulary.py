"""The words in which trust is said. Codes are stable: files and database hold them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Purpose(StrEnum):
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
    Purpose.KNOW_A_CASE_EXISTS: (),
    Purpose.KNOW_IDENTITY: (Purpose.KNOW_A_CASE_EXISTS,),
    Purpose.KNOW_WHEREABOUTS: (Purpose.KNOW_A_CASE_EXISTS,),
    Purpose.RECEIVE_DOCUMENTS: (Purpose.KNOW_A_CASE_EXISTS, Purpose.KNOW_IDENTITY),
    Purpose.TRACE_FAMILY: (Purpose.KNOW_A_CASE_EXISTS, Purpose.KNOW_IDENTITY),
    Purpose.FIND_MISSING: (
        Purpose.KNOW_A_CASE_EXISTS,
        Purpose.KNOW_IDENTITY,
        Purpose.KNOW_WHEREABOUTS,
    ),
    Purpose.BE_PAID: (Purpose.KNOW_A_CASE_EXISTS,),
    Purpose.ESCORT: (
        Purpose.KNOW_A_CASE_EXISTS,
        Purpose.KNOW_IDENTITY,
        Purpose.KNOW_WHEREABOUTS,
    ),
    Purpose.HOLD_THE_PERSON: (
        Purpose.KNOW_A_CASE_EXISTS,
        Purpose.KNOW_IDENTITY,
        Purpose.KNOW_WHEREABOUTS,
    ),
}


def with_implied(purposes: Iterable[Purpose]) -> frozenset[Purpose]:
    """`purposes` and all that comes to be known with them."""
    asked = frozenset(purposes)
    return asked.union(*(_IMPLIED[purpose] for purpose in asked))


def akin(purpose: Purpose) -> frozenset[Purpose]:
    """The purposes of which a finding speaks of `purpose` too. Whoever finds a missing person has
    her in their hands: what is on file about holding or escorting her counts for looking for her.
    """
    with_her = {Purpose.ESCORT, Purpose.HOLD_THE_PERSON}
    return frozenset({purpose, *(with_her if purpose is Purpose.FIND_MISSING else ())})


class Level(StrEnum):
    TRUSTED = "trusted"
    WITH_PRECAUTIONS = "with_precautions"
    NOT_FOR_THIS = "not_for_this"
    DANGEROUS = "dangerous"

    @property
    def stops(self) -> bool:
        return self in (Level.NOT_FOR_THIS, Level.DANGEROUS)


class Reason(StrEnum):
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


class Presence(StrEnum):
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
    DataClass.EXISTENCE: Purpose.KNOW_A_CASE_EXISTS,
    DataClass.IDENTITY: Purpose.KNOW_IDENTITY,
    DataClass.WHEREABOUTS: Purpose.KNOW_WHEREABOUTS,
    DataClass.NARRATIVE: Purpose.RECEIVE_DOCUMENTS,
    DataClass.MEDICAL: Purpose.RECEIVE_DOCUMENTS,
    DataClass.LEGAL: Purpose.RECEIVE_DOCUMENTS,
    DataClass.FINANCE: Purpose.RECEIVE_DOCUMENTS,
    DataClass.FILES: Purpose.RECEIVE_DOCUMENTS,
}
# What a purpose lets be known, so that consent to the purpose is asked for these classes.
TOLD_BY_PURPOSE = {
    Purpose.KNOW_A_CASE_EXISTS: frozenset({DataClass.EXISTENCE}),
    Purpose.KNOW_IDENTITY: frozenset({DataClass.IDENTITY}),
    Purpose.KNOW_WHEREABOUTS: frozenset({DataClass.WHEREABOUTS}),
    Purpose.RECEIVE_DOCUMENTS: frozenset({DataClass.IDENTITY}),
    Purpose.TRACE_FAMILY: frozenset({DataClass.IDENTITY}),
    Purpose.FIND_MISSING: frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}),
    Purpose.BE_PAID: frozenset({DataClass.EXISTENCE}),
    Purpose.ESCORT: frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}),
    Purpose.HOLD_THE_PERSON: frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}),
}
