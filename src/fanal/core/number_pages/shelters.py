"""The page "Our shelters in numbers", line by line: each shelter by itself, as it stands now."""

from fanal.core.number_pages.definitions import CountedUnit, Defined, PageOfNumbers
from fanal.core.number_pages.measures import COUNTED
from fanal.core.words import say

U = CountedUnit

# Beds that can be slept in: occupancy over closed ones would look low.
BEDS = Defined("beds", say("Beds"), say("beds that are in use, free or taken, by shelter."), U.BED)
# Whoever is away keeps her bed; it cannot be given to somebody else tonight.
OCCUPIED = Defined(
    "occupied",
    say("Occupied"),
    say("who has a bed and lives there; whoever is away or was not seen keeps hers."),
    U.PERSON,
)
EXPECTED = Defined(
    "expected", say("Still expected"), say("who has a bed and has not come yet."), U.PERSON
)
# Apart from "away": nobody knows where she is.
MISSING = Defined(
    "not_seen", say("Not seen"), say("who has a bed, and nobody knows where she is."), U.PERSON
)
DIFFER = Defined(
    "counts_that_differ",
    say("Counts that differ"),
    say(
        "evenings of the last seven, tonight among them, on which two colleagues did not count the "
        "same and nobody settled it."
    ),
    U.EVENING,
)
# On the page alone, never in a file: it is of one person.
LONGEST = Defined(
    "longest_stay",
    say("Longest stay"),
    say("the nights of one person: in a file it is never told."),
    U.NIGHT,
)
# Long stays are documented as harm, above all in closed shelters (Gallagher and Pearson 2010).
LONG = Defined(
    "long_stays",
    say("Long stays"),
    say("of those who have a bed, who has been there longer than a shelter is for."),
    U.PERSON,
)
# Each lapses unless it is renewed (domain page on the programmes, 4.2).
RESTRICTIONS = Defined(
    "restrictions", say("Restrictions running"), say("what somebody may not do, today."), U.RULE
)
UNREAD = Defined(
    "incidents_to_read",
    say("Incidents to read"),
    say("incidents that no lead has read yet, whenever they happened."),
    U.INCIDENT,
)
LATE = Defined(
    "incidents_late",
    say("Incidents to read, late"),
    say("of these, such as should have been read by now."),
    U.INCIDENT,
)
SHELTERS = PageOfNumbers(
    "shelters",
    say("Our shelters in numbers"),
    "shelters:numbers",
    (BEDS, OCCUPIED, EXPECTED, MISSING, DIFFER, LONGEST, LONG, RESTRICTIONS, UNREAD, LATE),
    (COUNTED,),
)
