"""Kinds of notes in a care file and their questions: offered, declined and done apart from what was
found; no question asks why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.care.prophylaxis import STEPS
from fanal.core.casework.fields import Field, choice, day, long, text, yes_no
from fanal.core.words import Sentence, say

# Apart from the result: that she declined is no result (domain page on the programmes, 4.3).
ANSWERS = (("offered", say("offered")), ("declined", say("declined")), ("done", say("done")))
TESTS = (
    ("hiv", say("HIV")),
    ("pregnancy", say("pregnancy")),
    ("hepatitis", say("hepatitis B")),
    ("infections", say("other infections")),
    ("other", say("another one")),
)


YES, NO = say("Yes"), say("No")


class NoteKind(StrEnum):
    EXAMINATION = "examination"
    SESSION = "session"
    TEST = "test"
    MEDICINE = "medicine"
    PROPHYLAXIS = "prophylaxis"
    MATERNITY = "maternity"
    CERTIFICATE = "certificate"
    CHILD = "child"

    @property
    def described(self) -> DescribedNote:
        return DESCRIBED[self]

    def sentence(self) -> Sentence:
        return DESCRIBED[self].title


@dataclass(frozen=True)
class DescribedNote:
    """`fields`: its questions, in the order of the page."""

    title: Sentence
    fields: tuple[Field, ...]


# To each step by itself: an examination is several (4.3).
AGREED = yes_no("agreed", say("Did she agree to each step?"))
WORDS = long("words", say("What was seen, said and done"))
DESCRIBED = {
    NoteKind.EXAMINATION: DescribedNote(
        say("Visit or examination"),
        (AGREED, WORDS, text("long_term", say("Long-term illness, disability"))),
    ),
    NoteKind.SESSION: DescribedNote(
        say("Session"), (text("minutes", say("How many minutes")), WORDS)
    ),
    NoteKind.TEST: DescribedNote(
        say("Test"),
        (
            choice("test", say("Which test"), TESTS),
            choice("answer", say("Offered, declined or done"), ANSWERS),
            # Empty for what was declined; an HIV test is never a condition of anything (4.3).
            text("result", say("Result")),
        ),
    ),
    NoteKind.MEDICINE: DescribedNote(
        say("Medicine"),
        (
            text("name", say("Which medicine, by whose prescription")),
            day("until", say("Until which day"), ahead=True),
            text("taken", say("Days on which it was taken or missed")),
        ),
    ),
    NoteKind.PROPHYLAXIS: DescribedNote(
        say("Medicine after exposure to HIV (PEP), 28 days"),
        (choice("step", say("What is to be written"), STEPS), long("words", say("In her words"))),
    ),
    NoteKind.MATERNITY: DescribedNote(
        say("Pregnancy and birth"),
        (
            # No question on how she became pregnant: termination is a fact of her record, asked for
            # by nobody (4.3).
            text("stage", say("Since when, or due when")),
            long("decision", say("What she decides, in her words")),
            long("words", say("Care, birth, breast-feeding")),
        ),
    ),
    NoteKind.CERTIFICATE: DescribedNote(
        say("Medical certificate"),
        (
            text("number", say("Number")),
            text("body", say("By whom")),
            text("original", say("Where the original is")),
        ),
    ),
    NoteKind.CHILD: DescribedNote(
        say("Her child"),
        (
            text("registered", say("Born where, registered where")),
            text("vaccinated", say("Vaccinations")),
            # Hers, in her words: no persuasion either way (4.6).
            long("wish", say("Her wish for the child, in her words")),
        ),
    ),
}


def note_kind(code: str) -> NoteKind | None:
    return NoteKind(code) if code in set(NoteKind) else None
