"""Whether a conflict closes a case or a file to somebody who stands on a list, from verified rows.

`exclusion` finds the same people by what the tables say. Who writes to the database could cut what
leads from one case of hers to the other: take her off a case, or part two files of one person. So
before a case or a file opens to somebody who stands on any list, each row that could lead there
is verified, and where one is missing or was changed it stays closed. It costs nobody else anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.apps import apps

from fanal.authority import groups, reading
from fanal.authority.attested import as_before
from fanal.authority.tables import table
from fanal.keys.models import Folder
from fanal.people.exclusion import lists_of
from fanal.people.models import Person
from fanal.rows import places, raw

# From files up to the one that stands for each.
UP = """WHERE w.id IN (WITH RECURSIVE up (id) AS (
    SELECT id FROM people_person WHERE id IN ({})
    UNION SELECT f.merged_into_id FROM up JOIN people_person f ON f.id = up.id
    WHERE f.merged_into_id IS NOT NULL) SELECT id FROM up)"""


class _Unknown(Exception):
    """A row that could lead to a conflict is gone, or was changed."""


def closes_case(user: Any, case: UUID) -> bool:
    """Whether this case is closed to her, or nobody can tell."""
    return _closes(user, cases={case}, people=())


def closes_file(user: Any, person: UUID) -> bool:
    """Whether this file is, or nobody can tell."""
    return _closes(user, cases=set(), people={person})


def _closes(user: Any, cases: set[UUID], people: Collection[UUID]) -> bool:
    lists = lists_of(user)
    if not lists or as_before(_link()):
        return False
    try:
        return _same_people(cases, people, lists)
    except _Unknown:
        return True


def _same_people(cases: set[UUID], people: Collection[UUID], lists: set[UUID]) -> bool:
    in_case = _people_in(cases | lists)
    ours = {*people, *(one for case in cases for one in in_case[case])}
    theirs = {one for case in lists for one in in_case[case]}
    first = _first_files(ours | theirs)
    return bool(cases & lists or {first[one] for one in ours} & {first[one] for one in theirs})


def _people_in(cases: set[UUID]) -> dict[UUID, set[UUID]]:
    """The people of each case, as many as its folder counts. Raises _Unknown."""
    ids = raw(cases)
    found: dict[UUID, set[UUID]] = {case: set() for case in cases}
    for row in reading.genuine(_link(), f"WHERE w.case_id IN ({places(ids)})", ids):
        found[UUID(row["case_id"])].add(UUID(row["person_id"]))
    counted = _counted(cases)
    if any(case not in counted or len(found[case]) < counted[case] for case in cases):
        raise _Unknown
    return found


def _counted(folders: Iterable[UUID]) -> dict[UUID, int]:
    ids = raw(folders)
    held = reading.genuine(Folder, f"WHERE w.id IN ({places(ids)})", ids)
    name = table(_link())
    return {UUID(one["id"]): groups.counts_in(one["counts"]).get(name, 0) for one in held}


def _first_files(people: set[UUID]) -> dict[UUID, UUID]:
    """Of each file the one that stands for it in the end. Raises _Unknown."""
    ids = raw(people)
    rows = reading.genuine(Person, UP.format(places(ids)), ids) if ids else []
    into = {UUID(one["id"]): one["merged_into_id"] for one in rows}
    return {one: _last(one, into) for one in people}


def _last(person: UUID, into: dict[UUID, str | None]) -> UUID:
    seen: set[UUID] = set()
    while person in into and person not in seen:
        if not (further := into[person]):
            return person
        seen.add(person)
        person = UUID(further)
    raise _Unknown


def _link() -> Any:
    """The model stands with the cases, one floor up."""
    return apps.get_model("cases", "CasePerson")
