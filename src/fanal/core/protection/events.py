"""Which event asks for a new look at the risk, and by which day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.facts import CaseFacts, Happened, Recorded, Subject
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import Sentence, say

EVENTS = frozenset({RecordKind.EVENT, RecordKind.PRESSURE})
# After these, that she was said to be safe is a word of before.
UNSETTLING = frozenset({RiskEvent.RELEASE, RiskEvent.PRESSURE, RiskEvent.UNTRUSTED})
UNFORESEEN = frozenset({RiskEvent.UNTRUSTED})  # nobody could prepare for it


@dataclass(frozen=True, slots=True)
class LookAsked:
    """A new look that an event asks for; `on`: the day of the event, or that on which it was
    learned, where that was later."""

    event: RiskEvent
    by: date
    why: Sentence
    on: date


def events_after(facts: CaseFacts, who: Subject, last: Recorded | None) -> Iterator[LookAsked]:
    """Yield what asks for a look that the last one has not given. A day that is known ahead asks
    before it comes, and again once it has come; what was written down on the day of the last look,
    after it, asks too, unless that look was for it. So does what had made her safety doubtful
    before that look, and was learned after it: nobody could look at what nobody knew."""
    looked = last.on if last else None
    for (event, day, written), later in _events(facts, who, last):
        learned = max(day, written or day) if event in UNSETTLING else day
        since = later and looked is not None and day <= looked <= learned
        if event in UNFORESEEN:
            if looked is None or looked < day or since:
                yield _at_once(event, day)
            continue
        before = clock(_ahead(event)).before(day)
        if looked is None or looked < before:
            # Nobody was to do it before there was a case.
            by = max(before, facts.opened_on)
            yield _by(by, event, day, learned)
        # A day that was known ahead is looked at twice: before it, to prepare, and after it, for
        # what it changed.
        elif looked < day or since:
            by = clock(ClockStep.AFTER_EVENT).after(learned)
            yield _by(by, event, day, learned)
    if who.danger_since and (looked is None or looked < who.danger_since):
        yield _at_once(RiskEvent.DANGER, who.danger_since)


def unsettling(
    facts: CaseFacts, who: Subject, last: Recorded | None, today: date
) -> tuple[LookAsked, ...]:
    """Return what has happened since anybody looked at her risk that makes a word of before, that
    she is safe, doubtful."""
    asked = events_after(facts, who, last)
    return tuple(one for one in asked if one.event in UNSETTLING and one.on <= today)


def unsettled_in(facts: CaseFacts, today: date) -> dict[UUID, LookAsked]:
    """Return the last of it for each whom the case concerns, open or closed."""
    found = {
        who.person: unsettling(facts, who, facts.last(RecordKind.RISK, who.person), today)
        for who in facts.subjects
    }
    return {person: last_of(several) for person, several in found.items() if several}


def last_of(happened: Iterable[LookAsked]) -> LookAsked:
    return max(happened, key=lambda one: one.on)


def _by(by: date, event: RiskEvent, day: date, learned: date) -> LookAsked:
    says = say("{event}, {day}", event=event.sentence(), day=day)
    if learned > day:
        says = say("{what}, written down on {day}", what=says, day=learned)
    return LookAsked(event, by, says, learned)


def _at_once(event: RiskEvent, day: date) -> LookAsked:
    return _by(day, event, day, day)


def _ahead(event: RiskEvent) -> ClockStep:
    return ClockStep.BEFORE_EIGHTEEN if event is RiskEvent.EIGHTEEN else ClockStep.BEFORE_EVENT


def _events(
    facts: CaseFacts, who: Subject, last: Recorded | None
) -> Iterator[tuple[Happened, bool]]:
    """Yield each, and whether it was written down after the last look and for another reason than
    that look was for."""
    # By the place among the records and not by the day: of one day only the order tells what came
    # after the look.
    looked = next((n for n, record in enumerate(facts.records) if record is last), -1)
    for n, record in enumerate(facts.records):
        if record.kind in EVENTS and record.is_about(who.person):
            pressed = record.kind is RecordKind.PRESSURE
            code = RiskEvent.PRESSURE if pressed else record.codes.get("event")
            event = RiskEvent(code) if code in set(RiskEvent) else RiskEvent.OTHER
            since = n > looked and last is not None and last.codes.get("because") != event
            yield Happened(event, record.on, record.written), since
    for one in facts.events:
        # Of one day nobody knows which came first: a look that was for something else is no answer.
        other = last is not None and last.codes.get("because") != one.event
        yield one, one.event in UNSETTLING and other
    # Of whom it was sure at the opening that she is of age, no birthday is told.
    if who.eighteen and not who.is_adult(facts.opened_on):
        yield Happened(RiskEvent.EIGHTEEN, who.eighteen), False
