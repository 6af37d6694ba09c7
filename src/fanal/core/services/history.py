"""What happened with one service, step by step; what follows from it, and how services are counted.

Steps are only added. That somebody was asked, that they said yes and that a visit happened are
three facts: none of them is counted as another. Evaluations find referrals counted as help.

Its `timers.toml` says after how many days a service is looked at again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.statements import StatementSource
from fanal.core.closed_lists import check_code
from fanal.core.data_files.toml_tables import TomlTable, shipped_text
from fanal.core.errors import BadInput
from fanal.core.law.timers import read_lengths
from fanal.core.services.kinds import AT_ONCE, ServiceKind
from fanal.core.services.states import (
    EXPECTED,
    MOVES,
    Barrier,
    EndReason,
    Refuser,
    ServiceState,
    Useful,
)
from fanal.core.words import say

S = ServiceState
NOT_TRUSTED = say("this partner is not trusted any more: no new service there, ask the director")
NEEDS_BARRIER = frozenset({S.REFUSED, S.NOT_AVAILABLE})


@dataclass(frozen=True, slots=True)
class ServiceStep:
    """A step of a service. `until`: the day on which the waiting list is promised to end.
    `said_by`: the code of who said so, "" where nobody wrote it. `takes_back`: the number, from 1,
    of the step that it says was a mistake (`fanal.core.services.history`)."""

    state: ServiceState
    on: date
    refused_by: Refuser | None = None
    barrier: Barrier | None = None
    end: EndReason | None = None
    useful: Useful | None = None
    until: date | None = None
    said_by: str = ""
    takes_back: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceGiver:
    """The giver of a service. A partner is asked by a referral alone, so that the gate decides."""

    partner: bool = False
    referral: bool = False
    dangerous: bool = False


def state_of(steps: Sequence[ServiceStep]) -> ServiceState:
    return steps[-1].state if steps else S.WANTED


def check_step(
    steps: Sequence[ServiceStep], new: ServiceStep, giver: ServiceGiver, today: date
) -> None:
    """Check a new step. Raises `BadInput` naming the question: a move that cannot be, a day out of
    order, a no without by whom and why."""
    now = state_of(steps)
    if new.state not in MOVES[now]:
        words = {"start": now.sentence(), "end": new.state.sentence()}
        raise BadInput("state", say("What is “{start}” cannot become “{end}”.", **words))
    _check_giver(new.state, giver)
    refuse_future("on", new.on, today)
    if steps and new.on < steps[-1].on:
        raise BadInput(
            "on", say("this comes before what is saved already: {day}", day=steps[-1].on)
        )
    _check_reasons(new)


def _check_giver(state: ServiceState, giver: ServiceGiver) -> None:
    if state is S.ASKED and giver.partner and not giver.referral:
        raise BadInput("state", say("a partner is asked by a referral"))
    if state in (EXPECTED | {S.BEGUN}) and giver.dangerous:
        raise BadInput("state", NOT_TRUSTED)


def _check_reasons(new: ServiceStep) -> None:
    if new.state is S.REFUSED and new.refused_by is None:
        raise BadInput("refused_by", say("say who said no"))
    if new.state in NEEDS_BARRIER and new.barrier is None:
        raise BadInput("barrier", say("say why"))
    if new.state is S.ENDED and new.end is None:
        raise BadInput("end", say("say why it ended"))
    check_code("said_by", new.said_by, ("", *StatementSource))
    if new.until is not None and new.until < new.on:
        raise BadInput("until", say("the waiting list ends before it begins"))


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """The days of one service; None where it never came to it."""

    asked_on: date | None
    offered_on: date | None
    first_visit_on: date | None
    ended_on: date | None
    closed_on: date | None

    @property
    def served(self) -> bool:
        return self.first_visit_on is not None


def facts_of(steps: Sequence[ServiceStep]) -> ServiceFacts:
    first: dict[ServiceState, date] = {}
    for step in steps:
        # The first day of each state: a waiting list that is put off does not make her wait from
        # today.
        first.setdefault(step.state, step.on)
    closed = next((first[one] for one in (S.ENDED, *NEEDS_BARRIER) if one in first), None)
    return ServiceFacts(
        first.get(S.ASKED), first.get(S.OFFERED), first.get(S.BEGUN), first.get(S.ENDED), closed
    )


def first_visit_due(steps: Sequence[ServiceStep], kind: ServiceKind) -> date | None:
    """Return when to ask whether the first visit happened; None where none is expected. Where she
    has no place for the night or is not free, the next day: by then somebody has to know."""
    if state_of(steps) not in EXPECTED:
        return None
    last = steps[-1]
    timer = ServiceTimer.AT_ONCE if kind in AT_ONCE else ServiceTimer.FIRST_VISIT
    usual = last.on + timer.span
    # A promised date is waited for, but never less than the usual time.
    return max(usual, last.until) if last.until else usual


def looks_old(confirmed_on: date, today: date) -> bool:
    """Whether what the catalogue says was last confirmed too long ago."""
    return today - confirmed_on > ServiceTimer.OFFER_OLD.span


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """The counts of some services: how many were ever asked for, how many have begun, how many
    ended after they had; and how many are in each state today."""

    asked: int
    begun: int
    ended: int
    now: dict[ServiceState, int]

    @property
    def total(self) -> int:
        return sum(self.now.values())

    @property
    def expected(self) -> int:
        return sum(self.now[one] for one in EXPECTED)


def counts_of(histories: Iterable[Sequence[ServiceStep]]) -> ServiceCounts:
    known = list(histories)
    facts = [facts_of(item) for item in known]
    states = [state_of(item) for item in known]
    return ServiceCounts(
        asked=sum(item.asked_on is not None for item in facts),
        begun=sum(item.served for item in facts),
        ended=sum(item.ended_on is not None for item in facts),
        now={state: states.count(state) for state in S},
    )


def answers_need(steps: Sequence[ServiceStep]) -> bool:
    """Whether a need is looked after by this service: somebody was asked and it is not over; it
    ended because it was done; or she does not want it. Wanted alone helps nobody."""
    state = state_of(steps)
    if state in EXPECTED or state is S.BEGUN:
        return True
    if state is S.ENDED:
        return steps[-1].end is EndReason.FINISHED
    return state is S.REFUSED and steps[-1].refused_by is Refuser.HERSELF


# A step that was saved by mistake: taken back by another, which says so. Both stay on file.
# Only the last step that holds can be taken back, so that the rest stays a history that could be.
def taken_back(steps: Sequence[ServiceStep]) -> frozenset[int]:
    """Return the numbers, from 1, of the steps that were a mistake."""
    return frozenset(step.takes_back for step in steps if step.takes_back is not None)


def steps_that_hold(steps: Sequence[ServiceStep]) -> list[ServiceStep]:
    """Return all steps that hold: what was neither taken back nor takes back."""
    return [steps[number - 1] for number in _numbers(steps)]


def last_standing(steps: Sequence[ServiceStep]) -> int | None:
    """Return the number of the last step that holds."""
    return next(reversed(_numbers(steps)), None)


def taking_back(steps: Sequence[ServiceStep], on: date) -> ServiceStep:
    """Return the step that takes back the last that holds. Raises `BadInput` where
    there is none."""
    number = last_standing(steps)
    if number is None:
        raise BadInput("", say("there is nothing to take back"))
    # The new step carries the state before the mistake, so that the last step always says where it
    # stands.
    return ServiceStep(state_of(steps_that_hold(steps)[:-1]), on, takes_back=number)


def _numbers(steps: Sequence[ServiceStep]) -> list[int]:
    gone = taken_back(steps)
    numbered = enumerate(steps, start=1)
    return [n for n, one in numbered if one.takes_back is None and n not in gone]


MOST = 3_660


class ServiceTimer(StrEnum):
    AT_ONCE = "at_once"
    FIRST_VISIT = "first_visit"
    OFFER_OLD = "offer_old"

    @property
    def span(self) -> timedelta:
        return timers()[self]


@cache
def timers() -> dict[ServiceTimer, timedelta]:
    text = shipped_text("fanal.core.services", "timers.toml")
    return read_timers("timers.toml", text)


def read_timers(file: str, text: str) -> dict[ServiceTimer, timedelta]:
    return read_lengths(ServiceTimer, file, text, _days)


def _days(row: TomlTable) -> timedelta:
    row.only("timer", "days", "source", "sure")
    return timedelta(days=row.number("days", 1, MOST))
