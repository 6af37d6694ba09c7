"""Signs of life that were written in her cases: they count on her journey as well.

Whoever sees her or speaks to her writes it down once, where she works.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from fanal.cases.models.state import HeardOn
from fanal.cases.queries.last_contact import heard_in_cases
from fanal.core.journeys.events import LifeSign, Sign
from fanal.core.journeys.state import JourneyState, PersonState


def with_heard(states: Iterable[JourneyState]) -> list[JourneyState]:
    """Return these states with the last that cases say of whoever is back: on the way the journey
    itself is where a sign of life is written."""
    all_states = list(states)
    # On the way an entry of the case may be of before the hour that the journey waits for.
    back = {UUID(person.person) for state in all_states for person in _back(state)}
    heard = heard_in_cases(back) if back else {}
    return [_with_signs(state, heard) for state in all_states] if heard else all_states


def _back(state: JourneyState) -> Iterator[PersonState]:
    return (person for person in state.persons.values() if person.returned_at)


def _with_signs(state: JourneyState, heard: dict[UUID, HeardOn]) -> JourneyState:
    anew = {
        person.person: replace(person, signs=_signs(person, heard[UUID(person.person)]))
        for person in _back(state)
        if UUID(person.person) in heard
    }
    return replace(state, persons={**state.persons, **anew}) if anew else state


def _signs(state: PersonState, heard: HeardOn) -> tuple[LifeSign, ...]:
    """Return her signs of life with those of her cases, whose hour nobody knows: each counts from
    the beginning of its day."""
    # A message or hearsay proves nothing: somebody else can hold her telephone.
    days = [(heard.proved, Sign.SEEN), (heard.spoken, Sign.SPOKEN_TO)]
    # What was written before she came back says nothing of after it.
    more = [_sign(day, sign) for day, sign in days if day and _home_since(state) <= day]
    return tuple(sorted((*state.signs, *more), key=lambda sign: sign.at))


def _home_since(state: PersonState) -> date:
    return timezone.localdate(state.returned_at) if state.returned_at else date.max


def _sign(day: date, sign: Sign) -> LifeSign:
    return LifeSign(timezone.make_aware(datetime.combine(day, time())), sign, "", day)
