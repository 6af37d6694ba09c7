"""The words in which trust is said. Codes are stable: files and database hold them."""

from collections.abc import Iterable

from fanal.core.words import LabelledEnum, Sentence, say


class PartnerType(LabelledEnum):
    """What kind of organisation, unit or person a partner is."""

    POLICE = "police", say("Police")
    IMMIGRATION = "immigration", say("Immigration")
    PROSECUTION = "prosecution", say("Prosecution")
    COURT = "court", say("Court")
    EMBASSY = "embassy", say("Embassy")
    SHELTER = "shelter", say("Shelter")
    HOSPITAL = "hospital", say("Hospital")
    WOMENS_UNION = "womens_union", say("Women's union")
    MINISTRY = "ministry", say("Ministry")
    NGO = "ngo", say("Non-governmental organisation")
    INTERNATIONAL_ORGANISATION = "international_organisation", say("International organisation")
    MONASTERY = "monastery", say("Monastery")
    EMPLOYER = "employer", say("Employer")
    VILLAGE_NETWORK = "village_network", say("Village network")
    FAMILY = "family", say("Family")
    OTHER = "other", say("Other")


class PartnerPurpose(LabelledEnum):
    """What a partner may be asked, from the lightest to the heaviest."""

    KNOW_A_CASE_EXISTS = "know_a_case_exists", say("know that a case exists")
    KNOW_IDENTITY = "know_identity", say("know who she is")
    KNOW_WHEREABOUTS = "know_whereabouts", say("know where she is")
    RECEIVE_DOCUMENTS = "receive_documents", say("receive documents")
    TRACE_FAMILY = "trace_family", say("trace her family")
    FIND_MISSING = "find_missing_person", say("look for her, who is missing")
    BE_PAID = "be_paid", say("be paid")
    ESCORT = "escort", say("escort her")
    HOLD_THE_PERSON = "hold_the_person", say("take her in")


# Who escorts her knows who she is and where she is, whatever the letter says.
_IMPLIED = {
    PartnerPurpose.KNOW_A_CASE_EXISTS: (),
    PartnerPurpose.KNOW_IDENTITY: (PartnerPurpose.KNOW_A_CASE_EXISTS,),
    PartnerPurpose.KNOW_WHEREABOUTS: (PartnerPurpose.KNOW_A_CASE_EXISTS,),
    PartnerPurpose.RECEIVE_DOCUMENTS: (
        PartnerPurpose.KNOW_A_CASE_EXISTS,
        PartnerPurpose.KNOW_IDENTITY,
    ),
    # Not where she is: a family may be part of the danger, and whoever traces it needs her name
    # alone.
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
    """Return `purposes` and all that comes to be known with them."""
    asked = frozenset(purposes)
    return asked.union(*(_IMPLIED[purpose] for purpose in asked))


def akin(purpose: PartnerPurpose) -> frozenset[PartnerPurpose]:
    """Return the purposes of which a finding speaks of `purpose` too. Whoever finds a missing
    person has her: what is on file about holding or escorting her counts for looking for her."""
    with_her = {PartnerPurpose.ESCORT, PartnerPurpose.HOLD_THE_PERSON}
    return frozenset({purpose, *(with_her if purpose is PartnerPurpose.FIND_MISSING else ())})


class TrustLevel(LabelledEnum):
    TRUSTED = "trusted", say("trusted")
    WITH_PRECAUTIONS = "with_precautions", say("with precautions")
    NOT_FOR_THIS = "not_for_this", say("not for this")
    DANGEROUS = "dangerous", say("dangerous")

    @property
    def stops(self) -> bool:
        return self in (TrustLevel.NOT_FOR_THIS, TrustLevel.DANGEROUS)


class FindingReason(LabelledEnum):
    COMPLICIT = "complicit_with_suspects", say("complicit with suspects")
    SELLS_INFORMATION = "sells_information", say("sells information")
    EXTORTS_FAMILIES = "extorts_families", say("extorts families")
    RETURNS_TO_TRAFFICKERS = "returns_people_to_traffickers", say("returns people to traffickers")
    MISTREATS = "mistreats", say("mistreats people")
    DETAINS_AS_OFFENDERS = "detains_people_as_offenders", say("detains victims as offenders")
    DESTROYS_DOCUMENTS = "destroys_documents", say("destroys documents")
    POLITICAL_PRESSURE = "political_pressure", say("under political pressure")
    CONFLICT_OF_INTEREST = "conflict_of_interest", say("has a conflict of interest")
    TOO_SLOW = "too_slow", say("too slow")
    NO_CAPACITY = "no_capacity", say("no capacity")
    DATA_LOST = "data_lost", say("what it keeps was lost, or is read by others")


class Reliability(LabelledEnum):
    """How far the source was right before (Admiralty scale, STANAG 2511)."""

    A = "A", say("A: always right before")
    B = "B", say("B: usually right")
    C = "C", say("C: fairly often right")
    D = "D", say("D: not usually right")
    E = "E", say("E: not to be relied on")
    F = "F", say("F: cannot be judged")


class Credibility(LabelledEnum):
    """How far the content is borne out by others (Admiralty scale, STANAG 2511)."""

    CONFIRMED = "1", say("1: confirmed by others")
    PROBABLE = "2", say("2: probably true")
    POSSIBLE = "3", say("3: possibly true")
    DOUBTFUL = "4", say("4: doubtful")
    IMPROBABLE = "5", say("5: improbable")
    CANNOT_BE_JUDGED = "6", say("6: cannot be judged")


class PartyKind(LabelledEnum):
    ORGANISATION = "organisation", say("Organisation")
    UNIT = "unit", say("Unit")
    PERSON = "person", say("Person")


class PartnerPresence(LabelledEnum):
    NONE = "none", say("nobody there")
    SOME = "some", say("some presence")
    STRONG = "strong", say("strong")
    SOLE = "sole", say("alone there")


class Urgency(LabelledEnum):
    NOW = "now", say("Tonight")
    DAYS = "days", say("This week")
    PLANNED = "planned", say("Later")


class DataClass(LabelledEnum):
    """What can be told: that there is a case, and the compartments of a file."""

    EXISTENCE = "existence", say("that there is a case")
    IDENTITY = "identity", say("who she is")
    WHEREABOUTS = "whereabouts", say("where she is")
    NARRATIVE = "narrative", say("her safety, needs and goals")
    MEDICAL = "medical", say("health")
    LEGAL = "legal", say("legal situation")
    FINANCE = "finance", say("money and debts")
    FILES = "files", say("list of documents")


# A partner is told some of these parts; a team of ours that is let in reads them whole.
READ_WHOLE = {
    DataClass.NARRATIVE: say("what happened and what is planned"),
    DataClass.FILES: say("all documents"),
}
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


def listed(codes: Iterable[LabelledEnum]) -> Sentence:
    """The words of `codes` with commas between, each translated on its own."""
    words = [code.label for code in codes]
    if not words:
        return say("no reason ticked")
    template = ", ".join(f"{{w{n}}}" for n in range(len(words)))
    return Sentence(template, {f"w{n}": one for n, one in enumerate(words)})
