"""What to ask next, and what not to ask.

Asking is never worth more than the person's safety (WHO 2003, recommendation 1). Left out are codes
already answered, refused or in conflict (a conflict is cleared with the sources, not by asking her
again), codes that are recorded only when told, and consent, always.

Which fit a case: what it is about is asked first, and asked at all. A surrogate was asked about
begging, organs and customers, and never about the pregnancy, which is otherwise recorded only when
told. What a case is about is known before anybody sits down with her. What is intimate stays for
her to tell (WHO 2003, recommendation 1): no sexual act is asked for.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fanal.core.casework.codes import CaseKind
from fanal.core.casework.topics import Topic
from fanal.core.law.assess import Assessment, LawFinding
from fanal.core.law.deciding_unknowns import codes_that_settle, deciding_sets
from fanal.core.law.instruments import ELEMENTS, ElementName
from fanal.core.law.vocabulary import code as code_of
from fanal.core.law.vocabulary import names, vocabulary


@dataclass(frozen=True, slots=True)
class LawQuestion:
    """`settles`: instruments that one answer can decide; `brings_nearer`: those it is needed in."""

    code: str
    settles: tuple[str, ...]
    brings_nearer: tuple[str, ...]


def next_questions(
    assessments: Iterable[Assessment],
    *,
    harmful: Iterable[str] = (),
    fitting: Collection[str] = (),
    limit: int = 6,
) -> list[LawQuestion]:
    """The best questions first: most instruments settled, then most brought nearer.

    `harmful`: codes that this worker judges must not be asked of this person now. `fitting`: what
    the case is about (`fitting_codes`): asked before the others, and asked at all.
    """
    open_ones = still_open(assessments)
    left_out = set(harmful)
    settles: dict[str, list[str]] = {}
    nearer: dict[str, list[str]] = {}
    for assessment in open_ones:
        # A sum of single bits is their union, since a set holds each once.
        alone = sum(s for s in deciding_sets(assessment) if s.bit_count() == 1)
        for code in names(codes_that_settle(assessment)):
            if code not in left_out and may_be_asked(assessment, code, fitting):
                nearer.setdefault(code, []).append(assessment.instrument.id)
                if vocabulary()[code].bit & alone:
                    settles.setdefault(code, []).append(assessment.instrument.id)
    for code in fitting:
        if code not in left_out and any(_unanswered(a, code) for a in open_ones):
            nearer.setdefault(code, [])
    found = [LawQuestion(c, tuple(settles.get(c, ())), tuple(nearer[c])) for c in nearer]
    order = {name: place for place, name in enumerate(vocabulary())}
    found.sort(
        key=lambda q: (q.code not in fitting, -len(q.settles), -len(q.brings_nearer), order[q.code])
    )
    return found[:limit]


def still_open(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Return the texts that an answer could still decide; a text for contrast asks for none."""
    return [
        a
        for a in assessments
        if a.overall is LawFinding.UNDETERMINED and not a.instrument.for_contrast
    ]


def _unanswered(assessment: Assessment, code: str) -> bool:
    """Asked of a case that it fits, though the texts leave open what it would show."""
    facts = assessment.facts
    # Doubtful answers count as given here: she is not asked again what she has answered.
    known = (facts.yes | facts.no) & vocabulary()[code].bit
    return not known and may_be_asked(assessment, code, {code})


def may_be_asked(assessment: Assessment, code: str, fitting: Collection[str]) -> bool:
    facts = assessment.facts
    # A refusal is respected: to ask again is pressure (WHO 2003, recommendations 6 and 8).
    if code in facts.conflicts or code in facts.refused:
        return False
    asked = vocabulary()[code].asked
    return asked == "yes" or (asked == "told" and code in fitting)


# One question at a time: the one that settles most elements that are still open comes first.
# An element settles when a "yes" alone shows it. Elements that are shown already, or that a text
# does not ask for (the means, where she is a child), bring up no question. What may be asked at
# all is the business of `questions`; an answer can be taken back, so what was answered in a
# sitting is left out and not forgotten.
@dataclass(frozen=True, slots=True)
class SettledElement:
    """An element that a "yes" would show, and the texts in which it would."""

    name: ElementName
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A question with what it settles; `without_means`: texts in which no means need be shown."""

    code: str
    settles: tuple[SettledElement, ...]
    without_means: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return sum(len(one.instruments) for one in self.settles)


def in_turn(
    assessments: Iterable[Assessment],
    *,
    left_out: Collection[str] = (),
    fitting: Collection[str] = (),
) -> list[NextQuestion]:
    """The questions that matter: what the case is about first, then what settles most."""
    open_ones = still_open(assessments)
    candidates = next_questions(
        open_ones, harmful=left_out, fitting=fitting, limit=len(vocabulary())
    )
    questions = [question(item.code, open_ones) for item in candidates]
    # Those alike stay in the order of `asked`.
    return sorted(questions, key=lambda item: (item.code not in fitting, -item.weight))


def question(code: str, open_ones: Iterable[Assessment]) -> NextQuestion:
    """Return what one question settles under the texts that are still open."""
    read = list(open_ones)
    elements = [
        SettledElement(name, tuple(a.instrument.id for a in read if shows(a, name, code)))
        for name in ELEMENTS
    ]
    without = tuple(a.instrument.id for a in read if a.means is LawFinding.NOT_REQUIRED)
    return NextQuestion(
        code, tuple(element for element in elements if element.instruments), without
    )


def shows(assessment: Assessment, name: ElementName, code: str) -> bool:
    """Whether a "yes" to this question alone would show this element, which is still open."""
    if getattr(assessment, name) is not LawFinding.UNDETERMINED:
        return False
    return bool(assessment.version.elements()[name].surely & code_of(code).bit)


def at_least(assessments: Iterable[Assessment]) -> int:
    """Return how many more answers it takes at the very least until every text is decided."""
    sizes = (smallest_set(a) for a in still_open(assessments))
    return max(sizes, default=0)


def smallest_set(assessment: Assessment) -> int:
    return min((found.bit_count() for found in deciding_sets(assessment)), default=0)


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
