"""What happens on a journey: any event of it, signs of life, and what was settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import TypedDict, Unpack, cast
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions import cases
from fanal.cases.actions.present import danger_begins, must_have_happened
from fanal.cases.models.case_days import keeping
from fanal.coded_facts import actions as facts
from fanal.core.calendars.hours import after_those_of_its_minute
from fanal.core.casework.contact_evidence import sign_and_word
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.journeys.ending import check_after_departure, to_leave
from fanal.core.journeys.events import Channel, CodeWord, Event, EventKind, Sign
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.journeys.still_travelling import last_seen
from fanal.core.words import say
from fanal.journeys.actions.arrivals import tell_who_came
from fanal.journeys.actions.custody import must_be_handed_over, must_have_a_go
from fanal.journeys.actions.notices import other_teams_told
from fanal.journeys.actions.other_files import missed_sign_has_come, store_in_other_files
from fanal.journeys.actions.removed_travellers import no_longer_with_us
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent
from fanal.journeys.queries.events import events_of
from fanal.people.models import Person

# A border too is not crossed without a go, whether or not anybody said that they left.
NEEDS_A_GO = frozenset({EventKind.DEPARTED, EventKind.CROSSED})


@transaction.atomic
def record_event(
    *,
    journey: Journey,
    kind: str,
    persons: Iterable[PersonOrId],
    by: User,
    id: UUID | None = None,
    at: datetime | None = None,
    happened: bool = False,
    **more: Unpack[EventDetails],
) -> JourneyEvent:
    """Write down one event. Told twice with the same `id` it is written once.

    Raises `BadInput` for a time in the future, a person who is not of the journey, or an event
    that cannot be; `Refused` for a departure or a border without a go, and for who is said to be
    home while an escort has her, unless it has `happened` already.
    """
    # A form sent again over a weak line carries the id of the first time.
    if id and (recorded := JourneyEvent.objects.filter(id=id).first()):
        return recorded
    named = frozenset(map(id_of, persons))
    moment = moment_of(journey, named, at) if at else timezone.now()
    must_have_happened("at", moment)
    event = Event(
        id=str(id or uuid4()), kind=EventKind(kind), at=moment, persons=named, by=str(by.pk), **more
    )
    _check_persons(journey, event)
    check_after_departure(event, events_of(journey.happenings.all())[journey.id])
    if not happened:
        _may_happen(journey, event)
    row = JourneyEvent.of(event, journey=journey, by=by, told_on=timezone.localdate())
    travel = journey.travellers.order_by().values_list("case", flat=True)
    with keeping(*set(travel)), other_teams_told(journey, by):
        row.save(force_insert=True)
    facts.code_row(row)
    Journey.objects.filter(id=journey.id, followed=False).update(followed=True)
    _follow(journey, event, by)
    detail = {"kind": event.kind, "n": len(named)}
    audit.record(act="journey.happened", by=by, about=journey.id, detail=detail)
    return row


def moment_of(journey: Journey, persons: Collection[str], at: datetime) -> datetime:
    """Return when it was that somebody wrote `at`, after what these persons did in its minute."""
    told = events_of(journey.happenings.all())[journey.id]
    return after_those_of_its_minute(at, (one.at for one in told if one.persons & set(persons)))


def _may_happen(journey: Journey, event: Event) -> None:
    """Check that a departure has a go and a return a hand-over: what is not over yet could still be
    done otherwise."""
    if event.kind in NEEDS_A_GO:
        must_have_a_go(journey=journey, leaving=event.persons)
    if event.kind is EventKind.RETURNED:
        must_be_handed_over(journey=journey, state=state_now(journey), home=event.persons)


def sign_of_life(
    *,
    journey: Journey,
    persons: Iterable[PersonOrId],
    sign: str,
    by: User,
    at: datetime | date | None = None,
    id: UUID | None = None,
) -> JourneyEvent:
    """Write down a sign of life. `at`: the day alone where nobody knows the hour. It then counts
    from the beginning of it: the next is due no later than it would be by any hour of that day.
    With a wrong code word it is none, and each of them is in danger."""
    day = None if at is None or isinstance(at, datetime) else at
    sign, word = sign_and_word(sign)
    check_code("sign", sign, Sign)
    return record_event(
        journey=journey,
        kind=EventKind.SIGN_OF_LIFE,
        persons=persons,
        sign=Sign(sign),
        code_word=CodeWord(word) if word else None,
        by=by,
        id=id,
        at=timezone.make_aware(datetime.combine(day, time())) if day else cast("datetime", at),
        day=day,
    )


def settle(
    *,
    journey: Journey,
    trouble: str,
    handover: str,
    persons: Iterable[PersonOrId],
    reason: str,
    by: User,
) -> JourneyEvent:
    """Explain a trouble. A missing confirmation is not settled by words."""
    if not reason.strip():
        raise BadInput("reason", say("Say what was found."))
    return record_event(
        journey=journey,
        kind=EventKind.SETTLED,
        persons=persons,
        settles=trouble,
        handover=handover,
        reason=reason,
        by=by,
    )


def release(
    *,
    journey: Journey,
    persons: Iterable[PersonOrId],
    reason: str,
    by: User,
    stays: JourneyCustodian | None = None,
) -> JourneyEvent:
    """Write down, by one of us, that she goes on without us; it counts once another said so too.
    `stays`: who has her, where she does not leave.

    Raises `BadInput` without a reason, for whom `by` has said it already, and for who has left and
    is said to stay.
    """
    if not reason.strip():
        raise BadInput("reason", say("say why"))
    named = set(map(id_of, persons))
    state, to = state_now(journey), str(stays.id) if stays else ""
    if to and not named <= to_leave(state):
        raise BadInput("stays", say("This is asked of who has not left yet."))
    events, word = state.events, (EventKind.LEFT, str(by.pk), to)
    for event in (event for event in events if (event.kind, event.by, event.to) == word):
        # Two people end the watch over somebody: the same one twice is one.
        if any(_not_seen_since(event, person, events) for person in named & event.persons):
            raise BadInput("persons", say("You have said so already: another person has to agree."))
    return record_event(
        journey=journey, kind=EventKind.LEFT, persons=named, reason=reason.strip(), to=to, by=by
    )


def _not_seen_since(leaving: Event, person: str, events: Iterable[Event]) -> bool:
    """Whether nobody saw her after this word of leaving: whoever was found again may leave again,
    and both say so anew."""
    seen = last_seen(event for event in events if person in event.persons)
    return seen is None or leaving.at >= seen


def state_now(journey: Journey) -> JourneyState:
    return state_of(events_of(journey.happenings.all())[journey.id])


def id_of(person: PersonOrId) -> str:
    """Return the id of a person, given as a row or as the id itself, as events name it."""
    return str(getattr(person, "id", person))


def _check_persons(journey: Journey, event: Event) -> None:
    """Check that only people of the journey are named. A stranger at the door is told
    by the count."""
    travellers = {str(file) for file in journey.travellers.values_list("person", flat=True)}
    if event.persons - travellers:
        raise BadInput("persons", say("Somebody named is not on this journey."))


def _follow(journey: Journey, event: Event, by: User) -> None:
    """Update what the cases of the people keep of it."""
    state = state_now(journey)
    _mark_cases(journey, state, by)
    if event.kind is EventKind.LEFT:
        no_longer_with_us(journey, state, event.persons)
    store_in_other_files(journey, state, event.persons)
    missed_sign_has_come(journey, state, event)
    if event.kind is EventKind.RECEIVED:
        tell_who_came(journey, state, event, by)
    if event.calls_for_help:
        for row in journey.travellers.select_related("case"):
            if str(row.person_id) in event.persons:
                on = timezone.localdate(event.at)
                danger_begins(case=row.case, person=row.person_id, on=on, by=by)


def _mark_cases(journey: Journey, state: JourneyState, by: User) -> None:
    """Mark the cases between two custodians, which cannot be closed."""
    between = {person for problem in state.problems if problem.red for person in problem.persons}
    rows = list(journey.travellers.select_related("case"))
    waiting = {row.case_id for row in rows if str(row.person_id) in between}
    for case in {row.case_id: row.case for row in rows}.values():
        # Written only where it changes: each writing is an entry of the journal.
        if case.on_the_way != (case.id in waiting):
            cases.set_on_the_way(case=case, on_the_way=case.id in waiting, by=by)


type PersonOrId = Person | UUID | str  # a person, or her id


class EventDetails(TypedDict, total=False):
    """The other details of an event, as in `fanal.core.journeys.events`."""

    custodian: str
    to: str
    handover: str
    count: int
    sign: Sign
    reason: str
    settles: str
    said_by: str
    channel: Channel
    code_word: CodeWord | None
    day: date | None


class EventOrigin(TypedDict, total=False):  # by whoever tells it
    id: UUID | None
    at: datetime | None


class HowConfirmed(TypedDict):
    said_by: str
    channel: Channel
    code_word: CodeWord
