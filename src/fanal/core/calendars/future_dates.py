"""What is told of has happened: nobody can say yet what was done on a day to come."""

from __future__ import annotations

from datetime import date

from fanal.core.errors import BadInput
from fanal.core.words import say


def refuse_future(question: str, day: date, today: date) -> None:
    """Raises `BadInput` at the question where this day is still to come."""
    if day > today:
        raise BadInput(question, say("this day is still to come"))
