"""What is told of has happened: nobody can say yet what was done on a day to come. And what is
agreed on has a last day that is not over."""

from datetime import date

from fanal.core.errors import BadInput
from fanal.core.words import say

STILL_TO_COME = say("this day is still to come")
PAST = say("this day is past")


def refuse_future(question: str, day: date | None, today: date) -> None:
    """Refuse a day that is still to come. Raises `BadInput` at the question."""
    if day is not None and day > today:
        raise BadInput(question, STILL_TO_COME)


def refuse_past(question: str, day: date | None, today: date) -> None:
    """Refuse a day that is over. Raises `BadInput` at the question."""
    if day is not None and day < today:
        raise BadInput(question, PAST)
