"""One row of the board for who has a file with each of two teams.

Whoever reads both cases, as the direction does, would count her twice: as two people in danger, or
as one whom nobody holds beside one who is on her way. The row that says what is worse stays,
and names both teams.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fanal.journeys.queries.open_people import OnBoard, Place
from fanal.people.queries import last_of
from fanal.sharing.queries.other_files import same_person


def one_row_each(people: list[OnBoard]) -> list[OnBoard]:
    """Return the people, each once; the same list where nobody stands there twice."""
    stands_for = same_person() if people else {}
    if not stands_for:
        return people
    rows: dict[UUID, OnBoard] = {}
    for one in people:
        who = last_of(one.person if one.person in stands_for else one.file, stands_for)
        rows[who] = _worse((rows[who], one)) if who in rows else one
    return list(rows.values()) if len(rows) < len(people) else people


def _worse(both: Iterable[OnBoard]) -> OnBoard:
    """Return the row in danger, else the one of which something is red; else the one that knows who
    has her: that the other team was not told so is no trouble of hers."""
    first, other = sorted(both, key=_how_bad)
    needs = first.needs_somebody or other.needs_somebody
    return first._replace(needs_somebody=needs, also=other)


def _how_bad(one: OnBoard) -> tuple[bool, bool, bool, Place]:
    calm, _urgency = one.place
    return calm, not one.needs_somebody, one.is_unheld, one.place
