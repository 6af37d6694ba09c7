"""The colleagues whose telephone and keys may be in other hands: no page tells anybody to call
them, and who decides what they asked for reads since when. What was asked for meanwhile is asked
anew, also once she has her telephone again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import User
from fanal.web.decisions import InDoubt
from fanal.web.request_cache import once_a_page


class InOtherHands(NamedTuple):
    """The days on which somebody else may have had her telephone; `until`: None while it lasts.
    `user`: None where what was reported does not open any more: it may be anybody's."""

    user: UUID | None
    since: date
    until: date | None


class Meanwhile(NamedTuple):
    """The last day on which somebody else may have had her telephone, where that is over; that on
    which it was asked for, where what was reported and is not over does not open any more.
    `unreadable`: on which day it began, where what was reported does not open any more."""

    until: date
    unreadable: date | None


class AskedBy(NamedTuple):
    """Who asked for something, or wrote it, and on which day."""

    who: User
    on: date


# Filled when the server starts, by the app that knows: on which days, never why. What lasts, which
# every page asks that says whom to call; and what is over of one day, for what was asked on it.
IN_OTHER_HANDS: list[Callable[[], Iterable[InOtherHands]]] = []
WERE_IN_OTHER_HANDS: list[Callable[[date], Iterable[InOtherHands]]] = []


@once_a_page
def _lasting() -> list[InOtherHands]:
    return [period for read in IN_OTHER_HANDS for period in read()]


def _unreadable() -> list[date]:
    """Return since when something lasts that may be about anybody: it does not open any more."""
    return [period.since for period in _lasting() if period.user is None]


@once_a_page
def in_other_hands_since() -> Mapping[UUID, date]:
    """Return of each of them now since which day, the first of several."""
    found: dict[UUID, date] = {}
    for user, since, _until in _lasting():
        if user is not None:
            found[user] = min(since, found.get(user, since))
    return found


def in_other_hands() -> frozenset[UUID]:
    return frozenset(in_other_hands_since())


def asked_in_other_hands(user: UUID, on: date) -> Meanwhile | None:
    """Return until when somebody else may have had her telephone, where that is over and she, or
    somebody else, asked on such a day; None where it was surely she."""
    # Of what was asked the day is kept and not the hour: the first and the last day count too.
    over = [
        Meanwhile(until, None if whose else since)
        for read in WERE_IN_OTHER_HANDS
        for whose, since, until in read(on)
        if whose in (user, None) and until is not None
    ]
    # What lasts and does not open may be about anybody, too: it stops no mail and no page.
    over += [Meanwhile(on, since) for since in _unreadable() if since <= on]
    return max(over, key=lambda one: (one.until, one.unreadable is None), default=None)


def in_doubt(user: UUID, on: date) -> InDoubt | None:
    """Return whether somebody else may have asked in her name on that day, as the list of what
    waits for a second person says it."""
    if since := in_other_hands_since().get(user):
        return InDoubt(since, None)
    meanwhile = asked_in_other_hands(user, on)
    return InDoubt(None, meanwhile.until) if meanwhile else None


def reachable(people: Iterable[User]) -> list[User]:
    """Return those of them whom a page may tell to call."""
    unsafe = in_other_hands()
    return [person for person in people if person.pk not in unsafe]
