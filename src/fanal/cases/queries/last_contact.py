"""When somebody was heard from last, who has died, and whether somebody said what became of whoever
was lost: by what is on file in any case of hers, without a key."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from fanal.cases.models import Case, CasePerson, Closure, StateCode
from fanal.cases.models.state import HeardOn
from fanal.core.casework.closure import ClosureReason
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.sealed_columns import opens
from fanal.sql import these


def heard_in_cases(people: Collection[UUID]) -> dict[UUID, HeardOn]:
    """Return when each of these people was heard from, of those who were, by whichever file of
    hers, in one question. A row that was changed by hand says nothing: whoever is lost stays
    lost."""
    if not people:
        return {}
    into, files = merged_of(), {*people, *kin_of(people)}
    rows = StateCode.objects.filter(person__in=these(files)).exclude(heard=None).order_by()
    heard: dict[UUID, HeardOn] = {}
    for row in rows.only("case_id", "person_id", "heard"):
        if opens(row, "heard"):
            whose = last_of(row.person_id, into)
            heard[whose] = _later(HeardOn.of(row.heard), heard.get(whose, HeardOn()))
    return {
        person: heard[last_of(person, into)] for person in people if last_of(person, into) in heard
    }


def _later(heard: HeardOn, other: HeardOn) -> HeardOn:
    return HeardOn(
        *(max(days) if (days := _known(pair)) else None for pair in zip(heard, other, strict=True))
    )


def _known(days: tuple[date | None, date | None]) -> list[date]:
    return [day for day in days if day is not None]


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


# Filled when the server starts: of these files, the days on which an app above knows that she was
# reached, or said herself that she wants no more contact.
HEARD: list[Callable[[Collection[UUID]], Iterable[tuple[UUID, date]]]] = []


def said_what_became(lost_since: dict[UUID, date]) -> set[UUID]:
    """Return those of these people whose outcome was said: she died, her case was closed because
    contact was lost, or she was heard from since the day given here."""
    if not lost_since:
        return set()
    into, files = merged_of(), {*lost_since, *kin_of(lost_since)}
    heard: dict[UUID, list[date]] = defaultdict(list)
    for file, day in (person for read in HEARD for person in read(files)):
        heard[last_of(file, into)].append(day)
    gone = {last_of(person, into) for person in (*_closed_as_lost(files), *died_of(lost_since))}
    whose = {person: last_of(person, into) for person in lost_since}
    return {
        person
        for person, since in lost_since.items()
        if whose[person] in gone or any(day >= since for day in heard[whose[person]])
    }


def _closed_as_lost(files: Collection[UUID]) -> set[UUID]:
    """Return whose case two people closed because contact was lost, and nobody opened again."""
    cases = Case.objects.filter(people__in=files, closed=True).order_by().values("id")
    rows = Closure.objects.filter(case__in=cases).exclude(agreed_on=None).defer("sealed")
    last = {row.case_id: row for row in rows.order_by("agreed_on", "number")}
    lost = [id for id, closure in last.items() if closure.reason == ClosureReason.CONTACT_LOST]
    people = Case.objects.filter(id__in=lost, people__in=files).order_by()
    return set(people.values_list("people", flat=True))
