"""The receiving side counted others than were given."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.handovers import Handover
from fanal.core.journeys.problems import Problem, ProblemKind


def not_all_there(
    handover: Handover, found: Iterable[Problem], ordered: tuple[Event, ...]
) -> Iterator[Problem]:
    """The receiving side counted others than were given, and could not say whom: nobody moved."""
    for problem in found:
        if problem.trouble is ProblemKind.NOT_CONFIRMED:
            recounts = [event for event in ordered if _counted_without_names(event, handover)]
            if recounts:
                yield replace(problem, trouble=ProblemKind.NOT_ALL_THERE, events=(recounts[-1].id,))


def _counted_without_names(event: Event, handover: Handover) -> bool:
    return (
        event.kind is EventKind.SETTLED
        and event.settles == ProblemKind.NOT_CONFIRMED
        and event.count is not None
        and (event.handover, event.custodian) == (handover.id, handover.receiver)
    )
