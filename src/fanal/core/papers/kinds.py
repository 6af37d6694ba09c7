"""The papers that an organisation files, and in which part of the file each belongs.

After what organisations in this region file, and the IOM Handbook on Direct Assistance (2007),
chapters 3 and 5. The part says whose key opens the paper.
"""

from fanal.core.closed_lists import check_code
from fanal.core.papers.states import PaperState
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import LabelledEnum, say


class PaperKind(LabelledEnum):
    """The kind of a paper: first those that we write ourselves, then those that others write."""

    POWER_OF_ATTORNEY = "power_of_attorney", say("power of attorney")
    TRAVEL_DOCUMENT = "travel_document", say("request for a travel document")
    REPATRIATION = "repatriation", say("request for repatriation, and her consent to return")
    FAMILY_ASSESSMENT = "family_assessment", say("assessment of family and community")
    MEDICAL_CERTIFICATE = "medical_certificate", say("medical certificate")
    AGE_ASSESSMENT = "age_assessment", say("certificate of an age assessment")
    REFLECTION_NOTICE = "reflection_notice", say("notice of a recovery and reflection period")
    GUARDIANSHIP = "guardianship", say("guardianship, or order of a court")
    BIRTH_REGISTRATION = "birth_registration", say("registration of the birth of her child")
    NON_PUNISHMENT = "non_punishment", say("request not to punish her")
    REVIEW_REQUEST = "review_request", say("request to review a decision")
    EARLY_TESTIMONY = "early_testimony", say("request to hear her before the trial")
    PROTECTIVE_MEASURES = "protective_measures", say("request for protective measures")
    COMPENSATION_CLAIM = "compensation_claim", say("claim for compensation")
    # Social inquiry, situation, impact: what a judge asks an organisation to write.
    COURT_REPORT = "court_report", say("report that a court asked for")
    IMAGE_REMOVAL = "image_removal", say("request to remove images")
    IDENTIFICATION = "identification", say("certificate that she is recognised as a victim")
    IDENTITY_PAPER = "identity_paper", say("passport or identity paper")
    OTHER = "other", say("other paper")

    @property
    def part(self) -> Compartment:
        """The part of her file whose key opens it."""
        # Most papers are of the law; what is not named here is opened by the key of the legal part.
        return PARTS.get(self, Compartment.LEGAL)


PARTS = {
    PaperKind.FAMILY_ASSESSMENT: Compartment.NARRATIVE,
    PaperKind.MEDICAL_CERTIFICATE: Compartment.MEDICAL,
    PaperKind.IDENTITY_PAPER: Compartment.IDENTITY,
    # What it tells is not known, so it stands with the documents.
    PaperKind.OTHER: Compartment.FILES,
}

# What a court waits for, or a lawyer shows there.
FOR_COURT = frozenset(
    {
        PaperKind.POWER_OF_ATTORNEY,
        PaperKind.MEDICAL_CERTIFICATE,
        PaperKind.AGE_ASSESSMENT,
        PaperKind.GUARDIANSHIP,
        PaperKind.NON_PUNISHMENT,
        PaperKind.EARLY_TESTIMONY,
        PaperKind.PROTECTIVE_MEASURES,
        PaperKind.COMPENSATION_CLAIM,
        PaperKind.COURT_REPORT,
        PaperKind.IDENTIFICATION,
        PaperKind.OTHER,
    }
)
# What protects her, lets her travel, or lets somebody act for her, only until its last day.
ENDS = frozenset(
    {
        PaperKind.POWER_OF_ATTORNEY,
        PaperKind.REFLECTION_NOTICE,
        PaperKind.GUARDIANSHIP,
        PaperKind.IDENTIFICATION,
        PaperKind.IDENTITY_PAPER,
        PaperKind.MEDICAL_CERTIFICATE,
    }
)


def is_missed_in_court(kind: PaperKind, state: PaperState) -> bool:
    """Whether a court would miss it today. A report that was sent to it is there."""
    there = kind is PaperKind.COURT_REPORT and state is PaperState.SENT
    return kind in FOR_COURT and state.is_open and not there


# What goes along on a journey, by the codes of its list: which of these papers it is.
_CARRIED = {
    "passport": PaperKind.IDENTITY_PAPER,
    "travel_document": PaperKind.TRAVEL_DOCUMENT,
    "authority_letter": PaperKind.POWER_OF_ATTORNEY,
    "other": PaperKind.OTHER,
}


def carried(code: str) -> PaperKind:
    """Return the kind of a paper that somebody carries. Raises `BadInput` for none of the list."""
    check_code("kind", code, _CARRIED)
    return _CARRIED[code]


class Owner(LabelledEnum):
    """The owner of the original."""

    HERS = "hers", say("hers")
    FAMILY = "family", say("her family's")
    OURS = "ours", say("ours")
    AUTHORITY = "authority", say("of the authority")
    OTHER = "other", say("of somebody else")


class Keeper(LabelledEnum):
    """The place where the original is kept."""

    HERSELF = "herself", say("with her")
    OFFICE = "office", say("in our office, locked")
    PARTNER = "partner", say("with a partner")
    AUTHORITY = "authority", say("with an authority or embassy")
    COURT = "court", say("in the file of a court")
    HELD = "held", say("kept from her by whoever held her")
    NONE = "none", say("there is no original yet")
    UNKNOWN = "unknown", say("not known")
