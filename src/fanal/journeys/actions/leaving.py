"""What is stored of who goes on without us, or stays as a journey is called off, until somebody who
reads her case derives it anew."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fanal.cases.actions.present import hands_change
from fanal.cases.queries.codes import told_of
from fanal.core.casework.statements import Custody
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.journeys.models import Journey
from fanal.journeys.queries.statements import custody_by

# What may have been said of her since is not undone by it: least of all that others hold her.
FROM_US = (None, Custody.OURS, Custody.PARTNER)


def no_longer_with_us(journey: Journey, state: JourneyState, named: Collection[str]) -> None:
    """The journey of whoever left has no row for her any more; what stands for her on the board is
    what was stored of her case, and that was of before."""
    left = [UUID(one) for one in named if _has_left(state, one)]
    if not left:
        return
    known = told_of(left)
    for row in journey.travellers.filter(person__in=left).select_related("case"):
        if known[row.person_id].custody in FROM_US:
            hands_change(case=row.case, person=row.person_id, custody=Custody.HERSELF)


def stays_with_us(journey: Journey, state: JourneyState) -> None:
    """A journey that ended before somebody left has no row for her any more: she is with whoever
    had her, unless her case says otherwise."""
    stay = {
        UUID(one.person): one.hands
        for one in state.persons.values()
        if one.stage is JourneyStage.IN_PREPARATION
    }
    known = told_of(stay)
    hands = {str(hand.id): hand for hand in journey.hands.all()}
    for row in journey.travellers.filter(person__in=stay).select_related("case"):
        custody = custody_by(hands.get(stay[row.person_id]))
        if custody and known[row.person_id].custody is None:
            hands_change(case=row.case, person=row.person_id, custody=custody)


def _has_left(state: JourneyState, person: str) -> bool:
    one = state.persons.get(person)
    return one is not None and one.stage is JourneyStage.LEFT
