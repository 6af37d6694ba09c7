"""What whoever asked to end a plan wrote, as the second person reads it before she agrees."""

from dataclasses import dataclass

from fanal.core.reintegration.closing import ClosingAnswers, speaks_against
from fanal.core.reintegration.codes import PlanEndReason
from fanal.core.reintegration.waves import PlanFacts
from fanal.core.words import Sentence
from fanal.keys.sealed import Content


@dataclass(frozen=True)
class AskedEnd:
    """Her words on the end, why it ends all the same, and what speaks against it."""

    her_words: str = ""
    reasons: str = ""
    against: tuple[Sentence, ...] = ()


def asked_end(content: Content, facts: PlanFacts, why: PlanEndReason | None) -> AskedEnd:
    """Return what was asked last; nothing where nobody asked."""
    ending = content.get("ending", {})
    if not ending or why is None:
        return AskedEnd(ending.get("her_words", ""))
    reasons = ending.get("reasons", "")
    answers = ClosingAnswers(**{name: said for name, said in ending.items() if name != "reasons"})
    return AskedEnd(answers.her_words, reasons, tuple(speaks_against(facts, why, answers)))
