"""Who has died, by what is on file anywhere: so that nobody asks how she is."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from fanal.cases.models import Case, CasePerson, Closure
from fanal.core.casework.closure import ClosureReason
from fanal.database.sql import these
from fanal.people.queries import kin_of, last_of, merged_of

# Filled when the server starts: of these files, those of which an app above knows that she died,
# with the day.
DIED: list[Callable[[Collection[UUID]], Iterable[tuple[UUID, date]]]] = []


def died_of(people: Collection[UUID]) -> Mapping[UUID, date]:
    """Return those of these people who died, each with the first day that is on file, in whichever
    file of hers. In a constant number of queries."""
    if not people:
        return {}
    into, files = merged_of(), {*people, *kin_of(people)}
    known = [*_closed(files), *(one for read in DIED for one in read(files))]
    days: dict[UUID, list[date]] = defaultdict(list)
    for file, day in known:
        days[last_of(file, into)].append(day)
    return {
        person: min(days[last_of(person, into)])
        for person in people
        if last_of(person, into) in days
    }


def _closed(files: Collection[UUID]) -> Iterable[tuple[UUID, date]]:
    """Yield whose case two people closed because she died, and when. Of a case about several it is
    not said of whom."""
    cases = Case.objects.filter(people__in=these(files), closed=True)
    rows = Closure.objects.filter(case__in=cases.order_by().values("id")).exclude(agreed_on=None)
    last = {row.case_id: row for row in rows.order_by("agreed_on", "number").defer("sealed")}
    died = {id: closure for id, closure in last.items() if closure.reason == ClosureReason.DIED}
    concerned: dict[UUID, list[UUID]] = defaultdict(list)
    links = CasePerson.objects.filter(case__in=died).exclude(of_family=True).order_by()
    for case, person in links.values_list("case", "person"):
        concerned[case].append(person)
    for case, persons in concerned.items():
        day = died[case].agreed_on
        # Of a mother and her child it does not say which of them died, so it is said of neither.
        if len(persons) == 1 and day is not None:
            yield persons[0], day
