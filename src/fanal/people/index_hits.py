"""The rows that the keyed index finds, opened as they lie in the database.

Some hundreds of them a search: as objects of Django, with the JSON of each read and made into
columns, they took three times as long as all the rest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np

from fanal.keys.ring import Ring
from fanal.keys.sealed import unseal_each
from fanal.people.keyed_index import NameQuery, OpenedIndex
from fanal.people.models import SearchRow
from fanal.people.models.search import STRIP
from fanal.people.search_entries import entry
from fanal.sql import db_uuid, placeholders, rows, uuid_text
from scriptnames import Entry, Part, is_row_bytes, table_of_rows

ROWS = "SELECT id, number, person_id, team_id, folder, version, sealed FROM people_searchrow WHERE "
NUMBERED = ROWS + "number IN ({})"
WAITING = ROWS + "team_id IN ({}) AND indexed = %s"  # as the partial index says it
# Few files were merged: asked of an index of these alone, and not of the file of each row.
MERGED = """
    SELECT id FROM people_person WHERE merged_into_id IS NOT NULL AND id IN ({0})
    UNION SELECT merged_into_id FROM people_person WHERE merged_into_id IN ({0})"""


class Near(NamedTuple):
    """A row as it lies, ids as the database holds them."""

    id: UUID | str
    number: int
    person: UUID | str
    team: UUID | str
    folder: UUID | str
    version: int
    sealed: bytes | memoryview

    @property
    def who(self) -> UUID:
        return UUID(uuid_text(self.person))


def found_by(indexes: Mapping[UUID, OpenedIndex], asked: NameQuery) -> list[Near]:
    """What the indexes of teams find, and the rows of these teams that are in no index yet.

    Teams are looked at here and not in the query: a database without statistics would rather read
    the whole team than some hundred numbers.
    """
    if not indexes:
        return []
    teams = set(db_uuid(indexes))
    numbers = [number for index in indexes.values() for number in index.nearest(asked)]
    found = rows(NUMBERED.format(placeholders(numbers)), numbers)
    found += rows(WAITING.format(placeholders(teams)), [*teams, False])
    near = map(Near._make, found)
    return list({one.number: one for one in near if one.team in teams}.values())


def of_several(near: Sequence[Near], others: Iterable[UUID]) -> set[UUID | str]:
    """Which people have more than one row or file, or belong to another's. `others`: whose rows
    were found elsewhere."""
    if not near:
        return set()
    people = Counter(one.person for one in near)
    several = {one for (one,) in rows(MERGED.format(placeholders(people)), [*people] * 2)}
    return several | set(db_uuid(others)) | {person for person, n in people.items() if n > 1}


def ready(near: Sequence[Near], ring: Ring) -> tuple[Part | None, list[Entry]]:
    """Those that the ring opens: as columns, and as entries where a row has no strip yet."""
    if not near:
        return None, []
    folders = {one.folder: uuid_text(one.folder) for one in near}
    ring.prepare(map(UUID, folders.values()))
    blobs = (
        (uuid_text(one.id), folders[one.folder], one.version, bytes(one.sealed)) for one in near
    )
    keys, stripped, plain = [], [], []
    for one, opened in zip(near, unseal_each(SearchRow, blobs, ring), strict=True):
        data, _, strip = (opened or b"").partition(STRIP)
        if is_row_bytes(strip):
            keys.append(uuid_text(one.person))
            stripped.append(strip)
        elif data:
            plain.append(entry(uuid_text(one.person), json.loads(data)))
    return Part(table_of_rows(stripped), keys), plain


def without(part: Part, people: Collection[UUID]) -> Part:
    """The same, without these people."""
    out = {str(one) for one in people}
    left_out = np.array([key in out for key in part.keys], dtype=np.bool_)
    return Part(part.columns, part.keys, left_out)
