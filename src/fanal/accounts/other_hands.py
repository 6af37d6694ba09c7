"""The colleagues whose telephone and keys may be in other hands: no page tells anybody to call
them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from fanal.accounts.models import User
from fanal.web.asked_once import once_a_page

# Filled when the server starts, by the app that knows; never why.
IN_OTHER_HANDS: list[Callable[[], frozenset[UUID]]] = []


@once_a_page
def in_other_hands() -> frozenset[UUID]:
    return frozenset[UUID]().union(*(read() for read in IN_OTHER_HANDS))


def reachable(people: Iterable[User]) -> list[User]:
    """Return those of them whom a page may tell to call."""
    unsafe = in_other_hands()
    return [person for person in people if person.pk not in unsafe]
