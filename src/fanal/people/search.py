"""Search among the people of the teams, and near matches before a new file is opened."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

import scriptnames
from fanal.audit import actions as audit
from fanal.core.casework.rendering import short_text
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.words import Sentence, say
from fanal.people.access import all_kept_out_of, kept_out_of, people_for, person_by_code, teams_of
from fanal.people.corrections import as_written
from fanal.people.index_hits import Near, found_by, of_several, ready, without
from fanal.people.keyed_index import NameQuery, indexes_of
from fanal.people.keyed_index import OpenedIndex as Index
from fanal.people.models import Person, SearchFolder, SearchRow
from fanal.people.name_packs import OpenedPack as Pack
from fanal.people.name_packs import pack_more, parts, with_packs
from fanal.people.queries import answered_about, kin_of, last_of
from fanal.people.search_entries import entry, joined
from scriptnames import Born, Commonness, Entry, Facts, Hit, Level, Part

MOST = 20
# Names read closely of those that an index found: so many, and one in so many. The others never
# come first.
CLOSELY, ONE_IN = 70, 5
OF_NUMBER = (scriptnames.SAME_TELEPHONE,)  # the reasons where no name was compared
SURE = 0.0  # bits for one person from which another name is no hindrance
CODE_NAME = re.compile(r"[A-Za-z]+ [A-Za-z]+ \d{2,3}")


@dataclass(frozen=True)
class NearMatch:
    """A near match: the file, and why it is near. Names are not among the reasons."""

    person: Person
    level: Sentence
    why: tuple[Sentence, ...]


NOTHING = Facts()


def search(
    *,
    text: str,
    by: Any,
    ring: Any,
    born: Born | None = None,
    known: Facts = NOTHING,
    called: str = "",
) -> list[NearMatch]:
    """The people nearest to `text`, best first: by a name in any script, or by code name; without
    a text those of the telephone number.

    Who bears another name is shown where all else that was said agrees. The journal keeps that a
    search was made, never what for. Raises `BadInput`.
    """
    text = short_text("text", text)
    for team in teams_of(by):
        audit.record(act="person.searched", by=by, about=team.pk)
    if CODE_NAME.fullmatch(text):
        person = person_by_code(by, text)
        return [NearMatch(person, say("the code name"), ())] if person else []
    if not text and known.phone:
        return nearest((), by=by, ring=ring, known=Facts(phone=known.phone))
    least = Level.DIFFERENT if known != NOTHING or called else Level.WEAK
    try:
        return nearest([text], by=by, ring=ring, born=born, known=known, called=called, least=least)
    except BadInput as problem:
        raise BadInput("text", problem.why) from None


def near_files(
    texts: Sequence[str],
    *,
    by: Any,
    ring: Any,
    born: Born | None = None,
    known: Facts = NOTHING,
    called: str = "",
    to: UUID | None = None,
) -> list[NearMatch]:
    """As `nearest`, without files that share no more than the common part of a name."""
    return nearest(
        texts, by=by, ring=ring, born=born, known=known, called=called, to=to, least=Level.LIKE
    )


@own_errors()
def nearest(
    texts: Sequence[str],
    *,
    by: Any,
    ring: Any,
    born: Born | None = None,
    known: Facts = NOTHING,
    called: str = "",
    to: UUID | None = None,
    least: Level = Level.WEAK,
    among: Container[UUID] | None = None,
) -> list[NearMatch]:
    """The files nearest to any of `texts`, without `to` and those already compared with it, and
    those without a name that have the telephone number. Without `texts` whoever has that number.

    `born`, `known` and `called`, a nickname, tell her from others of that name. `among`: no other
    file is opened, read or counted.
    """
    texts = readings(texts) or texts
    opened = open_rows(by, ring, among, NameQuery(texts, born, known, called))
    asked_before = answered_about(to) | {to} if to else set()
    left_out = {opened.stands_for.get(one, one) for one in asked_before}
    index = opened.index(left_out)
    best: dict[str, Any] = {}
    for text in texts:
        more = {"nickname": called} | asdict(known)
        for hit in index.search(text, birth=born, limit=MOST, **more):
            counts = hit.level >= least or hit.score >= SURE
            if counts and (hit.key not in best or best[hit.key].score < hit.score):
                best[hit.key] = hit
    of_number = index.of_telephone(known.phone, nameless=bool(texts))
    for key in of_number[: MOST // 2 if texts else MOST]:
        best[key] = Hit(key, Level.DIFFERENT, SURE, OF_NUMBER)
    near = _found(by, sorted(best.values(), key=lambda hit: -hit.score)[:MOST])
    found = as_written(near, texts, by, ring, without_names, opened.entries)
    for team in opened.packed:
        pack_more(team, ring)
    return found


def readings(texts: Iterable[str]) -> list[str]:
    """The texts by which one can search: those with a letter, and Burmese typed in Zawgyi also as
    it reads in Unicode (whichever the name was typed in, she is found)."""
    both = (one for text in texts for one in (text, scriptnames.from_zawgyi(text)))
    return [one for one in both if one and scriptnames.normalise(one).keys]


def _found(by: Any, hits: Sequence[Hit]) -> list[NearMatch]:
    """The files of these, of whoever may be seen and still has a row."""
    packed = [int(hit.key) for hit in hits if "-" not in hit.key]
    who = _whose(packed, by) if packed else {}
    of = {hit.key: who.get(hit.key) if "-" not in hit.key else UUID(hit.key) for hit in hits}
    people = people_for(by).order_by().in_bulk([one for one in of.values() if one])
    return [NearMatch(people[one], *_said(hit)) for hit in hits if (one := of[hit.key]) in people]


def _said(hit: Hit) -> tuple[Sentence, tuple[Sentence, ...]]:
    """The level, and the reasons without the one that says it once more."""
    level = OF_NUMBER[0] if hit.why == OF_NUMBER else hit.level.sentence()
    return level, tuple(one for one in without_names(hit.why) if one != level)


def _whose(numbers: list[int], by: Any) -> dict[str, UUID]:
    """Whose the rows of these numbers are, in the teams of `by`."""
    rows = SearchRow.objects.filter(number__in=numbers, team__in=teams_of(by))
    return {str(number): one for number, one in rows.values_list("number", "person")}


def without_names(why: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The reasons that quote no part of a name: what a page by code names may show."""
    return tuple(one for one in why if not any(isinstance(v, str) for v in one.values.values()))


