"""The hand-over: the giving side says whom it gave, and the receiving side confirms it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput
from fanal.core.journeys.events import Channel, CodeWord, Event, EventKind
from fanal.core.journeys.handovers import Handover, pair_up
from fanal.core.journeys.not_received import check_held, may_be_not_taken
from fanal.core.journeys.problems import ProblemKind
from fanal.core.words import say
from fanal.journeys.actions.arrivals import tell_who_never_came
from fanal.journeys.actions.custody import must_be_fit
from fanal.journeys.actions.events import (
    EventOrigin,
    HowConfirmed,
    PersonOrId,
    id_of,
    moment_of,
    record_event,
    state_now,
)
from fanal.journeys.actions.mails import owe
from fanal.journeys.actions.unplanned_handover import tell_of_another, tell_the_receiving
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent
from fanal.journeys.queries.custodians import gave, is_of
from fanal.journeys.queries.leads import leading_today

CONFIRMED_ALREADY = say("This was confirmed already.")
DENIED_SINCE = say(
    "Somebody said since that she was not there: write when she was seen there after that, or leave"
    " it empty."
)
GIVER_CONFIRMS = say("The giving side does not confirm for the receiving side.")


@transaction.atomic
def give(
    *,
    journey: Journey,
    giver: JourneyCustodian,
    receiver: JourneyCustodian,
    persons: Iterable[PersonOrId],
    count: int,
    by: User,
    handover: str = "",
    happened: bool = False,
    **when: Unpack[EventOrigin],
) -> JourneyEvent:
    """The giving side names the persons and says how many it counted; whoever leads another team of
    ours to which they go is told that something waits.

    Raises `BadInput` for whom `giver` does not hold or has given already, and `Refused` where
    `receiver` may not hold somebody: unless it has `happened`, which is kept and shown in red.
    """
    named = list(persons)
    _check_count(named, count)
    if not happened:
        check_held(state_now(journey).persons, map(id_of, named), str(giver.id))
        must_be_fit(
            journey=journey, custodians=[receiver], by=by, persons=map(id_of, named), asked=True
        )
    row = record_event(
        journey=journey,
        kind=EventKind.GIVEN,
        persons=named,
        custodian=str(giver.id),
        to=str(receiver.id),
        handover=handover or str(uuid4()),
        count=count,
        by=by,
        **when,
    )
    tell_the_receiving(journey, receiver, by)
    tell_of_another(journey, map(id_of, named), by)
    return row


def receive(
    *,
    journey: Journey,
    handover: str,
    custodian: JourneyCustodian,
    persons: Iterable[PersonOrId],
    count: int,
    by: User,
    said_by: str = "",
    channel: str = "",
    code_word: str = "",
    **when: Unpack[EventOrigin],
) -> JourneyEvent:
    """The receiving side names the persons and says how many it counted.

    `said_by` who there said so, by which `channel`, and whether the `code_word` was right; whoever
    is of the receiving side speaks for herself. Raises `BadInput` for what of it is missing, for
    the wrong side, for somebody of the giving side, and for what was confirmed already. A count
    that differs from the names, or a wrong code word, is kept and turns the journey red: nothing
    that was seen is thrown away.
    """
    named = list(persons)
    handover_state = _given_to(journey, handover, custodian, by)
    reached = _reached(custodian, by, said_by.strip(), channel, code_word)
    if _confirmed_already(handover_state, named, by):
        raise BadInput("persons", CONFIRMED_ALREADY)
    if (at := when.get("at")) is not None:
        ids = set(map(id_of, named))
        _must_be_after_denials(moment_of(journey, ids, at), handover_state, ids)
    return record_event(
        journey=journey,
        kind=EventKind.RECEIVED,
        persons=named,
        custodian=str(custodian.id),
        handover=handover,
        count=count,
        by=by,
        **reached,
        **when,
    )


@transaction.atomic
def say_who_is_there(
    *,
    journey: Journey,
    handover: str,
    custodian: JourneyCustodian,
    persons: Iterable[PersonOrId],
    count: int,
    words: str,
    by: User,
    **when: Unpack[EventOrigin],
) -> JourneyEvent:
    """The receiving side counted of these `persons`, and knows no code name: all are received, or
    nobody is; then what it counted and says is kept, and whoever leads the journey is told.

    Raises `BadInput` as `receive`, and where not all are there and no words say more.
    """
    named = list(persons)
    if not named:
        raise BadInput("count", CONFIRMED_ALREADY)
    # She who receives knows no code name: only “all” and “not all” can be said by her.
    if count == len(named):
        return receive(
            journey=journey,
            handover=handover,
            custodian=custodian,
            persons=named,
            count=count,
            by=by,
            **when,
        )
    _given_to(journey, handover, custodian, by)
    row = _counted_otherwise(journey, handover, custodian, named, count, words.strip(), by, **when)
    # Somebody may be missing between two teams: whoever leads it has to know at once.
    owe(leading_today(journey), timezone.localdate())
    return row


@transaction.atomic
def say_not_taken(
    *,
    journey: Journey,
    handover: str,
    persons: Iterable[PersonOrId],
    words: str,
    by: User,
    **when: Unpack[EventOrigin],
) -> JourneyEvent:
    """The receiving side did not take these `persons`, though it may have been confirmed: whoever
    gave them has them still, once another has said so too. Whoever leads the journey is told.

    Raises `BadInput` for who came by another way, is with others since or was said so of by `by`.
    """
    named = set(map(id_of, persons))
    now = state_now(journey)
    state = pair_up(now.events).get(handover)
    # Whoever was passed on since is with others, and nobody brings her back by saying so.
    if state is None or not named <= may_be_not_taken(now, handover):
        raise BadInput("persons", CONFIRMED_ALREADY)
    confirmed = [one for one in state.received if named & one.persons]
    if (at := when.get("at")) is not None:
        _must_be_after(moment_of(journey, named, at), state, confirmed)
    if any(str(by.pk) in state.deniers(person) for person in named):
        raise BadInput("persons", say("You have said so already: another person has to agree."))
    row = record_event(
        journey=journey,
        kind=EventKind.SETTLED,
        settles=ProblemKind.NOT_CONFIRMED,
        persons=named,
        custodian=state.giver,
        to=state.receiver if confirmed else "",
        handover=handover,
        reason=long_text("words", words, needed=say("Say what they said, and how you know.")),
        by=by,
        **when,
    )
    tell_who_never_came(journey, now, state_now(journey), state, by)
    owe([user for user in leading_today(journey) if user != by], timezone.localdate())
    return row


def _must_be_after(at: datetime, handover: Handover, confirmed: list[Event]) -> None:
    # Said of a time before she was given, or confirmed, it would never count.
    if at < handover.given[0].at or any(at <= one.at for one in confirmed):
        raise BadInput("at", say("this is before what happened last"))


def _must_be_after_denials(at: datetime, handover: Handover, persons: set[str]) -> None:
    # Of a time before it was denied it would not count, or be dropped with what was denied.
    if any(at <= one.at for one in handover.kept if persons & one.persons):
        raise BadInput("at", DENIED_SINCE)


def _counted_otherwise(
    journey: Journey,
    handover: str,
    custodian: JourneyCustodian,
    named: list[PersonOrId],
    count: int,
    words: str,
    by: User,
    **when: Unpack[EventOrigin],
) -> JourneyEvent:
    if not words:
        raise BadInput("words", say("Say what you see, and who is missing as far as you know."))
    return record_event(
        journey=journey,
        kind=EventKind.SETTLED,
        # It explains and does not settle: a missing confirmation is ended by a confirmation alone.
        settles=ProblemKind.NOT_CONFIRMED,
        persons=named,
        custodian=str(custodian.id),
        handover=handover,
        count=count,
        reason=words,
        by=by,
        **when,
    )


def _given_to(journey: Journey, handover: str, custodian: JourneyCustodian, by: User) -> Handover:
    """Return what was given in it, to `custodian`, and not by whoever confirms it."""
    handover_state = pair_up(state_now(journey).events).get(handover)
    if handover_state is None or not handover_state.given:
        raise BadInput("handover", say("Nobody was handed over here."))
    if handover_state.given[0].to != str(custodian.id):
        raise BadInput("custodian", say("They were handed over to somebody else."))
    giver = journey.custodians.filter(id=handover_state.giver).first()
    # Both sides by one person would confirm what nobody else saw.
    if gave(giver, handover_state, by):
        raise BadInput("persons", GIVER_CONFIRMS)
    return handover_state


def _reached(
    custodian: JourneyCustodian, by: User, said_by: str, channel: str, code_word: str
) -> HowConfirmed:
    """Return who of the receiving side said so, and how she was reached."""
    if is_of(custodian, by):
        return {
            "said_by": said_by or str(by),
            "channel": Channel(channel or Channel.IN_PERSON),
            # Among colleagues who see each other no code word is asked; of a voice on the
            # telephone it is.
            "code_word": CodeWord(code_word or CodeWord.NOT_ASKED),
        }
    if not said_by:
        raise BadInput("said_by", say("Say who of the receiving side said so."))
    for name, code, known in (
        ("channel", channel, set(Channel)),
        ("code_word", code_word, set(CodeWord)),
    ):
        if code not in known:
            raise BadInput(name, say("Please choose one."))
    return {"said_by": said_by, "channel": Channel(channel), "code_word": CodeWord(code_word)}


def _confirmed_already(handover: Handover, named: list[PersonOrId], by: User) -> bool:
    """Whether all were confirmed, not by one person alone for both sides, of whom `by` is not one,
    and with a count that agrees: a miscount is settled by counting again."""
    persons = set(map(id_of, named))
    second = persons <= handover.told_by_one and str(by.pk) not in handover.tellers
    return persons <= handover.confirmed and not second and not handover.waits_for_recount


def _check_count(named: list[PersonOrId], count: int) -> None:
    if count != len(named):
        raise BadInput(
            "count", say("You named {named} and counted {count}.", named=len(named), count=count)
        )
