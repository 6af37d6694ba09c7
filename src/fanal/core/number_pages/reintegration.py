"""The page "Reintegration rates", line by line."""

from fanal.core.number_pages.definitions import CountedUnit, Defined, PageOfNumbers
from fanal.core.number_pages.measures import COUNTED, FIVE, OF_PEOPLE
from fanal.core.reintegration.codes import PromiseState
from fanal.core.words import say

U = CountedUnit

# By months since her first day and not by calendar: plans of different years stand in one line.
AFTER = Defined(
    "contact_after_months",
    say("Agreed contacts"),
    say(
        "every plan whose first day is known, by months after it: what is known of her in the 30 "
        "days before and after that day. Lost: not reached in that time."
    ),
    U.PLAN,
    source="IOM 2010",
)
PLANS = Defined(
    "plans",
    say("Plans in each line"),
    say("every plan so far whose first day is known, running or ended."),
    U.PLAN,
)
# Said, since these plans are in no rate: a figure that leaves them out in silence is too good.
NO_FIRST_DAY = Defined(
    "first_day_not_known",
    say("First day not known: in no line above"),
    say("plans whose first day nobody knows."),
    U.PLAN,
)
# Who said no to figures is counted as a no and nothing else (ADR 27).
LEFT_OUT = Defined(
    "said_no_to_figures",
    say("Said no to figures: counted nowhere here"),
    say("plans of people who said no to being counted."),
    U.PLAN,
)
RETURNS = Defined(
    "returns",
    say("Returns whose day is known"),
    say("plans that began with a return, whose day is known."),
    U.PLAN,
)
ASSESSED = Defined(
    "family_assessed_before",
    say("Of these, family assessed before it"),
    say("returns before which, or on whose day, her family was assessed."),
    U.PLAN,
)
PROMISES = Defined(
    "promises",
    say("Promises"),
    say("what was promised in a plan, by what became of it."),
    U.PROMISE,
    tuple(PromiseState),
)
# Over groups alone and never for one (domain page on the programmes, 5.3).
GOALS = Defined(
    "goal_attainment",
    say("Goal attainment by their own word"),
    say("mean over people who looked at a goal of theirs; 50 is as hoped."),
    U.POINT,
    source="Kiresuk, Sherman 1968",
)
MEAN = Defined("mean", say("Mean"), say("the mean over the people of the line."))
SAFE = Defined(
    "safe_of_reached",
    say("Safe, of those reached"),
    say("how many of the reached say that they are safe."),
)
# Bounds: 11 of 12 reached is between 11 and 18 of 20 due (5.12, R2).
SAFE_OF_DUE = Defined(
    "safe_of_due",
    say("Safe, of all due"),
    say(
        "from the lower to the higher share: the lower one takes all who refused or were lost as "
        "not safe, the higher one as safe; the dead are never safe."
    ),
    U.PERCENT,
)
OF_CONTACTS = (*FIVE, SAFE, SAFE_OF_DUE)

REINTEGRATION = PageOfNumbers(
    "reintegration",
    say("Reintegration rates"),
    "reintegration:rates",
    (AFTER, PLANS, NO_FIRST_DAY, LEFT_OUT, RETURNS, ASSESSED, PROMISES, GOALS),
    (*OF_CONTACTS, COUNTED, MEAN, OF_PEOPLE),
)
