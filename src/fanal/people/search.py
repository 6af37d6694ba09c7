"""Search among the people of the teams, and near matches before a new file is opened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fanal.audit import actions as audit
from fanal.core.casework.written import short_text
from fanal.core.errors import BadInput
from fanal.core.names import Born, Level
from fanal.core.names.search import Entry, build
from fanal.core.words import Sentence, say
from fanal.people.access import people_for, person_by_code, teams_of
from fanal.people.models import Person, SearchFolder, SearchRow
from fanal.people.queries import decided_apart
from fanal.people.search_rows import entry

MOST = 20
CODE_NAME = re.compile(r"[A-Za-z]+ [A-Za-z]+ \d{2,3}")


@dataclass(frozen=True)
class Found:
    """A near match: the file, and why it is near. Names are not among the reasons."""

    person: Person
    level: Sentence
    why: tuple[Sentence, ...]


def search(*, text: str, by: Any, ring: Any, born: Born | None = None) -> list[Found]:
    """The people nearest to `text`, best first: by a name in any script, or by code name.

    The journal keeps that a search was made, never what for. Raises `BadInput`.
    """
    text = short_text("text", text)
    for team in teams_of(by):
        audit.record(act="person.searched", by=by, about=team.pk)
    if CODE_NAME.fullmatch(text):
        person = person_by_code(by, text)
        return [Found(person, say("the code name"), ())] if person else []
    try:
        return nearest([text], by=by, ring=ring, born=born)
    except BadInput as problem:
        raise BadInput("text", problem.why) from None


def near_files(
    texts: Sequence[str], *, by: Any, ring: Any, born: Born | None = None, to: UUID | None = None
) -> list[Found]:
    """As `nearest`, without files that share no more than the common part of a name."""
    return nearest(texts, by=by, ring=ring, born=born, to=to, least=Level.PART)


def nearest(
    texts: Sequence[str],
    *,
    by: Any,
    ring: Any,
    born: Born | None = None,
    to: UUID | None = None,
    least: Level = Level.WEAK,
) -> list[Found]:
    """The files nearest to any of `texts`, without `to` and those found to be somebody else."""
    left_out = {str(one) for one in (decided_apart(to) | {to} if to else ())}
    index = build(one for one in entries(by, ring) if one.key not in left_out)
    best: dict[str, Any] = {}
    for text in texts:
        for hit in index.search(text, birth=born, limit=MOST):
            if hit.level >= least and (hit.key not in best or best[hit.key].score < hit.score):
                best[hit.key] = hit
    hits = sorted(best.values(), key=lambda hit: -hit.score)[:MOST]
    people = people_for(by).in_bulk([UUID(hit.key) for hit in hits])
    return [
        Found(people[UUID(hit.key)], hit.level.sentence(), hit.why)
        for hit in hits
        if UUID(hit.key) in people
    ]


def entries(by: Any, ring: Any) -> list[Entry]:
    """Every search row of the teams of `by` that the ring opens."""
    teams = list(teams_of(by))
    ring.prepare(SearchFolder.objects.filter(team__in=teams).values_list("folder", flat=True))
    rows = SearchRow.objects.filter(team__in=teams, person__merged_into=None)
    opened = ((row.person_id, row.try_unseal(ring)) for row in rows.order_by("person"))
    return [entry(person, data) for person, data in opened if data]
