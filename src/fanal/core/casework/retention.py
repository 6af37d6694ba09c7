"""How long a file is kept, what keeps it longer, and on which grounds it is erased.

Nothing is erased because its time is over: it is then proposed to a lead, and two people decide.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

from fanal.core.casework.kinds import CaseKind
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

FILE = "retention.toml"
MOST_YEARS = 100


class ErasureGround(StrEnum):
    """Why a file is erased."""

    SHE_ASKED = "she_asked"
    TIME_OVER = "time_over"
    BY_MISTAKE = "by_mistake"
    ORDERED = "ordered"
    NO_RIGHT = "no_right"

    def sentence(self) -> Sentence:
        return GROUNDS[self]


GROUNDS = {
    ErasureGround.SHE_ASKED: say("she asked for it"),
    ErasureGround.TIME_OVER: say("its time is over"),
    ErasureGround.BY_MISTAKE: say("opened by mistake"),
    ErasureGround.ORDERED: say("ordered by a court or an authority"),
    ErasureGround.NO_RIGHT: say("we had no right to keep it"),
}


class HoldReason(StrEnum):
    """Why nothing of a file may be erased for a time."""

    COURT = "court"
    COMPLAINT = "complaint"
    DATA_REQUEST = "data_request"

    def sentence(self) -> Sentence:
        return HOLD_REASONS[self]


HOLD_REASONS = {
    HoldReason.COURT: say("proceedings at a court"),
    HoldReason.COMPLAINT: say("a complaint about our work"),
    HoldReason.DATA_REQUEST: say("a request to see what we hold"),
}


class Guard(StrEnum):
    """What keeps a file although its time would be over."""

    OPEN = "open"
    JOURNEY = "journey"
    COURT = "court"
    CLOSED_TO_YOU = "closed_to_you"
    UNREAD = "unread"
    CONTACT = "contact"
    CHILD = "child"
    PERIOD = "period"

    def sentence(self) -> Sentence:
        return GUARDS[self]


GUARDS = {
    Guard.OPEN: say("a case of hers is open: close it first"),
    Guard.JOURNEY: say("a journey of hers is not over"),
    Guard.COURT: say("a hearing is still to come"),
    Guard.CLOSED_TO_YOU: say("the legal part or her birth is closed to you: another lead proposes"),
    Guard.UNREAD: say("something was written that nobody else has read since"),
    Guard.CONTACT: say("somebody was in touch with her not long ago"),
    Guard.CHILD: say("she was a child: it is kept until she could no longer lodge a complaint"),
    Guard.PERIOD: say("its time is not over yet"),
}
# Also where she asks for it herself: nothing is cut off in the middle of a rescue.
ALWAYS = frozenset({Guard.OPEN, Guard.JOURNEY})


@dataclass(frozen=True)
class RetentionPeriod:
    """`certainty`: "law", with the text in `source`, or "policy", which an organisation decides."""

    years: int
    certainty: str
    source: str


@dataclass(frozen=True)
class RetentionPolicy:
    """`assumed_age`: at the opening of the case, where nothing is known of her birth."""

    by_kind: Mapping[CaseKind, RetentionPeriod]
    otherwise: RetentionPeriod
    of_age: int
    limitation: RetentionPeriod
    assumed_age: int
    contact: RetentionPeriod

    def period_of(self, kinds: Iterable[str]) -> RetentionPeriod:
        """The longest of those of its kinds."""
        known = [self.by_kind.get(CaseKind(one), self.otherwise) for one in kinds]
        return max(known, key=lambda one: one.years, default=self.otherwise)


@dataclass(frozen=True)
class RetentionFacts:
    """Of one case: what its time is counted from, and what keeps it.

    `last_written`: the last day of anything in it. `youngest`: the latest day on which one of its
    people can be born; None where nothing is known. `legal_closed`: the reader cannot tell.
    """

    kinds: tuple[str, ...]
    opened_on: date
    last_written: date
    last_contact: date | None
    youngest: date | None
    open: bool
    travelling: bool
    court: bool
    closed_to_reader: bool
    unread: bool


def over_on(facts: RetentionFacts, policy: RetentionPolicy) -> date:
    """The day on which the period of its kinds ends."""
    return later(facts.last_written, policy.period_of(facts.kinds).years)


def child_until(facts: RetentionFacts, policy: RetentionPolicy) -> date | None:
    """Until when it is kept because she was a child at its opening; None where she was of age."""
    born = facts.youngest or later(facts.opened_on, -policy.assumed_age)
    of_age = later(born, policy.of_age)
    return later(of_age, policy.limitation.years) if of_age > facts.opened_on else None


def guards(facts: RetentionFacts, policy: RetentionPolicy, today: date) -> list[Guard]:
    """All that keeps the case, in the order in which they are told."""
    child = child_until(facts, policy)
    contact = facts.last_contact
    holds = {
        Guard.OPEN: facts.open,
        Guard.JOURNEY: facts.travelling,
        Guard.COURT: facts.court,
        Guard.CLOSED_TO_YOU: facts.closed_to_reader,
        Guard.UNREAD: facts.unread,
        Guard.CONTACT: contact is not None and later(contact, policy.contact.years) > today,
        Guard.CHILD: child is not None and child > today,
        Guard.PERIOD: over_on(facts, policy) > today,
    }
    return [one for one in Guard if holds[one]]


def later(day: date, years: int) -> date:
    """The same day so many years later, earlier where `years` is less than 0; 1 March for 29
    February."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def default_policy() -> RetentionPolicy:
    return read_policy(files("fanal.core.casework").joinpath(FILE).read_text("utf-8"), FILE)


