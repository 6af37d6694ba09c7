"""The colleagues whose telephone and keys may be in other hands: no page tells anybody to call
them, and who decides what they asked for reads since when."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.web.asked_once import once_a_page

# Filled when the server starts, by the app that knows: since which day, never why.
IN_OTHER_HANDS: list[Callable[[], Mapping[UUID, date]]] = []


@once_a_page
def in_other_hands_since() -> Mapping[UUID, date]:
    """Return the first day of each of them."""
    found: dict[UUID, date] = {}
    for read in IN_OTHER_HANDS:
        for user, day in read().items():
            found[user] = min(day, found.get(user, day))
    return found


def in_other_hands() -> frozenset[UUID]:
    return frozenset(in_other_hands_since())


def reachable(people: Iterable[User]) -> list[User]:
    """Return those of them whom a page may tell to call."""
    unsafe = in_other_hands()
    return [person for person in people if person.pk not in unsafe]
