"""Somebody else took her over than was planned: shown until the plan says so too, or she goes on.

It may be in order. But this is how it looks, too, when somebody stands at the border in place of
the partner, and whoever answers for her is to hear of it at once and not by reading two lists.
"""

from collections.abc import Collection, Sequence

from fanal.core.journeys.custody import CustodyReason, CustodyTrouble, When, later_on
from fanal.core.journeys.planning import PlannedLeg
from fanal.core.journeys.state import JourneyStage, PersonState
from fanal.core.words import say

SENTENCE = say("Somebody other than planned took her over.")
AHEAD = (JourneyStage.IN_PREPARATION, JourneyStage.ON_THE_WAY)


def not_as_planned(
    one: PersonState, planned: Collection[str], legs: Sequence[PlannedLeg]
) -> tuple[CustodyTrouble, ...]:
    """Return the trouble of whoever has her, or was given her, in place of another."""
    if one.stage not in AHEAD:
        return ()
    return tuple(
        CustodyTrouble(CustodyReason.ANOTHER, receiver, SENTENCE, (meant,), one.person, when)
        for giver, receiver, when in _moves(one)
        if (meant := _meant(giver, receiver, one, planned, legs))
    )


def _moves(one: PersonState) -> list[tuple[str, str, When]]:
    """Return the last hand-over of hers, or those that are not confirmed."""
    if one.given_to:
        return [(one.custodian, receiver, When.GIVEN_TO) for receiver in one.given_to]
    if len(one.held_by) < 2:
        return []
    return [(one.held_by[-2], one.custodian, When.NOW)]


def _meant(
    giver: str,
    receiver: str,
    one: PersonState,
    planned: Collection[str],
    legs: Sequence[PlannedLeg],
) -> str:
    """Return who was to take her over from `giver`; "" where that is the receiver, or nobody
    planned it. Where there is a way, its next leg says so; else whoever was added for the way."""
    if legs:
        ahead = [custodian for custodian in later_on(giver, legs) if custodian != giver]
        return ahead[0] if ahead and ahead[0] != receiver else ""
    if receiver in planned:
        return ""
    return next((custodian for custodian in planned if custodian not in one.held_by), "")
