"""A step that was saved by mistake: taken back by another, which says so. Both stay on file.

Only the last step that holds can be taken back, so that the rest stays a history that could be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fanal.core.errors import BadInput
from fanal.core.services.history import ServiceStep, state_of
from fanal.core.words import say


def taken_back(steps: Sequence[ServiceStep]) -> frozenset[int]:
    """The numbers, from 1, of the steps that were a mistake."""
    return frozenset(step.takes_back for step in steps if step.takes_back is not None)


def standing(steps: Sequence[ServiceStep]) -> list[ServiceStep]:
    """All that holds: what was neither taken back nor takes back."""
    return [steps[number - 1] for number in _numbers(steps)]


def last_standing(steps: Sequence[ServiceStep]) -> int | None:
    """The number of the last step that holds."""
    return next(reversed(_numbers(steps)), None)


def taking_back(steps: Sequence[ServiceStep], on: date) -> ServiceStep:
    """The step that takes back the last that holds. Raises `BadInput` where there is none."""
    number = last_standing(steps)
    if number is None:
        raise BadInput("", say("there is nothing to take back"))
    # The new step carries the state before the mistake, so that the last step always says where it
    # stands.
    return ServiceStep(state_of(standing(steps)[:-1]), on, takes_back=number)


def _numbers(steps: Sequence[ServiceStep]) -> list[int]:
    gone = taken_back(steps)
    numbered = enumerate(steps, start=1)
    return [n for n, one in numbered if one.takes_back is None and n not in gone]
