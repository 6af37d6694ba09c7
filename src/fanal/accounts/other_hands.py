"""The colleagues whose telephone and keys may be in other hands: no page tells anybody to call
them, and who decides what they asked for reads since when. What was asked for meanwhile is asked
anew, also once she has her telephone again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import User
from fanal.web.asked_once import once_a_page


class InOtherHands(NamedTuple):
    """The days on which somebody else may have had her telephone; `until`: None while it lasts."""

    user: UUID
    since: date
    until: date | None


class Asked(NamedTuple):
    """Who asked for something, or wrote it, and on which day."""

    who: User
    on: date


# Filled when the server starts, by the app that knows: on which days, never why.
IN_OTHER_HANDS: list[Callable[[], Iterable[InOtherHands]]] = []


@once_a_page
def _periods() -> list[InOtherHands]:
    return [period for read in IN_OTHER_HANDS for period in read()]


@once_a_page
def in_other_hands_since() -> Mapping[UUID, date]:
    """Return of each of them now since which day, the first of several."""
    found: dict[UUID, date] = {}
    for user, since, until in _periods():
        if until is None:
            found[user] = min(since, found.get(user, since))
    return found


def in_other_hands() -> frozenset[UUID]:
    return frozenset(in_other_hands_since())


def asked_in_other_hands(user: UUID, on: date) -> date | None:
    """Return the last day on which somebody else may have had her telephone, where that is over
    and she, or somebody else, asked on such a day; None where it was surely she."""
    # Of what was asked the day is kept and not the hour: the first and the last day count too.
    over = [one.until for one in _periods() if one.user == user and one.since <= on]
    return max((until for until in over if until is not None and on <= until), default=None)


def reachable(people: Iterable[User]) -> list[User]:
    """Return those of them whom a page may tell to call."""
    unsafe = in_other_hands()
    return [person for person in people if person.pk not in unsafe]
