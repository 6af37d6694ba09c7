"""People of a journey whom the other side may not have taken, as its page asks of them."""

from fanal.core.journeys.handovers import pair_up
from fanal.core.journeys.not_received import may_be_not_taken
from fanal.journeys.queries.journey import JourneyPage


def not_taken_by(found: JourneyPage, handover: str) -> list[tuple[str, str]]:
    """Return those of whom it can be said that the other side did not take them."""
    these = may_be_not_taken(found.state, handover)
    return [pair for pair in found.people() if pair[0] in these]


def confirmed(found: JourneyPage) -> list[tuple[str, str]]:
    """Return the hand-overs by which somebody is where she is now, by id, with the two sides: their
    confirmation may have been a mistake."""
    if found.journey.ended_on:
        return []
    waits = {problem.handover for problem in found.state.problems}
    return [
        (one.id, f"{found.labels.get(one.giver, '')} → {found.labels.get(one.receiver, '')}")
        for one in pair_up(found.state.events).values()
        if one.id not in waits and may_be_not_taken(found.state, one.id)
    ]
