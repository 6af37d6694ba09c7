"""What a case is about. Several may hold at once."""

from __future__ import annotations

from fanal.core.words import LabelledEnum, say


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
