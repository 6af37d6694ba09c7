"""Age at a day, as an interval of whole years; and whether that makes a child.

Child: every human being under eighteen (Convention on the Rights of the Child 1989, article 1;
Palermo Protocol 2000, article 3(d)). Where the age is uncertain and there are reasons to believe
that she is a child, she is presumed to be one (Council of Europe Convention 2005, article 10(3)).
"""

from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.intervals import Interval
from fanal.core.calendars.months import add_years
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say

ADULT_AT = 18  # Palermo Protocol, article 3(d)
OLDEST_AGE = 120  # also the end of an age of which only the beginning is known


# Of an infant in words: neither “0 years” nor “1 years” is said of anybody.
IN_WORDS = {
    (0, 0): say("under 1 year"),
    (0, 1): say("under 2 years"),
    (1, 1): say("1 year"),
}


@dataclass(frozen=True)
class AgeInterval:
    """Whole years, from `youngest` to `oldest`, both possible."""

    youngest: int
    oldest: int

    def sentence(self) -> Sentence:
        if (self.youngest, self.oldest) in IN_WORDS:
            return IN_WORDS[self.youngest, self.oldest]
        if self.youngest == self.oldest:
            return say("{age} years", age=self.youngest)
        if self.oldest >= OLDEST_AGE:  # only that she is of that age at least
            return say("{age} or older", age=self.youngest)
        return say("{youngest} to {oldest} years", youngest=self.youngest, oldest=self.oldest)


class Minority(LabelledEnum):
    """Whether a person is a child at a day. Three answers and the one that was never given."""

    CHILD = "child", say("child")
    ADULT = "adult", say("adult")
    TREAT_AS_CHILD = "treat_as_child", say("treat as a child until shown otherwise")
    NOT_KNOWN = "not_known", say("age not known")

    @property
    def protected_as_child(self) -> bool:
        """Whether the rules for children hold: until shown otherwise, in doubt they do."""
        return self in (Minority.CHILD, Minority.TREAT_AS_CHILD)


def whole_years(born: date, day: date) -> int:
    """Completed years. Born on 29 February, a year is complete on 1 March: the later reading."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def eighteenth(born: date) -> date:
    """The day on which eighteen years are complete."""
    return add_years(born, ADULT_AT)


def age_at(born: Interval, day: date) -> AgeInterval:
    """The ages that someone born in `born` may have at `day`.

    Raises `BadInput` where she could not have been born yet.
    """
    if born.earliest > day:
        raise BadInput("birth", say("{born} is after {day}", born=born.earliest, day=day))
    return AgeInterval(
        # A span that reaches beyond `day` is cut there: she is born, so the youngest she can be is
        # 0.
        youngest=whole_years(min(born.latest, day), day),
        oldest=whole_years(born.earliest, day),
    )


def minority(age: AgeInterval | None) -> Minority:
    """Whether `age` is below 18; an interval that crosses it is treated as a child's."""
    if age is None:
        return Minority.NOT_KNOWN
    if age.oldest < ADULT_AT:
        return Minority.CHILD
    return Minority.ADULT if age.youngest >= ADULT_AT else Minority.TREAT_AS_CHILD
