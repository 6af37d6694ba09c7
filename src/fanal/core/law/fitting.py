"""Which questions fit a case: what it is about is asked first, and asked at all.

A surrogate was asked about begging, organs and customers, and never about the pregnancy, which is
otherwise recorded only when told. What a case is about is known before anybody sits down with her.
What is intimate stays for her to tell (WHO 2003, recommendation 1): no sexual act is asked for.
"""

from collections.abc import Iterable, Mapping

from fanal.core.casework.codes import CaseKind
from fanal.core.casework.topics import Topic

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


# What an answer says that the case is about as well, whatever its kinds are.
FITTING_TOPICS: Mapping[Topic, frozenset[str]] = {
    Topic.SURROGACY: frozenset({"surrogacy"}),
    Topic.MARRIAGE: frozenset({"forced_marriage", "disguised_marriage"}),
    Topic.MONEY: frozenset({"debt_bondage", "earnings_taken"}),
    Topic.SEA: frozenset({"forced_labour", "documents_withheld"}),
    Topic.COMPOUND: frozenset({"forced_criminality", "forced_labour", "documents_withheld"}),
}


def fitting_codes(kinds: Iterable[CaseKind], topics: Iterable[Topic] = ()) -> frozenset[str]:
    """Return what is asked first in a case of these kinds, and of what was answered."""
    by_kind = (FITTING.get(kind, frozenset()) for kind in kinds)
    by_topic = (FITTING_TOPICS.get(topic, frozenset()) for topic in topics)
    return frozenset[str]().union(*by_kind, *by_topic)
