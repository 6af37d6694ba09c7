"""What to ask next, and what not to ask.

Asking is never worth more than the person's safety (WHO 2003, recommendation 1). Left out are
codes already answered, refused or in conflict (a conflict is cleared with the sources, not by
asking her again), codes that are recorded only when told, and consent, always.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fanal.core.law.assess import Assessment, LawFinding
from fanal.core.law.settle import codes_that_settle, deciding_sets
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
    the case is about (`fanal.core.law.fitting`): asked before the others, and asked at all.
    """
    open_ones = still_open(assessments)
    left_out = set(harmful)
    settles: dict[str, list[str]] = {}
    nearer: dict[str, list[str]] = {}
    for assessment in open_ones:
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
        key=lambda q: (
            q.code not in fitting,
            -len(q.settles),
            -len(q.brings_nearer),
            order[q.code],
        )
    )
    return found[:limit]


def still_open(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Those that an answer could still decide; a text for contrast asks for none."""
    return [
        a
        for a in assessments
        if a.overall is LawFinding.UNDETERMINED and not a.instrument.for_contrast
    ]


def _unanswered(assessment: Assessment, code: str) -> bool:
    """Asked of a case that it fits, though the texts leave open what it would show."""
    facts = assessment.facts
    known = (facts.yes | facts.no) & vocabulary()[code].bit
    return not known and may_be_asked(assessment, code, {code})


def may_be_asked(assessment: Assessment, code: str, fitting: Collection[str]) -> bool:
    facts = assessment.facts
    # A refusal is respected: to ask again is pressure (WHO 2003, recommendations 6 and 8).
    if code in facts.conflicts or code in facts.refused:
        return False
    asked = vocabulary()[code].asked
    return asked == "yes" or (asked == "told" and code in fitting)
