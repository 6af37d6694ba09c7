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
from fanal.core.journeys.ending import last_step
from fanal.core.journeys.events import EventKind, LifeSign, Sign
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState

SETS_OUT = frozenset({EventKind.DEPARTED, EventKind.CROSSED})


def with_heard(states: Iterable[tuple[JourneyState, bool]]) -> list[JourneyState]:
    """Return these states with the last that cases say of whoever has not left yet, is back, or is
    with somebody since her journey ended, as is said of each: on the way the journey itself is
    where a sign of life is written."""
    all_states = list(states)
    # On the way an entry of the case may be of before the hour that the journey waits for.
    still = {UUID(person.person) for state in all_states for person in _not_on_the_way(*state)}
    heard = heard_in_cases(still) if still else {}
    return [_with_signs(state, ended, heard) for state, ended in all_states]


def _not_on_the_way(state: JourneyState, ended: bool) -> Iterator[PersonState]:
    return (
        person
        for person in state.persons.values()
        if person.returned_at
        or person.stage is JourneyStage.IN_PREPARATION
        or (ended and person.stage is JourneyStage.ON_THE_WAY)
    )


def _with_signs(state: JourneyState, ended: bool, heard: dict[UUID, HeardOn]) -> JourneyState:
    anew = {
        person.person: _with_sign(state, person, heard[UUID(person.person)])
        for person in _not_on_the_way(state, ended)
        if UUID(person.person) in heard
    }
    return replace(state, persons={**state.persons, **anew}) if anew else state


def _with_sign(state: JourneyState, one: PersonState, heard: HeardOn) -> PersonState:
    kept = None if heard.kept is None else _is_since(heard.kept, state, one.person)
    if one.stage is JourneyStage.ON_THE_WAY and not kept:
        return one
    return replace(one, kept=kept, signs=_signs(one, heard))


def _is_since(day: date, state: JourneyState, person: str) -> bool:
    """Whether this day is after the last that the journey says of her; or the same, on which she
    came and did not set out again."""
    last = last_step(state, person)
    journey_day = timezone.localdate(last.at)
    return journey_day < day or (journey_day == day and last.kind not in SETS_OUT)


def _signs(state: PersonState, heard: HeardOn) -> tuple[LifeSign, ...]:
    """Return her signs of life with those of her cases, whose hour nobody knows: each counts from
    the beginning of its day."""
    # What was written before she came back says nothing of after it; what was written before she
    # was put on the journey is shown by its day, and asks for the next one no sooner.
    more = [
        replace(sign, at=max(sign.at, state.since)) if not state.returned_at else sign
        for sign in signs_of(heard)
        if not state.returned_at or timezone.localdate(state.returned_at) <= sign.on
    ]
    return tuple(sorted((*state.signs, *more), key=lambda sign: sign.at))


def signs_of(heard: HeardOn) -> list[LifeSign]:
    """Return when she was seen and when spoken to, each from the beginning of its day."""
    # A message or hearsay proves nothing: somebody else can hold her telephone. Who was seen was
    # spoken to as well, and is said to be seen.
    days = {heard.spoken: Sign.SPOKEN_TO, heard.proved: Sign.SEEN}
    return [_sign(day, sign) for day, sign in days.items() if day]


def _sign(day: date, sign: Sign) -> LifeSign:
    return LifeSign(timezone.make_aware(datetime.combine(day, time())), sign, "", day)
