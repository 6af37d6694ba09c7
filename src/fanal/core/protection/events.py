"""Which event asks for a new look at the risk, and by which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.facts import CaseFacts, Subject
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class LookAsked:
    """A new look that an event asks for."""

    event: RiskEvent
    by: date
    why: Sentence


def events_after(
    facts: CaseFacts, who: Subject, looked: date | None, today: date
) -> Iterator[LookAsked]:
    """What asks for a look that the last one, on `looked`, has not given. A day that is known
    ahead asks before it comes, and again once it has come."""
    for event, day in _events(facts, who, today):
        before = clock(_ahead(event)).before(day)
        if looked is None or looked < before:
            yield LookAsked(event, before, say("{event}, {day}", event=event.sentence(), day=day))
        elif looked < day:
            by = clock(ClockStep.AFTER_EVENT).after(day)
            yield LookAsked(event, by, say("{event}, {day}", event=event.sentence(), day=day))
    if who.danger_since and (looked is None or looked < who.danger_since):
        says = say("{event}, {day}", event=RiskEvent.DANGER.sentence(), day=who.danger_since)
        yield LookAsked(RiskEvent.DANGER, who.danger_since, says)


def _ahead(event: RiskEvent) -> ClockStep:
    return ClockStep.BEFORE_EIGHTEEN if event is RiskEvent.EIGHTEEN else ClockStep.BEFORE_EVENT


def _events(facts: CaseFacts, who: Subject, today: date) -> Iterator[tuple[RiskEvent, date]]:
    for one in facts.of(RecordKind.EVENT, who.person):
        code = one.codes.get("event")
        yield RiskEvent(code) if code in set(RiskEvent) else RiskEvent.OTHER, one.on
    yield from facts.events
    if who.eighteen and not _long_adult(who, facts.opened_on):
        yield RiskEvent.EIGHTEEN, who.eighteen


def _long_adult(who: Subject, opened: date) -> bool:
    """Whether she was surely of age when the case was opened."""
    return who.is_adult(opened)
