"""Presumption of minority: an uncertain age is taken for a child's until shown otherwise.

Applied where the text has it (Council of Europe Convention 2005, article 10(3); Directive
2011/36/EU, article 13(2)), and where there is reason to: what is known of the age allows a child.
It stands beside the finding and decides nothing for good: what the age turns out to be does.
"""

from __future__ import annotations

from dataclasses import replace

from fanal.core.law.assess import Assessment, Child, LawFinding, assess
from fanal.core.law.case import LawPerson


def presumed_child(assessment: Assessment) -> bool:
    """Whether the text takes her for a child until shown otherwise."""
    uncertain = assessment.child is Child.UNDETERMINED and assessment.case.person.age_known
    return uncertain and bool(assessment.version.child.presumed)


def under_presumption(assessment: Assessment) -> LawFinding | None:
    """The finding under the text if she is a child; None where it does not presume that."""
    if not presumed_child(assessment):
        return None
    youngest = assessment.case.person.youngest
    limit = assessment.version.child.under
    child = LawPerson(assessment.case.person.sex, youngest, limit - 1)
    case = replace(assessment.case, person=child)
    return assess(assessment.instrument, case, assessment.facts).overall
