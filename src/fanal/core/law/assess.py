"""Kleene's three-valued reading of one instrument (Kleene 1952, section 64).

Every element is a disjunction of codes and the finding a conjunction of elements, with no
negation. So two readings decide everything: once with each unknown taken as absent, once with
each unknown taken as present. Where both agree the finding is decided, and no answer still to
come can turn it round; where they differ it is undetermined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fanal.core.law.applying import Reach, reach
from fanal.core.law.case import LawCase, LawPerson, Sex
from fanal.core.law.facts import LawFacts
from fanal.core.law.instruments import ChildRule, Element, ElementName, Instrument, Version


class LawFinding(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    # Nothing that was read of the text covers it; what was not read may (finding 3 of the review).
    NOT_ON_FILE = "not_on_file"
    UNDETERMINED = "undetermined"
    NOT_REQUIRED = "not_required"


class Child(StrEnum):
    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


Bounds = tuple[bool, bool]
ALWAYS: Bounds = (True, True)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Elements of one instrument as recorded: present, absent or not known."""

    instrument: Instrument
    reach: Reach
    case: LawCase
    facts: LawFacts
    child: Child
    protected: LawFinding
    act: LawFinding
    means: LawFinding
    purpose: LawFinding
    overall: LawFinding

    @property
    def version(self) -> Version:
        return self.reach.version

    @property
    def applies(self) -> bool:
        return self.reach.applies


def assess(instrument: Instrument, case: LawCase, facts: LawFacts) -> Assessment:
    """Read one instrument, whether it applies or not; `applies` says which."""
    reached = reach(instrument, case)
    version = reached.version
    child = child_under(version.child.under, case.person)
    protected = protection(version, child, case.person.sex)
    # Read whether the text applies or not: two texts are compared on the same facts.
    act, purpose = bounds(version.act, facts), bounds(version.purpose, facts)
    used = bounds(version.means, facts)
    waived = waiver(version.child, child, facts)
    means = (used[0] or waived[0], used[1] or waived[1])
    return Assessment(
        instrument,
        reached,
        case,
        facts,
        child,
        LawFinding.NOT_REQUIRED if version.protects == "anyone" else named(protected),
        found_of(version.act, act),
        means_found(version.means, used, waived),
        found_of(version.purpose, purpose),
        altogether(version, protected, {"act": act, "means": means, "purpose": purpose}),
    )


def altogether(
    version: Version, protected: Bounds, elements: Mapping[ElementName, Bounds]
) -> LawFinding:
    """The conjunction. Absent only where a part that was wholly read is absent."""
    every = [protected, *elements.values()]
    if all(maybe for _, maybe in every):
        return LawFinding.MET if all(surely for surely, _ in every) else LawFinding.UNDETERMINED
    complete = {name for name, element in version.elements().items() if element.complete}
    # An element that was not wholly read has said nothing: only one that was read to its end can be
    # absent.
    if not protected[1] or any(not elements[name][1] for name in complete):
        return LawFinding.NOT_MET
    return LawFinding.NOT_ON_FILE


def child_under(limit: int, person: LawPerson) -> Child:
    """A child at this instrument's own limit when she was recruited; an interval that crosses it
    decides nothing."""
    # The law of the place asks how old she was when she was recruited, not how old she is when she
    # is found.
    if person.oldest_recruited < limit:
        return Child.YES
    return Child.NO if person.youngest >= limit else Child.UNDETERMINED


def protection(version: Version, child: Child, sex: Sex) -> Bounds:
    """Return whether the text speaks of this person at all: anyone, women and
    children, children."""
    surely, maybe = child is Child.YES, child is not Child.NO
    if version.protects == "anyone":
        return ALWAYS
    if version.protects == "children":
        return surely, maybe
    # Only a recorded man is surely outside a text on women and children; any other entry leaves it
    # open.
    return surely or sex is Sex.FEMALE, maybe or sex is not Sex.MALE


def bounds(element: Element, facts: LawFacts) -> Bounds:
    """Return whether the element is certainly met, and whether it may be met."""
    if not element.required:
        return ALWAYS
    return bool(element.surely & facts.surely_yes), bool(element.maybe & ~facts.surely_no)


def means_found(element: Element, used: Bounds, waived: Bounds) -> LawFinding:
    """Return what is said of the means: not required once they surely fall away; open while a
    closer age or a code could waive them."""
    if waived[0] or not element.required:
        return LawFinding.NOT_REQUIRED
    return found_of(element, (used[0], used[1] or waived[1]))


def waiver(rule: ChildRule, child: Child, facts: LawFacts) -> Bounds:
    """Return whether the means fall away because she is a child: for sure, and perhaps."""
    if rule.means == "required" or child is Child.NO:
        return False, False
    # The text on file does not say whether a child needs a means: for a lawyer, not for a guess.
    if rule.means == "not_known":
        return False, True
    if rule.when:
        on_record = bool(rule.surely & facts.surely_yes)
        return child is Child.YES and on_record, bool(rule.maybe & ~facts.surely_no)
    return child is Child.YES, True


def found_of(element: Element, found: Bounds) -> LawFinding:
    """Return what is said of one element; a text that was not wholly read is never
    said to lack it."""
    if not element.required:
        return LawFinding.NOT_REQUIRED
    finding = named(found)
    if finding is LawFinding.NOT_MET and not element.complete:
        return LawFinding.NOT_ON_FILE
    return finding


def named(found: Bounds) -> LawFinding:
    if found[0]:
        return LawFinding.MET
    return LawFinding.UNDETERMINED if found[1] else LawFinding.NOT_MET


# Presumption of minority: an uncertain age is taken for a child's until shown otherwise.
# Applied where the text has it (Council of Europe Convention 2005, article 10(3); Directive
# 2011/36/EU, article 13(2)), and where there is reason to: what is known of the age allows a
# child. It stands beside the finding and decides nothing for good: what the age turns out to be
# does.
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
