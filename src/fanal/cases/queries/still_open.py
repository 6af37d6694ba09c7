"""What is still open in a case that is to be closed, as far as the reader may know it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case, CaseEntry, Task
from fanal.cases.queries.agenda_after_closing import still_to_make
from fanal.cases.queries.closing_facts import rules_said_elsewhere
from fanal.cases.queries.hearings import hearings_in
from fanal.cases.queries.inactive_cases import ending_consents
from fanal.cases.queries.last_contact import heard_anywhere
from fanal.cases.queries.other_cases import others_of
from fanal.cases.queries.present import VisibleState, states_in
from fanal.cases.queries.statements import links_of, reach_of
from fanal.cases.queries.unsettled import UNFIT
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.partner_custody import with_unfit
from fanal.core.casework.present import DangerState
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.queries import code_names

SOON = timedelta(days=14)  # so long a hearing is named before it
LATE_SIGN = say("a sign of life is late")
ASK_IN_THE_HOUSE = say("something that makes it doubtful; ask what before you rely on it")

type OpenSource = Callable[[Case, User, datetime], Iterable[StillOpen]]
# What the apps above know of: journeys, proofs of life, goals; and what is urgent before other acts
# as well (`fanal.cases.queries.case_warnings`): risk, courts, who was not seen.
OPEN: list[OpenSource] = []
OPEN_URGENT: list[OpenSource] = []


def still_open_in(case: Case, user: User, ring: Ring) -> list[StillOpen]:
    """Everything that is open, the gravest first. Raises Locked."""
    now = timezone.localtime()
    open_ends = [
        *urgent_open_in(case, user, ring),
        *_other_cases(case, user),
        *_consents(case, now),
        *_plan(case, user, ring, now),
    ]
    if not _says_how_to_reach(case):
        open_ends.append(StillOpen(OpenEnd.CONTACT_RULES, say("no rule says how to reach her")))
    for source in OPEN:
        open_ends += source(case, user, now)
    return sorted(open_ends, key=_gravity)


def _says_how_to_reach(case: Case) -> bool:
    """Whether a rule stands in the case, or in a plan of hers: her rules are written once."""
    if CaseEntry.objects.of_kinds([case.id], "contact").exists():
        return True
    people = set(case.concerned.values_list("person", flat=True))
    return bool(people) and rules_said_elsewhere(people) == people


def urgent_open_in(case: Case, user: User, ring: Ring) -> list[StillOpen]:
    """What of it is looked for before other acts, too; of many cases at once, so nothing else is
    asked for. The gravest first. Raises Locked."""
    now = timezone.localtime()
    states = states_in(case, user, ring, now)
    open_ends = [
        *_named(states, _of_their_states(states)),
        *_hearings(case, ring, now),
        *(open_end for source in OPEN_URGENT for open_end in source(case, user, now)),
    ]
    return sorted(open_ends, key=_gravity)


def _named(people: Collection[UUID], open_ends: Iterable[StillOpen]) -> Iterator[StillOpen]:
    """Yield them with the code name of whom each is about, where there are several."""
    if len(people) < 2:
        yield from open_ends
        return
    codes = code_names(people)
    for open_end in open_ends:
        yield replace(open_end, who=codes[open_end.of] if open_end.of else "")


def _gravity(open_end: StillOpen) -> int:
    return list(OpenEnd).index(open_end.end)


def _of_their_states(people: Mapping[UUID, VisibleState]) -> Iterator[StillOpen]:
    # What this reader does not open, or stands in a plan of hers, is a sign of life as well.
    silent = {person for person, seen in people.items() if seen.state.last_sign is None}
    heard = heard_anywhere(silent)
    for person, seen in people.items():
        state = seen.state
        if seen.in_danger:
            yield StillOpen(OpenEnd.DANGER, say("she is in danger"), of=person)
        elif seen.code is DangerState.UNKNOWN:
            says = say("nobody whose word counts has said that she is safe")
            yield StillOpen(OpenEnd.NOT_KNOWN, says, of=person)
        if with_unfit(state):
            yield StillOpen(OpenEnd.RISK, UNFIT, outside=ASK_IN_THE_HOUSE, of=person)
        if seen.code is DangerState.UNHEARD or state.late:
            yield StillOpen(OpenEnd.NO_SIGN, LATE_SIGN, of=person)
        elif person in silent - heard:
            yield StillOpen(OpenEnd.NO_SIGN, say("no sign of life is known"), of=person)


def _other_cases(case: Case, user: User) -> Iterator[StillOpen]:
    people = list(case.concerned.values_list("person", flat=True))
    cases = {link.case_id for link in links_of(people)}
    for other in others_of(case, reach_of(cases - {case.id}, user), user):
        if other.case.closed:
            continue
        who = other.to_call
        if other.opens:
            code = other.case.code_name
            says = say("she has another open case: {code}, {who}", code=code, who=who)
        else:
            # Without its code: who may not open that case learns whom to call and no more.
            says = say("she has another open case: call {who}", who=who)
        yield StillOpen(OpenEnd.OTHER_CASES, says)


def _hearings(case: Case, ring: Ring, now: datetime) -> Iterator[StillOpen]:
    """Yield the hearings to come soon, for whoever opens where a hearing is written."""
    today = now.date()
    ahead = {
        hearing.day
        for hearing in hearings_in([case.id], ring)
        if today <= hearing.day <= today + SOON
    }
    for day in sorted(ahead):
        yield StillOpen(OpenEnd.COURT, say("a hearing on {day}", day=day))


def _consents(case: Case, now: datetime) -> Iterator[StillOpen]:
    for row in ending_consents(Case.objects.filter(id=case.id).values("id"), now.date()):
        yield StillOpen(OpenEnd.CONSENT, say("a consent ends on {day}", day=row.until))


def _plan(case: Case, user: User, ring: Ring, now: datetime) -> Iterator[StillOpen]:
    if tasks := Task.objects.filter(case=case, done_on=None).count():
        yield StillOpen(OpenEnd.TASKS, say("tasks that are not done: {n}", n=tasks))
    if NARRATIVE not in compartments_for(user, case):
        return
    goals = [row.try_unseal(ring) for row in CaseEntry.objects.of_kinds([case.id], "goal")]
    if n := sum(1 for goal in goals if goal and not is_value(load(goal.get("outcome")))):
        yield StillOpen(OpenEnd.GOALS, say("goals without an outcome: {n}", n=n))
    planned = CaseEntry.objects.of_kinds([case.id], "action", "visit").filter(done_on=None)
    # Follow-ups that are agreed for after closing stay on a list, so nobody is warned of them.
    later = {entry.id for entry in still_to_make(planned.filter(due__gt=now.date()))}
    if n := planned.exclude(due=None).exclude(id__in=later).count():
        says = say(
            "follow-ups and steps of the plan that will be on no list once it is closed: {n}", n=n
        )
        yield StillOpen(OpenEnd.GOALS, says)
