"""What is said of a line: the measures that several pages share."""

from fanal.core.coded_facts.outcome_rates import COLUMNS
from fanal.core.number_pages.definitions import CountedUnit, Defined
from fanal.core.words import say

# The five stand together in every rate: who refused or was lost never falls out of it (domain page
# on the programmes, 0.2).
WHAT_FIVE = (
    say("whoever was reached, whatever the answer was."),
    say("whoever said no."),
    say("nobody knows, or nobody was reached in time: how, is said with each line."),
    say("died before it could be known."),
    say("the day by which it should be known has not come."),
)
FIVE = tuple(
    Defined(code, name, what)
    for code, name, what in zip(
        ("reached", "refused", "lost", "died", "not_due"), COLUMNS, WHAT_FIVE, strict=True
    )
)
# Shared, so that "how many" is one measure in all files.
COUNTED = Defined("counted", say("How many"), say("how many there are."))
# The median and not the longest: the longest is that of one person.
MIDDLE = Defined("middle", say("Median"), say("half of them have no more, half no less."))
OF_PEOPLE = Defined(
    "of_people",
    say("Of people"),
    say("of how many people the line is reckoned."),
    CountedUnit.PERSON,
)
OF_DAYS = (MIDDLE, OF_PEOPLE)
