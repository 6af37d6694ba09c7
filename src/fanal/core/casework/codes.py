"""Closed lists of case work."""

from collections.abc import Sequence

from fanal.core.words import LabelledEnum, say


# What a case is about. Several may hold at once.
class CaseKind(LabelledEnum):
    """Kinds of case, as the organisation's founding text names them."""

    FORCED_PROSTITUTION = "forced_prostitution", say("forced prostitution")
    SEXUAL_SLAVERY = "sexual_slavery", say("sexual slavery")
    SURROGACY = "surrogacy", say("trafficking for surrogacy")
    LABOUR = "labour", say("trafficking for labour")
    ORGAN_REMOVAL = "organ_removal", say("trafficking for organ removal")
    FORCED_MARRIAGE = "forced_marriage", say("forced marriage")
    OTHER_MODERN_SLAVERY = "other_modern_slavery", say("other modern slavery")
    OTHER_SEXUAL_EXPLOITATION = "other_sexual_exploitation", say("other sexual exploitation")
    RAPE = "rape", say("rape")
    SEXUAL_ABUSE_OF_A_CHILD = "sexual_abuse_of_a_child", say("sexual abuse of a child")
    OTHER_ABUSE = "other_abuse", say("other abuse")
    AT_RISK = "at_risk", say("at risk")


# Exploitation as the Palermo Protocol (2000), article 3 (a), means it, and later readings of it.
EXPLOITATION = frozenset(
    {
        CaseKind.FORCED_PROSTITUTION,
        CaseKind.SEXUAL_SLAVERY,
        CaseKind.SURROGACY,
        CaseKind.LABOUR,
        CaseKind.ORGAN_REMOVAL,
        CaseKind.FORCED_MARRIAGE,
        CaseKind.OTHER_MODERN_SLAVERY,
        CaseKind.OTHER_SEXUAL_EXPLOITATION,
    }
)


# Why a case of another team is opened in an emergency: the usual grounds.
class EmergencyGround(LabelledEnum):
    """What cannot wait. Whoever opens it adds in her own words what happened."""

    DANGER_NOW = "danger_now", say("she is in danger now")
    HEALTH = "health", say("a hospital or doctor needs to know something now")
    SHE_ASKS = "she_asks", say("she asks for help and nobody of her team can be reached")
    NO_SIGN = "no_sign", say("a sign of life did not come at the hour agreed")
    AUTHORITY = "authority", say("police, a court or a border post asks for an answer now")
    OTHER = "other", say("another ground, explained below")


class OperationKind(LabelledEnum):
    """What an operation was."""

    RAID = "raid", say("Raid")
    GROUP_RETURN = "group_return", say("Return of a group")
    OTHER = "other", say("Other")


class IdentifyingBody(LabelledEnum):
    """Bodies of the Human Trafficking Case Data Standard 2.0 (IOM, 2021); empty where none."""

    POLICE = "police", say("Police")
    NGO = "ngo", say("Non-governmental organisation")
    COURT_OR_PROSECUTION = "court_or_prosecution", say("Court or prosecution")
    NON_POLICE_GOVERNMENT = "non_police_government", say("Another authority")
    OTHER = "other", say("Other")


class AfterOperation(LabelledEnum):
    """What became of each person in an operation: codes of the ledger that can be counted."""

    NOT_KNOWN = "not_known", say("Not known")
    SHELTER = "shelter", say("In a shelter")
    CHARGED_OR_DEPORTED = "charged_or_deported", say("Charged or deported")
    CHARGED = "charged", say("Charged")
    DEPORTED = "deported", say("Deported")
    RETURNED = "returned", say("Returned")
    LEFT = "left", say("Left")


IDENTIFIED = ("yes", "no", "not_known")
BODIES = ("", *IdentifyingBody)


# Where a name comes from.
class NameKind(LabelledEnum):
    """Kinds of name. None is worth more than another."""

    AS_SAID = "as_said", say("as said")
    IN_A_DOCUMENT = "in_a_document", say("in a document")
    NICKNAME = "nickname", say("nickname")
    USED_BY_TRAFFICKERS = "used_by_traffickers", say("used by traffickers")


def name_to_use(asked: Sequence[bool | None]) -> int:
    """Return which of the names of a new file is used, by its place: the last of which that was
    said, or the first where nothing was said of it. -1 for none."""
    used = [place for place, answer in enumerate(asked) if answer]
    # A no to the first name leaves none: she said that it is not to be used.
    return used[-1] if used else next((0 for answer in asked[:1] if answer is None), -1)
