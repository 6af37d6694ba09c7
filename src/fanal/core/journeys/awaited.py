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
    them, who has not said that they are there, and `here` are with them. `ways`: their legs.
    `shared`: others of the plan take people in as well, and nothing says who comes to whom."""

    to_come: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()
    ways: Ways = ()
    shared: bool = False

    @property
    def people(self) -> frozenset[str]:
        return self.to_come | self.given


@dataclass(frozen=True, slots=True)
class LastKnown:
    """What they knew last: how many were awaited by which `ways`. `gone`: how many of these come no
    more; less than none where more come. `shared`: as in `Awaited`."""

    n: int
    ways: Ways
    gone: int = 0
    shared: bool = False

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


def awaited_by(
    state: JourneyState,
    ours: Collection[str],
    ways: Ways,
    *,
    comes: bool,
    shared: bool = False,
) -> Awaited:
    """Return what the custodians `ours` wait for; `comes`: whether people come to them by the plan.
    `shared`: as in `Awaited`."""
    return Awaited(
        to_come(state, ours, shared=shared) if comes else frozenset(),
        frozenset(p for p, one in state.persons.items() if set(ours) & set(one.given_to)),
        frozenset(p for p, one in state.persons.items() if one.custodian in ours),
        ways,
        shared,
    )


def differs(before: Awaited, after: Awaited) -> bool:
    """Whether somebody comes no more or comes now, or they come otherwise."""
    return bool(_gone(before, after) or _new(before, after) or before.ways != after.ways)


def after_it(known: LastKnown, before: Awaited, after: Awaited) -> LastKnown:
    # They read that their leg is theirs no more: who leaves since was not to come to them.
    if known.ways and not before.ways and _may_go_to_others(after):
        return known
    # A sum over all changes since, not the last one: a person taken off the journey and put back is
    # news to nobody.
    gone = known.gone + len(_gone(before, after)) - len(_new(before, after))
    # Below none only where they were told that nobody comes: then more people are the news that
    # somebody does (`AGAIN`).
    return replace(known, gone=gone if known.n == 0 else max(0, gone))


def news_of(known: LastKnown, now: Awaited, *, ended: bool) -> AwaitedNews | None:
    """Return what those who knew this last are told; None where it is as they know it."""
    lost = known.ways and not now.ways
    if known.gone > 0 and not (now.given if lost and now.shared else now.people):
        if ended:
            return AwaitedNews.ENDED
        # Who has lost the leg goes home; who still has it, and awaits nobody, may have to look for
        # somebody.
        return AwaitedNews.NOT_YOURS if lost else AwaitedNews.NOBODY
    if known.gone > 0:
        return AwaitedNews.FEWER
    if not now.to_come:  # they were given: it is asked whether they are there
        return None
    if known.gone < 0:
        return AwaitedNews.AGAIN
    return AwaitedNews.CHANGED if known.ways and now.ways != known.ways else None


def _gone(before: Awaited, after: Awaited) -> frozenset[str]:
    # Who has arrived has stopped being awaited too, and is no loss.
    return before.people - _as_sure_as(before, after) - after.here


def _new(before: Awaited, after: Awaited) -> frozenset[str]:
    return after.people - _as_sure_as(after, before) - before.here


def _as_sure_as(planned: Awaited, other: Awaited) -> frozenset[str]:
    """Return whom they await in `other`: where who came by a leg in `planned` may go to others in
    it, only who was given to them. What the leg said is said no more, or not yet."""
    return other.given if planned.ways and _may_go_to_others(other) else other.people


def _may_go_to_others(awaited: Awaited) -> bool:
    return awaited.shared and not awaited.ways
