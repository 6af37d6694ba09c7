"""What is wrong on a journey, by code, with the persons it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.words import LabelledEnum, Sentence, say


class ProblemKind(LabelledEnum):
    NOT_CONFIRMED = (
        "not_confirmed",
        say("Handed over; it is not certain that she arrived."),
    )
    NOT_GIVEN = (
        "not_given",
        say("Confirmed by the receiving side, and not named by the giving side."),
    )
    COUNT_DIFFERS = "count_differs", say("The count does not agree with the names.")
    WRONG_SIDE = "wrong_side", say("Confirmed by somebody to whom nobody was handed over.")
    NOT_IN_THEIR_HANDS = "not_in_their_hands", say("Handed over by somebody she was not with.")
    NOT_OF_THIS_JOURNEY = "not_of_this_journey", say("Named, and not on this journey.")
    SIDES_DISAGREE = "sides_disagree", say("One hand-over names two givers or two receivers.")
    TWO_HANDS_AT_START = (
        "two_hands_at_start",
        say("Two sides say that she was with them at the start."),
    )
    ADDED_AFTER_DEPARTURE = "added_after_departure", say("Added after the departure.")
    CONFIRMED_TWICE = "confirmed_twice", say("Confirmed twice; the first counts.")
    CLOCK = "clock", say("The clocks do not agree: one side or both are wrong.")
    TOLD_DIFFERENTLY = (
        "told_differently",
        say("The same event was told in two ways; both are kept."),
    )
    LEFT_SAID_BY_ONE = "left_said_by_one", say("One of us says that she does not come along.")
    BOTH_SIDES_BY_ONE = "both_sides_by_one", say("One person told both sides of the hand-over.")
    WRONG_CODE_WORD = "wrong_code_word", say("The code word was wrong.")
    GIVEN_TO_TWO = "given_to_two", say("Handed over to two sides at the same time.")
    NOT_ALL_THERE = "not_all_there", say("The receiving side says that the count is not right.")


# These make a journey red; the others are shown and need a look.
RED = frozenset(
    {
        ProblemKind.NOT_CONFIRMED,
        ProblemKind.NOT_GIVEN,
        ProblemKind.COUNT_DIFFERS,
        ProblemKind.WRONG_SIDE,
        ProblemKind.NOT_IN_THEIR_HANDS,
        ProblemKind.NOT_OF_THIS_JOURNEY,
        ProblemKind.SIDES_DISAGREE,
        ProblemKind.TWO_HANDS_AT_START,
        ProblemKind.WRONG_CODE_WORD,
        ProblemKind.GIVEN_TO_TWO,
        ProblemKind.NOT_ALL_THERE,
    }
)

# Ended by who is found, and by no explanation.
NOT_EXPLAINED = frozenset({ProblemKind.NOT_CONFIRMED, ProblemKind.NOT_ALL_THERE})


TO_DO: dict[ProblemKind, Sentence] = {
    ProblemKind.NOT_CONFIRMED: say(
        "Call the giving side now and ask who was seen to go in; call the receiving side and "
        "have them read out the names. Whoever is on neither list is missing: open the file of a "
        "missing person."
    ),
    ProblemKind.NOT_GIVEN: say(
        "Ask the side that handed over to name each person they handed over, one by one."
    ),
    ProblemKind.COUNT_DIFFERS: say("Have both sides count again, by name, on the telephone."),
    ProblemKind.WRONG_SIDE: say("Find out who is there, and by whose order, first of all."),
    ProblemKind.NOT_IN_THEIR_HANDS: say("Ask those who are with her whether she is still there."),
    ProblemKind.NOT_OF_THIS_JOURNEY: say("Find out who this is: one too many is one missing."),
    ProblemKind.SIDES_DISAGREE: say("Write the hand-over again, one giver and one receiver."),
    ProblemKind.TWO_HANDS_AT_START: say("Ask both where she is at this moment."),
    ProblemKind.ADDED_AFTER_DEPARTURE: say("Check that her papers and her consent are complete."),
    ProblemKind.CONFIRMED_TWICE: say("Nothing to do."),
    ProblemKind.CLOCK: say("Compare the clocks of both sides; the order of events may be another."),
    ProblemKind.TOLD_DIFFERENTLY: say("Ask who told it which of the two is right."),
    ProblemKind.LEFT_SAID_BY_ONE: say(
        "A second person looks into it and says so too, or finds her: until then she is followed."
    ),
    ProblemKind.BOTH_SIDES_BY_ONE: say(
        "A second person calls the receiving side, has them read out the names, and confirms."
    ),
    ProblemKind.WRONG_CODE_WORD: say(
        "Do not take it as an arrival. Call the receiving side on the number you know, ask for the"
        " code word again, and call the lead."
    ),
    ProblemKind.GIVEN_TO_TWO: say(
        "Call both and ask who can see her right now. Explain here which of the two is wrong."
    ),
    ProblemKind.NOT_ALL_THERE: say(
        "Call them now and go through the names, one by one. Whoever is not there is missing: open "
        "the file of a missing person."
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    trouble: ProblemKind
    persons: tuple[str, ...]
    events: tuple[str, ...]
    handover: str = ""

    @property
    def red(self) -> bool:
        return self.trouble in RED

    @property
    def sentence(self) -> Sentence:
        return self.trouble.label

    @property
    def to_do(self) -> Sentence:
        return TO_DO[self.trouble]


def not_confirmed(problems: Iterable[Problem], handover: str) -> frozenset[str]:
    """Those of a hand-over whom nobody has confirmed, and who are not with others since."""
    of_it = [one for one in problems if one.handover == handover]
    waits = [one.persons for one in of_it if one.trouble is ProblemKind.NOT_CONFIRMED]
    return frozenset().union(*waits)
