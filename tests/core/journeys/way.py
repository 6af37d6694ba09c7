"""A group return of 14 December 2011: from the shelter to the escort, over the bridge, and home."""

from datetime import UTC, datetime, timedelta

from fanal.core.journeys.events import Event, EventKind, Sign

START = datetime(2011, 12, 14, 6, tzinfo=UTC)
GROUP = tuple(f"p{n:02}" for n in range(1, 8))
SHELTER, ESCORT, CENTRE, FAMILY = "shelter", "escort", "transit centre", "family"


def at(hours, minutes=0):
    return START + timedelta(hours=hours, minutes=minutes)


def event(id, kind, when, persons=GROUP, **more):
    return Event(id=id, kind=kind, at=when, persons=frozenset(persons), **more)


def prepared(persons=GROUP, custodian=SHELTER, when=None, id="prepared"):
    return event(id, EventKind.PREPARED, when or at(-48), persons, custodian=custodian)


def given(handover, custodian, to, when, persons=GROUP, **more):
    given = {"id": f"{handover}-given", "count": len(persons)}
    return event(
        kind=EventKind.GIVEN,
        when=when,
        persons=persons,
        handover=handover,
        custodian=custodian,
        to=to,
        **(given | more),
    )


def received(handover, custodian, when, persons=GROUP, **more):
    given = {"id": f"{handover}-received", "count": len(persons)}
    return event(
        kind=EventKind.RECEIVED,
        when=when,
        persons=persons,
        handover=handover,
        custodian=custodian,
        **(given | more),
    )


def both(handover, custodian, to, when, persons=GROUP):
    return [
        given(handover, custodian, to, when, persons),
        received(handover, to, when + timedelta(minutes=5), persons),
    ]


def seen(person, when, sign=Sign.SEEN):
    return event(
        f"sign-{person}-{when:%m%d%H%M}", EventKind.SIGN_OF_LIFE, when, [person], sign=sign
    )


def whole_way():
    return [
        prepared(),
        *both("H1", SHELTER, ESCORT, at(0)),
        event("left-town", EventKind.DEPARTED, at(0, 30)),
        event("bridge", EventKind.CROSSED, at(5)),
        event("town", EventKind.ARRIVED, at(6)),
        *both("H2", ESCORT, CENTRE, at(7)),
        event("home", EventKind.RETURNED, at(8)),
    ]


def who_is_where(state):
    """Who is in which hands; every person once."""
    held = {}
    for one in state.persons.values():
        held.setdefault(one.custodian, set()).add(one.person)
    return {name: frozenset(persons) for name, persons in held.items()}
