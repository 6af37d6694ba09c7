"""What a child is asked, in which words, and how much at most in one sitting.

Of no child is asked who gained from sex, an organ or a sale: what a child says of it by itself is
recorded. How many questions and minutes are ours, from practice, and no citation; a sitting ends
sooner wherever the child tires.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from fanal.core.calendars import AgeInterval
from fanal.core.calendars.ages import ADULT_AT
from fanal.core.data_files.toml_tables import shipped
from fanal.core.law.vocabulary import LAW, vocabulary

NEVER_OF_A_CHILD = frozenset(
    {
        *("prostitution_of_others", "abuse_of_trust", "organ_removal", "slavery"),
        *("profit_from_sale", "bought", "hired", "lent", "procured", "servitude"),
    }
)
# From 15 on she consents herself (age guide for consent of Caring for Child Survivors, IRC and
# UNICEF 2012). That she then also understands the questions of adults is a judgement of ours.
CHILD_WORDS_UNDER = 15


# From which age on, and the words by language.
ChildQuestion = TypedDict("ChildQuestion", {"from": int, "question": dict[str, str]})


@dataclass(frozen=True, slots=True)
class SittingLength:
    """The most questions and minutes of one sitting."""

    questions: int
    minutes: int


LENGTHS = (
    (9, SittingLength(6, 15)),
    (12, SittingLength(10, 25)),
    (15, SittingLength(15, 40)),
    (ADULT_AT, SittingLength(25, 60)),
)


@dataclass(frozen=True, slots=True)
class WayOfAsking:
    """The way of asking somebody of this age; `youngest` None: as an adult."""

    youngest: int | None = None

    @property
    def as_child(self) -> bool:
        return self.youngest is not None

    @property
    def length(self) -> SittingLength | None:
        if self.youngest is None:
            return None
        return next(length for under, length in LENGTHS if self.youngest < under)

    def may_ask(self, code: str) -> bool:
        if self.youngest is None:
            return True
        if self.youngest >= CHILD_WORDS_UNDER:
            # A list of what is never asked: a question that is new in the vocabulary is asked of
            # her as of an adult.
            return code not in NEVER_OF_A_CHILD
        row = child_questions().get(code)
        # The other way round: what has no words for a child is not put to a child at all.
        return row is not None and self.youngest >= row["from"]

    def words(self, code: str) -> Mapping[str, str]:
        """The question by language."""
        if self.youngest is not None and self.youngest < CHILD_WORDS_UNDER:
            row = child_questions().get(code)
            return row["question"] if row else {}
        return vocabulary()[code].question

    @property
    def left_out(self) -> frozenset[str]:
        return frozenset(code for code in vocabulary() if not self.may_ask(code))


AS_AN_ADULT = WayOfAsking()


def way_of_asking(age: AgeInterval | None) -> WayOfAsking:
    """Return the way of asking for the youngest age that she may have; where nothing is known, that
    for a child of six."""
    if age is None:
        # Cautious: the fewest and gentlest questions until somebody says how old she is.
        return WayOfAsking(6)
    return WayOfAsking(None if age.youngest >= ADULT_AT else age.youngest)


@cache
def child_questions() -> Mapping[str, ChildQuestion]:
    rows: Mapping[str, ChildQuestion] = shipped(LAW, "child_questions.toml")
    return rows