@dataclass(frozen=True)
class OpenedSearch:
    """The search rows in memory. `stands_for`: each file and the file that stands for it.

    `near`: what an index found, and `common`: how common words of names are, where not every row
    was opened. `packs`: all else that the teams `packed` know, where rows of the numbers `apart` do
    not count.
    """

    entries: list[Entry]
    stands_for: dict[UUID, UUID]
    near: Part | None = None
    common: Commonness | None = None
    packs: list[Pack] = field(default_factory=list)
    packed: list[Any] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)

    def index(self, left_out: set[UUID]) -> scriptnames.Index:
        """What is searched, without these people."""
        entries = [one for one in self.entries if UUID(one.key) not in left_out]
        apart = self.apart | (_numbers_of(left_out) if self.packs and left_out else set())
        one_by_one = Part(scriptnames.NameTable.of(entries), [one.key for one in entries])
        near = [without(self.near, left_out)] if self.near else []
        closely = scriptnames.READ_CLOSELY
        if self.near and not self.packs:
            closely = max(CLOSELY, self.near.columns.people // ONE_IN)
        index = scriptnames.Index([one_by_one, *near, *parts(self.packs, apart)], closely)
        if self.common:
            index.common = self.common
        return index


def open_rows(
    by: Any, ring: Any, among: Container[UUID] | None = None, asked: NameQuery | None = None
) -> OpenedSearch:
    """The search rows of the teams of `by` that the ring opens, one entry a person.

    A file for which another stands lends its names to it, so that she is found by all of them.
    With `asked`, of a team that keeps an index only what may be near to it, and of any other what
    its packs hold as packs.
    """
    # A team without a folder for its search has no rows.
    folders = SearchFolder.objects.filter(team__in=teams_of(by)).select_related("team")
    folders = list(folders.order_by("team__name"))
    ring.prepare(one.folder for one in folders)
    teams = [one.team for one in folders]
    if asked is not None and among is None:
        return _near_to(asked, teams, by, ring)
    rows = list(_every().filter(team__in=teams).exclude(person__in=kept_out_of(by)))
    return OpenedSearch(*_one_each(rows, ring, among))


def _near_to(asked: NameQuery, teams: Sequence[Any], by: Any, ring: Any) -> OpenedSearch:
    """What may be near, by the indexes of teams and the packs of the others."""
    indexes = indexes_of(teams, ring)
    others = [team for team in teams if team.pk not in indexes]
    out = all_kept_out_of(by)
    rows, packs = with_packs(others, ring, _every()) if others else ([], [])
    near = [one for one in found_by(indexes, asked) if not out or one.who not in out]
    several = of_several(near, [row.person_id for row in rows])
    rows += _whole([one for one in near if one.person in several], indexes)
    rows = [row for row in rows if row.person_id not in out]
    entries, stands_for = _one_each(rows, ring)
    alone, plain = ready([one for one in near if one.person not in several], ring)
    apart = {row.number for row in rows} | (_numbers_of(out) if out and packs else set())
    return OpenedSearch(
        entries + plain, stands_for, alone, _common(indexes.values()), packs, others, apart
    )


def _one_each(
    rows: Sequence[Any], ring: Any, among: Container[UUID] | None = None
) -> tuple[list[Entry], dict[UUID, UUID]]:
    """What the ring opens of these rows as one entry a person, and which file stands for which."""
    ring.prepare(row.folder for row in rows)
    seen = {row.person_id for row in rows}
    into = {row.person_id: row.into for row in rows if row.into in seen}
    stands_for = {one: last_of(one, into) for one in seen}
    data: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        whose = stands_for[row.person_id]
        if (among is None or whose in among) and (opened := row.try_unseal(ring)):
            data[whose] = joined(data[whose], opened) if whose in data else opened
    return [entry(one, whole) for one, whole in data.items()], stands_for


def _numbers_of(people: Iterable[UUID]) -> set[int]:
    rows = SearchRow.objects.filter(person__in=people)
    return set(rows.values_list("number", flat=True))


def _every() -> QuerySet[Any]:
    """All search rows, with the file that each was merged into."""
    return SearchRow.objects.annotate(into=F("person__merged_into")).order_by("person_id")


def _whole(near: Sequence[Near], teams: Container[Any]) -> list[Any]:
    """The rows of people who have more than one, with those of their other files."""
    if not near:
        return []
    rows = list(_every().filter(number__in=[one.number for one in near]))
    rows += _every().filter(person__in=kin_of([row.person_id for row in rows]))
    return list({row.pk: row for row in rows if row.team_id in teams}.values())


def _common(indexes: Iterable[Index]) -> Commonness | None:
    """How common words are in the largest team that keeps an index."""
    largest = max(indexes, key=lambda index: index.row.people, default=None)
    return largest.common if largest else None


def entries_by_file(by: Any, ring: Any, team: Any) -> list[Entry]:
    """Every file of a team by itself, also those for which another stands: what answers are of."""
    return _by_file(SearchRow.objects.filter(team=team), by, ring)


def entries_of(files: Iterable[UUID], by: Any, ring: Any) -> list[Entry]:
    """These files alone, each by itself, as the teams of `by` search them."""
    rows = SearchRow.objects.filter(team__in=teams_of(by), person__in=list(files))
    return _by_file(rows, by, ring)


def _by_file(rows: QuerySet[SearchRow], by: Any, ring: Any) -> list[Entry]:
    rows = rows.exclude(person__in=kept_out_of(by)).order_by("person")
    ring.prepare(rows.values_list("folder", flat=True))
    opened = {row.person_id: data for row in rows if (data := row.try_unseal(ring))}
    return [entry(one, data) for one, data in opened.items()]
