"""What happens on a journey: prepared, given, received, signs of life, and what was settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Unpack
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases import actions as cases
from fanal.cases.models import Case
from fanal.coded_facts import actions as facts
from fanal.core.errors import BadInput
from fanal.core.journeys.events import Channel, CodeWord, Event, EventKind, Sign
from fanal.core.journeys.handovers import Handover, pair_up
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.words import say
from fanal.journeys.actions.custody import must_be_fit, must_have_a_go
from fanal.journeys.actions.event_details import (
    EventDetails,
    EventOrigin,
    HowConfirmed,
    PersonOrId,
)
from fanal.journeys.models import Hands, Happening, Journey, Traveller
from fanal.journeys.queries.custodians import gave, going_along, is_of, known_ones
from fanal.journeys.queries.events import events_of
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person

KEPT_FROM_HER = say("Somebody of ours on this journey must not know of her: plan another one.")
GIVER_CONFIRMS = say("The giving side does not confirm for the receiving side.")
GIVEN_ALREADY = say(
    "Somebody named was given to somebody else, who has not confirmed it: settle that first."
)
CLOCKS_DIFFER = timedelta(minutes=15)


@transaction.atomic
def record_event(
    *, journey: Journey, kind: str, persons: Iterable[PersonOrId], by: User, id: UUID | None = None,
    at: datetime | None = None, happened: bool = False, **more: Unpack[EventDetails],
) -> Happening:  # fmt: skip
    """Write down one event. Told twice with the same `id` it is written once.

    Raises `BadInput` for a time in the future, a person who is not of the journey, or an event
    that cannot be; `Refused` for a departure without a go, unless it has `happened` already.
    """
    known = Happening.objects.filter(id=id).first() if id else None
    if known is not None:
        return known
    moment = at or timezone.now()
    if moment > timezone.now() + CLOCKS_DIFFER:
        raise BadInput("at", say("This time is in the future: look at the clock."))
    named = frozenset(map(id_of, persons))
    event = Event(
        id=str(id or uuid4()), kind=EventKind(kind), at=moment, persons=named, by=str(by.pk), **more
    )
    _check_persons(journey, event)
    if event.kind is EventKind.DEPARTED and not happened:
        must_have_a_go(journey=journey, leaving=named)
    made = Happening.of(event, journey=journey, by=by, told_on=timezone.localdate())
    made.save(force_insert=True)
    facts.code_row(made)
    Journey.objects.filter(id=journey.id, followed=False).update(followed=True)
    _mark_cases(journey, by)
    detail = {"kind": event.kind, "n": len(named)}
    audit.record(act="journey.happened", by=by, about=journey.id, detail=detail)
    return made


@transaction.atomic
def prepare(
    *, journey: Journey, person: Person, case: Case, hands: Hands, by: User, nationality: str = "",
    at: datetime | None = None, late_reason: str = "",
) -> Traveller:  # fmt: skip
    """She is of this journey, in `hands` for now. After the departure it needs a reason.

    Where she is now is kept, whoever that is. Raises `BadInput` for a journey that has ended, for
    somebody who is on another one that has not, and where whoever leads this one or goes along is
    kept from her; `Refused` where somebody who is to take her over may not.
    """
    if journey.ended_on:
        raise BadInput("case", say("This journey has ended: plan another one."))
    if _departed(journey) and not late_reason.strip():
        raise BadInput("late_reason", say("The journey has departed: say why she is added now."))
    other = Traveller.objects.filter(person=person, journey__ended_on=None).exclude(journey=journey)
    if other.exists():
        raise BadInput("person", say("She is on another journey that has not ended."))
    if not case.concerns.filter(person=person).exists():
        raise BadInput("person", say("the case does not concern this person"))
    ours = {journey.lead_id, *(one.pk for one in going_along(journey))}
    if ours & kept_out_of_any(people=[person.id], cases=[case.id]):
        raise BadInput("case", KEPT_FROM_HER)
    made, new = Traveller.objects.get_or_create(
        journey=journey, person=person, defaults={"case": case, "nationality": nationality}
    )
    if not new:
        raise BadInput("person", say("She is on this journey already."))
    later = journey.hands.filter(planned=True).exclude(id=hands.id)
    must_be_fit(journey=journey, hands=known_ones(later), by=by, persons=[str(person.id)])
    record_event(
        journey=journey, kind=EventKind.PREPARED, persons=[person], hands=str(hands.id), at=at,
        reason=late_reason, by=by,
    )  # fmt: skip
    return made


def give(
    *, journey: Journey, giver: Hands, receiver: Hands, persons: Iterable[PersonOrId], count: int,
    by: User, handover: str = "", happened: bool = False, **when: Unpack[EventOrigin],
) -> Happening:  # fmt: skip
    """The giving side names the persons and says how many it counted.

    Raises `BadInput` for whom `giver` does not hold or has given already, and `Refused` where
    `receiver` may not hold somebody: unless it has `happened`, which is kept and shown in red.
    """
    named = list(persons)
    _check_count(named, count)
    if not happened:
        _check_held(journey, giver, named)
        must_be_fit(journey=journey, hands=[receiver], by=by, persons=map(id_of, named), asked=True)
    return record_event(
        journey=journey, kind=EventKind.GIVEN, persons=named, hands=str(giver.id),
        to=str(receiver.id), handover=handover or str(uuid4()), count=count, by=by, **when,
    )  # fmt: skip


def receive(
    *, journey: Journey, handover: str, hands: Hands, persons: Iterable[PersonOrId], count: int,
    by: User, said_by: str = "", channel: str = "", code_word: str = "",
    **when: Unpack[EventOrigin],
) -> Happening:  # fmt: skip
    """The receiving side names the persons and says how many it counted.

    `said_by` who there said so, by which `channel`, and whether the `code_word` was right; whoever
    is of the receiving side speaks for herself. Raises `BadInput` for what of it is missing, for
    the wrong side, for somebody of the giving side, and for what was confirmed already. A count
    that differs from the names, or a wrong code word, is kept and turns the journey red: nothing
    that was seen is thrown away.
    """
    named = list(persons)
    told = pair_up(state_now(journey).events).get(handover)
    if told is None or not told.given:
        raise BadInput("handover", say("Nobody was given in this hand-over."))
    given = told.given[0]
    if given.to != str(hands.id):
        raise BadInput("hands", say("They were given to somebody else."))
    giver = journey.hands.filter(id=told.giver).first()
    if gave(giver, told, by):
        raise BadInput("persons", GIVER_CONFIRMS)
    reached = _reached(hands, by, said_by.strip(), channel, code_word)
    if _confirmed_already(told, named, by):
        raise BadInput("persons", say("This was confirmed already."))
    return record_event(
        journey=journey, kind=EventKind.RECEIVED, persons=named, hands=str(hands.id),
        handover=handover, count=count, by=by, **reached, **when,
    )  # fmt: skip


def _reached(hands: Hands, by: User, said_by: str, channel: str, code_word: str) -> HowConfirmed:
    """Who of the receiving side said so, and how she was reached."""
    if is_of(hands, by):
        return {
            "said_by": said_by or str(by),
            "channel": Channel(channel or Channel.IN_PERSON),
            "code_word": CodeWord(code_word or CodeWord.NOT_ASKED),
        }
    if not said_by:
        raise BadInput("said_by", say("Say who of the receiving side said so."))
    for name, given, known in (
        ("channel", channel, set(Channel)), ("code_word", code_word, set(CodeWord)),
    ):  # fmt: skip
        if given not in known:
            raise BadInput(name, say("Please choose one."))
    return {"said_by": said_by, "channel": Channel(channel), "code_word": CodeWord(code_word)}


def _confirmed_already(handover: Handover, named: list[PersonOrId], by: User) -> bool:
    """All were confirmed, not by one person alone for both sides, of whom `by` is not one, and
    with a count that agrees: a miscount is settled by counting again.
    """
    persons = set(map(id_of, named))
    second = persons <= handover.told_by_one and str(by.pk) not in handover.tellers
    return persons <= handover.confirmed and not second and not handover.waits_for_recount


def sign_of_life(
    *,
    journey: Journey,
    persons: Iterable[PersonOrId],
    sign: str,
    by: User,
    **when: Unpack[EventOrigin],
) -> Happening:
    if sign not in set(Sign):
        raise BadInput("sign", say("{code} is not in the list", code=sign))
    return record_event(
        journey=journey,
        kind=EventKind.SIGN_OF_LIFE,
        persons=persons,
        sign=Sign(sign),
        by=by,
        **when,
    )


def settle(
    *,
    journey: Journey,
    trouble: str,
    handover: str,
    persons: Iterable[PersonOrId],
    reason: str,
    by: User,
) -> Happening:
    """Explain a trouble. A missing confirmation is not settled by words."""
    if not reason.strip():
        raise BadInput("reason", say("Say what was found."))
    return record_event(
        journey=journey, kind=EventKind.SETTLED, persons=persons, settles=trouble,
        handover=handover, reason=reason, by=by,
    )  # fmt: skip


def release(*, journey: Journey, persons: Iterable[PersonOrId], reason: str, by: User) -> Happening:
    """She goes on without us, one of us says. It counts once another has said so too.

    Raises `BadInput` without a reason, or for whom `by` has said it already.
    """
    if not reason.strip():
        raise BadInput("reason", say("Say why."))
    named = set(map(id_of, persons))
    for event in state_now(journey).events:
        if event.kind is EventKind.LEFT and event.by == str(by.pk) and named & event.persons:
            raise BadInput("persons", say("You have said so already: another person has to agree."))
    return record_event(
        journey=journey, kind=EventKind.LEFT, persons=named, reason=reason.strip(), by=by
    )


def state_now(journey: Journey) -> JourneyState:
    return state_of(events_of(journey.happenings.all())[journey.id])


def id_of(person: PersonOrId) -> str:
    """The id of a person, given as a row or as the id itself, as events name it."""
    return str(getattr(person, "id", person))


def _check_held(journey: Journey, giver: Hands, named: list[PersonOrId]) -> None:
    state = state_now(journey)
    for person in named:
        one = state.persons.get(id_of(person))
        if one is not None and one.hands != str(giver.id):
            raise BadInput("persons", say("Somebody named is not with them."))
        if one is not None and one.given_to:
            raise BadInput("persons", GIVEN_ALREADY)


def _departed(journey: Journey) -> bool:
    return any(row.event().kind is EventKind.DEPARTED for row in journey.happenings.all())


def _check_persons(journey: Journey, event: Event) -> None:
    """Only people of the journey are named. A stranger at the door is told by the count."""
    known = {str(one) for one in journey.travellers.values_list("person", flat=True)}
    if event.persons - known:
        raise BadInput("persons", say("Somebody named is not of this journey."))


def _check_count(named: list[PersonOrId], count: int) -> None:
    if count != len(named):
        raise BadInput(
            "count", say("You named {named} and counted {count}.", named=len(named), count=count)
        )


def _mark_cases(journey: Journey, by: User) -> None:
    """A case between two hands cannot be closed: tell the floor below."""
    state = state_now(journey)
    between = {person for problem in state.problems if problem.red for person in problem.persons}
    rows = list(journey.travellers.select_related("case"))
    waiting = {row.case_id for row in rows if str(row.person_id) in between}
    for case in {row.case_id: row.case for row in rows}.values():
        if case.on_the_way != (case.id in waiting):
            cases.cases.set_on_the_way(case=case, on_the_way=case.id in waiting, by=by)
