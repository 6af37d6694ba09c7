"""What is stored of the state of a person in a case: the codes and days that lists read."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from fanal.cases.models.state import HeardOn, Stored
from fanal.core.casework.partner_custody import held_by
from fanal.core.casework.present import PresentState, present_state
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    SaidAt,
    StatementQuestion,
    WrittenBy,
    has_come,
    last_said,
)
from fanal.web.days_in_words import day_of


class ToStore(NamedTuple):
    """What is stored of one person in one case."""

    state: Stored
    heard: HeardOn

    def columns(self) -> dict[str, object]:
        return {
            "told": self.state.packed(),
            "heard": self.heard.packed(),
            "may_need_lead": self.state.may_need_lead or bool(self.heard.held_by),
        }


def to_store_of(
    state: PresentState, statements: Collection[CaseStatement], now: datetime
) -> ToStore:
    """Return it of a state that was derived from these statements."""
    heard = _heard_on(statements, now)._replace(
        kept=_kept_on(state, statements, now), held_by=held_by(state)
    )
    return ToStore(_as_stored(state, statements, now), heard)


def _as_stored(state: PresentState, statements: Iterable[CaseStatement], now: datetime) -> Stored:
    partner = state.holds.partner if state.holds and not state.in_danger else ""
    if partner:
        # Would she be in danger without this partner's word? Then the state falls with the trust in
        # it.
        doubted = (
            replace(statement, trusted=False) if statement.partner == partner else statement
            for statement in statements
        )
        partner = partner if present_state(doubted, now).in_danger else ""
    return Stored(state.danger, _day(state.since), _day(state.next_due), partner, state.custody)


def _heard_on(statements: Iterable[CaseStatement], now: datetime) -> HeardOn:
    signs = [statement for statement in statements if statement.sign and has_come(statement, now)]
    proved = [_day(sign.said) for sign in signs if sign.proves]
    spoken = [
        _day(sign.said) for sign in signs if sign.sign and sign.sign.reached and not sign.doubted
    ]
    return HeardOn(max(filter(None, proved), default=None), max(filter(None, spoken), default=None))


def _kept_on(
    state: PresentState, statements: Collection[CaseStatement], now: datetime
) -> date | None:
    """Return the day on which a case said who has her, whether she travels or not: another file of
    hers reads it. What the case was told by that file would come back there as news, and whoever is
    chosen for a journey ahead has her not yet."""
    if Custody.nobody_answers(state.custody):
        return None
    custodians = [one for one in statements if one.question is StatementQuestion.CUSTODIAN]
    last = last_said([one for one in custodians if one.answered and not one.chosen], now)
    if last is None or last.form in (WrittenBy.JOURNEY, WrittenBy.ELSEWHERE):
        return None
    return _day(last.said)


def _day(at: SaidAt | None) -> date | None:
    return at and day_of(at)
