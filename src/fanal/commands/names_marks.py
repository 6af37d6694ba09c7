"""fanal names dedupe --truth: how good the pairs are, said in the language of the terminal."""

from __future__ import annotations

from typing import Any

import numpy as np

from fanal.commands.spoken import figure, spoken
from scriptnames.register import evaluation as marking
from fanal.core.words import Sentence, say


def print_marks(
    register: Any, found: Any, truth: list[str | None], people: list[str | None] | None
) -> None:
    person = np.unique([value or f"?{n}" for n, value in enumerate(truth)], return_inverse=True)[1]
    same = person[found.left] == person[found.right]
    total = marking.count_pairs(person)
    marks = marking.marks(found.bits, same, total)
    across = marking.recall_across(person, register.script, found, same, marks.threshold)
    for line in marks_in_words(total, int(same.sum()), marks, across):
        print(spoken(line))
    if people:
        by = marking.recall_by(person, people, found, same, marks.threshold)
        each = ", ".join(f"{who} {figure(recall, '.3f')}" for who, recall in by.items())
        print(spoken(say("recall by nationality: {each}", each=each)))


def marks_in_words(total: int, written: int, marks: Any, across: float) -> tuple[Sentence, ...]:
    return (
        say("true pairs {total}, of which among the pairs written {n}", total=total, n=written),
        say(
            "best F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})",
            f1=marks.f1,
            precision=marks.precision,
            recall=marks.recall,
        ),
        say("recall at precision 0.95: {recall:.3f}", recall=marks.recall_at_p95),
        say("recall across two scripts at best F1: {recall:.3f}", recall=across),
    )
