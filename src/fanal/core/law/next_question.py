"""One question at a time: the one that settles most elements that are still open comes first.

An element settles when a "yes" alone shows it. Elements that are shown already, or that a text does
not ask for (the means, where she is a child), bring up no question. What may be asked at all is the
business of `questions`; an answer can be taken back, so what was answered in a sitting is left out
and not forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fanal.core.law.assess import Assessment, LawFinding
from fanal.core.law.instruments import ELEMENTS, ElementName
from fanal.core.law.questions import next_questions, still_open
from fanal.core.law.settle import deciding_sets
from fanal.core.law.vocabulary import code as code_of
from fanal.core.law.vocabulary import vocabulary


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
    """What one question settles under the texts that are still open."""
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
    """How many more answers it takes at the very least until every text is decided."""
    sizes = (smallest_set(a) for a in still_open(assessments))
    return max(sizes, default=0)


def smallest_set(assessment: Assessment) -> int:
    return min((found.bit_count() for found in deciding_sets(assessment)), default=0)
