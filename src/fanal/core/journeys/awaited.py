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


def to_come(
    state: JourneyState, ours: Collection[str], others: Collection[str] = ()
) -> frozenset[str]:
    """Return who travels and is with another custodian than `ours`, nor given to them. `others`
    take people in as they do: who has come to one of these goes no further."""
    # Whoever was given to them already is asked about as given: counting her here as well would
    # make one person two.
    return frozenset(
        person
        for person, one in state.persons.items()
        if one.stage in MOVES
        and one.custodian not in {*ours, *others}
        and not set(ours) & set(one.given_to)
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
    others: Collection[str] = (),
) -> Awaited:
    """Return what the custodians `ours` wait for; `comes`: whether people come to them by the plan,
    `others`: who takes people in as they do."""
    return Awaited(
        to_come(state, ours, others) if comes else frozenset(),
        frozenset(p for p, one in state.persons.items() if set(ours) & set(one.given_to)),
        frozenset(p for p, one in state.persons.items() if one.custodian in ours),
        ways,
        bool(others),
    )


def differs(before: Awaited, after: Awaited) -> bool:
    """Whether somebody comes no more or comes now, or they come otherwise."""
    return bool(_gone(before, after) or _new(before, after) or before.ways != after.ways)


def after_it(known: LastKnown, before: Awaited, after: Awaited) -> LastKnown:
    # A sum over all changes since, not the last one: a person taken off the journey and put back is
    # news to nobody.
    gone = known.gone + len(_gone(before, after)) - len(_new(before, after))
    # Below none only where they were told that nobody comes: then more people are the news that
    # somebody does (`AGAIN`).
    return replace(known, gone=gone if known.n == 0 else max(0, gone))


def news_of(known: LastKnown, now: Awaited, *, ended: bool) -> AwaitedNews | None:
    """Return what those who knew this last are told; None where it is as they know it."""
    if known.gone > 0 and not now.people:
        if ended:
            return AwaitedNews.ENDED
        # Who has lost the leg goes home; who still has it, and awaits nobody, may have to look for
        # somebody.
        lost = known.ways and not now.ways
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
    return before.people - after.people - after.here


def _new(before: Awaited, after: Awaited) -> frozenset[str]:
    return after.people - before.people - before.here
