"""What a case is about. Several may hold at once."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class CaseKind(StrEnum):
    """Kinds of case, as the organisation's founding text names them."""

    FORCED_PROSTITUTION = "forced_prostitution"
    SEXUAL_SLAVERY = "sexual_slavery"
    SURROGACY = "surrogacy"
    LABOUR = "labour"
    ORGAN_REMOVAL = "organ_removal"
    FORCED_MARRIAGE = "forced_marriage"
    OTHER_MODERN_SLAVERY = "other_modern_slavery"
    OTHER_SEXUAL_EXPLOITATION = "other_sexual_exploitation"
    RAPE = "rape"
    SEXUAL_ABUSE_OF_A_CHILD = "sexual_abuse_of_a_child"
    OTHER_ABUSE = "other_abuse"
    AT_RISK = "at_risk"

    def sentence(self) -> Sentence:
        return SAYS[self]


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
SAYS = {
    CaseKind.FORCED_PROSTITUTION: say("forced prostitution"),
    CaseKind.SEXUAL_SLAVERY: say("sexual slavery"),
    CaseKind.SURROGACY: say("trafficking for surrogacy"),
    CaseKind.LABOUR: say("trafficking for labour"),
    CaseKind.ORGAN_REMOVAL: say("trafficking for organ removal"),
    CaseKind.FORCED_MARRIAGE: say("forced marriage"),
    CaseKind.OTHER_MODERN_SLAVERY: say("other modern slavery"),
    CaseKind.OTHER_SEXUAL_EXPLOITATION: say("other sexual exploitation"),
    CaseKind.RAPE: say("rape"),
    CaseKind.SEXUAL_ABUSE_OF_A_CHILD: say("sexual abuse of a child"),
    CaseKind.OTHER_ABUSE: say("other abuse"),
    CaseKind.AT_RISK: say("at risk"),
}
