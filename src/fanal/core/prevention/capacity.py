"""What a community can do by itself against sexual violence: facts, each with evidence and a day.

Shown as what is there, what is missing, and what nobody has looked at. There is no total: a village
with nine of eleven facts is not better than another if the path to the clinic is what it lacks.
The list is a decision of the domain page, not a scale that anybody has tested.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, say


class CapacityKind(LabelledEnum):
    TWO_ADULTS = "two_adults", say("children name, unasked, two adults of different families")
    ONE_WOMAN = "one_woman", say("one of these two adults is a woman")
    NUMBERS_KNOWN = "numbers_known", say("they know the numbers, and which of them are police")
    PATH = "path", say("there is a path to the clinic, the social office and the police")
    PAST_THE_CHIEF = "past_the_chief", say("there is a way that does not pass the village chief")
    PATH_TRIED = "path_tried", say("the path was tried with a made-up case")
    SCHOOL_CODE = "school_code", say("the school has a code of conduct and a box")
    MENS_GROUP = "mens_group", say("there is a group of men")
    BROKERS_KNOWN = "brokers_known", say("the brokers are known")
    MARRIAGE_AGE = "marriage_age", say("the age of marriage is kept")
    RETURNEE_UNHARMED = "returnee_unharmed", say("somebody who came back lives here unharmed")


class CapacityAnswer(LabelledEnum):
    YES = "yes", say("yes")
    NO = "no", say("no")
    NOT_KNOWN = "not_known", say("looked at, not known")


@dataclass(frozen=True, slots=True)
class CapacityLook:
    """What somebody found on one day, and by what she knows it."""

    kind: CapacityKind
    answer: CapacityAnswer
    seen_on: date
    # In words of who looked: "yes" without it is an opinion.
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CapacityStanding:
    """The last look at each fact, and the facts that nobody looked at."""

    there: Sequence[CapacityLook]
    missing: Sequence[CapacityLook]
    not_known: Sequence[CapacityLook]
    never_looked: Sequence[CapacityKind]


def is_old(look: CapacityLook, today: date) -> bool:
    # After twelve months it looks old and stays shown (domain page on the programmes, 1.3).
    return PreventionTimer.CAPACITY_OLD.after(look.seen_on) <= today


def capacity_standing(looks: Iterable[CapacityLook]) -> CapacityStanding:
    """Return the standing; `looks` in the order in which they were written: of one
    day, the last one counts."""
    last: dict[CapacityKind, CapacityLook] = {}
    for look in looks:
        # `<=`: of two looks on one day the later line counts.
        if look.kind not in last or last[look.kind].seen_on <= look.seen_on:
            last[look.kind] = look

    def of(answer: CapacityAnswer) -> list[CapacityLook]:
        # In the order of the list, whichever was looked at first.
        return [last[kind] for kind in CapacityKind if kind in last and last[kind].answer is answer]

    return CapacityStanding(
        of(CapacityAnswer.YES),
        of(CapacityAnswer.NO),
        of(CapacityAnswer.NOT_KNOWN),
        # Apart from "not known": nobody went and looked.
        [kind for kind in CapacityKind if kind not in last],
    )


def check_look(look: CapacityLook, today: date) -> None:
    """Check that a yes or a no says by what it is known. Raises BadInput."""
    refuse_future("seen_on", look.seen_on, today)
    # Only who found nothing out has nothing to show.
    if look.answer is not CapacityAnswer.NOT_KNOWN and not look.evidence:
        raise BadInput("evidence", say("say how you know it: seen, told by whom, tried"))
