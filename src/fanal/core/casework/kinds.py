"""What a case is about. Several may hold at once."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class Kind(StrEnum):
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
        Kind.FORCED_PROSTITUTION,
        Kind.SEXUAL_SLAVERY,
        Kind.SURROGACY,
        Kind.LABOUR,
        Kind.ORGAN_REMOVAL,
        Kind.FORCED_MARRIAGE,
        Kind.OTHER_MODERN_SLAVERY,
        Kind.OTHER_SEXUAL_EXPLOITATION,
    }
)
SAYS = {
    Kind.FORCED_PROSTITUTION: say("forced prostitution"),
    Kind.SEXUAL_SLAVERY: say("sexual slavery"),
    Kind.SURROGACY: say("trafficking for surrogacy"),
    Kind.LABOUR: say("trafficking for labour"),
    Kind.ORGAN_REMOVAL: say("trafficking for organ removal"),
    Kind.FORCED_MARRIAGE: say("forced marriage"),
    Kind.OTHER_MODERN_SLAVERY: say("other modern slavery"),
    Kind.OTHER_SEXUAL_EXPLOITATION: say("other sexual exploitation"),
    Kind.RAPE: say("rape"),
    Kind.SEXUAL_ABUSE_OF_A_CHILD: say("sexual abuse of a child"),
    Kind.OTHER_ABUSE: say("other abuse"),
    Kind.AT_RISK: say("at risk"),
}
