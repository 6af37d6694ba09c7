"""Why a finding is what it is: a tree whose leaves name the observation and the article."""

from dataclasses import dataclass
from typing import Literal

from fanal.core.calendars import AgeInterval
from fanal.core.law.assess import Assessment, Child, LawFinding, protection, under_presumption
from fanal.core.law.case import LawPerson
from fanal.core.law.deciding_unknowns import missing_clauses, ways_to_absent
from fanal.core.law.facts import FactAnswer, Observation
from fanal.core.law.instruments import ELEMENTS, Element, ElementName
from fanal.core.law.vocabulary import CONSENT, Implication, names, reasons, vocabulary
from fanal.core.law.wording import BRANCHES, FINDINGS, cited, confidence
from fanal.core.words import Sentence, say

Recorded = Literal[
    "present", "absent", "not known", "in conflict", "left open", "doubtful yes", "doubtful no"
]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One code under one element: what is recorded, who said it, and why it counts here."""

    code: str
    recorded: Recorded
    article: str
    because_of: tuple[Implication, ...] = ()
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """One element, or the age, or whom the text protects, with the leaves that decide it."""

    name: str
    finding: LawFinding | Child
    article: str
    says: Sentence
    leaves: tuple[Leaf, ...] = ()


def tree(assessment: Assessment) -> tuple[Branch, ...]:
    """Return the whole explanation: the age, whom the text protects, then the three elements."""
    branches = [age(assessment)]
    if assessment.version.protects != "anyone":
        branches.append(protected(assessment))
    return (*branches, *(element(assessment, name) for name in ELEMENTS))


def age(assessment: Assessment) -> Branch:
    rule, person = assessment.version.child, assessment.case.person
    if not person.age_known:
        says = say("the age at the time is not known; the limit here is {limit}", limit=rule.under)
    else:
        ages = {"age": years(person), "limit": rule.under}
        says = {
            Child.YES: say("aged {age}, under the limit of {limit} here", **ages),
            Child.NO: say("aged {age}, at or over the limit of {limit} here", **ages),
            Child.UNDETERMINED: say("aged {age}, which crosses the limit of {limit} here", **ages),
        }[assessment.child]
    if presumed := presumption(assessment):
        says = say("{age}; {presumed}", age=says, presumed=presumed)
    return Branch("child", assessment.child, rule.article, says)


def presumption(assessment: Assessment) -> Sentence | None:
    """Return the sentence that the text presumes her to be a child, with the finding on that
    presumption; None where it does not."""
    found = under_presumption(assessment)
    if found is None:
        return None
    return say(
        "treated as a child until shown otherwise ({article}); as a child: {found}",
        article=cited(assessment.version.child.presumed),
        found=FINDINGS[found],
    )


def years(person: LawPerson) -> Sentence:
    """Return her age when she was recruited: twenty-two, or fifteen to seventeen."""
    return AgeInterval(person.youngest, person.oldest_recruited).sentence()


def protected(assessment: Assessment) -> Branch:
    version = assessment.version
    says = (
        say("the text protects children only")
        if version.protects == "children"
        else say("the text protects women and children only")
    )
    return Branch("protected", assessment.protected, version.protects_article, says)


def element(assessment: Assessment, name: ElementName) -> Branch:
    rule = assessment.version.elements()[name]
    finding: LawFinding = getattr(assessment, name)
    leaves = tuple(leaf(assessment, rule, code) for code in names(rule.maybe))
    says = sentence(assessment, name, finding, leaves)
    article = assessment.version.child.article if is_waived(assessment, name) else rule.article
    return Branch(name, finding, article, says, leaves)


def is_waived(assessment: Assessment, name: ElementName) -> bool:
    return (
        name == "means"
        and assessment.version.means.required
        and assessment.means is LawFinding.NOT_REQUIRED
    )


def leaf(assessment: Assessment, rule: Element, code: str) -> Leaf:
    instrument = assessment.instrument.id
    named = code in (*rule.codes, *rule.may)
    chain = [] if named else chain_to(rule, code, instrument)
    return Leaf(
        code,
        recorded(assessment, rule, code),
        rule.article,
        tuple(chain),
        assessment.facts.by_code.get(code, ()),
    )


def chain_to(rule: Element, code: str, instrument: str) -> list[Implication]:
    """Return why a code that is not named counts: by what is named, else by what is left open."""
    # What the text names comes first: a chain through what it leaves open proves less, and is shown
    # only where there is no other.
    return reasons(code, rule.codes, instrument) or reasons(code, rule.may, instrument)


def recorded(assessment: Assessment, rule: Element, code: str) -> Recorded:
    facts = assessment.facts
    # Before the answer is looked at: in conflict it counts as not known.
    if code in facts.conflicts:
        return "in conflict"
    answer = facts.value(code)
    if vocabulary()[code].bit & facts.doubtful:
        return "doubtful yes" if answer is FactAnswer.YES else "doubtful no"
    if answer is FactAnswer.YES:
        return "present" if vocabulary()[code].bit & rule.surely else "left open"
    return "absent" if answer is FactAnswer.NO else "not known"


def sentence(
    assessment: Assessment, name: ElementName, finding: LawFinding, leaves: tuple[Leaf, ...]
) -> Sentence:
    if is_waived(assessment, name):
        return say("no means is needed for a child")
    if finding is LawFinding.NOT_REQUIRED:
        return say("the text does not ask for this element")
    if finding is LawFinding.MET:
        return say("recorded as present: {codes}", codes=codes(leaves, "present"))
    if finding is LawFinding.NOT_MET:
        return say("every code that the text names is recorded as absent")
    if finding is LawFinding.NOT_ON_FILE:
        return say("nothing recorded is in what was read of this text; parts of it were not read")
    if all(leaf.recorded == "absent" for leaf in leaves):
        return say("every means is recorded as absent; whether she needs one is not settled")
    # The most useful reason first: a conflict can be cleared with the sources, a doubt by asking
    # another, and the rest only by a lawyer.
    if found := codes(leaves, "in conflict"):
        return say("sources disagree on: {codes}", codes=found)
    if found := codes(leaves, "doubtful yes"):
        return say("recorded only by statements marked as doubtful: {codes}", codes=found)
    if found := codes(leaves, "left open"):
        return say("recorded, but left open by the text, for a lawyer: {codes}", codes=found)
    return say("nothing recorded as present, and not all recorded as absent")


def codes(leaves: tuple[Leaf, ...], wanted: Recorded) -> str:
    return ", ".join(leaf.code for leaf in leaves if leaf.recorded == wanted)


def because(assessment: Assessment) -> list[Sentence]:
    """Return the explanation as a list of sentences, each with its article."""
    branches = [
        say(
            "{branch}: {finding}: {says} ({article})",
            branch=BRANCHES[branch.name],
            finding=FINDINGS[branch.finding],
            says=branch.says,
            article=cited(branch.article),
        )
        if branch.article
        else say(
            "{branch}: {finding}: {says}",
            branch=BRANCHES[branch.name],
            finding=FINDINGS[branch.finding],
            says=branch.says,
        )
        for branch in tree(assessment)
    ]
    sure = confidence(assessment.version)
    return [*what_applied(assessment), *sure, *branches, *remarks(assessment)]


def what_applied(assessment: Assessment) -> list[Sentence]:
    """Return where the text does not apply, or other versions applied too: which was
    read, and why."""
    found, version = assessment.reach, assessment.version
    sentences = []
    if not found.in_place:
        sentences.append(say("does not apply: none of the places recorded lies in its reach"))
    if not found.in_time:
        sentences.append(
            say(
                "does not apply: not yet in force at the time; version {version} is read",
                version=version.name,
            )
            if comes_later(assessment)
            else say(
                "does not apply: no longer in force at the time; version {version} is read",
                version=version.name,
            )
        )
    if found.also:
        sentences.append(
            say(
                "version {version} is read; earlier in the period {earlier} was in force",
                version=version.name,
                earlier=", ".join(found.also),
            )
        )
    return sentences


def comes_later(assessment: Assessment) -> bool:
    last, first = assessment.case.when.last, assessment.version.first
    return bool(last and first and first > last)


def remarks(assessment: Assessment) -> list[Sentence]:
    """Return the consent rule, the notes on recorded codes, and what no question can settle."""
    version, facts = assessment.version, assessment.facts
    sentences = [
        say("{code} ({article}): {note}", code=n.code, article=cited(n.article), note=n.says["en"])
        for n in version.notes
        if n.code and facts.value(n.code) is FactAnswer.YES
    ]
    # Said aloud, since others will argue with it (Palermo Protocol, article 3(b)).
    if facts.value(CONSENT) is not FactAnswer.UNKNOWN:
        sentences.append(
            say("what is recorded about consent changes nothing here: it is never an element")
        )
    if assessment.child is not Child.NO and version.child.means == "not_known":
        sentences.append(say("the text on file does not say whether a child needs no means"))
    if presumed := presumption(assessment):
        sentences.append(presumed)
    sentences.extend(beyond_questions(assessment))
    return sentences


def beyond_questions(assessment: Assessment) -> list[Sentence]:
    if assessment.overall is not LawFinding.UNDETERMINED:
        return []
    if missing_clauses(assessment) is None and not ways_to_absent(assessment):
        if assessment.child is Child.UNDETERMINED:
            return [say("only a closer age at the time can settle it")]
        return [say("no further observation can settle it; a lawyer must")]
    surely, maybe = protection(assessment.version, assessment.child, assessment.case.person.sex)
    if maybe and not surely:
        return [say("the age or the sex must be known before it can be found met")]
    return []
