"""The page of an estimate, line by line: as it was frozen, with the days that it is about."""

from fanal.core.number_pages.definitions import CountedUnit, Defined, PageOfNumbers
from fanal.core.words import say

U = CountedUnit

HISTORIES = Defined(
    "on_exactly_these_lists",
    say("On exactly these lists"),
    say("people seen, by the lists they are on. Item: the numbers of the lists, 1 the first."),
    U.PERSON,
)
# A lower limit, since no list of ours can say how many there are at most.
QUOTED = Defined(
    "all_people",
    say("All people, seen and unseen"),
    say("what may be quoted: a lower limit."),
    U.PERSON,
)
# All of them, also those that disagree: one number alone is not defensible (see `unseen`).
METHODS = Defined(
    "by_method",
    say("By method"),
    say(
        "what each method says; all but Chao’s bound and those for unequal people take everybody "
        "to be alike to reach. Item: the method."
    ),
    U.PERSON,
)
GROUPS = Defined(
    "by_group",
    say("By group"),
    say("each group estimated by itself, taking its people to be alike to reach. Item: the group."),
    U.PERSON,
)
ADDED = Defined(
    "groups_added_up",
    say("Groups added up"),
    say("the estimates of the groups, and their limits, added up."),
    U.PERSON,
)
# Beside the sum of the groups, whose difference tells how unequal they are.
TOGETHER = Defined(
    "all_together",
    say("All together"),
    say("everybody as one group: too low where groups differ in how easily they are recorded."),
    U.PERSON,
)
COVARIATES = Defined(
    "with_covariates",
    say("With covariates"),
    say("two lists, with what else is known of each person."),
    U.PERSON,
    source="Das, Kennedy, Jewell 2024",
)
SEEN = Defined("seen", say("Seen"), say("people who are on a list."))
ESTIMATE = Defined("estimate", say("Estimate"), say("seen and unseen together."))
INTERVAL = Defined("interval", say("95 % interval"), say("from its lower to its higher end."))
# Counted people are the least there can be, so it is never below them.
AT_LEAST = Defined(
    "at_least",
    say("At least"),
    say("a lower limit that holds also where people are unequally hard to reach."),
)
ESTIMATES = PageOfNumbers(
    "estimates",
    say("Estimates"),
    "figures:list",
    (HISTORIES, QUOTED, METHODS, GROUPS, ADDED, TOGETHER, COVARIATES),
    (SEEN, ESTIMATE, INTERVAL, AT_LEAST),
)
