"""The people whom a custodian waits for on a journey, and what becomes of that when it changes.

The other side of a hand-over plans by it: who no longer comes is looked for at the border.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from fanal.core.journeys.state import JourneyStage, JourneyState

MOVES = frozenset({JourneyStage.IN_PREPARATION, JourneyStage.ON_THE_WAY})

type Ways = tuple[tuple[str, ...], ...]  # of each leg: all that is planned of it


class AwaitedNews(StrEnum):
    NOT_YOURS = "not_yours"  # no leg is theirs any more
    ENDED = "ended"  # the journey
    NOBODY = "nobody"  # of those who were to come
    FEWER = "fewer"
    CHANGED = "changed"  # the hour or the way
    AGAIN = "again"  # after it was said that nobody comes


NOBODY_COMES = frozenset({AwaitedNews.NOT_YOURS, AwaitedNews.ENDED, AwaitedNews.NOBODY})


@dataclass(frozen=True, slots=True)
class Awaited:
    """The people whom custodians wait for. `to_come` are on the way to them, `given` were given to
    them, who has not said that they are there, and `here` are with them, or were and were given on.
    `ways`: the legs by which they come; `own`: these are the custodians' own legs. `shared`: others
    of the plan take people in as well, and nothing says who comes to whom."""

    to_come: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()
    ways: Ways = ()
    own: bool = False
    shared: bool = False

    @property
    def people(self) -> frozenset[str]:
        return self.to_come | self.given


@dataclass(frozen=True, slots=True)
class LastKnown:
    """What they knew last: how many were awaited by which `ways`. `gone`: how many of these come no
    more; less than none where more come. `own`, `shared`: as in `Awaited`; `own` is None where
    nobody wrote down whose legs these are. `denied`: how many they had said are there, of whom two
    others say that they never came."""

    n: int
    ways: Ways
    gone: int = 0
    own: bool | None = False
    shared: bool = False
    denied: int = 0

    @property
    def left(self) -> int:
        return self.n - self.gone


def to_come(state: JourneyState, ours: Collection[str], *, shared: bool = False) -> frozenset[str]:
    """Return who travels and is with another custodian than `ours`, nor given to them; where it is
    `shared` who takes people in, nobody who was with `ours` and was given on."""
    # Whoever was given to them already is asked about as given: counting her here as well would
    # make one person two. Who is with others that take people in may be there for the night alone.
    return frozenset(
        person
        for person, one in state.persons.items()
        if one.stage in MOVES
        and one.custodian not in ours
        and not set(ours) & {*one.given_to, *(one.held_by if shared else ())}
    )


def with_them(state: JourneyState, ours: Collection[str]) -> frozenset[str]:
    """Return who has left and is with the custodians `ours`."""
    # Who is still to leave is where she was before, and nobody has handed her to anybody.
    return frozenset(
        person
        for person, one in state.persons.items()
        if one.stage is JourneyStage.ON_THE_WAY and one.custodian in ours
    )


def back_from_them(state: JourneyState, ours: Collection[str]) -> frozenset[str]:
    """Return who is back, had the custodians `ours` last, and of whom nobody has said since who has
    her."""
    return frozenset(
        person
        for person, one in state.persons.items()
        if one.stage is JourneyStage.RETURNED and one.custodian in ours and not one.kept
    )


def awaited_by(
    state: JourneyState,
    ours: Collection[str],
    ways: Ways,
    *,
    comes: bool,
    own: bool,
    shared: bool,
) -> Awaited:
    """Return what the custodians `ours` wait for; `comes`: whether people come to them by the plan.
    `own`, `shared`: as in `Awaited`."""
    return Awaited(
        to_come(state, ours, shared=shared) if comes else frozenset(),
        frozenset(p for p, one in state.persons.items() if set(ours) & set(one.given_to)),
        frozenset(
            p for p, one in state.persons.items() if set(ours) & {one.custodian, *one.held_by}
        ),
        ways,
        own,
        shared,
    )


def differs(before: Awaited, after: Awaited) -> bool:
    """Whether somebody comes no more or comes now, or they come otherwise."""
    if before.ways != after.ways or before.own != after.own:
        return True
    gone = before.people - after.people - after.here or never_there(before, after)
    return bool(gone or after.people - before.people)


def never_there(before: Awaited, after: Awaited) -> frozenset[str]:
    """Return who was with them, as they had said, and never came to them after all: two others said
    so, whom they may contradict."""
    return before.here - after.here - after.people


def after_it(known: LastKnown, before: Awaited, after: Awaited) -> LastKnown:
    # A sum over all changes since, not the last one: a person taken off the journey and put back is
    # news to nobody.
    was, now = _as_sure_as(known, before), _as_sure_as(known, after)
    # Who has arrived has stopped being awaited too, and is no loss.
    denied = never_there(before, after)
    gone = len(was - now - after.here | denied) - len(now - was - before.here)
    return replace(known, gone=known.gone + gone, denied=known.denied + len(denied))


def news_of(known: LastKnown, now: Awaited, *, ended: bool) -> AwaitedNews | None:
    """Return what those who knew this last are told; None where it is as they know it."""
    if known.gone > 0 and not _as_sure_as(known, now):
        if ended:
            return AwaitedNews.ENDED
        # Who has lost the leg goes home; who still has it, and awaits nobody, may have to look for
        # somebody.
        lost = known.own and not now.own
        return AwaitedNews.NOT_YOURS if lost else AwaitedNews.NOBODY
    if known.gone > 0:
        return AwaitedNews.FEWER
    if not now.to_come:  # they were given: it is asked whether they are there
        return None
    # That more come is news to who was told that nobody does.
    if known.n == 0 and known.gone < 0:
        return AwaitedNews.AGAIN
    return AwaitedNews.CHANGED if known.ways and now.ways != known.ways else None


def _as_sure_as(known: LastKnown, awaited: Awaited) -> frozenset[str]:
    """Return whom they await as surely as they knew it: to who was told of a leg of theirs, or that
    nobody comes, somebody who may go to others is none who comes, unless she was given to them."""
    own = bool(known.ways) if known.own is None else known.own
    sure = own or not known.n
    return awaited.given if sure and awaited.shared else awaited.people
