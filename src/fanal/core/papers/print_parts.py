"""The parts of which a print is made, and the lines that several prints have."""

from dataclasses import dataclass

from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One line to fill in. `fact`: by which name what is known of it is found, "" for none.
    `lines`: how much room a blank leaves."""

    label: Sentence
    fact: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class PrintText:
    """The text of a print. `tells`: the parts of her file that stand on it, besides who she is,
    where it `names` her. `signs`: who signs."""

    title: Sentence
    paragraphs: tuple[Sentence, ...]
    lines: tuple[PrintLine, ...]
    closing: tuple[Sentence, ...] = ()
    signs: tuple[Sentence, ...] = ()
    # For the gate: what stands on the paper is told to whoever receives it.
    tells: tuple[DataClass, ...] = (DataClass.LEGAL,)
    names: bool = True

    @property
    # That she exists is told by any paper, also by one without her name.
    def classes(self) -> tuple[DataClass, ...]:
        """The classes of data that whoever receives it comes to know."""
        named = (DataClass.IDENTITY,) if self.names else ()
        return (DataClass.EXISTENCE, *named, *self.tells)


NAME = PrintLine(say("Full name"), "name")
BORN = PrintLine(say("Born, or age"), "born")
NATIONALITY = PrintLine(say("Nationality"), "nationality")
AUTHORITY = PrintLine(say("Addressed to"), "body")
NUMBER = PrintLine(say("Number of the file or of the paper"), "number")
PROCEEDING = PrintLine(say("Court or body, and number of the proceeding"), "proceeding")
LAWYER = say("Lawyer: name, number, signature, day")
HER_SIGNATURE = say("Her signature or mark, place and day")
OURS = say("For our organisation: name, signature, day")
INTERPRETER = say("Interpreter: name, language, signature")
# Informed, free, and that help goes on without it: what makes a signature consent (GDPR, articles
# 4(11) and 7).
READ_TO_HER = say(
    "This was read to me in a language that I understand. I was told that I may refuse, change my "
    "mind at any time, and am helped all the same."
)
