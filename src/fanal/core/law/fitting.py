"""Which questions fit a case: what it is about is asked first, and asked at all.

A surrogate was asked about begging, organs and customers, and never about the pregnancy, which is
otherwise recorded only when told. What a case is about is known before anybody sits down with her.
What is intimate stays for her to tell (WHO 2003, recommendation 1): no sexual act is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fanal.core.casework.kinds import CaseKind

FITTING: Mapping[CaseKind, frozenset[str]] = {
    CaseKind.SURROGACY: frozenset({"surrogacy"}),
    CaseKind.FORCED_MARRIAGE: frozenset({"forced_marriage", "disguised_marriage"}),
    CaseKind.ORGAN_REMOVAL: frozenset({"organ_removal"}),
    CaseKind.LABOUR: frozenset(
        {"forced_labour", "debt_bondage", "documents_withheld", "earnings_taken"}
    ),
    CaseKind.FORCED_PROSTITUTION: frozenset({"prostitution_of_others"}),
    CaseKind.SEXUAL_SLAVERY: frozenset({"slavery", "servitude"}),
    CaseKind.OTHER_MODERN_SLAVERY: frozenset({"servitude", "slavery", "forced_labour"}),
}


def fitting_codes(kinds: Iterable[CaseKind]) -> frozenset[str]:
    """What is asked first in a case of these kinds."""
    return frozenset[str]().union(*(FITTING.get(kind, frozenset()) for kind in kinds))
