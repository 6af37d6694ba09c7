"""Interpreters and volunteers: what they are tied to, and whether one can help in a case.

No relation to her, to the trafficker or to the case: domain page on the programmes, 2.4; a
volunteer can be the recruiter's cousin: 1.4 (6); vetting ends after 24 months, and her hours: 7.2.
In doubt a name counts as the same, as with visitors of a house.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say
from scriptnames import Level, compare

A_DAY = Decimal(24)


class HelperKind(LabelledEnum):
    INTERPRETER = "interpreter", say("interpreter")
    VOLUNTEER = "volunteer", say("volunteer")


class HelperState(LabelledEnum):
    ACTIVE = "active", say("active")
    PAUSED = "paused", say("paused")


class TieKind(LabelledEnum):
    FAMILY = "family", say("is of the family of")
    VILLAGE = "village", say("comes from, or lives in")
    EMPLOYER = "employer", say("works or worked for")
    SUSPECT = "suspect", say("knows, owes or is owed by")


class LeftOutReason(LabelledEnum):
    """Why somebody is left out, the heaviest first."""

    SUSPECT = "suspect", say("is, or is tied to, a suspect or somebody close to one")
    NEVER_TELL = "never_tell", say("is, or is tied to, somebody who must never hear of this case")
    RELATED = "related", say("is, or is tied to, her or somebody around her")
    COMMUNITY = "community", say("comes from where she comes from, and somebody is a danger to her")
    KEPT_OFF = "kept_off", say("was kept off this case")
    NOT_VETTED = "not_vetted", say("no vetting holds on this day")


@dataclass(frozen=True, slots=True)
class HelperTie:
    kind: TieKind
    name: str


@dataclass(frozen=True, slots=True)
class HelperFacts:
    """The facts about one helper. `vetted_until`: the last day on which her vetting holds.
    `kept_off`: of this case. `cleared`: a lead looked, and the name that is alike is another's."""

    name: str
    state: HelperState
    vetted_until: date | None
    ties: tuple[HelperTie, ...] = ()
    kept_off: bool = False
    cleared: bool = False

    def called(self) -> list[str]:
        """Her own name, and the names of whom she is tied to."""
        return [self.name, *(tie.name for tie in self.ties if tie.kind is not TieKind.VILLAGE)]

    def places(self) -> list[str]:
        return [tie.name for tie in self.ties if tie.kind is TieKind.VILLAGE]


@dataclass(frozen=True, slots=True)
class NamesOfCase:
    """Names as the reader opens them. `never`: who must never hear of it. `suspects`: with who is
    close to one. `around`: herself and whoever else is known around her. `places`: where she comes
    from."""

    never: tuple[str, ...] = ()
    suspects: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def in_danger(self) -> bool:
        return bool(self.never or self.suspects)


def reason_left_out(helper: HelperFacts, case: NamesOfCase, on: date) -> LeftOutReason | None:
    """The first reason to leave somebody out; None where nothing is known against her."""
    # First: it was decided for this very case, and no name that was cleared lifts it.
    if helper.kept_off:
        return LeftOutReason.KEPT_OFF
    # "Cleared" is about a name that is alike; it replaces no vetting.
    found = None if helper.cleared else _by_name(helper, case)
    if found is None and (helper.vetted_until is None or helper.vetted_until < on):
        return LeftOutReason.NOT_VETTED
    return found


def _by_name(helper: HelperFacts, case: NamesOfCase) -> LeftOutReason | None:
    called = helper.called()
    if _alike(called, case.suspects):
        return LeftOutReason.SUSPECT
    if _alike(called, case.never):
        return LeftOutReason.NEVER_TELL
    if _alike(called, case.around):
        return LeftOutReason.RELATED
    # From the same village is a reason to ask her first; it keeps somebody away only where there
    # is danger.
    if case.in_danger and _alike(helper.places(), case.places):
        return LeftOutReason.COMMUNITY
    return None


def may_endanger(called: Iterable[str], case: NamesOfCase) -> bool:
    """Whether somebody with these names may be one of those who must never hear of the case."""
    return _alike(called, (*case.suspects, *case.never))


def comes_from_her_place(helper: HelperFacts, case: NamesOfCase) -> bool:
    """Whether this helper is tied to a place that the person comes from: nobody is known to be a
    danger, and still she is asked first whether she wants this one."""
    return _alike(helper.places(), case.places)


def _alike(some: Iterable[str], others: Sequence[str]) -> bool:
    """Whether any two of these names may be the same; in doubt they are: a cousin is
    often written another way."""
    return any(
        compare(one, other).level >= Level.PART
        for one in some
        if one.strip()
        for other in others
        if other.strip()
    )


def check_hours(hours: Decimal, of_the_day: Iterable[Decimal] = ()) -> None:
    """Check the hours of a day. `of_the_day`: what was written of it before. Raises `BadInput`."""
    if hours <= 0:
        raise BadInput("hours", say("more than nothing"))
    if sum(of_the_day, hours) > A_DAY:
        raise BadInput("hours", say("a day has 24 hours"))