def read_policy(text: str, where: str) -> RetentionPolicy:
    """Raises BadInput naming the place."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadInput(where, str(problem)) from None
    by_kind: dict[CaseKind, RetentionPeriod] = {}
    for number, row in enumerate(_rows(told, where), 1):
        place = f"{where}: period {number}"
        by_kind |= dict.fromkeys(_kinds(row, place), _period(row, "years", place))
    children, place = _part(told, "children", where), f"{where}: children"
    return RetentionPolicy(
        by_kind,
        _period(_part(told, "otherwise", where), "years", f"{where}: otherwise"),
        _number(children, "of_age", place),
        _period(children, "limitation_years", place),
        _number(children, "assumed_age", place),
        _period(_part(told, "contact", where), "years", f"{where}: contact"),
    )


def _rows(told: Mapping[str, Any], where: str) -> list[Mapping[str, Any]]:
    found = told.get("period", [])
    if not (isinstance(found, list) and all(isinstance(one, dict) for one in found)):
        raise BadInput(where, say("“{name}” is missing", name="[[period]]"))
    return found


def _part(told: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    found = told.get(name)
    if not isinstance(found, dict):
        raise BadInput(where, say("“{name}” is missing", name=f"[{name}]"))
    return found


def _kinds(row: Mapping[str, Any], place: str) -> list[CaseKind]:
    given = row.get("kinds")
    for one in given if isinstance(given, list) else [given]:
        if one not in set(CaseKind):
            raise BadInput(place, say("“{code}” is no kind of case", code=one))
    return [CaseKind(one) for one in given or ()]


def _period(row: Mapping[str, Any], name: str, place: str) -> RetentionPeriod:
    certainty, source = row.get("certainty"), row.get("source")
    if certainty not in ("law", "policy"):
        raise BadInput(place, say("certainty is “law” or “policy”"))
    if not (isinstance(source, str) and source.strip()):
        raise BadInput(place, say("say in source where it comes from"))
    return RetentionPeriod(_number(row, name, place), certainty, source.strip())


def _number(row: Mapping[str, Any], name: str, place: str) -> int:
    given = row.get(name)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= MOST_YEARS:
        raise BadInput(
            place, say("{name} is a number from 0 to {most}", name=name, most=MOST_YEARS)
        )
    return given
