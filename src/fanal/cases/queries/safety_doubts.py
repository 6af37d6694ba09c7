"""What makes doubtful that somebody is safe, of everybody and read without a key: for lists, and
for the pages of her case where its reader does not open what happened."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fanal.cases.queries.story import Unsettling
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import SaidAt, said_before

# By the file that stands for each. Filled when the server starts, by the apps above.
OF_EVERYBODY: list[Callable[[datetime], Mapping[UUID, Unsettling]]] = []


def of_everybody(now: datetime) -> dict[UUID, Unsettling]:
    """Return what has happened to whomever, by file, where that is not of before."""
    return latest_of_each(what for known in OF_EVERYBODY for what in known(now).values())


def latest_of_each(happened: Iterable[Unsettling]) -> dict[UUID, Unsettling]:
    """Return of each the last that has happened: what was said meanwhile answers what was before
    it, and not that."""
    return {one.person: one for one in sorted(happened, key=lambda one: one.on)}


def makes_doubtful(happened: Unsettling | None, code: DangerState, said: SaidAt | None) -> bool:
    """Whether it happened since it was said that she is safe."""
    if happened is None or said is None or code is not DangerState.SAFE:
        return False
    return said_before(said, happened.on, timezone.get_current_timezone())
