"""fanal names dedupe --truth: how good the pairs are, said in the language of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fanal.commands.messages import figure, spoken
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from scriptnames import Evaluation, Matches


def print_marks(found: Matches, truth: list[str | None], people: list[str | None] | None) -> None:
    judged = found.evaluated(truth, people)
    for line in marks_in_words(judged):
        print(spoken(line))
    if people:
        each = ", ".join(f"{who} {figure(share, '.3f')}" for who, share in judged.by_label.items())
        print(spoken(say("recall by nationality: {each}", each=each)))


def marks_in_words(judged: Evaluation) -> tuple[Sentence, ...]:
    marks = judged.marks
    return (
        say(
            "true pairs {total}, of which among the pairs written {n}",
            total=judged.true_pairs,
            n=judged.found,
        ),
        say(
            "best F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})",
            f1=marks.f1,
            precision=marks.precision,
            recall=marks.recall,
        ),
        say("recall at precision 0.95: {recall:.3f}", recall=marks.recall_at_p95),
        say(
            "recall across two scripts at best F1: {recall:.3f}",
            recall=judged.recall_across_scripts,
        ),
    )
