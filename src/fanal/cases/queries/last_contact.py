"""When somebody was heard from last, by what is written in any case of hers: without a key."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from uuid import UUID

from fanal.cases.models import Case, Closure, StateCode
from fanal.cases.models.state import HeardOn
from fanal.cases.queries.deaths import died_of
from fanal.core.casework.closure import ClosureReason
from fanal.database.sql import these
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.sealed.columns import opens


def heard_in_cases(people: Collection[UUID]) -> dict[UUID, HeardOn]:
    """Return when each of these people was heard from, or who has her was said, of those of whom
    either was, by whichever file of hers, in one question. A row that was changed by hand says
    nothing: whoever is lost stays lost."""
    if not people:
        return {}
    into, files = merged_of(), {*people, *kin_of(people)}
    rows = StateCode.objects.filter(person__in=these(files)).exclude(heard=None).order_by()
    heard: dict[UUID, HeardOn] = {}
    for row in rows.only("case_id", "person_id", "heard"):
        if opens(row, "heard") and any(HeardOn.of(row.heard).days):
            whose = last_of(row.person_id, into)
            heard[whose] = _later(HeardOn.of(row.heard), heard.get(whose, HeardOn()))
    return {
        person: heard[last_of(person, into)] for person in people if last_of(person, into) in heard
    }


def _later(heard: HeardOn, other: HeardOn) -> HeardOn:
    pairs = zip(heard.days, other.days, strict=True)
    proved, spoken, kept = (max(filter(None, pair), default=None) for pair in pairs)
    return HeardOn(proved, spoken, kept)


# Whether somebody said what became of a person whom nobody had heard from: without a key.

# Filled when the server starts: of these files, the days on which an app above knows that she was
# reached, or said herself that she wants no more contact.
HEARD: list[Callable[[Collection[UUID]], Iterable[tuple[UUID, date]]]] = []


def heard_anywhere(people: Collection[UUID]) -> set[UUID]:
    """Return those of these people who were heard from at all, by whichever file of hers, in a case
    or by an app above."""
    if not people:
        return set()
    into, files = merged_of(), {*people, *kin_of(people)}
    heard = {last_of(file, into) for read in HEARD for file, _day in read(files)}
    in_cases = {one for one, heard_on in heard_in_cases(people).items() if heard_on.last}
    return {one for one in people if one in in_cases or last_of(one, into) in heard}


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
