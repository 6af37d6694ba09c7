"""Closed cases of whose people one is in danger again: a board has her only while a journey is
followed."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from fanal.absences.queries import teams_led, whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CaseEntry, CasePerson, Closure, StateCode
from fanal.cases.queries.at_risk import closed_of_danger
from fanal.cases.queries.codes import codes_of, people_in
from fanal.core.casework.entry_statements import KINDS_SAID
from fanal.core.casework.present import DangerState
from fanal.database.sql import these
from fanal.people.queries import kin_of, last_of, merged_of

type PersonIn = tuple[UUID, UUID]  # a case and one of its people, by the file that stands for hers


class ClosedInDanger(NamedTuple):
    """A closed case, the code of the worst, of which of its people it is, by the files that stand
    for them, and since when."""

    case: Case
    code: DangerState
    who: frozenset[UUID]
    since: date | None


def of_hers(user: User) -> QuerySet[Case]:
    """Return the closed cases that this user worked on, also those of whom she stands in for; of a
    lead those of her teams, as of whoever stands in for one."""
    hers, led = Q(assignee__in=whose_work(user)), teams_led(user)
    if led is not None:
        hers |= Q(team__in=led)
    return cases_for(user).filter(hers, closed=True)


def closed_in_danger(cases: QuerySet[Case], today: date) -> Iterator[ClosedInDanger]:
    """Yield those of these closed cases of whose people one has been in danger since; each person
    with the newest alone."""
    codes = closed_of_danger(today)
    # Of whatever team: mostly there is none, and nothing more has to be asked.
    rows = cases.filter(id__in=these(codes)).order_by() if codes else Case.objects.none()
    if not (of_danger := set(rows.values_list("id", flat=True))):
        return
    shown: set[UUID] = set()
    hit = _in_danger_since(of_danger, today)
    since = _since({case for case, _person in hit})
    found = Case.objects.filter(id__in=list(since))
    for case in found.select_related("assignee", "team").order_by("-opened_on", "id"):
        again = {person for of_case, person in hit if of_case == case.id} - shown
        if again:
            yield ClosedInDanger(case, codes[case.id], frozenset(again), since[case.id])
        shown |= again


def _since(cases: Collection[UUID]) -> dict[UUID, date | None]:
    """Return the last day on which a danger began, by case."""
    days: dict[UUID, date | None] = dict.fromkeys(cases)
    for state in StateCode.objects.filter(case__in=these(cases)):
        stored = state.stored
        if stored.since and stored.code.counts_as_danger:
            days[state.case_id] = max(stored.since, days[state.case_id] or date.min)
    return days


def _in_danger_since(cases: Collection[UUID], today: date) -> set[PersonIn]:
    """Return who is in danger by what was said after the closing, and has no open case: what stood
    against closing was read by the two who closed it."""
    pairs = people_in(cases)
    codes = codes_of({person for _case, person in pairs}, today)
    said, followed = _said_after_closing(cases), with_open_case(set(codes))
    return {
        (case, person)
        for case, person in pairs
        if codes[person].counts_as_danger and case in said and person not in followed
    }


def _said_after_closing(cases: Collection[UUID]) -> set[UUID]:
    """Return those of these cases of which something was said since they were closed."""
    closed = closed_days(cases)
    states = StateCode.objects.filter(case__in=these(cases))
    said = [(state.case_id, state.stored.since) for state in states]
    entries: QuerySet[CaseEntry] = CaseEntry.objects.of_kinds(cases, *KINDS_SAID)
    # On the day of the closing itself the entries are what the two read.
    written = entries.order_by().values_list("case", "made_on")
    found = {case for case, on in said if on and on >= closed.get(case, date.min)}
    return found | {case for case, on in written if on > closed.get(case, date.min)}


def closed_days(cases: Collection[UUID]) -> dict[UUID, date]:
    """Return the day on which two last agreed to close each of these cases."""
    closures = Closure.objects.filter(case__in=these(cases)).exclude(agreed_on=None)
    return dict(closures.order_by().values_list("case").annotate(on=Max("agreed_on")))


def with_open_case(people: Collection[UUID]) -> set[UUID]:
    into = merged_of()
    rows = CasePerson.objects.filter(person__in=these({*people, *kin_of(people)}))
    rows = rows.exclude(case__closed=True).exclude(of_family=True).order_by()
    return {last_of(person, into) for person in rows.values_list("person", flat=True)}
