"""What would settle it: the smallest sets of unknown codes that can decide the finding.

A set settles the finding when some answers to its codes decide it, whatever the other unknown
codes turn out to be. Since the rule has no negation, those answers are all "present" (and decide
that it is met) or all "absent" (and decide that it is not). Listed are all the sets of the
smallest size, each in alphabetical order, the list sorted. It is empty when the finding is
decided, and when no answer on a code can decide it: then the age, the sex or a lawyer must. It is
empty too where what is lacking may stand in a part of the text that was not read.
"""

from collections.abc import Iterator
from dataclasses import replace

from fanal.core.calendars.ages import OLDEST_AGE
from fanal.core.law.assess import Assessment, Child, LawFinding, assess, protection
from fanal.core.law.case import LawPerson
from fanal.core.law.instruments import Version
from fanal.core.law.vocabulary import names

Sets = list[list[str]]


def deciding_codes(assessment: Assessment) -> Sets:
    """Return all the smallest deciding sets, sorted. Exact: it agrees with trying
    every completion."""
    candidates = deciding_sets(assessment)
    smallest = min((candidate.bit_count() for candidate in candidates), default=0)
    return sorted(
        sorted(names(candidate)) for candidate in candidates if candidate.bit_count() == smallest
    )


def codes_that_settle(assessment: Assessment) -> int:
    """The mask of all codes that stand in one of the smallest sets."""
    candidates = deciding_sets(assessment)
    smallest = min((candidate.bit_count() for candidate in candidates), default=0)
    together = 0
    for candidate in candidates:
        together |= candidate if candidate.bit_count() == smallest else 0
    return together


def age_decides(assessment: Assessment) -> bool:
    """Whether a closer age alone would decide the finding, one way or the other."""
    if assessment.child is not Child.UNDETERMINED:
        return False
    limit, person = assessment.version.child.under, assessment.case.person
    # All ages below and all above: if the finding is the same on both sides, knowing the age better
    # settles nothing.
    ages = (LawPerson(person.sex, 0, limit - 1), LawPerson(person.sex, limit, OLDEST_AGE))
    cases = (replace(assessment.case, person=age) for age in ages)
    findings = {assess(assessment.instrument, case, assessment.facts).overall for case in cases}
    return not findings.isdisjoint({LawFinding.MET, LawFinding.NOT_MET})


AGE = "age"


def settle_by_name(assessment: Assessment) -> Sets:
    """Return the sets of `deciding_codes`, and the age among them where it alone would decide the
    finding; sets of several codes are then left out, since they take more answers."""
    sets = deciding_codes(assessment)
    if not age_decides(assessment):
        return sets
    return [[AGE], *(codes for codes in sets if len(codes) == 1)]


def deciding_sets(assessment: Assessment) -> set[int]:
    """Return masks: every way to reach "met" with one code an element, every way to
    reach "not met"."""
    if assessment.overall is not LawFinding.UNDETERMINED:
        return set()
    absent = ways_to_absent(assessment)
    missing = missing_clauses(assessment)
    if missing is None:
        return absent
    # A single absent answer that decides makes every larger set pointless, however many there are.
    if any(found.bit_count() == 1 for found in absent) and len(missing) > 1:
        # Otherwise hundreds of codes in three clauses would be multiplied with each other, for sets
        # that are larger than one that is known.
        common = missing[0]
        for clause in missing[1:]:
            common &= clause
        return absent | set(single_bits(common))
    return absent | set(hitting_sets(missing))


def missing_clauses(assessment: Assessment) -> list[int] | None:
    """Return the open codes of each element not yet present; None when codes cannot
    make it present."""
    version, facts = assessment.version, assessment.facts
    if not protection(version, assessment.child, assessment.case.person.sex)[0]:
        return None
    clauses = [
        element.surely & ~facts.known
        for element in (version.act, version.purpose)
        if element.required and not element.surely & facts.surely_yes
    ]
    if assessment.means not in (LawFinding.MET, LawFinding.NOT_REQUIRED):
        clauses.append((version.means.surely | child_codes(assessment)) & ~facts.known)
    return None if 0 in clauses else clauses


def child_codes(assessment: Assessment) -> int:
    """Return the codes that, once present, make the means fall away for this child."""
    rule = assessment.version.child
    if assessment.child is Child.YES and rule.means == "not_required":
        return rule.surely
    return 0


def ways_to_absent(assessment: Assessment) -> set[int]:
    """Return the open codes of each element read to its end, if nothing on record holds it open."""
    version, facts = assessment.version, assessment.facts
    # An element whose text was not wholly read cannot be shown to be absent, whatever is answered.
    lists = [e.maybe for e in (version.act, version.purpose) if e.required and e.complete]
    means = version.means
    if (
        means.required
        and means.complete
        and (also := held_open_by_age(version, assessment.child)) is not None
    ):
        lists.append(means.maybe | also)
    return {codes & ~facts.known for codes in lists if not codes & facts.surely_yes}


def held_open_by_age(version: Version, child: Child) -> int | None:
    """Return further codes that must be absent before the means are; None when the
    age holds them open."""
    rule = version.child
    if child is Child.NO or rule.means == "required":
        return 0
    return rule.maybe if rule.means == "not_required" and rule.when else None


def hitting_sets(clauses: list[int], taken: int = 0) -> Iterator[int]:
    """Yield sets with at least one code of each clause; every smallest one is among them."""
    for clause in clauses:
        if not clause & taken:
            for bit in single_bits(clause):
                yield from hitting_sets(clauses, taken | bit)
            return
    yield taken


def single_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest
