"""What does not fit in the events of a journey, and what has settled it since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.handovers import CustodyMove, Handover
from fanal.core.journeys.problems import NOT_EXPLAINED, Problem, ProblemKind
from fanal.core.journeys.still_travelling import let_go


def without_passed_on(
    problem: Problem,
    handover: Handover,
    passed: Mapping[str, list[CustodyMove]],
    about: Mapping[str, list[Event]],
) -> Problem:
    """Return the problem without those who were not confirmed, and later passed on by the same
    custodian after all, or were let go since: they are not missing."""
    if problem.trouble is not ProblemKind.NOT_CONFIRMED:
        return problem
    since = handover.given[0].at
    # Of whom it is doubted that she arrived there, the other side may have passed her on.
    missing = [
        person
        for person in problem.persons
        if not any(
            m.giver == (handover.receiver if person in handover.doubted else handover.giver)
            and m.at > since
            for m in passed.get(person, ())
        )
        and not let_go(about[person], since)
    ]
    return replace(problem, persons=tuple(missing))


def is_settled(problem: Problem, ordered: tuple[Event, ...]) -> bool:
    """A missing confirmation is settled by her being confirmed, and by no explanation."""
    if problem.trouble in NOT_EXPLAINED:
        return not problem.persons
    reported_at = max((event.at for event in ordered if event.id in problem.events), default=None)
    return any(
        event.kind is EventKind.SETTLED
        and event.settles == problem.trouble
        and event.handover == problem.handover
        # An explanation that leaves one of them out has explained nothing of her.
        and event.persons >= set(problem.persons)
        # What was reported after an explanation opens the trouble again.
        and (reported_at is None or event.at >= reported_at)
        for event in ordered
    )


def strangers_in(strangers: frozenset[str], about: Mapping[str, list[Event]]) -> Iterator[Problem]:
    for person in sorted(strangers):
        yield problem_about(ProblemKind.NOT_OF_THIS_JOURNEY, person, about[person])


def told_differently(ordered: tuple[Event, ...]) -> Iterator[Problem]:
    versions: dict[str, list[Event]] = {}
    for event in ordered:
        versions.setdefault(event.id, []).append(event)
    for same in versions.values():
        if len(same) > 1:
            named = frozenset().union(*(event.persons for event in same))
            yield Problem(ProblemKind.TOLD_DIFFERENTLY, tuple(sorted(named)), (same[0].id,))


def problem_about(trouble: ProblemKind, person: str, events: Iterable[Event]) -> Problem:
    return Problem(trouble, (person,), tuple(sorted({event.id for event in events})))
