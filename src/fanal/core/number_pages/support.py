"""The page "Support in numbers", line by line."""

from fanal.core.number_pages.definitions import CountedUnit, Defined, PageOfNumbers
from fanal.core.number_pages.measures import COUNTED, FIVE, OF_DAYS
from fanal.core.services.states import Barrier, Refuser
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.words import say

U = CountedUnit
MSF = "Médecins Sans Frontières, PMC7498098"  # the windows of 72 and of 120 hours

# Asked is not served: two weeks without a visit are a task (domain page on the programmes, 4.1).
FIRST_VISIT = Defined(
    "first_visit",
    say("First visit within 14 days"),
    say(
        "services asked for in the period. Said no: whoever it was. Lost: none was available, or "
        "nobody knows of a visit."
    ),
    U.SERVICE,
)
# That she was taken into care; how many hours it took is in the care file alone (ADR 28).
OF_CARE = say(
    "a health worker was asked in the period. Reached: taken into care; the hour is kept in "
    "the care file alone. Lost: passed back, or not answered on the day."
)
CARE_IN_72 = Defined(
    "care_72_hours", say("Seen in care, came within 72 hours"), OF_CARE, U.REQUEST, source=MSF
)
CARE_IN_120 = Defined(
    "care_120_hours",
    say("Seen in care, came after 72 and within 120 hours"),
    OF_CARE,
    U.REQUEST,
    source=MSF,
)
# Counted by health workers, a number a month: no fact is written beside a care file.
HIV_COURSE = Defined(
    "hiv_course",
    say("Medicine after exposure to HIV (PEP) taken for 28 days"),
    say(
        "courses that began in the period, or were offered in it, as each health worker counted "
        "those of the files that she keeps. Said no: she did not want it. Lost: nobody reaches "
        "her, or 28 days after the month no end is written. What nobody has counted is in no "
        "number."
    ),
    U.COURSE,
    source=MSF,
)
REACHED_SINCE = Defined(
    "reached_since_return",
    say("Reached since the return"),
    say("returned in the period. Lost: not reached so far, 14 days and more after it."),
    U.PLAN,
)
# By her word; the worker's view is kept beside it and not in figures (5.12, R3).
GOAL_BY_HER_WORD = Defined(
    "goal_by_her_word",
    say("A goal as hoped or better, by her word"),
    say("plans that began in the period. Lost: nobody asked her in the first six months."),
    U.PLAN,
    source="Kiresuk, Sherman 1968",
)
# Known to be: what is not known of the lost is said by the bounds and not by this line.
BACK_TO_EXPLOITER = Defined(
    "back_to_exploiter",
    say("Known to be exploited again: went back to whoever exploited her"),
    say(
        "people who left our shelters in the period, each once, as she left last. Lost: nobody "
        "knows where she went."
    ),
    U.PERSON,
)
NIGHTS = Defined(
    "nights_in_shelters",
    say("Nights in our shelters, of the people who left them"),
    say(
        "people who left our shelters in the period, each once; from one of ours to another is "
        "one stay."
    ),
    U.NIGHT,
)
# Of those reached alone, and said so: of the others there are no days.
DAYS_TO_CONTACT = Defined(
    "days_to_first_contact",
    say("Days from the return to the first contact, of those reached"),
    say("returned in the period, and reached since."),
    U.DAY,
)
REFUSED_BY = Defined(
    "refused_by",
    say("Who said no to a service"),
    say("services refused in the period, by the day on which it was said."),
    U.SERVICE,
    tuple(Refuser),
)
# Barriers of the service and no fault of hers (4.1).
REFUSED_WHY = Defined(
    "refused_why",
    say("Why there was no service"),
    say("services refused or not available in the period, by the day on which it was said."),
    U.SERVICE,
    tuple(Barrier),
)
INCIDENTS = Defined(
    "incidents",
    say("Incidents in our shelters"),
    say("incidents of the period in all shelters, by what happened."),
    U.INCIDENT,
    tuple(IncidentKind),
)

TRUE_OF_REACHED = Defined(
    "true_of_reached",
    say("True, of those reached"),
    say("of how many of the reached what the line asks is true."),
)
SHARE = Defined(
    "share_of_due",
    say("True, of all due"),
    say(
        "from the lower to the higher share: the lower one takes it as true of nobody of whom "
        "nothing is known, the higher one as true of each of them; of the dead it never is."
    ),
    U.PERCENT,
)
RATES = (*FIVE, TRUE_OF_REACHED, SHARE)

SUPPORT = PageOfNumbers(
    "support",
    say("Support in numbers"),
    "services:indicators",
    (
        FIRST_VISIT,
        CARE_IN_72,
        CARE_IN_120,
        HIV_COURSE,
        REACHED_SINCE,
        GOAL_BY_HER_WORD,
        BACK_TO_EXPLOITER,
        NIGHTS,
        DAYS_TO_CONTACT,
        REFUSED_BY,
        REFUSED_WHY,
        INCIDENTS,
    ),
    (*RATES, COUNTED, *OF_DAYS),
)
