"""Whether everything that leads from a case to the other cases of the same people is on file.

`exclusion` finds the same people by what the tables say. Who writes to the database could cut what
leads from one case of hers to the other: take her off a case, or part two files that are one
person. So before a case or a file opens to somebody who stands on a list of conflicts, and before
anything is told of a case, each row on the way is verified, and as many as their folders count.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import transaction

from fanal.accounts.models import User
from fanal.authority import findings, groups, ledger, reading
from fanal.authority.attested import as_before
from fanal.authority.models import Attested
from fanal.authority.tables import table
from fanal.database.sql import db_uuid, placeholders
from fanal.keys.models import Folder
from fanal.people.exclusion import stands_on_a_list
from fanal.people.models import Person

type RelativeRow = dict[str, str | None]


class _LinksFound(NamedTuple):
    """What was found of the links: whether all is there; by table, of which cases or files rows are
    gone."""

    whole: bool
    lacking: list[tuple[str, UUID]]


# From files to those that stand for them, and to all for which these stand.
KIN = """WHERE w.id IN (WITH RECURSIVE kin (id) AS (
    SELECT id FROM people_person WHERE id IN ({})
    UNION SELECT f.merged_into_id FROM kin JOIN people_person f ON f.id = kin.id
    WHERE f.merged_into_id IS NOT NULL
), all_kin (id) AS (
    SELECT id FROM kin
    UNION SELECT f.id FROM all_kin JOIN people_person f ON f.merged_into_id = all_kin.id
) SELECT id FROM all_kin)"""


def closes_case(user: User, case: UUID) -> bool:
    """Whether she stands on a list, and nobody can tell whether it closes this case to her."""
    return stands_on_a_list(user) and not links_are_whole(cases=[case])


def closes_file(user: User, person: UUID) -> bool:
    """The same of a file."""
    return stands_on_a_list(user) and not links_are_whole(people=[person])


def links_are_whole(*, cases: Collection[UUID] = (), people: Iterable[UUID] = ()) -> bool:
    """Whether whom these cases concern, their files, and the cases of all of these are on file as
    actions here left them. In four questions, whatever the number."""
    asked = {*people}
    # Twice: a colleague may write between the two reads. Only where something seems to be gone is
    # it looked at again with all writing held, so that most pages wait for nobody.
    return as_before(_link()) or _looked_at(cases, asked).whole or _looked_again(cases, asked).whole


@transaction.atomic
def _looked_again(cases: Collection[UUID], people: Collection[UUID]) -> _LinksFound:
    """Look again with nobody writing: rows and what their folders count are read one after the
    other."""
    ledger.hold()
    looked = _looked_at(cases, people)
    for name, folder in looked.lacking:
        findings.noted(name, folder.hex, findings.MISSING)
    return looked


def _looked_at(cases: Collection[UUID], people: Collection[UUID]) -> _LinksFound:
    in_cases = _links("case_id", cases)
    asked = {*people, *(UUID(row["person_id"]) for row in in_cases)}
    files = _kin(asked)
    of_files = _links("person_id", [UUID(row["id"]) for row in files])
    there = Counter((table(_link()), UUID(row["case_id"])) for row in in_cases)
    there += Counter((table(_link()), UUID(row["person_id"])) for row in of_files)
    merged = [row["merged_into_id"] for row in files]
    there += Counter((table(Person), UUID(into)) for into in merged if into)
    return _as_many({*cases}, {UUID(row["id"]) for row in files}, asked, there)


def with_missing_links(cases: Collection[UUID]) -> set[UUID]:
    """Return those of these cases of which that cannot be told. Each is asked of by itself only
    where something is wrong."""
    if links_are_whole(cases=cases):
        return set()
    return {case for case in cases if not links_are_whole(cases=[case])}


def _as_many(
    cases: set[UUID], files: set[UUID], asked: set[UUID], there: Counter[tuple[str, UUID]]
) -> _LinksFound:
    counted = _counted(cases | files)
    lacking = [
        (name, folder)
        for folder, counts in counted.items()
        for name in (table(_link()), table(Person))
        # Each folder's own attested row counts them, so a deleted row closes this case and no other
        # (ADR 9).
        if counts.get(name, 0) > there[name, folder]
    ]
    whole = not lacking and counted.keys() == cases | files and asked <= files
    return _LinksFound(whole, lacking)


def _links(column: str, ids: Collection[UUID]) -> list[RelativeRow]:
    return (
        reading.genuine(_link(), f"WHERE w.{column} IN ({placeholders(ids)})", db_uuid(ids))
        if ids
        else []
    )


def _kin(people: set[UUID]) -> list[RelativeRow]:
    return (
        reading.genuine(Person, KIN.format(placeholders(people)), db_uuid(people)) if people else []
    )


def _counted(folders: Collection[UUID]) -> dict[UUID, groups.Counts]:
    held = reading.genuine(Folder, f"WHERE w.id IN ({placeholders(folders)})", db_uuid(folders))
    return {UUID(one["id"]): groups.counts_in(one["counts"]) for one in held}


def _link() -> type[Attested]:
    """The model stands with the cases, one floor up."""
    return apps.get_model("cases", "CasePerson")
