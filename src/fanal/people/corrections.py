"""The nearest files read once more with their names as they are written.

An index of many names keeps how they sound, and neither marks nor characters: for it 王伟 and 王薇
are one name. Of the few that it finds to be the same the rows are opened and the names compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.words import Translatable
from fanal.keys.ring import Ring
from fanal.people.access import teams_of
from fanal.people.models import SearchRow
from fanal.people.search_entries import entry
from scriptnames import Entry, Level, Likeness, compare

if TYPE_CHECKING:
    from fanal.people.search import PossibleMatch

type PlainReasons = Callable[[Iterable[Translatable]], tuple[Translatable, ...]]

ALIKE = (Level.SAME, Level.SOUND)
SAYS_SO = {level.sentence() for level in ALIKE}


def as_written(
    found: Sequence[PossibleMatch],
    texts: Iterable[str],
    by: User,
    ring: Ring,
    plain: PlainReasons,
    opened: Iterable[Entry] = (),
) -> list[PossibleMatch]:
    """The same files in the same order; `plain`: the reasons that quote no name. `opened`: rows
    that were opened for the search already."""
    alike = {match.person.id for match in found if match.level in SAYS_SO}
    keys = {str(one): one for one in alike}
    names = {keys[one.key]: one.names for one in opened if one.key in keys}
    names |= _names([one for one in alike if one not in names], by, ring)
    asked = list(texts)
    return [_read(match, asked, names.get(match.person.id, ()), plain) for match in found]


def _names(people: list[UUID], by: User, ring: Ring) -> dict[UUID, tuple[str, ...]]:
    rows = SearchRow.objects.filter(person__in=people, team__in=teams_of(by)) if people else ()
    opened = ((row.person_id, row.try_unseal(ring)) for row in rows)
    return {person: entry(person, data).names for person, data in opened if data}


def _read(
    found: PossibleMatch, asked: list[str], names: Iterable[str], plain: PlainReasons
) -> PossibleMatch:
    whole = [compare(text, name) for text in asked for name in names]
    best: Likeness | None = max(whole, key=lambda one: one.score, default=None)
    if best is None or best.level not in ALIKE or best.level.sentence() == found.level:
        return found
    level = best.level.sentence()
    why = tuple(dict.fromkeys([*plain(best.why), *found.why]))
    return replace(found, level=level, why=tuple(one for one in why if one not in SAYS_SO))
