"""The papers that an organisation files, and in which part of the file each belongs.

After what organisations in this region file, and the IOM Handbook on Direct Assistance (2007),
chapters 3 and 5. The part says whose key opens the paper.
"""

from __future__ import annotations

from enum import StrEnum

from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say


class PaperKind(StrEnum):
    """Those that we write ourselves, and those that others write."""

    POWER_OF_ATTORNEY = "power_of_attorney"
    TRAVEL_DOCUMENT = "travel_document"
    REPATRIATION = "repatriation"
    FAMILY_ASSESSMENT = "family_assessment"
    MEDICAL_CERTIFICATE = "medical_certificate"
    AGE_ASSESSMENT = "age_assessment"
    REFLECTION_NOTICE = "reflection_notice"
    GUARDIANSHIP = "guardianship"
    BIRTH_REGISTRATION = "birth_registration"
    NON_PUNISHMENT = "non_punishment"
    REVIEW_REQUEST = "review_request"
    EARLY_TESTIMONY = "early_testimony"
    PROTECTIVE_MEASURES = "protective_measures"
    COMPENSATION_CLAIM = "compensation_claim"
    IMAGE_REMOVAL = "image_removal"
    IDENTITY_PAPER = "identity_paper"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return SAYS[self]

    @property
    def part(self) -> Compartment:
        """Whose key opens it."""
        return PARTS.get(self, Compartment.LEGAL)


SAYS = {
    PaperKind.POWER_OF_ATTORNEY: say("power of attorney"),
    PaperKind.TRAVEL_DOCUMENT: say("request for a travel document"),
    PaperKind.REPATRIATION: say("request for repatriation, and her consent to return"),
    PaperKind.FAMILY_ASSESSMENT: say("assessment of family and community"),
    PaperKind.MEDICAL_CERTIFICATE: say("medical certificate"),
    PaperKind.AGE_ASSESSMENT: say("certificate of an age assessment"),
    PaperKind.REFLECTION_NOTICE: say("notice of a recovery and reflection period"),
    PaperKind.GUARDIANSHIP: say("guardianship, or order of a court"),
    PaperKind.BIRTH_REGISTRATION: say("registration of the birth of her child"),
    PaperKind.NON_PUNISHMENT: say("request not to punish her"),
    PaperKind.REVIEW_REQUEST: say("request to review a decision"),
    PaperKind.EARLY_TESTIMONY: say("request to hear her before the trial"),
    PaperKind.PROTECTIVE_MEASURES: say("request for protective measures"),
    PaperKind.COMPENSATION_CLAIM: say("claim for compensation"),
    PaperKind.IMAGE_REMOVAL: say("request to remove images"),
    PaperKind.IDENTITY_PAPER: say("passport or identity paper"),
    PaperKind.OTHER: say("other paper"),
}
PARTS = {
    PaperKind.FAMILY_ASSESSMENT: Compartment.NARRATIVE,
    PaperKind.MEDICAL_CERTIFICATE: Compartment.MEDICAL,
    PaperKind.IDENTITY_PAPER: Compartment.IDENTITY,
    PaperKind.OTHER: Compartment.FILES,
}


class Owner(StrEnum):
    """Whose original it is."""

    HERS = "hers"
    FAMILY = "family"
    OURS = "ours"
    AUTHORITY = "authority"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return OWNER_SAYS[self]


OWNER_SAYS = {
    Owner.HERS: say("hers"),
    Owner.FAMILY: say("her family's"),
    Owner.OURS: say("ours"),
    Owner.AUTHORITY: say("of the authority"),
    Owner.OTHER: say("of somebody else"),
}


class Keeper(StrEnum):
    """Where the original is kept."""

    HERSELF = "herself"
    OFFICE = "office"
    PARTNER = "partner"
    AUTHORITY = "authority"
    COURT = "court"
    HELD = "held"
    NONE = "none"
    UNKNOWN = "unknown"

    def sentence(self) -> Sentence:
        return KEEPER_SAYS[self]


KEEPER_SAYS = {
    Keeper.HERSELF: say("with her"),
    Keeper.OFFICE: say("in our office, locked"),
    Keeper.PARTNER: say("with a partner"),
    Keeper.AUTHORITY: say("with an authority or embassy"),
    Keeper.COURT: say("in the file of a court"),
    Keeper.HELD: say("kept from her by whoever held her"),
    Keeper.NONE: say("there is no original yet"),
    Keeper.UNKNOWN: say("not known"),
}
