"""The house in which somebody sleeps, as far as whoever looks at her risk asks something of it."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.keys.ring import Ring
from fanal.people.models import Person


class Asks(Protocol):
    """Asks the house for a new look at doors and visitors; it reads neither why nor of whom."""

    def __call__(self, *, person: Person, by: User, ring: Ring) -> None: ...


class House(NamedTuple):
    """Whether this user can ask the house of this person, and how it is asked."""

    may_be_asked: Callable[[Case, Person, User], bool]
    ask: Asks


# Filled when the server starts, by the app that keeps houses.
HOUSES: list[House] = []


def may_be_asked(case: Case, person: Person, user: User) -> bool:
    return any(house.may_be_asked(case, person, user) for house in HOUSES)


def ask_to_look_anew(case: Case, person: Person, by: User, ring: Ring) -> None:
    for house in HOUSES:
        if house.may_be_asked(case, person, by):
            house.ask(person=person, by=by, ring=ring)
